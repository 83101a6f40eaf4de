"""The first page of a workspace: what waits for the team, what the last months were like, and how full openings are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import ACTIVE, Application, Interview, Message, Stage
from applications.models.interview import InterviewStatus
from core import zones
from hospitals.models import Hospital, Seat
from hospitals.roles import Right
from postings.models import Posting
from postings.models.choices import Status

NAMED = 2  # people named in one line; the others are counted
TALKS_WITHIN = timedelta(days=7)
PERIOD = timedelta(days=90)
MOST = 20
BUSY = (Status.RETURNED, Status.PUBLISHED, Status.IN_REVIEW, Status.DRAFT)


@dataclass(frozen=True, slots=True)
class Todo:
    """One line: `what` waits, a `note` about it, and the button `act` that leads to `route` with `keys`."""

    icon: str
    what: str
    note: str
    act: str
    route: str
    keys: tuple[int, ...] = ()
    query: str = ""
    language: str = ""


def todos(hospital: Hospital, seat: Seat, at: datetime) -> list[Todo]:
    """What waits for this seat, the most urgent first."""
    mine = Application.objects.readable_at(hospital, seat.user)
    decides = seat.may(Right.DECIDE_APPLICATIONS)
    found = _waiting(mine, hospital, decides, at)
    if seat.may(Right.WRITE_OPENINGS):
        found += _sent_back(hospital)
    if decides:
        found += _other_times(mine)
    found += _talks(mine, hospital, at)
    return found + (_messages(mine) if decides else [])


def _names(rows: list[Application], total: int) -> str:
    """ "Noor Haddad, Hanna Weiss and 3 more"."""
    names = [one.candidate_name for one in rows[:NAMED]]
    if total > len(names):
        names.append(_("%d more") % (total - len(names)))
    return str(get_text_list(names, _("and")))


def _waiting(mine: QuerySet[Application], hospital: Hospital, decides: bool, at: datetime) -> list[Todo]:
    """Who waits for an answer: past the promised day, and still within it."""
    waiting: Any = mine.filter(status__in=(Stage.SUBMITTED, Stage.IN_REVIEW))
    late = Q(respond_by__lt=at)
    counts = waiting.aggregate(late=Count("pk", filter=late), early=Count("pk", filter=~late))
    act = _("Answer them") if decides else _("Read them")
    found = []
    if counts["late"]:
        text = ngettext(
            "%d person waits longer than you promised",
            "%d people wait longer than you promised",
            counts["late"],
        )
        found.append(_people(waiting.filter(late), counts["late"], text, act, hospital, "overdue=1"))
    if counts["early"]:
        text = ngettext("%d person waits for an answer", "%d people wait for an answer", counts["early"])
        found.append(_people(waiting.filter(~late), counts["early"], text, act, hospital))
    return found


def _people(waiting: Any, n: int, text: str, act: str, hospital: Hospital, query: str = "") -> Todo:
    """One line for all of them; one person alone is a click less."""
    rows = list(waiting.for_rows().order_by("respond_by", "id")[:NAMED])
    day = zones.day(rows[0].respond_by, hospital.zone, "j F")
    note = _("%(names)s. First promised for %(day)s.") % {"names": _names(rows, n), "day": day}
    if n == 1:
        return Todo("clock", text % n, note, act, "applications:workspace_detail", (rows[0].pk,))
    return Todo("clock", text % n, note, act, "applications:workspace_list", (), query)


def _sent_back(hospital: Hospital) -> list[Todo]:
    rows = Posting.objects.filter(hospital=hospital, status=Status.RETURNED).order_by("changed_at", "id")
    return [
        Todo(
            "undo", one.title, _("Sent back. Mend it and send it again."), _("Mend it"),
            "postings:workspace_detail", (one.pk,), language=one.language,
        )
        for one in rows.only("title", "language", "hospital")[:MOST]
    ]  # fmt: skip


def _other_times(mine: QuerySet[Application]) -> list[Todo]:
    asked: Any = mine.filter(interviews__status=InterviewStatus.OTHERS_ASKED, status__in=ACTIVE).distinct()
    return [
        Todo(
            "calendar", _("%s asks for other times") % one.candidate_name, one.posting.title, _("Propose times"),
            "applications:workspace_detail", (one.pk,),
        )
        for one in asked.for_rows().order_by("id")[:MOST]
    ]  # fmt: skip


def _talks(mine: QuerySet[Application], hospital: Hospital, at: datetime) -> list[Todo]:
    """Interviews of the coming week, the first first."""
    talks = Interview.objects.filter(
        application__in=mine,
        status=InterviewStatus.AGREED,
        slot__starts_at__gt=at,
        slot__starts_at__lt=at + TALKS_WITHIN,
    )
    rows = talks.select_related("slot", "application__posting__hospital").order_by("slot__starts_at", "id")
    return [
        Todo(
            "calendar",
            _("Interview with %s") % talk.application.candidate_name,
            f"{zones.day_and_time(talk.slot.starts_at, hospital.zone)} · {talk.application.posting.title}",
            _("Prepare"), "applications:workspace_detail", (talk.application_id,),
        )
        for talk in rows[:MOST]
    ]  # fmt: skip


def _messages(mine: QuerySet[Application]) -> list[Todo]:
    """New messages: a line for each person, up to three; then one for all."""
    new = Message.objects.unread_by_hospital().filter(application__in=mine)
    rows: Any = mine.filter(pk__in=new.values("application"))
    return [
        Todo(
            "message", _("New message from %s") % one.candidate_name, one.posting.title, _("Read it"),
            "applications:workspace_detail", (one.pk,),
        )
        for one in rows.for_rows().order_by("id")[:MOST]
    ]  # fmt: skip


# ── The last months, and the openings ────────────────────────────────────────────────────────────────


def months(hospital: Hospital, at: datetime) -> list[tuple[int, str]]:
    """(number, what it counts) of the last 90 days."""
    sent = Application.objects.sent().filter(posting__hospital=hospital, submitted_at__gte=at - PERIOD)
    facts = sent.aggregate(
        sent=Count("pk"),
        answered=Count("pk", filter=Q(first_answer_at__isnull=False)),
        talks=Count("pk", filter=Q(status__in=(Stage.INTERVIEW, Stage.OFFERED, Stage.HIRED))),
        hired=Count("pk", filter=Q(status=Stage.HIRED)),
    )
    return [
        (facts["sent"], ngettext("application", "applications", facts["sent"])),
        (facts["answered"], _("got an answer")),
        (facts["talks"], _("came to an interview")),
        (facts["hired"], _("were hired")),
    ]


def openings(hospital: Hospital) -> list[dict[str, Any]]:
    """The openings that need the team, each with how many people stand at each stage and their shares in per cent."""
    rows = list(
        Posting.objects.filter(hospital=hospital, status__in=BUSY)
        .for_rows()
        .order_by("-changed_at", "-id")[:MOST]
    )
    rows.sort(key=lambda posting: BUSY.index(Status(posting.status)))
    counts: dict[int, dict[str, int]] = {}
    counted = Application.objects.filter(posting__in=rows, status__in=ACTIVE).order_by()
    for pk, stage, n in counted.values_list("posting", "status").annotate(n=Count("pk")):
        counts.setdefault(pk, {})[stage] = n
    return [_opening(posting, counts.get(posting.pk, {})) for posting in rows]


def _opening(posting: Posting, counts: dict[str, int]) -> dict[str, Any]:
    total, x, bars = sum(counts.values()), 0.0, []
    for n, stage in enumerate(ACTIVE, 1):
        if counts.get(stage):
            width = 100 * counts[stage] / total
            bars.append((round(x, 2), round(max(width - 1, 0.5), 2), round(0.2 * n, 1)))
            x += width
    stages = [(stage.value, counts.get(stage, 0)) for stage in ACTIVE]
    return {"posting": posting, "stages": stages, "bars": bars, "total": total}
