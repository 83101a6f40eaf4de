"""What pages of lower floors show of applications."""

from typing import Any

from django import template
from django.utils import timezone

from applications import journeys, promises, today
from applications.finding import stage_names
from applications.models import ACTIVE, Application, Stage
from applications.record import Record, record_of
from core.switches import Part, is_on
from hospitals.models import Hospital, Seat
from hospitals.roles import Right
from postings.models import Posting

register = template.Library()


@register.inclusion_tag("applications/_running.html", takes_context=True)
def running_applications(context: template.Context) -> dict[str, Any]:
    """{% running_applications %}: the drafts and running applications of the person who is signed in, with their lines:
    those that wait for them first."""
    user = context["request"].user
    mine = Application.objects.by_candidate(user).for_rows().order_by("-changed_at", "-id")[:20]
    rows = journeys.rows([a for a in mine if a.status == Stage.DRAFT or a.is_running])
    rows.sort(key=lambda row: not (row["asked"] or row["application"].shown_status == Stage.OFFERED))
    return {"rows": rows, "level": 3, "quiet": True}  # what waits stands above them, with its button


@register.inclusion_tag("applications/_apply.html", takes_context=True)
def my_application(context: template.Context, posting: Posting) -> dict[str, Any]:
    """{% my_application posting %}: the way to apply, or where one's own application stands."""
    return _own(context, posting)


@register.inclusion_tag("applications/_apply_bar.html", takes_context=True)
def my_application_bar(context: template.Context, posting: Posting) -> dict[str, Any]:
    """{% my_application_bar posting %}: the same in one button, for the bar at the bottom of a phone."""
    return _own(context, posting)


@register.simple_tag
def response_record(hospital: Hospital) -> Record | None:
    """{% response_record hospital as record %}: how it answers applications; nothing while too few say so."""
    return record_of(hospital, at=timezone.now())


@register.simple_tag
def overdue_answers(hospital: Hospital) -> int:
    """{% overdue_answers hospital as n %}: how many people wait longer than it promised."""
    return promises.overdue_at(hospital, timezone.now())


def _own(context: template.Context, posting: Posting) -> dict[str, Any]:
    user = context["request"].user
    mine = (
        Application.objects.by_candidate(user).filter(posting=posting).first()
        if user.is_authenticated
        else None
    )
    return {
        "posting": posting,
        "mine": mine,
        "must_sign_in": not user.is_authenticated and not is_on(Part.VISITORS_APPLY),
        "is_draft": mine is not None and mine.status == Stage.DRAFT,
        "source": context.get("source", ""),
    }


@register.inclusion_tag("applications/_todo.html")
def workspace_todo(hospital: Hospital, seat: Seat, more: bool = False) -> dict[str, Any]:
    """{% workspace_todo hospital seat more %}: what waits, the most urgent first. Nothing for a host. With `more`
    the page has lines of its own, so that nothing is not said."""
    hidden = not seat.may(Right.SEE_APPLICATIONS)
    found = [] if hidden else today.todos(hospital, seat, timezone.now())
    return {"hospital": hospital, "todos": found, "hidden": hidden, "more": more}


@register.simple_tag
def last_months(hospital: Hospital) -> list[tuple[int, str]]:
    """{% last_months hospital as months %}: (number, what it counts) of the last 90 days."""
    return today.months(hospital, timezone.now())


@register.inclusion_tag("applications/_openings.html", takes_context=True)
def workspace_openings(context: template.Context, hospital: Hospital) -> dict[str, Any]:
    """{% workspace_openings hospital %}: the openings that need the team, and how many people stand where."""
    return {
        "hospital": hospital,
        "seat": context.get("seat"),
        "rows": today.openings(hospital),
        "stages": [name for stage, name in stage_names().items() if stage in ACTIVE],
    }


@register.filter
def held(met: list[bool]) -> int:
    """How many of a list are true."""
    return sum(met)
