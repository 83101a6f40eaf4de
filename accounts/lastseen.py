"""When somebody was last here, exact to a day: what hides the profiles of people who stay away (accounts/visibility.py).

Signing in is written by Django (`last_login`). Whoever stays signed in is noted once a day, and only on pages that ask
who it is anyway: the others must not read the session for this.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import structlog
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User

log = structlog.get_logger("lastseen")


class LastSeenMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        who: Any = getattr(request, "_cached_user", None) or AnonymousUser()
        if who.is_authenticated:
            try:
                note(who, at=timezone.now())
            except DatabaseError as error:  # the page is made; a note that is missing once does no harm
                log.warning("not_noted", kind=type(error).__name__)
        return response


def last_here(user: User) -> datetime | None:
    known = [at for at in (user.last_login, user.active_at) if at is not None]
    return max(known, default=None)


def note(user: User, *, at: datetime) -> None:
    """Writes at most once a day (UTC) and person, however many pages they open at once."""
    last = last_here(user)
    if last is not None and last.date() >= at.date():
        return
    today = datetime.combine(at.date(), datetime.min.time(), tzinfo=UTC)
    User.objects.filter(Q(active_at=None) | Q(active_at__lt=today), pk=user.pk).update(active_at=at)
