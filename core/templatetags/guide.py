"""The guide where it helps: `{% guide_link "pay" %}`, `{% guide_found words as found %}`."""

from typing import Any

from django import template
from django.utils.translation import get_language

from core import guide

register = template.Library()


@register.inclusion_tag("guide/_link.html")
def guide_link(slug: str) -> dict[str, Any]:
    """A link to one page, by its title."""
    return {"page": guide.page(slug, get_language() or "en")}


@register.simple_tag
def guide_found(text: str) -> list[guide.Page]:
    """Pages of the guide that speak of just these words."""
    return guide.find(text, get_language() or "en")
