"""An application as a line of stages with dates, as its candidate or its hospital may see it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications import messages
from applications.models import ACTIVE, Application, Interview, Stage
from applications.models.interview import InterviewStatus
from core.models import Event

Stop = tuple[str, str, str]  # label, text under it, state: the parameters of components/line.html


def short_day(moment: datetime | None, application: Application) -> str:
    """ "9 Nov", in the reader's language, on the hospital's clock like the day in every letter."""
    short = "j b" if (get_language() or "").startswith("nl") else "j M"  # Dutch months are written small
    return date_format(moment.astimezone(application.posting.hospital.zone), short) if moment else ""


def events_of(application: Application) -> list[Event]:
    """The trail of one application, oldest first."""
    return list(Event.objects.about(application).order_by("at", "id"))


def talks_of(application: Application) -> list[Event]:
    """The trail of its interviews, oldest first."""
    found = Event.objects.filter(
        subject_type=Interview._meta.label_lower, subject_id__in=application.interviews.values("pk")
    )
    return list(found.order_by("at", "id"))


def events_of_all(applications: Iterable[Application]) -> dict[int, list[Event]]:
    """The trails of many in one query."""
    trails: dict[int, list[Event]] = {application.pk: [] for application in applications}
    label = Application._meta.label_lower
    for event in Event.objects.filter(subject_type=label, subject_id__in=trails).order_by("at", "id"):
        trails[event.subject_id].append(event)
    return trails


def line(application: Application, trail: list[Event], *, to_hospital: bool = False) -> list[Stop]:
    """The stops of the line. The candidate's line does not know of a rejection before its letter has left."""
    status = application.status if to_hospital else application.shown_status
    reached = _reached(trail)
    if status in ACTIVE:
        here = ACTIVE.index(Stage(status))
        shown = [s for i, s in enumerate(ACTIVE) if i >= here or s.value in reached or s == Stage.SUBMITTED]
        return [_stop(application, stage, status, reached) for stage in shown]
    passed = [stage for stage in ACTIVE if stage.value in reached or stage == Stage.SUBMITTED]
    stops = [_stop(application, stage, "", reached) for stage in passed]
    last = "done" if status == Stage.HIRED else "end"
    return [*stops, (str(Stage(status).label), short_day(application.decided_at, application), last)]


def _reached(trail: list[Event]) -> dict[str, datetime]:
    """When each stage was first reached. A rejection that was undone leaves no trace here: nothing was said."""
    reached: dict[str, datetime] = {}
    for event in trail:
        if not event.verb.startswith("undo_to_"):
            reached.setdefault(event.after, event.at)
    return reached


def _stop(application: Application, stage: Stage, status: str, reached: dict[str, Any]) -> Stop:
    order = [s.value for s in ACTIVE]
    moment = application.submitted_at if stage == Stage.SUBMITTED else reached.get(stage.value)
    text = short_day(moment, application)
    label = str(stage.label) if stage == Stage.OFFERED and stage.value in (status, *reached) else name(stage)
    if not status:
        return label, text, "done"
    here, there = order.index(status), order.index(stage.value)
    if there > here:
        promised = (
            there == here + 1 and status in (Stage.SUBMITTED, Stage.IN_REVIEW) and application.respond_by
        )
        return (
            label,
            (_("Answer by %(day)s") % {"day": short_day(application.respond_by, application)})
            if promised
            else "",
            "",
        )
    if there == here:
        return label, text, "now"
    return label, text, "done"


def name(stage: Stage) -> str:
    """The short name of a stop."""
    return {
        Stage.SUBMITTED: _("Sent"),
        Stage.IN_REVIEW: _("Read"),
        Stage.SHORTLISTED: _("Shortlist"),
        Stage.INTERVIEW: _("Interview"),
    }.get(stage, _("Decision"))


def rows(applications: list[Application]) -> list[dict[str, Any]]:
    """Each application with its line, whether a message waits and whether a time must be picked, in one query each for
    all."""
    trails, new = events_of_all(applications), messages.unread(applications, by_hospital=False)
    offered = Interview.objects.filter(application__in=applications, status=InterviewStatus.PROPOSED)
    asked = set(offered.values_list("application", flat=True))
    return [
        {
            "application": a,
            "stops": line(a, trails[a.pk]) if a.status != Stage.DRAFT else [],
            "new": a.pk in new,
            "asked": a.is_running and a.pk in asked,
        }
        for a in applications
    ]
