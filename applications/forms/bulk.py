from typing import Any

from django import forms
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.hospital import checked_text
from applications.models import CannedText, RejectionReason
from hospitals.models import Hospital

FILLED_IN = _("{name}, {opening} and {hospital} are filled in for each person. Do not name patients.")


class SavedViewForm(forms.Form):
    name = forms.CharField(
        label=_("Name of this view"), max_length=60, error_messages={"required": _("Write a name")}
    )


class WordsForm(forms.Form):
    """One text for each language that the chosen candidates read. `words` holds them by language."""

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        for language in languages:
            name = get_language_info(language)["name_translated"]
            label = gettext("Your message in %(language)s") % {"language": name}
            self.fields[f"message_{language}"] = forms.CharField(
                label=label if len(languages) > 1 else gettext("Your message"),
                max_length=3000,
                widget=forms.Textarea(attrs={"rows": 8, "lang": language}),
                help_text=FILLED_IN,
                initial=self.first_words(language),
                error_messages={"required": gettext("Write a message in %(language)s") % {"language": name}},
            )

    def first_words(self, language: str) -> str:
        return ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in [name for name in data if name.startswith("message_")]:
            try:
                checked_text(data[name])
            except forms.ValidationError as error:
                self.add_error(name, error)
        return data

    @property
    def words(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"message_{language}"] for language in self.languages}

    @property
    def facts(self) -> dict[str, Any]:
        """What `bulk.start` needs of it."""
        return {"words": self.words}


class BulkRejectionForm(WordsForm):
    """A refusal says why, also to many. The messages begin with a text of the hospital or of the board."""

    reason = forms.ChoiceField(
        label=_("Why do you not go on with these people?"),
        choices=RejectionReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason"), "invalid_choice": _("Choose a reason")},
    )
    private = forms.BooleanField(
        label=_("Keep this reason to ourselves"),
        required=False,
        help_text=_("The candidates read your message only. Most people are glad to know the reason."),
    )

    def __init__(self, *args: Any, hospital: Hospital, text: str = "", **kwargs: Any) -> None:
        """`text` is the key of the text to begin with."""
        self.known = {
            language: texts.choices(hospital, CannedText.Kind.REJECTION, language)
            for language in kwargs["languages"]
        }
        self.texts = next(iter(self.known.values()))
        self.chosen = text if text in {one.key for one in self.texts} else texts.FIRST
        super().__init__(*args, **kwargs)

    def first_words(self, language: str) -> str:
        return next(one.words for one in self.known[language] if one.key == self.chosen)

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**super().facts, "reason": data["reason"], "shared": not data["private"]}
