"""What the page of an opening shows of changes."""

from typing import Any

from django import template
from django.template import Context

from core.vocabulary import vocabulary
from hospitals.roles import Right
from postings import material, presentation, revising
from postings.models import Posting, Revision

register = template.Library()


@register.inclusion_tag("postings/_revision_panel.html", takes_context=True)
def revision_panel(context: Context, posting: Posting) -> dict[str, Any]:
    """{% revision_panel posting %}: the change that waits, or the last one if it was refused; old beside new."""
    open_now = posting.state in revising.OPEN_STATES
    last = posting.revisions.order_by("-pk").first() if posting.published_at else None
    if last is None or last.status not in (Revision.Status.PENDING, Revision.Status.REFUSED):
        return {"revision": None}
    return {
        "revision": last,
        "posting": posting,
        "hospital": posting.hospital,
        "lines": material.compare(posting, last.before, last.changes),
        "reasons": vocabulary().reasons_named(last.decision_reasons),
        "may_change": open_now and context["seat"].may(Right.SUBMIT_OPENINGS),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def may_revise(context: Context, posting: Posting) -> bool:
    """{% may_revise posting as yes %}: whether this person may change what is online."""
    return posting.state in revising.OPEN_STATES and context["seat"].may(Right.SUBMIT_OPENINGS)


@register.filter
def changed_parts(posting: Posting) -> str:
    """What the last change of an opening was about: "pay, hours"; "" for one that never changed."""
    return ", ".join(str(material.NAMES.get(code, code)).lower() for code in posting.revised_what)


@register.filter
def changed_on(posting: Posting) -> str:
    """The day on which a change last went online."""
    return presentation.short_date(posting.revised_at) if posting.revised_at else ""
