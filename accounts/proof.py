"""It is really you: a password, or a code mailed a moment ago, before something that cannot be undone.

The code lives in the session as a keyed hash, for a quarter of an hour and five tries.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts import mails_of_closing as mails
from accounts import throttle
from accounts.models import User
from core.models import OutgoingMail

KEY = "closing_code"
LASTS = timedelta(minutes=15)
TRIES = 5
MAILS_AN_HOUR = 4


class TooManyTries(Exception):
    """Wait a few minutes."""


def mail_code(request: HttpRequest, user: User) -> None:
    """Raises TooManyTries."""
    since = timezone.now() - timedelta(hours=1)
    sent = OutgoingMail.objects.filter(user=user, kind="account_closing_code", created_at__gt=since)
    if sent.count() >= MAILS_AN_HOUR:
        raise TooManyTries
    digits = f"{secrets.randbelow(10**6):06}"
    mails.code(user, digits)
    request.session[KEY] = {
        "hash": _hash(user, digits),
        "until": (timezone.now() + LASTS).timestamp(),
        "tries": TRIES,
    }


def waits_for_code(request: HttpRequest) -> bool:
    return _code(request) is not None


def holds(request: HttpRequest, user: User, typed: str, *, network: str) -> bool:
    """Whether it is their password or the mailed code. Raises TooManyTries."""
    typed = typed.strip()
    if (code := _code(request)) is not None:
        code["tries"] -= 1
        request.session[KEY] = code
        if constant_time_compare(code["hash"], _hash(user, typed)):
            del request.session[KEY]
            return True
    if not user.has_usable_password():
        return False
    tried = throttle.take(email=user.email, network=network)
    if tried is None:
        raise TooManyTries
    right = user.check_password(typed)
    if right:
        tried.forgive()
    return right


def _code(request: HttpRequest) -> dict[str, Any] | None:
    code: dict[str, Any] | None = request.session.get(KEY)
    if not code or code["until"] < timezone.now().timestamp() or code["tries"] <= 0:
        return None
    return code


def _hash(user: User, digits: str) -> str:
    return salted_hmac("accounts.proof", f"{user.pk}:{digits}", algorithm="sha256").hexdigest()
