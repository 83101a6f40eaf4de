"""What pages of the desk say of themselves: who is on this, and whether its decision can be undone."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from core import dates
from core.text import markdown
from moderation import claims, done_words, waiting
from postings import undoing

register = template.Library()


@register.filter
def as_written(text: str, kind: str) -> str:
    """The text of what was reported: an opening's is Markdown, all others stand as they were typed."""
    return markdown(text) if kind == "opening" else text


@register.filter
def done(verb: str) -> str:
    return done_words.done(verb)


@register.filter
def age(since: datetime | None) -> str:
    """How long ago, in its largest step: "5 hours". Minutes beside them would say nothing more."""
    return timesince(since, depth=1) if since else ""


@register.filter
def short_date(day: date | None) -> str:
    return dates.short_date(timezone.localtime(day) if isinstance(day, datetime) else day) if day else ""


@register.inclusion_tag("moderation/_claim.html", takes_context=True)
def claim(context: dict[str, Any], kind: str, key: int) -> dict[str, Any]:
    """Who is on something that waits; nothing when it does not wait. For who may decide about it."""
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
    """The button that takes the last decision back, while it can be. For who may decide about it."""
    until = undoing.undoable_until(row)
    return {
        "kind": kind,
        "row": row,
        "until": until,
        "csrf_token": context.get("csrf_token"),
    }
