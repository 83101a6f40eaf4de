"""Talks, offers and keeping in touch, on the pages of an application."""

from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import gettext as _

from applications import calendars, clock, interviews, offers, pool
from applications.mails.offer import terms_in_words
from applications.models import TALKING, Application, Interview, Offer
from core import zones
from hospitals.models import Seat
from hospitals.roles import Right

register = template.Library()


@register.inclusion_tag("applications/_talks.html")
def talks(application: Application, seat: Seat, base: str = "") -> dict[str, Any]:
    """{% talks application seat base %}: the hospital's view of its interviews with one candidate. Where none is open
    (called off, declined, held, invited by telephone) the next one can be proposed."""
    shown = [_talk(talk, talk.hospital_zone) for talk in _of(application)]
    decides = seat.may(Right.DECIDE_APPLICATIONS)
    return {
        "hospital": application.posting.hospital,
        "application": application,
        "talks": shown,
        "decides": decides,
        "may_begin": decides and application.status in TALKING and not any(talk["open"] for talk in shown),
        "base": base,
    }


@register.inclusion_tag("applications/_my_talks.html", takes_context=True)
def my_talks(context: template.Context, application: Application) -> dict[str, Any]:
    """{% my_talks application %}: the candidate's view, with times on both clocks."""
    request = context["request"]
    asked = clock.known_zone(request.GET.get("zone", ""))
    place = zones.zone_of_place(application.snapshot.get("place") or {})
    found = _of(application)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "application": application,
        "talks": [_talk(t, ZoneInfo(asked or t.candidate_zone or place or t.zone)) for t in found],
        "zones": clock.zone_choices() if found else [],
        "running": application.is_running,
    }


def _of(application: Application) -> list[Interview]:
    """The latest first; older ones that came to nothing are left out."""
    found = list(application.interviews.prefetch_related("offered", "people"))
    for talk in found:
        talk.application = application
    return [talk for i, talk in enumerate(found) if i == 0 or talk.status == "agreed"]


def _talk(talk: Interview, own: ZoneInfo) -> dict[str, Any]:
    """Everything about one talk in words. `own` is the reader's clock."""
    home, moment = talk.hospital_zone, talk.starts_at
    slots = list(talk.offered.all())
    moments = [slot.starts_at for slot in slots] + ([moment] if moment else [])
    other = None if clock.same_clock(moments, own, home) else own
    waiting = talk.status in {"proposed", "others_asked"}
    free = {slot.pk for slot in interviews.free_among(talk, slots)} if talk.is_open else set()
    rows = [
        {
            "pk": slot.pk,
            "text": f"{clock.day(slot.starts_at, home)}, {clock.span(slot.starts_at, talk.minutes, home)}",
            "own": clock.in_full(slot.starts_at, talk.minutes, other) if other else "",
            "gone": not slot.is_over and slot.pk not in free,
            "over": slot.is_over,
        }
        for slot in slots
    ]
    first = moment or (slots[0].starts_at if slots else None)
    return {
        "pk": talk.pk,
        "status": talk.status,
        "state": talk.get_status_display(),
        "open": talk.is_open,
        "over": talk.status == "agreed" and talk.is_over,
        "how": talk.get_how_display(),
        "where": talk.where,
        "link": talk.where if talk.where.startswith(("https://", "http://")) else "",
        "people": calendars.names_of(talk),
        "words": talk.candidate_words if talk.candidate_words and waiting else talk.words,
        "minutes": _("%d minutes") % talk.minutes,
        "when": moment,
        "day": clock.day(moment, home) if moment else "",
        "time": clock.span(moment, talk.minutes, home) if moment else "",
        "zone": f"{zones.zone_name(home)}, {clock.offset(first, home)}" if first else zones.zone_name(home),
        "own": clock.in_full(moment, talk.minutes, other) if moment and other else "",
        "own_zone": str(own),
        "offered": rows if waiting else [],
        "free": [row for row in rows if not row["gone"] and not row["over"]],
    }


@register.inclusion_tag("applications/_offer.html")
def offer_made(application: Application, seat: Seat, base: str = "") -> dict[str, Any]:
    """{% offer_made application seat base %}: the terms, for those who decide and nobody else."""
    decides = seat.may(Right.DECIDE_APPLICATIONS)
    return {
        "hospital": application.posting.hospital,
        "application": application,
        "offer": offers.of(application) if decides else None,
        "base": base,
    }


@register.inclusion_tag("applications/_my_offer.html")
def my_offer(application: Application) -> dict[str, Any]:
    return {"application": application, "offer": offers.of(application)}


@register.inclusion_tag("applications/_keep.html", takes_context=True)
def keep_in_touch(
    context: template.Context, application: Application, *, asked: bool = False
) -> dict[str, Any]:
    """{% keep_in_touch application asked=True %}: the hospital's open question, to stand high on the page; without
    `asked` the same place for those who were not asked, to stand low."""
    hospital, consent = application.posting.hospital, pool.of(application)
    is_question = consent is not None and consent.given_at is None
    return {
        "hidden": asked != is_question,
        "csrf_token": context.get("csrf_token"),
        "application": application,
        "hospital": hospital,
        "consent": consent,
        "text": pool.TEXT % {"hospital": hospital.name},
    }


@register.filter
def terms(offer: Offer) -> list[tuple[str, str]]:
    return terms_in_words(offer)
