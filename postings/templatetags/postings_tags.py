"""Openings on the page of a hospital: `{% hospital_openings hospital %}`. The page of the lower floor names the tag; the
openings stay here."""

from typing import Any

from django import template

from hospitals.models import Hospital
from postings.for_me import for_me
from postings.models import Posting
from postings.reading import reader_of

register = template.Library()
MOST = 20


@register.inclusion_tag("postings/_hospital_openings.html", takes_context=True)
def hospital_openings(context: template.Context, hospital: Hospital) -> dict[str, Any]:
    """The live openings of a hospital as rows."""
    rows = list(Posting.objects.live().filter(hospital=hospital).for_cards().newest_first()[:MOST])
    kept = {name: context.get(name) for name in ("request", "LANGUAGE_CODE")}
    return {**kept, "hospital": hospital, "postings": rows, "reader": reader_of(context["request"].user)}


@register.inclusion_tag("postings/_for_me.html", takes_context=True)
def openings_for_me(context: template.Context) -> dict[str, Any]:
    """{% openings_for_me %}: what fits the profile of the person who is signed in."""
    reader = reader_of(context["request"].user)
    kept = {name: context.get(name) for name in ("request", "LANGUAGE_CODE")}
    found = for_me(reader)
    return {**kept, "found": found, "cards": found.cards(reader) if found else []}
