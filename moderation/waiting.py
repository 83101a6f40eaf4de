"""What waits for a moderator: openings, changes of openings, hospitals, silences, reported work samples and reports of
mentoring in one queue, oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Min, QuerySet, Value
from django.urls import reverse

from accounts.models import WorkSample
from applications.models import Application
from hospitals.models import Hospital
from mentoring.models import Report
from mentoring.naming import name_of
from postings.models import Posting, Revision

OPENING, REVISION, HOSPITAL, SILENCE, SAMPLE, MENTORING = (
    "opening",
    "revision",
    "hospital",
    "silence",
    "sample",
    "mentoring",
)  # each is a page of the desk


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue. `row` is a Posting, a Revision, a WorkSample, a Report or a Hospital (a new one, or one that left
    candidates without an answer)."""

    kind: str
    row: Any
    since: datetime

    @property
    def url(self) -> str:
        return reverse(f"moderation:{self.kind}", args=[self.row.pk])

    @property
    def posting(self) -> Posting | None:
        return {OPENING: self.row, REVISION: getattr(self.row, "posting", None)}.get(self.kind)

    @property
    def title(self) -> str:
        if self.posting:
            return self.posting.title
        if self.kind == MENTORING:
            return name_of(self.row.about)
        title: str = self.row.title if self.kind == SAMPLE else self.row.name
        return title

    @property
    def where(self) -> str:
        if self.kind == SAMPLE:  # the newest report is why it waits
            return ", ".join(str(one.get_reason_display()) for one in self.row.reports.all()[:1])
        if self.kind == MENTORING:
            return str(self.row.get_reason_display())
        return self.posting.hospital.name if self.posting else self.row.place


def keys() -> QuerySet[Any, Any]:
    """(kind, id, since) of everything that waits, oldest first. Countable and sliceable."""
    openings = _keys(Posting.objects.waiting_for_review(), OPENING, "submitted_at")
    revisions = _keys(Revision.objects.waiting_for_review(), REVISION, "proposed_at")
    hospitals = _keys(Hospital.objects.waiting(), HOSPITAL, "asked_at")
    samples = _keys(WorkSample.objects.quarantined(), SAMPLE, "quarantined_at")
    mentoring = _keys(Report.objects.filter(status=Report.Status.OPEN), MENTORING, "at")
    return openings.union(revisions, hospitals, samples, mentoring, _silences(), all=True).order_by(
        "since", "pk"
    )


def _silences() -> Any:
    """Each hospital once, since its oldest application that ended in silence and was not dealt with."""
    rows = Application.objects.filter(status=Application.Stage.NO_ANSWER, silence_seen_at=None).order_by()
    named = rows.annotate(waits=Value(SILENCE, output_field=CharField())).values("waits", "posting__hospital")
    return named.annotate(since=Min("decided_at")).values_list("waits", "posting__hospital", "since")


def _keys(rows: Any, kind: str, since: str) -> Any:
    named: Any = rows.order_by().annotate(waits=Value(kind, output_field=CharField()), since=F(since))
    return named.values_list("waits", "pk", "since")


def read(found: list[Any]) -> list[Waiting]:
    """The rows behind some keys: one query for each kind."""
    sources: dict[str, QuerySet[Any]] = {
        OPENING: Posting.objects.select_related("hospital"),
        REVISION: Revision.objects.select_related("posting__hospital"),
        HOSPITAL: Hospital.objects.all(),
        SILENCE: Hospital.objects.all(),
        SAMPLE: WorkSample.objects.prefetch_related("reports"),
        MENTORING: Report.objects.select_related("about"),
    }
    rows = {
        kind: source.in_bulk([pk for k, pk, _at in found if k == kind]) for kind, source in sources.items()
    }
    return [Waiting(kind, rows[kind][pk], since) for kind, pk, since in found if pk in rows[kind]]


def next_after(since: datetime | None) -> tuple[str, int] | None:
    """The next one to decide: the oldest that waits at least as short as the last, else the oldest of all."""
    found = list(keys()[:200])
    later = [k for k in found if since is None or k[2] >= since]
    first = next(iter(later or found), None)
    return None if first is None else (first[0], first[1])
