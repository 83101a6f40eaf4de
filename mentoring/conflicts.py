"""A mentor may sit in a team that reads an application of the person who asks. Both should know, before they talk.

The applications are read by the names of their relations: that floor is no lower than this one.
"""

from typing import Any

from django.db.models import Q

from accounts.models import User
from hospitals.models import Hospital, Seat
from hospitals.roles import Right

_SENT = "postings__applications"


def for_candidate(mentor: Any, candidate: User) -> list[str]:
    """Hospitals in whose hiring team the mentor is and to which the candidate has applied; drafts are no application."""
    return _names(mentor, candidate, Q())


def for_mentor(mentor: Any, candidate: User) -> list[str]:
    """The same, without applications whose team does not know the name yet: mentoring must not tell it."""
    return _names(mentor, candidate, Q(postings__blind=False) | Q(**{f"{_SENT}__named_at__isnull": False}))


def _names(mentor: Any, candidate: User, more: Q) -> list[str]:
    teams = Seat.objects.with_right(Right.SEE_APPLICATIONS).filter(user=mentor).values("hospital")
    sent = Q(**{f"{_SENT}__candidate": candidate, f"{_SENT}__submitted_at__isnull": False})
    found = Hospital.objects.filter(sent & more, pk__in=teams)
    return list(found.order_by("name").values_list("name", flat=True).distinct())
