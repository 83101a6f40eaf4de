"""Closing an opening and letting it close later."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.forms.fields import day, text
from postings.models.choices import Outcome


class ClosureForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )


class ExtensionForm(forms.Form):
    closes_on = day(_("Closes on"), hint=_("At most 90 days ahead. It closes at the end of that day (UTC)."))
    reason = text(
        _("Why does it close later?"),
        300,
        required=True,
        error_messages={"required": _("Say why it closes later.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["closes_on"].required = True
        self.fields["closes_on"].error_messages["required"] = _("Choose the day on which the opening closes.")
