"""One question for applicants."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from postings.models import QuestionKind
from postings.off_limits import Asked, off_limits
from postings.questions import Question

FEWEST_OPTIONS, MOST_OPTIONS, OPTION_LENGTH = 2, 10, 100


class QuestionForm(forms.Form):
    """`others` are the questions that stand beside it: the same one twice is refused."""

    text = forms.CharField(
        label=_("Question"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the question.")},
    )
    kind = forms.ChoiceField(
        label=_("How do people answer?"),
        choices=QuestionKind.choices,
        widget=forms.RadioSelect,
        initial=QuestionKind.YES_NO,
        error_messages={"required": _("Choose how people answer."), "invalid_choice": _("Choose how people answer.")},
    )  # fmt: skip
    options = forms.CharField(
        label=_("Answers to choose from"),
        required=False,
        max_length=1_200,
        help_text=_("One on each line, 2 to 10."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    several = forms.BooleanField(label=_("People may choose more than one"), required=False)
    required = forms.BooleanField(
        label=_("Everyone must answer"),
        required=False,
        initial=True,
        help_text=_("Without this tick people may leave it open."),
    )
    about_work = forms.BooleanField(
        label=_("It is about the work, not about the person’s own life"),
        required=False,
        help_text=_("A moderator reads it before the opening is online."),
    )
    keep = forms.BooleanField(label=_("Keep it in our library for other openings"), required=False)

    in_doubt = False  # the builder is unsure whether it is private: `about_work` is shown

    def __init__(
        self, data: Any = None, *, question: Question | None = None, others: Any = (), library: bool = False
    ) -> None:
        first = {}
        if question is not None:
            first = {name: getattr(question, name) for name in ("text", "kind", "several", "required")}
            first["options"] = "\n".join(question.options)
        super().__init__(data, initial=first, label_suffix="")
        self.others = {other.casefold() for other in others}
        if library:
            del self.fields["keep"]

    def clean_text(self) -> str:
        text = " ".join(str(self.cleaned_data["text"]).split())
        if text.casefold() in self.others:
            raise forms.ValidationError(_("You ask this already."))
        return text

    def clean_options(self) -> list[str]:
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["options"]).splitlines()]
        given = list(dict.fromkeys(line for line in lines if line))
        if self.cleaned_data.get("kind") != QuestionKind.CHOICE:
            return []
        if not FEWEST_OPTIONS <= len(given) <= MOST_OPTIONS:
            raise forms.ValidationError(
                ngettext(
                    "There is %(n)s answer to choose from. Give 2 to 10 different ones.",
                    "There are %(n)s answers to choose from. Give 2 to 10 different ones.",
                    len(given),
                )
                % {"n": len(given)}
            )
        if any(len(line) > OPTION_LENGTH for line in given):
            raise forms.ValidationError(gettext("Make each answer 100 characters or shorter."))
        return given

    def clean(self) -> dict[str, Any]:
        """What is private is refused, in the question or in an answer to choose from; where that is unsure, they say."""
        data = super().clean() or self.cleaned_data
        if text := data.get("text"):
            asked, offered = off_limits(text), off_limits(text, *data.get("options", ()))
            if offered and offered.sure and not (asked and asked.sure):
                self._refuse(
                    "options", offered
                )  # no tick beside a question in doubt lets a private answer through
            elif asked:
                self._refuse("text", asked)
            elif offered:
                self._refuse("options", offered)
        return data

    def _refuse(self, name: str, found: Asked) -> None:
        """Why it cannot be asked, and what can be asked instead, beside the field."""
        why = f"{found.topic.reason} {found.topic.instead}"
        self.in_doubt = not found.sure
        if found.sure:
            self.add_error(name, why)
        elif not self.cleaned_data.get("about_work"):
            unsure = gettext("This looks private. If it is about the work, tick that below and save again.")
            self.add_error(name, f"{unsure} {why}")

    @property
    def question(self) -> Question:
        data = self.cleaned_data
        several = data["several"] and data["kind"] == QuestionKind.CHOICE
        return Question(data["kind"], data["text"], tuple(data["options"]), several, data["required"])
