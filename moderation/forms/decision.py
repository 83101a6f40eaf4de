"""What a moderator decides, with reasons and words: both come from the vocabulary (core.models.Reason, CannedText)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from core.models import Use
from core.vocabulary import vocabulary

# verb of postings/lifecycle.py → what the choice says
OPENING_VERBS = {
    "publish": _("Put it online"),
    "return": _("Send it back"),
    "reject": _("Refuse it"),
    "remove": _("Remove it from the board"),
}
REVISION_VERBS = {"apply": _("Put the change online"), "refuse": _("Refuse the change")}
HOSPITAL_VERBS = {"verify": _("This hospital is real"), "refuse": _("Refuse the hospital")}
_NEEDS_NO_REASON = {"publish", "apply", "verify", "pass"}


# The browser's own access keys: they need a modifier, so no letter typed or spoken by itself decides (docs/decisions).
KEYS = {"publish": "p", "apply": "p", "verify": "p", "pass": "p", "return": "r", "recall": "r"}
KEYS |= {"reject": "x", "refuse": "x", "remove": "x"}


class Verbs(forms.RadioSelect):
    """What can be decided; each is chosen by its key too. "Decide" is pressed by another."""

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *rest, **more)
        if key := KEYS.get(str(value)):
            option["attrs"]["accesskey"] = key
        return option


def reasons_for(use: Use) -> Callable[[], list[tuple[str, str]]]:
    """Choices of a field: the reasons that may be given for this, as they are called now."""
    return lambda: [(reason.slug, reason.name) for reason in vocabulary().reasons(use)]


class CannedForm(forms.Form):
    """A message that a ready text may fill. The button named `fill` asks for the text and decides nothing, nor does the
    one named `preview`, which asks for the letter: the form is then not valid, without an error, and shows what was typed,
    with the text below it. `language`: of who will read it."""

    use: Use
    message = "words"

    canned = forms.ChoiceField(
        label=_("Ready text"), required=False, widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, data: Any = None, *, language: str = "en", **how: Any) -> None:
        texts = vocabulary().canned_texts(self.use)
        fills = data is not None and "fill" in data
        self.filling = fills or (data is not None and "preview" in data)
        if fills:
            chosen = {text.slug: text.text_in(language) for text in texts}.get(data.get("canned", ""), "")
            typed = data.get(self.message, "").rstrip()
            # Chosen twice, it stands there once.
            message = typed if chosen in typed else f"{typed}\n\n{chosen}".strip()
            data = data.copy()
            data[self.message] = message
        super().__init__(data, label_suffix="", **how)
        field: Any = self.fields["canned"]
        field.choices = [("", _("Choose a text"))] + [(text.slug, text.name) for text in texts]

    def full_clean(self) -> None:
        if not self.filling:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(), {}

    def is_valid(self) -> bool:
        return not self.filling and super().is_valid()


class DecisionForm(CannedForm):
    """Choose, say why, press. `verbs` are those that this moderator may draw now."""

    use = Use.OPENING
    names: dict[str, Any] = OPENING_VERBS
    decision = forms.ChoiceField(
        label=_("Your decision"),
        widget=Verbs,
        error_messages={"required": _("Choose what happens."), "invalid_choice": _("Choose what happens.")},
    )
    reasons = forms.MultipleChoiceField(
        label=_("What must be better?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("Message to the hospital"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
        help_text=_("They read this in the mail, after the reasons you chose."),
    )

    def __init__(self, verbs: list[str], data: Any = None, *, language: str = "en") -> None:
        super().__init__(data, language=language)
        self.fields["decision"].choices = [(verb, self.names[verb]) for verb in verbs]  # type: ignore[attr-defined]
        self.fields["reasons"].choices = reasons_for(self.use)  # type: ignore[attr-defined]

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
    use = Use.REVISION
    names = REVISION_VERBS


class HospitalDecisionForm(DecisionForm):
    use = Use.HOSPITAL
    names = HOSPITAL_VERBS
    reasons = forms.MultipleChoiceField(
        label=_("Why not?"), required=False, widget=forms.CheckboxSelectMultiple
    )


class FreezeForm(forms.Form):
    words = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
        error_messages={"required": _("Say why. The hospital and the log keep it.")},
    )
