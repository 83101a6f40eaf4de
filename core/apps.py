from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        # An error says what to do. Forms with more to say bring their own words.
        Field.default_error_messages = {**Field.default_error_messages, "required": _("Fill this in")}
