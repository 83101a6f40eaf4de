"""What a moderator decides, with reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospitals.verification import RefuseReason
from postings.models.choices import ReturnReason

# verb of postings/lifecycle.py → what the choice says
OPENING_VERBS = {
    "publish": _("Put it online"),
    "return": _("Send it back"),
    "reject": _("Refuse it"),
    "remove": _("Remove it from the board"),
}
REVISION_VERBS = {"apply": _("Put the change online"), "refuse": _("Refuse the change")}
HOSPITAL_VERBS = {"verify": _("This hospital is real"), "refuse": _("Refuse the hospital")}
_NEEDS_NO_REASON = {"publish", "apply", "verify"}


class DecisionForm(forms.Form):
    """Choose, say why, press. `verbs` are those that this moderator may draw now."""

    names: dict[str, Any] = OPENING_VERBS
    decision = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens."), "invalid_choice": _("Choose what happens.")},
    )
    reasons = forms.MultipleChoiceField(
        label=_("What must be better?"),
        required=False,
        choices=ReturnReason.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("Message to the hospital"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
        help_text=_("They read this in the mail, after the reasons you chose."),
    )

    def __init__(self, verbs: list[str], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["decision"].choices = [(verb, self.names[verb]) for verb in verbs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("decision") and data["decision"] not in _NEEDS_NO_REASON:
            if not data.get("reasons") and "reasons" not in self.errors:
                self.add_error("reasons", _("Choose at least one reason."))
            elif "other" in data.get("reasons", []) and not data.get("words"):
                self.add_error("words", _("Say in your own words what must be better."))
        return data


class RevisionDecisionForm(DecisionForm):
    names = REVISION_VERBS


class HospitalDecisionForm(DecisionForm):
    names = HOSPITAL_VERBS
    reasons = forms.MultipleChoiceField(
        label=_("Why not?"), required=False, choices=RefuseReason.choices, widget=forms.CheckboxSelectMultiple
    )


class FreezeForm(forms.Form):
    words = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
        error_messages={"required": _("Say why. The hospital and the log keep it.")},
    )
