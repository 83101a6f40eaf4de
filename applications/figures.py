"""How openings do: where they are seen, how far applications come, how long each stage takes. Counts and medians only.

Views and applications per day and source are kept counts (postings.models.Seen): an erasure does not change them. The
funnel and the times are read from the trail of the applications that are there, sent within the period.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.functional import cached_property

from applications.models import Application, Stage
from core.models import Event
from hospitals.models import Hospital
from postings.models import Posting, Seen, Source
from postings.models.choices import Outcome

PERIODS = (30, 90, 365)
ENOUGH = 3  # a median of fewer says more about one person than about the hospital
WEEKLY_FROM = 180  # longer periods are drawn by week
FUNNEL = (
    Stage.SUBMITTED, Stage.IN_REVIEW, Stage.SHORTLISTED, Stage.INTERVIEW, Stage.OFFERED, Stage.HIRED
)  # fmt: skip
STAYS = FUNNEL[:-1]
ENDS = (Stage.REJECTED, Stage.WITHDRAWN, Stage.DECLINED, Stage.NO_ANSWER)
_FILLED = (Outcome.HIRED_HERE, Outcome.HIRED_ELSEWHERE)
Step = tuple[str, datetime]  # a status and when it began


@dataclass(frozen=True, slots=True)
class Span:
    """Some durations: the median in days, None when there are too few to say."""

    n: int
    days: float | None

    @property
    def plural(self) -> int:
        """The number that the word "days" goes by: 1 only for exactly one."""
        return 1 if self.days == 1 else 2


def span(durations: Iterable[timedelta], enough: int = ENOUGH) -> Span:
    found = [one.total_seconds() / 86_400 for one in durations]
    return Span(len(found), round(median(found), 1) if len(found) >= enough else None)


class Figures:
    """The figures of a hospital, or of one of its openings, for the last `days` days, today included."""

    def __init__(self, hospital: Hospital, *, days: int, today: date, posting: Posting | None = None) -> None:
        self.hospital, self.posting, self.days = hospital, posting, days
        self.first, self.last = today - timedelta(days=days - 1), today
        zone = timezone.get_default_timezone()
        self.since = datetime.combine(self.first, datetime.min.time(), tzinfo=zone)
        self.until = datetime.combine(self.last + timedelta(days=1), datetime.min.time(), tzinfo=zone)

    # ── Seen and answered ────────────────────────────────────────────────────────────────────────────
    @property
    def seen(self) -> QuerySet[Seen]:
        scope = Q(posting=self.posting) if self.posting else Q(posting__hospital=self.hospital)
        return Seen.objects.filter(scope, day__gte=self.first, day__lte=self.last)

    @cached_property
    def _counts(self) -> list[tuple[date, str, int, int]]:
        by = self.seen.order_by().values_list("day", "source")
        return list(by.annotate(Sum("views"), Sum("applications")))

    @cached_property
    def by_day(self) -> list[tuple[date, int, int]]:
        """(first day, views, applications) of each day, or of each week of a long period; none is left out."""
        step = 7 if self.days >= WEEKLY_FROM else 1
        views: Counter[int] = Counter()
        sent: Counter[int] = Counter()
        for day, _source, seen, applied in self._counts:
            n = (day - self.first).days // step
            views[n] += seen
            sent[n] += applied
        spans = range((self.days + step - 1) // step)
        return [(self.first + timedelta(days=n * step), views[n], sent[n]) for n in spans]

    @cached_property
    def by_source(self) -> list[tuple[Source, int, int]]:
        """(source, views, applications), most seen first; only those that led anybody here."""
        views: Counter[str] = Counter()
        sent: Counter[str] = Counter()
        for _day, source, seen, applied in self._counts:
            views[source] += seen
            sent[source] += applied
        order = sorted({*views, *sent}, key=lambda source: (-views[source], -sent[source], source))
        return [(Source(source), views[source], sent[source]) for source in order]

    @property
    def views(self) -> int:
        return sum(views for _source, views, _sent in self.by_source)

    @property
    def sent(self) -> int:
        return sum(sent for _source, _views, sent in self.by_source)

    def by_opening(self, most: int = 50) -> list[dict[str, Any]]:
        """The openings that were seen, most seen first."""
        rows = self.seen.order_by().values("posting", "posting__title", "posting__language")
        counted = rows.annotate(views=Sum("views"), sent=Sum("applications")).order_by("-views", "posting")
        return [dict(row) for row in counted[:most]]

    # ── How far they come, and how long it takes ─────────────────────────────────────────────────────
    @cached_property
    def applications(self) -> list[Application]:
        """Those sent within the period that are still there."""
        scope = Q(posting=self.posting) if self.posting else Q(posting__hospital=self.hospital)
        rows = Application.objects.sent().filter(
            scope, submitted_at__gte=self.since, submitted_at__lt=self.until
        )
        return list(rows.only("pk", "status", "submitted_at", "first_answer_at").order_by("pk"))

    @cached_property
    def paths(self) -> list[list[Step]]:
        """The stages that each application went through, in order. A rejection that was undone never was."""
        events: dict[int, list[tuple[str, str, datetime]]] = defaultdict(list)
        ids = [application.pk for application in self.applications]
        found = Event.objects.filter(subject_type="applications.application", subject_id__in=ids).order_by(
            "at", "id"
        )
        for pk, verb, before, after, at in found.values_list("subject_id", "verb", "before", "after", "at"):
            if after and after != before:
                events[pk].append((verb, after, at))
        return [_path(application, events[application.pk]) for application in self.applications]

    @cached_property
    def funnel(self) -> list[tuple[Stage, int]]:
        """How many came at least so far. A skipped stage counts as passed."""
        furthest = [
            max((FUNNEL.index(s) for s, _at in path if s in FUNNEL), default=0) for path in self.paths
        ]
        return [(stage, sum(reached >= n for reached in furthest)) for n, stage in enumerate(FUNNEL)]

    @cached_property
    def ends(self) -> list[tuple[Stage, int]]:
        """How the others ended."""
        now = Counter(application.status for application in self.applications)
        return [(stage, now[stage]) for stage in ENDS]

    @cached_property
    def stays(self) -> list[tuple[Stage, Span]]:
        """How long applications stayed at a stage that they have left."""
        found: dict[str, list[timedelta]] = defaultdict(list)
        for path in self.paths:
            for (stage, came), (_next, went) in pairwise(path):
                found[stage].append(went - came)
        return [(stage, span(found[stage])) for stage in STAYS]

    @cached_property
    def first_answer(self) -> Span:
        """From sending to the first answer, of those that have one."""
        return span(
            a.first_answer_at - a.submitted_at
            for a in self.applications
            if a.first_answer_at and a.submitted_at
        )

    @cached_property
    def to_fill(self) -> Span:
        """From the day an opening came online to the first hire, for openings filled within the period. Of one
        opening it is said as it is; of a hospital only from ENOUGH on."""
        return span(self._filled(), enough=1 if self.posting else ENOUGH)

    def _filled(self) -> list[timedelta]:
        scope = Q(pk=self.posting.pk) if self.posting else Q(hospital=self.hospital)
        hired = Q(applications__status=Stage.HIRED)
        rows = Posting.objects.filter(scope, hired | Q(outcome__in=_FILLED), publish_at__isnull=False)
        found: dict[int, tuple[datetime, datetime]] = {}
        wanted = ("pk", "publish_at", "closed_at", "applications__status", "applications__decided_at")
        for pk, online, closed, status, decided in rows.values_list(*wanted):
            at = decided if status == Stage.HIRED else closed
            if at and online and (pk not in found or at < found[pk][1]):
                found[pk] = (online, at)
        return [at - online for online, at in found.values() if self.since <= at < self.until]


def _path(application: Application, events: Sequence[tuple[str, str, datetime]]) -> list[Step]:
    assert application.submitted_at is not None  # only what was sent is asked for
    path: list[Step] = [(Stage.SUBMITTED.value, application.submitted_at)]
    for verb, after, at in events:
        if verb.startswith("undo_to_") and path[-1][0] == Stage.REJECTED:
            path.pop()
        elif after != Stage.SUBMITTED:
            path.append((after, at))
    return path
