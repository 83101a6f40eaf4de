"""What a profile says, in words, for pages of both sides."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone

from accounts import sent as words
from accounts.places import place_in_words
from core.models import Skill
from core.vocabulary import vocabulary

register = template.Library()


@register.simple_tag
def sent_parts(sent: Mapping[str, Any] | None) -> list[words.SentPart]:
    return words.sent_parts(sent or {})


@register.simple_tag
def backed_parts(sent: Mapping[str, Any] | None) -> list[words.SentPart]:
    return words.backed_parts(sent or {}, timezone.localdate())


@register.simple_tag
def sent_skills(sent: Mapping[str, Any] | None) -> list[tuple[Skill, bool, str]]:
    """Rows for applications/_skills.html: every skill that was sent."""
    known = vocabulary()
    rows = (sent or {}).get("skills") or []
    return [(skill, True, row.get("level", "")) for row in rows if (skill := known.skill(row["slug"]))]


@register.filter
def place_words(place: Mapping[str, Any] | None) -> str:
    return place_in_words(place or {})
