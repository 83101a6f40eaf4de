"""What ends with a hospital, a seat, an account or a suspension: talks to come are called off, and the other is told."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from core import rounds
from hospitals.models import Hospital, Seat
from hospitals.roles import RIGHTS, Right
from mentoring.models import Talk, TalkTime
from mentoring.talks import call_off, cancel, tried

ROUND = "hospital.talks"


def stop_hosting(user: User, at: datetime, *, hospital: Hospital | None = None) -> None:
    """Their times go; who booked one, or was offered one, is told. A request without times waits for a colleague."""
    times = TalkTime.objects.filter(host=user, withdrawn_at=None, starts_at__gt=at)
    given = Talk.objects.open().filter(host=user)
    if hospital is not None:
        times, given = times.filter(hospital=hospital), given.filter(hospital=hospital)
    times.update(withdrawn_at=at)  # first: who is just booking one is waited for, and found below
    call_off(given.order_by("pk"), at=at)


def hospital_stopped(hospital: Hospital, at: datetime) -> None:
    """Off the board: nobody talks there now. Its times stay, and are seen again when it is back. Few talks are called off
    at once, many by the worker; those that it finds the hospital back for go on."""
    rounds.begin(ROUND, hospital.pk, at=at)


def register() -> None:
    rounds.register(ROUND, whom=_to_call_off, tell=lambda row, _: call_off([row], at=timezone.now()))


def _to_call_off(hospital: int, at: datetime) -> QuerySet[Talk]:
    stopped = Hospital.objects.filter(pk=hospital).exclude(pk__in=Hospital.objects.trustworthy())
    return Talk.objects.open().filter(hospital__in=stopped)


def suspended(user: User, at: datetime) -> None:
    """Somebody may not go on, on either side."""
    call_off(Talk.objects.open().filter(candidate=user).order_by("pk"), at=at)
    stop_hosting(user, at)


def seat_changed(seat: Seat, at: datetime) -> None:
    """Out of the team, or in it without talks."""
    if seat.left_at is not None or Right.HOST_TALKS not in RIGHTS[seat.role]:
        stop_hosting(seat.user, at, hospital=seat.hospital)


def closed(user: User, at: datetime) -> None:
    """They leave by their own choice: whoever expects them gets a CANCEL."""
    for row in Talk.objects.open().filter(candidate=user).order_by("pk"):
        tried(cancel, row, at, by=user)
    stop_hosting(user, at)
