"""The library's forms with our words: no placeholders, one password field, messages that say what to do."""

from typing import Any

from allauth.account import forms as library
from django import forms
from django.utils.translation import gettext_lazy as _

_ASK = {
    "email": _("Type your email address"),
    "login": _("Type your email address"),
    "code": _("Type the code from the email"),
    "password": _("Type your password"),
    "oldpassword": _("Type your password"),
    "password1": _("Type a new password"),
}
_LABELS = {
    "email": _("Email"),
    "login": _("Email"),
    "code": _("Code"),
    "password": _("Password"),
    "oldpassword": _("Your password now"),
    "password1": _("New password"),
}
PASSWORD_HINT = _("10 characters or more. Pasting is fine.")


class OurWords(forms.Form):
    """Mixed in before a form of the library."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)  # typed once: a wrong one is mended by a mailed code
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in _ASK:
                field.error_messages["required"] = _ASK[name]
                field.label = _LABELS[name]
            if name in ("email", "login"):
                field.error_messages["invalid"] = _("Type an email address like name@example.org")
                field.widget.attrs["spellcheck"] = "false"
                for validator in field.validators:
                    validator.message = field.error_messages["invalid"]  # type: ignore[attr-defined]
            if name == "password1":
                field.help_text = PASSWORD_HINT
            elif name in ("password", "oldpassword"):
                field.help_text = ""
            if name == "code":
                field.widget.attrs.update(
                    autocomplete="one-time-code", autocapitalize="characters", spellcheck="false"
                )


class LoginForm(OurWords, library.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        self.fields["password"].error_messages["required"] = _(
            "Type your password, or have a code mailed to you"
        )
        self.fields["remember"].label = _("Keep me signed in on this device")


class SignupForm(OurWords, library.SignupForm):
    field_order = ["role", "name", "email", "password1"]  # read by the library

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields.get("password1")
        if password is not None:
            password.label = _("Password")
            password.help_text = _(
                "Without one, we mail you a code each time. With one: 10 characters or more."
            )


class RequestLoginCodeForm(OurWords, library.RequestLoginCodeForm):
    """The sign-in page sends its one address field here too, under the name it has there."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "email" not in data and "login" in data:
            data = data.copy()
            data["email"] = data["login"]
        super().__init__(data, *args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "username"


class AddEmailForm(OurWords, library.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New email address")


class ChangePasswordForm(OurWords, library.ChangePasswordForm):
    pass


class SetPasswordForm(OurWords, library.SetPasswordForm):
    pass


class ResetPasswordForm(OurWords, library.ResetPasswordForm):
    pass


class ResetPasswordFromKeyForm(OurWords, library.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(OurWords, library.ReauthenticateForm):
    pass


class ConfirmLoginCodeForm(OurWords, library.ConfirmLoginCodeForm):
    pass


class ConfirmEmailVerificationCodeForm(OurWords, library.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmPasswordResetCodeForm(OurWords, library.ConfirmPasswordResetCodeForm):
    pass
