"""Where the accounts library meets the house: our outbox, our throttle, our places to go."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import throttle
from accounts.mails import letter_for
from accounts.models import User
from core.mail import in_language_of, queue


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {  # the library's own table, with our words where ours are kinder
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This email address and password do not belong together. Try again."),
        "incorrect_code": _("This is not the code that we mailed. Type it again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "enter_current_password": _("This is not your password. Type it again."),
        "too_many_login_attempts": _("Too many tries. Wait 5 minutes, or have a sign-in code mailed to you."),
        "rate_limited": _("Too many tries. Wait a few minutes and try again."),
        "duplicate_email": _("This is your email address already. Type another one."),
        "email_taken": _("This address cannot be used. Type another one."),
        "account_inactive": _("This account is closed."),
    }

    # ── mail ─────────────────────────────────────────────────────────────────────────────────────────
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every account letter goes through the outbox, in the reader's language (the page's, for strangers)."""
        reader = context.get("user") or _owner_of(email)
        with in_language_of(reader or translation.get_language() or "en"):
            kind, letter = letter_for(template_prefix, context, email)
            queue(letter, kind=kind, to=reader, address=email)

    # ── where to go ──────────────────────────────────────────────────────────────────────────────────
    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where a person's work is. A `next` that stays on this site goes before it (the library sees to that)."""
        user: Any = request.user
        with translation.override(user.language):
            if user.is_moderator:
                return reverse("moderation:queue")
            return reverse(
                "hospitals:workspaces" if user.hires and not user.looks_for_work else "accounts:home"
            )

    def is_safe_url(self, url: str | None) -> bool:
        """An address that nobody can read ("https://[") is not safe; the library would fail on it."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:settings")

    def get_login_stages(self) -> list[str]:
        return [*super().get_login_stages(), "accounts.returning.ReturnStage"]

    # ── throttle ─────────────────────────────────────────────────────────────────────────────────────
    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Before the password is hashed, which costs time. Replaces the library's count, which a cache cannot keep."""
        self._try = throttle.take(
            email=str(credentials.get("email", "")), network=self.get_client_ip(request)
        )
        if self._try is None:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        if user is not None and self._try is not None:
            self._try.forgive()
        return user

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        throttle.forget(user.email)  # type: ignore[attr-defined]  # ours is an accounts.User


def _owner_of(email: str) -> User | None:
    address = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return address.user if address else User.objects.filter(email__iexact=email).first()
