"""The first time that somebody of the hospital opens an application. Until then its candidate may change it.

One statement decides: it waits for a change that is being saved (applications/mending.py locks the row), and a change
that comes after it finds the mark. Whoever shows an application marks first and reads then.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from applications.models import Application


def see(application: Application, *, at: datetime | None = None) -> bool:
    """True when this was the first time: what was read before may be old."""
    return application.seen_at is None and bool(see_all([application.pk], at=at))


def see_all(ids: Iterable[int], *, at: datetime | None = None) -> int:
    """Returns how many were opened for the first time."""
    new = Application.objects.sent().filter(pk__in=ids, seen_at=None)
    return new.update(seen_at=at or timezone.now())
