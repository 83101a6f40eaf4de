"""Openings in templates: `{{ posting|card }}`, `{{ value|pay_text:… }}`; usable on any page of this floor and above."""

from collections.abc import Collection
from typing import Any

from django import template
from django.utils.translation import get_language

from postings import presentation
from postings.models import Posting

register = template.Library()


@register.simple_tag(takes_context=True)
def job_card(context: template.Context, posting: Posting) -> dict[str, Any]:
    """The words of a row; ticks the reader's skills when the page gives `my_skills` (ids)."""
    mine: Collection[int] = context.get("my_skills") or ()
    return presentation.card(posting, mine)


@register.filter
def pay_text(posting: Posting) -> str:
    """ "$64,000–$78,000 a year"; "" without pay."""
    pay = presentation.pay(posting, get_language() or "en")
    return f"{pay.range} {pay.period}".strip()


@register.filter
def long_date(value: Any) -> str:
    return presentation.long_date(value) if value else ""
