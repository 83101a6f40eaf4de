"""What pages show of mentoring and of talks."""

from typing import Any

from django import template
from django.db.models import Q
from django.utils import timezone

from core.switches import Part, is_on
from core.zones import day_and_time
from hospitals.models import Hospital
from mentoring import finding_talks
from mentoring.models import Mentor, Mentorship, Talk, TalkTime
from mentoring.naming import name_of
from mentoring.talk_facts import hour, moment_here

register = template.Library()
register.filter("called", name_of)


@register.inclusion_tag("mentoring/_home.html", takes_context=True)
def my_mentoring(context: template.Context) -> dict[str, Any]:
    """{% my_mentoring %}: what waits for this person, and what runs, on their own page."""
    user = context["request"].user
    waits = Q(mentor=user, status="requested") | Q(candidate=user, status="requested")
    rows = Mentorship.objects.of(user).filter(waits | Q(status="accepted"))
    return {
        "rows": list(rows.select_related("candidate", "mentor").order_by("asked_at", "pk")[:4]),
        "user": user,
    }


register.filter("hour_there", hour)
register.filter("moment_here", moment_here)


@register.filter
def moment_there(time: TalkTime) -> str:
    """On the hospital's clock, which it names."""
    return day_and_time(time.starts_at, time.clock)


@register.inclusion_tag("mentoring/_my_talks.html", takes_context=True)
def my_talks(context: template.Context) -> dict[str, Any]:
    """{% my_talks %}: a person's open talks, on their own page."""
    rows = Talk.objects.filter(candidate=context["request"].user).open().with_all()
    return {"rows": list(rows.order_by("asked_at", "pk"))}


@register.inclusion_tag("mentoring/_talk_first.html")
def talk_first(hospital: Hospital, level: int = 2) -> dict[str, Any]:
    """{% talk_first hospital %}: the next free times at a hospital, and the way to ask for one."""
    if not hospital.pk or not is_on(Part.MENTORING):
        return {}
    return {"hospital": hospital, "times": finding_talks.next_times(hospital.pk), "level": level}


@register.inclusion_tag("mentoring/_mentors_here.html", takes_context=True)
def mentors_here(context: template.Context, hospital: Hospital) -> dict[str, Any]:
    """{% mentors_here hospital %}: people of its team whom one can ask as mentor, on a hospital's page."""
    if not is_on(Part.MENTORING):
        return {}
    found = Mentor.objects.listed().for_reader(context["user"]).for_cards().of_team(hospital)
    return {"mentors": list(found.order_by("-joined_at", "-pk")[: finding_talks.NEXT])}


@register.inclusion_tag("mentoring/_talks_today.html")
def talks_today(hospital: Hospital) -> dict[str, Any]:
    """{% talks_today hospital %}: requests that wait and talks to come, on a hospital's first page."""
    rows = Talk.objects.filter(hospital=hospital).with_all()
    coming = rows.booked().filter(time__starts_at__gt=timezone.now()).order_by("time__starts_at")
    return {
        "hospital": hospital,
        "asked": list(rows.filter(status="requested", host=None).order_by("asked_at")[:5]),
        "coming": list(coming[:5]),
    }


@register.inclusion_tag("mentoring/_linked_talk.html")
def linked_talk(application: Any) -> dict[str, Any]:
    """{% linked_talk application %}: the talk that the candidate named beside it; nothing else of any talk. Nothing while
    the application's name is hidden: who talked is known by name."""
    if application.is_blind:
        return {"row": None}
    return {"row": Talk.objects.filter(application=application).with_all().first()}
