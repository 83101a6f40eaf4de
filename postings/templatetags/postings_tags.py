"""Openings on pages of a hospital: `{% workspace_openings hospital %}` for its team, `{% hospital_openings hospital %}`
for everyone. The page of the lower floor names the tag; the openings stay here."""

from typing import Any

from django import template

from hospitals.models import Hospital
from postings.models import Posting
from postings.models.choices import Status

register = template.Library()
MOST = 20


@register.inclusion_tag("postings/_workspace_openings.html", takes_context=True)
def workspace_openings(context: template.Context, hospital: Hospital) -> dict[str, Any]:
    """The openings that need the team: sent back, past their date, drafts, being checked, online."""
    busy = [Status.DRAFT, Status.RETURNED, Status.IN_REVIEW, Status.PUBLISHED]
    rows = (
        Posting.objects.filter(hospital=hospital, status__in=busy).for_rows().order_by("-changed_at", "-id")
    )
    return {"hospital": hospital, "seat": context.get("seat"), "postings": list(rows[:MOST])}


@register.inclusion_tag("postings/_hospital_openings.html", takes_context=True)
def hospital_openings(context: template.Context, hospital: Hospital) -> dict[str, Any]:
    """The live openings of a hospital as rows."""
    rows = list(Posting.objects.live().filter(hospital=hospital).for_cards().newest_first()[:MOST])
    kept = {name: context.get(name) for name in ("request", "LANGUAGE_CODE", "my_skills")}
    return {**kept, "hospital": hospital, "postings": rows}
