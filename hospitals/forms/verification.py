from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospitals.banning import KINDLY, is_banned
from hospitals.domains import mailbox_belongs


class MailboxForm(forms.Form):
    """Where the code goes. `domain` is the hospital's own."""

    email = forms.EmailField(
        label=_("Your work email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Give your work email address"),
            "invalid": _("Give an email address like name@hospital.org"),
        },
    )

    def __init__(self, *args: Any, domain: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domain = domain

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if not mailbox_belongs(email, self.domain):
            raise forms.ValidationError(
                _("Give an address that ends in @%(domain)s") % {"domain": self.domain}
            )
        if is_banned(email):
            raise forms.ValidationError(KINDLY)
        return email


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={
            "required": _("Type the six digits from the mail"),
            "max_length": _("Type the six digits from the mail"),
        },
    )

    def clean_code(self) -> str:
        digits = "".join(self.cleaned_data["code"].split()).replace("-", "")
        if not (digits.isascii() and digits.isdigit() and len(digits) == 6):
            raise forms.ValidationError(_("Type the six digits from the mail"))
        return digits


class AskForm(forms.Form):
    claim_note = forms.CharField(
        label=_("How can we see that you work there?"),
        help_text=_(
            "For example: a page of the hospital that names you, or a telephone number of its switchboard."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Tell the moderator how to see that you work there"),
            "max_length": _("Make it 1,000 characters or shorter"),
        },
    )
