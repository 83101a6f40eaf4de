from typing import Any

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# An error says what to do. A form with more to say brings its own words.
ASKS: dict[type[forms.Field], Any] = {
    forms.Field: _("Fill this in"),
    forms.ChoiceField: _("Choose one"),
    forms.ModelChoiceField: _("Choose one"),
    forms.MultipleChoiceField: _("Choose at least one"),
    forms.ModelMultipleChoiceField: _("Choose at least one"),
    forms.FileField: _("Choose a file"),
    forms.BooleanField: _("Tick this box to go on"),
}


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        for field, words in ASKS.items():
            field.default_error_messages = {**field.default_error_messages, "required": words}
