"""What a moderator may know of one person: what deciding needs, never the CV, the profile or what they want to earn."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.models import Suspension, User
from core import audit
from core.models import Event
from moderation.models import Case


def find(asked: str) -> User | None:
    """By the whole mail address or the number of the account."""
    asked = asked.strip()
    if asked.isascii() and asked.isdigit() and len(asked) < 18:
        return User.objects.filter(pk=int(asked)).first()
    return User.objects.filter(email__iexact=asked).first() if "@" in asked else None


def look_at(person: User, *, by: User, at: datetime | None = None) -> None:
    """Whoever opens somebody's page at the desk leaves a line in the trail."""
    audit.record(person, "look_at", by=by, at=at)


def cases_about(person: User) -> Any:
    """What was reported of somebody, newest first, whether or not they know of it."""
    rows = Case.objects.filter(owner=person, hospital=None).prefetch_related("reports")
    return rows.order_by("-opened_at", "-pk")[:50]


def events_about(person: User) -> Any:
    """What was done to the account and its suspensions; looks of colleagues too."""
    suspensions = list(Suspension.objects.filter(user=person).values_list("pk", flat=True))
    return Event.objects.filter(
        Q(subject_type="accounts.user", subject_id=person.pk)
        | Q(subject_type="accounts.suspension", subject_id__in=suspensions)
    ).newest_first()
