from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import inbox
from accounts.models import User
from core.models.told import How


class InboxChoicesForm(forms.Form):
    """One choice for each kind of mail that may be missed."""

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, label_suffix="")
        for kind, how in inbox.choices_of(user):
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=How.choices,
                initial=how,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one"), "invalid_choice": _("Choose one")},
            )
