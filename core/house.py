"""What concerns every page: announcements, and which parts of the board are switched off. Read in one query once in a
while, kept in the process; no page asks for it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

import structlog
from django.db import Error, connection
from django.utils.dateparse import parse_datetime

from core.kept import Kept
from core.models import Announcement

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


def _read(before: House | None) -> House:
    """While the database is away: what was known last."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_SQL)
            off, announced = cursor.fetchone()
    except Error as error:
        log.warning("house_not_read", error=type(error).__name__)
        return before or House()
    return House(frozenset(off), tuple(_announcement(row) for row in json.loads(announced)))


def _announcement(row: dict[str, Any]) -> Announcement:
    for name in ("shown_from", "shown_until", "created_at"):
        row[name] = parse_datetime(row[name])
    return Announcement(**row)


house = Kept(_read, 10.0)
"""As of now, at most ten seconds old in this process."""
forget, assume = house.forget, house.assume
