"""Nobody talks in two interviews at once: which agreed interviews a team's people have, and which times collide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from applications.models import Interview, Slot
from applications.models.interview import InterviewStatus

LONGEST = timedelta(minutes=480)  # of an interview: a constraint of its table


@dataclass(frozen=True, slots=True)
class Busy:
    """One person, in one agreed interview."""

    person: int
    since: datetime
    until: datetime


def of(
    people: Iterable[int], since: datetime, until: datetime, *, apart_from: Interview | None = None
) -> list[Busy]:
    """When these people (ids) talk between two moments, at whatever hospital; one query."""
    found = Slot.objects.filter(
        taken_by__status=InterviewStatus.AGREED,
        taken_by__people__in=list(people),
        starts_at__gt=since - LONGEST,
        starts_at__lt=until,
    )
    if apart_from is not None and apart_from.pk:
        found = found.exclude(taken_by=apart_from)
    rows = found.values_list("taken_by__people", "starts_at", "taken_by__minutes")
    return [Busy(person, start, start + timedelta(minutes=minutes)) for person, start, minutes in rows]


def collisions(
    people: Iterable[int], moments: Iterable[datetime], minutes: int, *, apart_from: Interview | None = None
) -> dict[datetime, set[int]]:
    """For each of the moments at which a talk of `minutes` would run into another: whose."""
    moments, length = list(moments), timedelta(minutes=minutes)
    if not moments:
        return {}
    known = of(people, min(moments), max(moments) + length, apart_from=apart_from)
    hits = {m: {b.person for b in known if b.since < m + length and m < b.until} for m in moments}
    return {moment: who for moment, who in hits.items() if who}


def overlapping(moments: Iterable[datetime], minutes: int) -> list[tuple[datetime, datetime]]:
    """Two that follow each other while the first talk still runs: both could be picked, by two candidates."""
    return [(a, b) for a, b in pairwise(sorted(set(moments))) if b - a < timedelta(minutes=minutes)]
