"""The second step of signing in, in our words."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Type the one that your app shows now."),
        "rate_limited": _("Too many tries. Wait a few minutes and try again."),
    }


class _Code(forms.Form):
    """Mixed in before a form of the library: no placeholder, a label and a message that says what to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.error_messages["required"] = _("Type the code from your app")
        code.widget.attrs.pop("placeholder", None)
        code.widget.attrs.update(autocomplete="one-time-code", spellcheck="false")


class AuthenticateForm(_Code, base.AuthenticateForm):
    pass


class ReauthenticateForm(_Code, base.ReauthenticateForm):
    pass


class ActivateTOTPForm(_Code, totp.ActivateTOTPForm):
    pass
