"""The hospital's questions as a form."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from applications import answers
from applications.forms.candidate import PATIENTS
from postings.models import Posting, QuestionKind

OPEN = {
    QuestionKind.YES_NO: _("Choose yes or no"),
    QuestionKind.CHOICE: _("Choose an answer"),
    QuestionKind.SHORT: _("Write an answer"),
    QuestionKind.LONG: _("Write an answer"),
}


class QuestionsForm(forms.Form):
    """One field a question. `kept` are the draft's answers; `check=True` judges these as they would be sent."""

    def __init__(
        self, posting: Posting, data: QueryDict | None = None, *, kept: Any = (), check: bool = False
    ) -> None:
        first = {answers.field_name(row["key"]): _shown(row) for row in kept}
        super().__init__(first if check else data, initial=first, label_suffix="")
        for asked in posting.questions:
            self.fields[answers.field_name(asked["key"])] = question_field(asked, posting.language)


def _shown(row: dict[str, Any]) -> Any:
    """As the field holds it: one chosen option is a word, several are a list."""
    answer = row["answer"]
    if row["kind"] == QuestionKind.CHOICE and not row["several"]:
        return answer[0] if answer else ""
    return answer


def question_field(asked: dict[str, Any], language: str) -> forms.Field:
    kind = asked["kind"]
    common: dict[str, Any] = {
        "label": format_html('<span lang="{}">{}</span>', language, asked["text"]),
        "required": asked["required"],
        "error_messages": {"required": OPEN[kind], "invalid_choice": OPEN[kind]},
    }
    if kind == QuestionKind.YES_NO:
        return forms.ChoiceField(
            choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect, **common
        )
    if kind == QuestionKind.CHOICE:
        choices = [(o, format_html('<span lang="{}">{}</span>', language, o)) for o in asked["options"]]
        if asked["several"]:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    long = kind == QuestionKind.LONG
    most = answers.LONG if long else answers.SHORT
    common["error_messages"]["max_length"] = _(
        "Your answer has %(show_value)s characters. Make it %(limit_value)s or shorter."
    )
    widget = forms.Textarea(attrs={"rows": 6}) if long else forms.TextInput(attrs={"autocomplete": "off"})
    # the browser would cut a long text without a word; the server says how much is too much
    field = forms.CharField(max_length=most, widget=widget, help_text=PATIENTS if long else "", **common)
    field.widget.attrs.pop("maxlength", None)
    return field
