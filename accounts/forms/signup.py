"""What we ask beside the email address when somebody makes an account."""

from typing import Any

from allauth.core import context
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.overclaims import no_overclaim

WORK, HIRE = "work", "hire"


class SignupExtras(forms.Form):
    """The library mixes this into its own sign-up form (see accounts/forms/sign_in.py for that one's face)."""

    role = forms.ChoiceField(
        label=_("What brings you here?"),
        choices=[(WORK, _("I look for work")), (HIRE, _("I hire for a hospital"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what brings you here")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=[no_overclaim],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type your name")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        request = context.request
        wanted = request.GET.get("role") if request else None
        if wanted in (WORK, HIRE):
            self.initial.setdefault("role", wanted)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by the library once the user exists."""
        role = self.cleaned_data["role"]
        user.name = self.cleaned_data["name"]
        user.looks_for_work, user.hires = role == WORK, role == HIRE
        user.language = get_language() or "en"
        user.save(update_fields=["name", "looks_for_work", "hires", "language"])
