"""What pages of the desk say of themselves: who is on this, and whether its decision can be undone."""

from typing import Any

from django import template

from moderation import claims, waiting
from postings import undoing

register = template.Library()


@register.inclusion_tag("moderation/_claim.html", takes_context=True)
def claim(context: dict[str, Any], kind: str, key: int) -> dict[str, Any]:
    """Who is on something that waits; nothing when it does not wait."""
    user = context["request"].user
    waits = waiting.waits(kind, key)
    found = claims.on(kind, key) if waits else None
    return {
        "kind": kind,
        "key": key,
        "claim": found,
        "is_mine": found is not None and found.by_id == user.pk,
        "waits": waits,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("moderation/_undo.html", takes_context=True)
def undo_of(context: dict[str, Any], kind: str, row: Any) -> dict[str, Any]:
    """The button that takes the last decision back, while it can be."""
    until = undoing.undoable_until(row)
    return {
        "kind": kind,
        "row": row,
        "until": until,
        "csrf_token": context.get("csrf_token"),
    }
