"""A hospital opens the profile of a candidate. The candidate reads which one and on which day; nobody copies the board."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from accounts.models import Profile, User
from applications.models import Looked
from hospitals.models import Hospital

KEPT = timedelta(days=365)
SHOWN = timedelta(days=90)


class SeenEnough(Exception):
    """This hospital has opened as many profiles today as the board allows."""


def look(hospital: Hospital, profile: Profile, *, at: datetime | None = None) -> None:
    """Note it, once a day of the hospital's clock. Raises SeenEnough; a profile that was opened today opens again."""
    day = _day(hospital, at or timezone.now())
    looked = Looked.objects.filter(hospital=hospital, day=day)
    if looked.filter(candidate=profile.user_id).exists():
        return
    with transaction.atomic():
        Hospital.objects.select_for_update(no_key=True).get(pk=hospital.pk)  # colleagues share one number
        if looked.count() >= settings.CANDIDATE_LOOKS_A_DAY:
            if not looked.filter(candidate=profile.user_id).exists():
                raise SeenEnough
            return
        Looked.objects.get_or_create(hospital=hospital, candidate_id=profile.user_id, day=day)


def left_today(hospital: Hospital, *, at: datetime | None = None) -> int:
    """How many more profiles this hospital may open today."""
    day = _day(hospital, at or timezone.now())
    return max(0, settings.CANDIDATE_LOOKS_A_DAY - Looked.objects.filter(hospital=hospital, day=day).count())


def opened(hospital: Hospital, people: list[int]) -> set[int]:
    """Of these people (ids of users) those whom this hospital has opened before."""
    return set(
        Looked.objects.filter(hospital=hospital, candidate__in=people).values_list("candidate", flat=True)
    )


def who_looked(user: User, *, at: datetime) -> list[tuple[Hospital, date, int]]:
    """(hospital, the last day, on how many days) of the last SHOWN, the latest first."""
    rows = Looked.objects.filter(candidate=user, day__gte=(at - SHOWN).date()).values("hospital")
    found = list(rows.annotate(last=Max("day"), days=Count("pk")).order_by("-last", "hospital")[:50])
    named = Hospital.objects.in_bulk([row["hospital"] for row in found])
    return [(named[row["hospital"]], row["last"], row["days"]) for row in found]


def forget_old(now: datetime) -> int:
    """A year is long enough to know who looked."""
    return Looked.objects.filter(day__lt=(now - KEPT).date()).delete()[0]


def _day(hospital: Hospital, at: datetime) -> date:
    return at.astimezone(hospital.zone).date()
