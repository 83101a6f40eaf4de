"""A colleague who found their hospital on the board asks its owners to be let in."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core import audit
from core.models import Event
from hospitals import mails
from hospitals.access import seat_of
from hospitals.models import Hospital
from hospitals.staff import AlreadyHere, lock

if TYPE_CHECKING:
    from accounts.models import User


class AskedAlready(Exception):
    """The owners were asked by this person in the last day."""


def ask_to_join(hospital: Hospital, *, by: "User", words: str, at: datetime | None = None) -> None:
    """Tell the owners of a verified hospital that a colleague wants in. Once a day. Raises AlreadyHere, AskedAlready."""
    at = at or timezone.now()
    with transaction.atomic():
        row = lock(hospital)
        if seat_of(by, row) is not None:
            raise AlreadyHere
        if _asked_lately(row, by, at):
            raise AskedAlready
        audit.record(row, "ask_to_join", by=by, at=at)
        mails.asks_to_join(row, by, words)


def _asked_lately(hospital: Hospital, by: "User", at: datetime) -> bool:
    lately = Event.objects.about(hospital).filter(
        verb="ask_to_join", actor_id=by.pk, at__gt=at - timedelta(days=1)
    )
    return lately.exists()
