"""What waits for a moderator: openings and hospitals in one queue, oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from hospitals.models import Hospital
from postings.models import Posting

OPENING, HOSPITAL = "opening", "hospital"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue. `row` is a Posting or a Hospital."""

    kind: str
    row: Any
    since: datetime


def keys() -> QuerySet[Any, Any]:
    """(kind, id, since) of everything that waits, oldest first. Countable and sliceable."""
    openings = _keys(Posting.objects.waiting_for_review(), OPENING, "submitted_at")
    return openings.union(_keys(Hospital.objects.waiting(), HOSPITAL, "asked_at"), all=True).order_by(
        "since", "pk"
    )


def _keys(rows: Any, kind: str, since: str) -> Any:
    named: Any = rows.order_by().annotate(waits=Value(kind, output_field=CharField()), since=F(since))
    return named.values_list("waits", "pk", "since")


def read(found: list[Any]) -> list[Waiting]:
    """The rows behind some keys: one query for the openings, one for the hospitals."""
    openings = Posting.objects.select_related("hospital").in_bulk(
        [pk for kind, pk, _at in found if kind == OPENING]
    )
    hospitals = Hospital.objects.in_bulk([pk for kind, pk, _at in found if kind == HOSPITAL])
    rows: dict[str, dict[int, Any]] = {OPENING: openings, HOSPITAL: hospitals}
    return [Waiting(kind, rows[kind][pk], since) for kind, pk, since in found if pk in rows[kind]]


def next_after(since: datetime | None) -> tuple[str, int] | None:
    """The next one to decide: the oldest that waits at least as short as the last, else the oldest of all."""
    found = list(keys()[:200])
    later = [k for k in found if since is None or k[2] >= since]
    first = next(iter(later or found), None)
    return None if first is None else (first[0], first[1])
