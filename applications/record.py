"""A hospital's response record: how often it answered in the time it promised, and how soon.

Counted are applications of the last two years whose answer was given or is due; those that were withdrawn before either
say nothing. Shown from ENOUGH on, so that one slow summer is not a reputation. A hospital that answers at least
RESPONSIVE of them in time is found by the search's filter "answers in time".
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from applications.models import Application, Stage
from hospitals.models import Hospital

ENOUGH = 5
RESPONSIVE = 0.9
PERIOD = timedelta(days=730)


@dataclass(frozen=True)
class Record:
    """`share` answered in time, in per cent; `days` half of the answers came within; of `total` applications."""

    share: int
    days: int
    total: int


class _Median(Aggregate):
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def _settled(at: datetime) -> QuerySet[Application]:
    due = Q(first_answer_at__isnull=False) | Q(respond_by__lte=at) & ~Q(status=Stage.WITHDRAWN)
    return Application.objects.sent().filter(due, submitted_at__gte=at - PERIOD).order_by()


_IN_TIME = Q(first_answer_at__lte=F("respond_by"))


def record_of(hospital: Hospital, *, at: datetime) -> Record | None:
    """None below ENOUGH."""
    facts: dict[str, Any] = (
        _settled(at)
        .filter(posting__hospital=hospital)
        .aggregate(
            total=Count("pk"),
            in_time=Count("pk", filter=_IN_TIME),
            median=_Median(F("first_answer_at") - F("submitted_at")),
        )
    )
    if facts["total"] < ENOUGH or facts["median"] is None:
        return None
    share = 100 * facts["in_time"] // facts["total"]
    return Record(share, max(1, facts["median"].days), facts["total"])


def refresh(at: datetime) -> int:
    """Store which hospitals answer in time. Returns how many changed: only these are stamped for the search."""
    mine = _settled(at).filter(posting__hospital=OuterRef("pk")).values("posting__hospital")
    total = Subquery(mine.annotate(n=Count("pk")).values("n"))
    in_time = Subquery(mine.annotate(n=Count("pk", filter=_IN_TIME)).values("n"))
    known = Hospital.objects.annotate(total=Coalesce(total, 0), in_time=Coalesce(in_time, 0))
    good = Q(total__gte=ENOUGH, in_time__gte=F("total") * RESPONSIVE)
    changed = 0
    for is_good, is_kept in ((good, False), (~good, True)):
        ids = list(known.filter(is_good, responsive=is_kept).values_list("pk", flat=True))
        changed += Hospital.objects.filter(pk__in=ids).update(responsive=not is_kept)
    return changed
