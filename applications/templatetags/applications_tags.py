"""What pages of lower floors show of applications."""

from typing import Any

from django import template
from django.utils import timezone

from applications import journeys
from applications.models import Application, Stage
from applications.record import Record, record_of
from hospitals.models import Hospital, Seat
from hospitals.roles import Right
from postings.models import Posting

register = template.Library()

TODO_LENGTH = 5


@register.inclusion_tag("applications/_running.html", takes_context=True)
def running_applications(context: template.Context) -> dict[str, Any]:
    """{% running_applications %}: the drafts and running applications of the person who is signed in, with their lines."""
    user = context["request"].user
    mine = Application.objects.by_candidate(user).for_rows().order_by("-changed_at", "-id")[:20]
    return {"rows": journeys.rows([a for a in mine if a.status == Stage.DRAFT or a.is_running]), "level": 3}


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
        "is_draft": mine is not None and mine.status == Stage.DRAFT,
        "source": context.get("source", ""),
    }


@register.inclusion_tag("applications/_todo.html")
def workspace_todo(hospital: Hospital, seat: Seat) -> dict[str, Any]:
    """{% workspace_todo hospital seat %}: who waits for an answer, the longest first. Nothing for a host."""
    if not seat.may(Right.SEE_APPLICATIONS):
        return {"rows": [], "waiting": 0, "hidden": True}
    waiting = Application.objects.readable_at(hospital, seat.user).unanswered()
    rows = list(waiting.for_rows().order_by("respond_by", "id")[:TODO_LENGTH])
    return {
        "hospital": hospital,
        "rows": rows,
        "waiting": waiting.count() if len(rows) == TODO_LENGTH else len(rows),
        "decides": seat.may(Right.DECIDE_APPLICATIONS),
    }


@register.filter
def held(met: list[bool]) -> int:
    """How many of a list are true."""
    return sum(met)
