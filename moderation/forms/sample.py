from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.models import SampleReport

VERBS = {
    "release": _("Nothing is wrong: hospitals may see it again"),
    "remove": _("Remove it and erase its pictures"),
}


class SampleDecisionForm(forms.Form):
    """What becomes of a work sample that was reported."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=list(VERBS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens."), "invalid_choice": _("Choose what happens.")},
    )
    reason = forms.ChoiceField(
        label=_("Why does it go?"),
        required=False,
        choices=SampleReport.Reason.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Message to its owner"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("They read this in the mail when you remove it. Say what they can mend."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == "remove":
            if not data.get("reason") and "reason" not in self.errors:
                self.add_error("reason", _t("Choose at least one reason."))
            if not data.get("words") and "words" not in self.errors:
                self.add_error("words", _t("Tell its owner what is wrong."))
        return data
