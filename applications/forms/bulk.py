from typing import Any

from django import forms
from django.utils.translation import get_language_info, gettext, override
from django.utils.translation import gettext_lazy as _

from applications.models import RejectionReason

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

    @property
    def words(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"message_{language}"] for language in self.languages}


class BulkRejectionForm(WordsForm):
    """A refusal says why, also to many."""

    reason = forms.ChoiceField(
        label=_("Why do you not go on with these people?"),
        choices=RejectionReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Each candidate reads this reason."),
        error_messages={"required": _("Choose a reason"), "invalid_choice": _("Choose a reason")},
    )

    def first_words(self, language: str) -> str:
        with override(language):
            return gettext(
                "Thank you for applying for “{opening}” and for the time you took. We read your application with care. We"
                " chose not to go on with it.\n\nWe wish you well in finding work that fits you.\n\n{hospital}"
            )
