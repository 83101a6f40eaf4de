"""What the board announces: written by moderators, shown on every page from one moment until another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import audit, house, maintenance
from core.models import Announcement
from core.workflow import WrongState

COOKIE = "read-announcements"  # ids that this browser has put away, "3.7"
MOST_COOKIE = 20
COOKIE_AGE = 60 * 60 * 24 * 90


@dataclass(frozen=True, slots=True)
class Shown:
    """One announcement as a reader has it."""

    pk: int
    words: str
    level: str


def shown_to(request: HttpRequest) -> list[Shown]:
    """What this reader has not put away, warnings first, in their language."""
    away = put_away(request)
    inside = [Shown(0, _("Maintenance is on: everyone else sees a page that says so."), "warning")]
    return (inside if maintenance.is_on() else []) + [
        Shown(one.pk, one.words(get_language() or "en"), one.level)
        for one in house.house().shown(timezone.now())
        if one.pk not in away
    ]


def put_away(request: HttpRequest) -> list[int]:
    """Read from a cookie: anything may stand in it."""
    parts = request.COOKIES.get(COOKIE, "")[:300].split(".")
    return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 16]


def save(one: Announcement, *, by: Any, at: datetime | None = None) -> None:
    """Store a new or a changed one; every page shows it within seconds."""
    verb = "edited" if one.pk else "created"
    with transaction.atomic():
        one.save()
        audit.record(one, verb, by=by, at=at, data=one.for_the_trail)
        house.forget()


def end(one: Announcement, *, by: Any, at: datetime | None = None) -> None:
    """Take it down before its time. Raises WrongState when it is over already."""
    at = at or timezone.now()
    with transaction.atomic():
        row = Announcement.objects.select_for_update().get(pk=one.pk)
        if (when := row.when(at)) == "over":
            raise WrongState(row, "take_down", when)
        row.shown_from, row.shown_until = min(row.shown_from, at), at
        row.save()
        audit.record(row, "take_down", by=by, at=at, data=row.for_the_trail)
        house.forget()
