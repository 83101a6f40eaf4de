"""How far a hospital is with social media, in its own words. They count for a year, then they have to be said again."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core import audit
from core.workflow import NotAllowed
from hospitals.access import has_right
from hospitals.models import Hospital, Readiness
from hospitals.roles import Right

if TYPE_CHECKING:
    from accounts.models import User

LASTS = timedelta(days=365)


def of(hospital: Hospital) -> Readiness | None:
    return Readiness.objects.filter(hospital=hospital).first()


def is_fresh(row: Readiness, *, at: datetime | None = None) -> bool:
    return row.confirmed_at > (at or timezone.now()) - LASTS


def has_faded(hospital: Hospital, *, at: datetime | None = None) -> bool:
    """Whether something was said and is too old to be shown."""
    row = of(hospital)
    return row is not None and not is_fresh(row, at=at)


def shown(hospital: Hospital, *, at: datetime | None = None) -> Readiness | None:
    """What the public page shows: something said, and said or confirmed within a year."""
    row = getattr(hospital, "readiness", None)  # a page of an opening reads it along with the hospital
    if row is None or not is_fresh(row, at=at):
        return None
    said = row.policy or row.approval or row.physicians or row.privacy_contact or row.team_size is not None
    return row if said else None


def say(row: Readiness, *, by: "User", at: datetime | None = None) -> None:
    """Store what the form put on the row; saying it is confirming it."""
    _confirm(row, by, at or timezone.now())


def confirm(hospital: Hospital, *, by: "User", at: datetime | None = None) -> None:
    """It is all still true."""
    row = of(hospital)
    if row is not None:
        _confirm(row, by, at or timezone.now())


def _confirm(row: Readiness, by: "User", at: datetime) -> None:
    if not has_right(by, row.hospital_id, Right.EDIT_HOSPITAL):
        raise NotAllowed("edit")
    with transaction.atomic():
        row.confirmed_at, row.confirmed_by = at, by
        row.save()
        audit.record(row.hospital, "edit", by=by, at=at, data={"fields": ["readiness"]})
