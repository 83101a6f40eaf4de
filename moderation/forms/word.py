"""The form of a word: its names and other names, in both languages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.models import Skill, SkillGroup, Word

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


class WordForm(forms.Form):
    name_en = _name(_("English name"))
    name_nl = _name(_("Dutch name"))
    synonyms_en = SynonymsField(_("Other English names"))
    synonyms_nl = SynonymsField(_("Other Dutch names"))
    group = forms.ChoiceField(label=_("Group"), widget=forms.Select(attrs={"class": "input"}))

    def __init__(self, word: Word, data: Any = None) -> None:
        names = ("name_en", "name_nl", "synonyms_en", "synonyms_nl")
        initial = {name: getattr(word, name) for name in names} | {"group": getattr(word, "group_id", None)}
        super().__init__(data, initial=initial, label_suffix="")
        self.word = word
        if isinstance(word, Skill):
            groups: Any = self.fields["group"]
            groups.choices = [(str(g.pk), g.name) for g in SkillGroup.objects.all()]
        else:
            del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        name = self.cleaned_data.get("name_en")
        if name and not self.word.pk:
            slug = slugify(name)[:50]
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
