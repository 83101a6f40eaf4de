"""Finding one person, and suspending them."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Use
from core.vocabulary import vocabulary

LONGEST = 3650  # days


class FindPersonForm(forms.Form):
    """One person, never a list: whoever looks must know already whom."""

    q = forms.CharField(
        label=_("Whole email address, or number"),
        max_length=254,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("People cannot be browsed. That you look is kept in the log."),
        error_messages={"required": _("Type the whole address or the number")},
    )


class SuspendForm(forms.Form):
    """Why, in whose words, and for how long."""

    reason = forms.ChoiceField(
        label=_("Why?"), widget=forms.RadioSelect, error_messages={"required": _("Choose a reason.")}
    )
    words = forms.CharField(
        label=_("What do you tell them?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 5}),
        help_text=_("They read this in the mail and on their page. Say what happened and when."),
        error_messages={"required": _("Tell them what happened")},
    )
    how_long = forms.ChoiceField(
        label=_("How long?"),
        widget=forms.RadioSelect,
        choices=[
            ("7", _("A week")),
            ("30", _("30 days")),
            ("days", _("Another number of days")),
            ("forever", _("Without an end")),
        ],
        error_messages={"required": _("Choose how long.")},
    )
    days = forms.IntegerField(
        label=_("Days"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "numeric"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        chosen: Any = self.fields["reason"]
        chosen.choices = [(word.slug, word.name) for word in vocabulary().reasons(Use.PERSON)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how_long") == "days" and not data.get("days") and "days" not in self.errors:
            self.add_error("days", _("Type how many days"))
        return data

    def until(self, now: datetime) -> datetime | None:
        how_long = self.cleaned_data["how_long"]
        if how_long == "forever":
            return None
        return now + timedelta(days=self.cleaned_data["days"] if how_long == "days" else int(how_long))


class LiftForm(forms.Form):
    words = forms.CharField(
        label=_("What do you tell them?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
        error_messages={"required": _("Tell them why")},
    )


class AppealDecisionForm(LiftForm):
    decision = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[("lift", _("They are right: lift it")), ("keep", _("It stays"))],
        error_messages={"required": _("Choose what happens."), "invalid_choice": _("Choose what happens.")},
    )
    field_order = ["decision", "words"]
