"""Counting how often openings are seen and answered, by day and source. Counts only: see postings.models.Seen.

A view is counted in this process and goes into the database a few seconds later, many at once: the page asks nothing
more for it. A process that is killed loses the views of these seconds; an application is counted in its own transaction.
"""

import atexit
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from threading import Lock, Timer
from typing import Any

import structlog
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest
from django.utils import timezone

from postings.sources import is_reader

MOST = 50_000  # different counts that wait; while the database is away for long, further ones are let go
Key = tuple[int, date, str]

_UPSERT = """
INSERT INTO postings_seen AS seen (posting_id, day, source, views, applications)
SELECT new.* FROM unnest(%s::bigint[], %s::date[], %s::text[], %s::int[], %s::int[])
  AS new (posting_id, day, source, views, applications)
  JOIN postings_posting ON postings_posting.id = new.posting_id
ORDER BY 1, 2, 3
ON CONFLICT (posting_id, day, source) DO UPDATE
  SET views = seen.views + excluded.views, applications = seen.applications + excluded.applications
"""

_waiting: Counter[Key] = Counter()
_lock = Lock()
_timer: Timer | None = None
log = structlog.get_logger("seen")


def note(request: HttpRequest, posting_id: int, source: str, *, hospital_id: int | None = None) -> None:
    """Count one view. Programs, moderators and the hospital's own team are not readers; no query is asked for that:
    the page's header has read the person's seats already. Without `hospital_id` the reader is a visitor."""
    if is_reader(request) and not _works_there(request.user, hospital_id):
        _add({(posting_id, timezone.localdate(), str(source)): 1})


def _works_there(user: Any, hospital_id: int | None) -> bool:
    if hospital_id is None or not user.is_authenticated:
        return False
    return user.is_moderator or any(seat.hospital_id == hospital_id for seat in user.seats_for_menu)


def count_application(posting_id: int, source: str, *, at: datetime) -> None:
    """Count an application that is being sent. Call it inside that transaction."""
    _store([(posting_id, timezone.localdate(at), source, 0, 1)])


def flush() -> int:
    """Write what waits. Returns how many views; what the database does not take waits for the next time."""
    global _waiting
    with _lock:
        taken, _waiting = _waiting, Counter()
    if not taken:
        return 0
    try:
        _store((*key, views, 0) for key, views in sorted(taken.items()))
    except Error as error:
        log.warning("seen_not_stored", kind=type(error).__name__, views=taken.total())
        _add(taken)
        return 0
    return taken.total()


def _store(rows: Iterable[tuple[int, date, str, int, int]]) -> None:
    """In one order, so that two processes do not wait for each other in a ring."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, columns)


def _add(views: dict[Key, int]) -> None:
    global _timer
    with _lock:
        if len(_waiting) < MOST:
            _waiting.update(views)
        if _timer is None and settings.SEEN_FLUSH_SECONDS:
            _timer = Timer(settings.SEEN_FLUSH_SECONDS, _flush_in_time)
            _timer.daemon = True
            _timer.start()


def _flush_in_time() -> None:
    """Runs in a thread of its own, with a connection of its own that it gives back."""
    global _timer
    with _lock:
        _timer = None
    try:
        flush()
    finally:
        connection.close()


def forget() -> None:
    """What waits is let go. For tests."""
    with _lock:
        _waiting.clear()


atexit.register(lambda: flush() if _waiting and settings.SEEN_FLUSH_SECONDS else None)
