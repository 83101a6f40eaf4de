"""What concerns every page: announcements, and which parts of the board are switched off. Read in one query once in a
while, kept in the process; no page asks for it."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from threading import Lock
from typing import Any

import structlog
from django.db import Error, connection
from django.utils.dateparse import parse_datetime

from core.models import Announcement

FRESH_SECONDS = 4.0
log = structlog.get_logger("house")

_SQL = """
SELECT (SELECT coalesce(array_agg(name ORDER BY name), '{}') FROM core_switch WHERE NOT is_on),
  (SELECT coalesce(jsonb_agg(to_jsonb(a) ORDER BY a.level DESC, a.shown_from DESC, a.id), '[]') FROM core_announcement a
   WHERE a.shown_until > now() LIMIT 50)::text
"""


@dataclass(frozen=True)
class House:
    """`announced`: those that are not over yet, warnings first; `off`: names of switches."""

    off: frozenset[str] = frozenset()
    announced: tuple[Announcement, ...] = ()

    def shown(self, at: datetime) -> Iterator[Announcement]:
        return (one for one in self.announced if one.when(at) == "shown")

    def edition(self, at: datetime) -> str:
        """Changes with whatever of this a page shows."""
        facts = [sorted(self.off), [one.for_the_trail for one in self.shown(at)]]
        return blake2b(repr(facts).encode(), digest_size=8).hexdigest()


_kept: House | None = None
_kept_until = 0.0
_lock = Lock()


def house() -> House:
    """As of now, at most FRESH_SECONDS old in this process. While the database is away: what was known last."""
    global _kept, _kept_until
    if _kept is not None and time.monotonic() < _kept_until:
        return _kept
    with _lock:
        if _kept is None or time.monotonic() >= _kept_until:
            try:
                _kept = _read()
            except Error as error:
                log.warning("house_not_read", error=type(error).__name__)
                _kept = _kept or House()
            _kept_until = time.monotonic() + FRESH_SECONDS
        return _kept


def forget() -> None:
    """After a change: the next page reads anew."""
    global _kept_until
    _kept_until = 0.0


def assume(known: House) -> None:
    """Nothing is asked any more until `forget`. For tests."""
    global _kept, _kept_until
    _kept, _kept_until = known, float("inf")


def _read() -> House:
    with connection.cursor() as cursor:
        cursor.execute(_SQL)
        off, announced = cursor.fetchone()
    return House(frozenset(off), tuple(_announcement(row) for row in json.loads(announced)))


def _announcement(row: dict[str, Any]) -> Announcement:
    for name in ("shown_from", "shown_until", "created_at"):
        row[name] = parse_datetime(row[name])
    return Announcement(**row)
