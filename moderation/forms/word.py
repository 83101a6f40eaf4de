"""The form of a word: its names and other names, in both languages, and what else its kind says."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.models import CannedText, DutyWord, FoundWord, Reason, Skill, SkillGroup, Use, Word
from postings.forms.posting import SECTIONS

MOST = 40
TAKEN = _("There is a word with this name. Change that one.")


class SynonymsField(forms.CharField):
    """One on a line in the box, a list in the row."""

    def __init__(self, label: Any) -> None:
        box = forms.Textarea(attrs={"class": "input", "rows": 4})
        super().__init__(
            label=label, required=False, max_length=4000, widget=box, help_text=_("One on a line.")
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST or any(len(name) > 80 for name in names):
            raise ValidationError(_("At most 40 lines of 80 characters."))
        return names


def _name(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": _("Give the word a name in both languages.")},
    )


def _text(
    label: Any, longest: int, *, rows: int = 3, required: bool = False, hint: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=hint,
        widget=forms.Textarea(attrs={"class": "input", "rows": rows}),
        error_messages={"required": _("Write the text in both languages.")},
    )


def _sections() -> list[tuple[str, Any]]:
    return [("", _("Nowhere"))] + [(section.slug, section.title) for section in SECTIONS]


class WordForm(forms.Form):
    """Made for one word: it has the fields of its kind."""

    name_en = _name(_("English name"))
    name_nl = _name(_("Dutch name"))

    def __init__(self, word: Word, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.word = word
        self.fields.update(_fields_of(word))
        self.initial = {name: getattr(word, name) for name in self.fields if name != "group"}
        if isinstance(word, Skill):
            self.initial["group"] = word.group_id

    def clean(self) -> dict[str, Any]:
        super().clean()
        name = self.cleaned_data.get("name_en")
        if name and self.word._state.adding:
            longest: Any = self.word._meta.get_field("slug")
            slug = slugify(name)[: longest.max_length]
            if not slug or type(self.word)._default_manager.filter(Q(slug=slug)).exists():
                self.add_error("name_en", TAKEN)
            self.cleaned_data["slug"] = slug
        return self.cleaned_data

    def put(self) -> Word:
        """The answers on the word, not yet stored."""
        word, data = self.word, dict(self.cleaned_data)
        if "group" in data:
            word.group_id = int(data.pop("group"))  # type: ignore[attr-defined]
        for name, value in data.items():
            setattr(word, name, value)
        return word


def _fields_of(word: Word) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    if isinstance(word, FoundWord):
        fields["synonyms_en"] = SynonymsField(_("Other English names"))
        fields["synonyms_nl"] = SynonymsField(_("Other Dutch names"))
    if isinstance(word, Skill):
        groups = [(str(g.pk), g.name) for g in SkillGroup.objects.all()]
        fields["group"] = forms.ChoiceField(
            label=_("Group"), choices=groups, widget=forms.Select(attrs={"class": "input"})
        )
    if isinstance(word, Reason | CannedText):
        fields["used_for"] = forms.MultipleChoiceField(
            label=_("Used for"),
            choices=Use.choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one.")},
        )
    if isinstance(word, Reason):
        hint = _("What helps. It stands below the reason, in the letter and in the workspace.")
        fields["advice_en"] = _text(_("English advice"), 600, hint=hint)
        fields["advice_nl"] = _text(_("Dutch advice"), 600, hint=hint)
        fields["concerns"] = forms.ChoiceField(
            label=_("Part of the editor that mends it"),
            required=False,
            choices=_sections,
            widget=forms.Select(attrs={"class": "input"}),
        )
    if isinstance(word, CannedText):
        fields["text_en"] = _text(_("English text"), 2000, rows=6, required=True)
        fields["text_nl"] = _text(_("Dutch text"), 2000, rows=6, required=True)
    if isinstance(word, DutyWord):
        fields["explanation_en"] = _text(_("English explanation"), 300)
        fields["explanation_nl"] = _text(_("Dutch explanation"), 300)
    return fields
