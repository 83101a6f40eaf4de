from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Suggestion


class SuggestionForm(forms.Form):
    """A word that is missing. `kind` and `where` come along from the page where it was missed."""

    text = forms.CharField(
        label=_("What is missing?"),
        max_length=80,
        min_length=2,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={
            "required": _("Write the word that is missing."),
            "min_length": _("Write the whole word."),
        },
    )
    language = forms.ChoiceField(
        label=_("In which language did you write it?"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=300,
        help_text=_("One sentence helps us to choose the right place. Do not write a person’s name."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
    )
    kind = forms.ChoiceField(choices=Suggestion.Kind.choices, widget=forms.HiddenInput)
    where = forms.ChoiceField(choices=Suggestion.Where.choices, widget=forms.HiddenInput)
