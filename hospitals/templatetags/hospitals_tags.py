"""What pages of hospitals and openings ask about a hospital."""

from typing import Any

from django import template

from core.models import Event
from hospitals import readiness
from hospitals.models import Hospital, Notice, Readiness

register = template.Library()
MOST = 99


@register.simple_tag
def unread_notices(user: Any, hospital: Hospital) -> int:
    """How many notices of this hospital this person has not read; 100 stands for more than 99. One short query."""
    return len(Notice.objects.filter(user=user, hospital=hospital).unread().values_list("pk")[: MOST + 1])


@register.inclusion_tag("hospitals/_stopped.html")
def stopped(hospital: Hospital) -> dict[str, Any]:
    """{% stopped hospital %}: what a stopped hospital's team reads above everything; no query for any other."""
    event = None
    if hospital.frozen_at:
        event = Event.objects.about(hospital).filter(verb="freeze").newest_first().first()
    return {"hospital": hospital, "words": event.words if event else "", "since": hospital.frozen_at}


@register.simple_tag
def readiness_of(hospital: Hospital) -> Readiness | None:
    """{% readiness_of hospital as readiness %}: for hospitals/_readiness.html; no query when it was read along."""
    return readiness.shown(hospital)
