from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ProofForm(forms.Form):
    """It is really you: the password, or the code that was mailed a moment ago."""

    proof = forms.CharField(max_length=128, strip=True)

    def __init__(self, *args: Any, coded: bool, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["proof"]
        self.wrong: str | Promise = _("This is not your password. Type it again.")
        if coded:
            self.wrong = _("This is not the code that we mailed. Type it again.")
            box.label, box.widget = _("Code from the mail"), forms.TextInput()
            box.widget.attrs.update(autocomplete="one-time-code", inputmode="numeric", spellcheck="false")
            box.error_messages["required"] = _("Type the code that we mailed")
        else:
            box.label, box.widget = _("Your password"), forms.PasswordInput()
            box.widget.attrs.update(autocomplete="current-password")
            box.error_messages["required"] = _("Type your password")
        box.widget.is_required = True
        self.may_type = coded or user.has_usable_password()
