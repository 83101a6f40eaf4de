"""What becomes of a word that somebody missed."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Suggestion
from core.models import Channel, Skill, SkillGroup
from moderation.near_words import near

DECISIONS = {
    "add": _("Add it as a new word"),
    "name": _("It is a word that is there, by another name"),
    "decline": _("Do not add it"),
}
_INPUT = {"class": "input"}


class SuggestionDecisionForm(forms.Form):
    """`language`: of who asked; the answer comes in it."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=DECISIONS.items(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens.")},
    )
    name_en = forms.CharField(
        label=_("English name"), required=False, max_length=120, widget=forms.TextInput(attrs=_INPUT)
    )
    name_nl = forms.CharField(
        label=_("Dutch name"), required=False, max_length=120, widget=forms.TextInput(attrs=_INPUT)
    )
    group = forms.ChoiceField(label=_("Group"), required=False, widget=forms.Select(attrs=_INPUT))
    word = forms.ChoiceField(label=_("It is this one"), required=False, widget=forms.Select(attrs=_INPUT))
    words = forms.CharField(
        label=_("A word to who asked"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs=_INPUT | {"rows": 3}),
        help_text=_("They read it in the mail, below our thanks."),
    )

    def __init__(self, row: Suggestion, data: Any = None, *, language: str) -> None:
        super().__init__(data, label_suffix="", initial={f"name_{row.language}": row.text})
        self.row, self.language = row, language
        self.model: Any = Skill if row.kind == Suggestion.Kind.SKILL else Channel
        known = list(self.model._default_manager.filter(merged_into=None).order_by("position"))
        first = near(row.kind, row.text)
        ordered = [*first, *(word for word in known if word not in first)]
        fields: Any = self.fields
        fields["word"].choices = [("", _("Choose a word"))] + [(word.slug, word.name) for word in ordered]
        if row.kind == Suggestion.Kind.SKILL:
            fields["group"].choices = [(str(g.pk), g.name) for g in SkillGroup.objects.all()]
        else:
            del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("decision") == "add":
            for name in ("name_en", "name_nl"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Give the word a name in both languages."))
            slug = slugify(data.get("name_en") or "")[:50]
            if data.get("name_en") and (not slug or self.model._default_manager.filter(slug=slug).exists()):
                self.add_error("name_en", _("There is a word with this name. Choose “It is this one”."))
        elif data.get("decision") == "name":
            data["word"] = self.model._default_manager.filter(slug=data.get("word") or "").first()
            if data["word"] is None:
                self.add_error("word", _("Choose the word that it is."))
        return data
