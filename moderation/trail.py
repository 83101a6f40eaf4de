"""Asking the trail: filters that stay fast however long it has become, newest first.

One filter is chosen to lead, the rarest, and its index is walked from the newest event back; what the others leave out is
passed over. A walk ends after WINDOW events, so that no combination holds the database longer: the page then says how far
back it looked and goes on from there when asked. That is exact for whatever a filter finds less than WINDOW times.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from core.models import Event

WINDOW = 10_000
BATCH = 2_000  # events of one query, for whoever reads them all

Condition = tuple[str, list[Any]]  # SQL about `core_event e`, and its parameters
Conditions = dict[str, Condition]

# Who has this mail address, which hospital has this address on the board: asked inside the statement, by their indexes.
_PERSON = "(SELECT id FROM accounts_user WHERE lower(email) = lower(%s))"
_HOSPITAL = "(SELECT id FROM hospitals_hospital WHERE slug = %s)"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see. Empty: not asked. `actor` is a whole mail address, `hospital` a number or a slug."""

    subject: str = ""
    number: int | None = None
    actor: str = ""
    verb: str = ""
    hospital: str = ""
    reason: str = ""
    first: date | None = None
    last: date | None = None

    def conditions(self) -> "Conditions":
        """Each filter as SQL with its parameters, the one that most often finds least first."""
        found: Conditions = {}
        if self.number is not None:
            found["number"] = ("e.subject_id = %s", [self.number])
        if self.hospital:
            by_number = self.hospital.isascii() and self.hospital.isdigit() and len(self.hospital) < 18
            value: Any = int(self.hospital) if by_number else self.hospital
            found["hospital"] = (f"e.hospital_id = {'%s' if by_number else _HOSPITAL}", [value])
        if self.actor:
            found["actor"] = (f"e.actor_id = {_PERSON}", [self.actor])
        if self.reason:
            found["reason"] = ("e.reasons @> ARRAY[%s]::varchar[]", [self.reason])
        if self.verb:
            found["verb"] = ("e.verb = %s", [self.verb])
        if self.subject:
            found["subject"] = ("e.subject_type = %s", [self.subject])
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """Events of one page. `more`: the number of the event below which the next page begins; 0 when there is none.
    `looked_until`: how far back this page looked, when it stopped before its end; None: it saw everything."""

    events: list[Event]
    more: int = 0
    looked_until: datetime | None = None


def page(asked: Asked, *, below: int = 0, size: int = 50) -> Found:
    """At most four queries. `below` is the number of the last event that was shown."""
    conditions, around = asked.conditions(), _around(asked, below)
    lead, finds = _lead(conditions, around)
    if "reason" in conditions and finds == WINDOW and _counted([conditions["reason"]], around)[0] < WINDOW:
        lead = "reason"
    return _read(conditions, lead, around, size)


def _read(conditions: Conditions, lead: str, around: Condition, size: int) -> Found:
    led = [around, *([conditions[lead]] if lead else [])]
    others = [condition for name, condition in conditions.items() if name != lead]
    walk, walked = _walk(led)
    rest, more = _both(others)
    rows = list(
        Event.objects.raw(
            f"SELECT e.* FROM ({walk}) e WHERE {rest} ORDER BY e.at DESC, e.id DESC LIMIT %s",  # noqa: S608  # our own names
            [*walked, *more, size + 1],
        )
    )
    if len(rows) > size:
        return Found(rows[:size], more=rows[size - 1].pk)
    return Found(rows, *((_end_of(led) if others else None) or ()))


def everything(asked: Asked) -> Iterator[Event]:
    """All that match, newest first, BATCH at a time: whoever reads them holds no more than that."""
    below = 0
    while True:
        found = page(asked, below=below, size=BATCH)
        yield from found.events
        if not found.more:
            return
        below = found.more


def _around(asked: Asked, below: int) -> Condition:
    """The days that are asked for, and where the page begins."""
    parts: list[Condition] = []
    if asked.first:
        parts.append(("e.at >= %s", [_midnight(asked.first)]))
    if asked.last:
        parts.append(("e.at < %s", [_midnight(asked.last, after=1)]))
    if below:
        at = "(SELECT at FROM core_event WHERE id = %s)"
        parts.append((f"e.at <= {at} AND (e.at < {at} OR e.id < %s)", [below] * 3))
    return _both(parts)


def _midnight(day: date, *, after: int = 0) -> datetime:
    try:
        return timezone.make_aware(datetime.combine(day + timedelta(days=after), time(0, 0)))
    except OverflowError:
        return timezone.now()


def _both(conditions: list[Condition]) -> Condition:
    sql = " AND ".join(sql for sql, _ in conditions) or "true"
    return sql, [value for _, values in conditions for value in values]


def _walk(led: list[Condition]) -> Condition:
    """The newest WINDOW events that the leading filter finds."""
    where, values = _both(led)
    return (
        f"SELECT e.* FROM core_event e WHERE {where} ORDER BY e.at DESC, e.id DESC LIMIT {WINDOW}",  # noqa: S608
        values,
    )


def _lead(conditions: Conditions, around: Condition) -> tuple[str, int]:
    """The filter that finds least, and how many, WINDOW at most. Not the reasons: their index has no order, so they lead
    only where they are rare and the others are not."""
    ordered = [name for name in conditions if name != "reason"]
    if len(conditions) < 2:
        return next(iter(ordered), ""), WINDOW
    found = _counted([conditions[name] for name in ordered], around)
    finds, lead = min(zip(found, ordered, strict=True), key=lambda pair: pair[0])
    return lead, finds


def _counted(conditions: list[Condition], around: Condition) -> list[int]:
    """How many each finds, at most WINDOW. One query."""
    asked = [_both([around, condition]) for condition in conditions]
    counts = [
        f"(SELECT count(*) FROM (SELECT 1 FROM core_event e WHERE {where} LIMIT {WINDOW}) n)"  # noqa: S608
        for where, _ in asked
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", [value for _, values in asked for value in values])
        return list(cursor.fetchone())


def _end_of(led: list[Condition]) -> tuple[int, datetime] | None:
    """The last event of a walk that was cut off; None when it came to the end."""
    where, values = _both(led)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.id, e.at FROM core_event e WHERE {where}"  # noqa: S608  # our own names
            " ORDER BY e.at DESC, e.id DESC OFFSET %s LIMIT 1",
            [*values, WINDOW - 1],
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None
