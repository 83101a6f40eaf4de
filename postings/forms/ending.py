"""Closing an opening, letting it close later, and another day to come online."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from postings.forms.fields import day, number, text
from postings.forms.hiring import CLOSES, OPENS, MomentForm, clock, hiring_initial
from postings.models import Posting
from postings.models.choices import Outcome


class ClosureForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )


class ExtensionForm(MomentForm):
    """Which moment it closes, or how many applications it takes: later and more, never earlier or fewer."""

    closes_on = day(_("Closes on"), hint=_("At most 90 days ahead."))
    closes_time = clock(_("Closes at"))
    applications_max = number(_("Close after this number of applications"), 1, 1000)
    reason = text(
        _("Why does it close later?"),
        300,
        hint=_("Moderators can read this."),
        required=True,
        error_messages={"required": _("Say why it closes later.")},
    )
    until: datetime | None = None

    def __init__(self, posting: Posting, data: Any = None) -> None:
        super().__init__(data, initial=hiring_initial(posting), label_suffix="")
        self.posting = posting
        self._by_clock_of(posting.hospital.zone, "closes_time")
        self.fields["closes_on"].required = True
        self.fields["closes_on"].error_messages["required"] = _("Choose the day on which the opening closes.")
        if posting.applications_max is None:
            del self.fields["applications_max"]
            return
        self.fields["reason"].label = _("Why do you change this?")
        limit = self.fields["applications_max"]
        limit.help_text = gettext("%(n)s came in so far. A higher number takes more.") % {
            "n": posting.applications_taken
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.until = self._moment("closes_on", "closes_time", CLOSES, self.posting.closes_at)
        return self.cleaned_data


class PlanForm(MomentForm):
    """Another moment to come online, for an opening that waits for its own."""

    publish_on = day(_("Online from"))
    publish_time = clock(_("Online at"))
    at: datetime | None = None

    def __init__(self, posting: Posting, data: Any = None) -> None:
        super().__init__(data, initial=hiring_initial(posting), label_suffix="")
        self.posting = posting
        self._by_clock_of(posting.hospital.zone, "publish_time")
        self.fields["publish_on"].required = True
        self.fields["publish_on"].error_messages["required"] = _("Choose a day, or put it online now.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.at = self._moment("publish_on", "publish_time", OPENS, self.posting.publish_at)
        return self.cleaned_data
