"""What somebody says when they report, what an owner answers, and what a moderator decides about it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.models import Use
from core.vocabulary import vocabulary
from moderation.forms.decision import CannedForm, reasons_for
from moderation.models import Case

SALT = "moderation.report.form"
TOO_FAST, TOO_OLD = timedelta(seconds=2), timedelta(days=1)
# What is asked about which thing; a reason that moderators add is offered for all.
_ONLY: dict[str, tuple[str, ...]] = {
    "fake": ("opening", "hospital"),
    "stale": ("opening",),
    "not_true": ("opening", "hospital"),
    "discriminating_words": ("opening", "hospital", "message", "mentor"),
    "pressure": ("message", "mentor"),
    "false": ("message", "mentor"),
    "not_theirs": ("sample",),
    "spam": ("message", "mentor"),
    "contact_by_messenger": ("opening", "message", "mentor"),
}


def codes_for(kind: str) -> list[tuple[str, str]]:
    words = vocabulary().reasons(Use.REPORT)
    return [(word.slug, word.name) for word in words if kind in _ONLY.get(word.slug, (kind,))]


class ReportForm(forms.Form):
    """Two boxes keep machines out without a puzzle: one that people do not see, and the second the page was made."""

    code = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong"), "invalid_choice": _("Choose what is wrong")},
    )
    words = forms.CharField(
        label=_("What did you see?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 5}),
        help_text=_("Only moderators read this. Do not write a patient’s name or anything about a patient."),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        required=False,
        help_text=_("If you want to hear what we decide. Nobody but moderators sees it."),
        error_messages={"invalid": _("Write the address like name@example.org, or leave it empty")},
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
    )
    website = forms.CharField(required=False, max_length=200)
    made = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, kind: str, data: Any = None, *, signed_in: bool) -> None:
        super().__init__(data, label_suffix="")
        self.fields["code"].choices = codes_for(kind)  # type: ignore[attr-defined]
        self.initial["made"] = signing.dumps(1, salt=SALT)
        if signed_in:
            for name in ("email", "website", "made"):
                del self.fields[name]

    @property
    def is_a_trap(self) -> bool:
        """A machine filled the box that nobody sees."""
        return bool(self.data.get("website"))

    def clean_made(self) -> str:
        made = self.cleaned_data["made"]
        try:
            signing.loads(made, salt=SALT, max_age=TOO_OLD)
        except signing.BadSignature:
            fresh = True
        else:
            fresh = _is_young(made)
        if fresh:
            self.data = {**self.data.dict(), "made": signing.dumps(1, salt=SALT)}  # type: ignore[attr-defined]
            raise forms.ValidationError(_t("Wait a moment and send it once more. Your words are kept."))
        return str(made)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("code") == "other" and not data.get("words") and "words" not in self.errors:
            self.add_error("words", _t("Say in your own words what is wrong"))
        return data


def _is_young(made: str) -> bool:
    try:
        signing.loads(made, salt=SALT, max_age=TOO_FAST)
    except signing.SignatureExpired:
        return False
    return True


class OwnerForm(forms.Form):
    """The owner's words: an answer or an appeal."""

    words = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
        help_text=_("Only moderators read this. Do not name patients."),
        error_messages={"required": _("Write what you want to say")},
    )


class AskForm(CannedForm):
    use = Use.REPORT
    words = forms.CharField(
        label=_("Your question to the owner"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
        help_text=_("They read this and what was reported. Do not write who reported it."),
        error_messages={"required": _("Write what you want to know")},
    )


DECISIONS = {
    "dismiss": _("Nothing wrong: it stays, or comes back"),
    "mended": _("It was wrong and is mended"),
    "removed": _("Remove it"),
}
# The same of what reads otherwise. A work sample never changes, so nothing of it can be mended.
_OF_KIND: dict[str, dict[str, Any]] = {
    Case.Kind.SAMPLE: {
        "dismiss": _("Nothing is wrong: hospitals may see it again"),
        "removed": _("Remove it and erase its pictures"),
    },
    Case.Kind.MENTOR: {
        "dismiss": _("Nothing wrong"),
        "mended": DECISIONS["mended"],
        "removed": _("Bar from mentoring"),
    },
}


class CaseForm(CannedForm):
    """How a case ends."""

    use = Use.REPORT
    decision = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens."), "invalid_choice": _("Choose what happens.")},
    )
    reasons = forms.MultipleChoiceField(
        label=_("What was wrong?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("Message to the owner"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
        help_text=_("They read this in the mail, after the reasons you chose."),
    )

    def __init__(self, case: Case, data: Any = None, *, language: str = "en") -> None:
        super().__init__(data, language=language)
        self.fields["decision"].choices = list(_OF_KIND.get(case.kind, DECISIONS).items())  # type: ignore[attr-defined]
        told = list(dict.fromkeys(report.code for report in case.reports.all()))
        fitting = {code for code, _name in codes_for(case.kind)} | set(told)
        known = [choice for choice in reasons_for(Use.REPORT)() if choice[0] in fitting]
        self.fields["reasons"].choices = known  # type: ignore[attr-defined]
        if data is None:
            self.initial["reasons"] = told

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") in ("mended", "removed"):
            if not data.get("reasons") and "reasons" not in self.errors:
                self.add_error("reasons", _t("Choose at least one reason."))
            if not data.get("words") and "words" not in self.errors:
                self.add_error("words", _t("Tell its owner what is wrong."))
        return data


class VerdictForm(CannedForm):
    """The word on an appeal."""

    use = Use.REPORT
    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            ("grant", _("The owner is right: it comes back where it can")),
            ("keep", _("Our decision stays")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens."), "invalid_choice": _("Choose what happens.")},
    )
    words = forms.CharField(
        label=_("Message to the owner"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
        error_messages={"required": _("Tell the owner why.")},
    )
