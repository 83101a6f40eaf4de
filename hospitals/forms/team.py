from django import forms
from django.utils.translation import gettext_lazy as _

from hospitals.banning import KINDLY, is_banned
from hospitals.roles import Role


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, error_messages={"invalid_choice": _("Choose one of the roles")}
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address of your colleague"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Give an email address"),
            "invalid": _("Give an email address like name@hospital.org"),
        },
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.RECRUITER,
        error_messages={
            "required": _("Choose one of the roles"),
            "invalid_choice": _("Choose one of the roles"),
        },
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if is_banned(email):
            raise forms.ValidationError(KINDLY)
        return email
