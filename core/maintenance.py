"""The maintenance page: everybody but moderators and administrators gets a kind 503 in their language.

`bin/manage maintenance on|off` writes or removes one small file in VAR_DIR, so it works without the database and before
it is there. Each request looks for the file (a few microseconds); on several machines, switch it on each.
"""

import json
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.http import render_error, typed_in

OPEN = ("/healthz", "/readyz")  # what machines ask
TRY_AGAIN = 600  # seconds, when nobody said until when
SOONEST = 60


def _file() -> Path:
    return Path(settings.VAR_DIR) / "maintenance.json"


def switch_on(until: datetime | None) -> None:
    """In one move: no request reads half a file."""
    _file().parent.mkdir(parents=True, exist_ok=True)
    draft = _file().with_suffix(".new")
    draft.write_text(json.dumps({"until": until.isoformat() if until else None}), encoding="utf-8")
    draft.replace(_file())


def switch_off() -> bool:
    """False when it was not on."""
    there = is_on()
    _file().unlink(missing_ok=True)
    return there


def is_on() -> bool:
    return _file().exists()


def until() -> datetime | None:
    """When it is said to be over; None when nobody said so, or that moment has passed."""
    try:
        said = json.loads(_file().read_text(encoding="utf-8")).get("until")
    except (OSError, ValueError, AttributeError):
        return None
    moment = parse_datetime(said) if isinstance(said, str) else None
    return moment if moment and moment > timezone.now() else None


class MaintenanceMiddleware:
    """Stands behind sign-in, so that those who do the work come in; asks the database for nobody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_on() or request.path in OPEN or _works_here(request):
            return self.get_response(request)
        end = until()
        page = render_error(
            request, HTTPStatus.SERVICE_UNAVAILABLE, planned=True, until=end, typed=typed_in(request)
        )
        seconds = (end - timezone.now()).total_seconds() if end else TRY_AGAIN
        page["Retry-After"] = str(max(SOONEST, int(seconds)))
        page["Cache-Control"] = "private, no-store"
        return page


def _works_here(request: HttpRequest) -> bool:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    try:
        user = request.user
        return bool(user.is_authenticated and (user.is_superuser or user.is_moderator))
    except Error:
        return False
