"""Signing in to a closed account: the last step asks whether to come back. Nobody is signed in before the answer."""

from typing import Any

from allauth.account.stages import LoginStage
from django.http import HttpResponseRedirect
from django.urls import reverse

from accounts.models import User


class ReturnStage(LoginStage):
    key = "return"
    urlname = "accounts:returning"

    def handle(self) -> tuple[Any, bool]:
        """(what to answer, whether to go on to the next step), as the library wants it."""
        user: Any = self.login.user
        if user is None or user.standing != User.Standing.CLOSED:
            return None, True
        return HttpResponseRedirect(reverse(str(self.urlname))), True
