"""Openings in templates: `{{ posting|card }}`, `{{ value|pay_text:… }}`; usable on any page of this floor and above."""

from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language, gettext

from postings import moments, presentation
from postings.models import Posting
from postings.pay_words import PayCompared, compared
from postings.reading import NOBODY, Reader

register = template.Library()


@register.simple_tag(takes_context=True)
def job_card(context: template.Context, posting: Posting) -> dict[str, Any]:
    """The words of a row. The page may give `reader`, for how it fits them, and `beside` ({id: facts}):
    what a search says about a row, `distance` and `said` (a snippet)."""
    reader: Reader = context.get("reader") or NOBODY
    card = presentation.card(posting, reader)
    beside: dict[int, dict[str, Any]] = context.get("beside") or {}
    if posting.pk in beside:
        card |= beside[posting.pk]
        card["place"] = " · ".join(filter(None, [card["place"], card["distance"]]))
        if card["said"]:
            card |= presentation.card_skills(posting, reader, presentation.CARD_SKILLS_BESIDE_TEXT)
    return card


@register.filter
def skill_page(slug: str) -> str:
    """The address of a skill's landing page. Each opening leads to half a dozen of a hundred."""
    return _skill_page(slug, get_language() or "en")


@lru_cache(maxsize=1000)
def _skill_page(slug: str, language: str) -> str:
    return reverse("postings:skill", args=[slug])


@register.filter
def pay_text(posting: Posting) -> str:
    """ "$64,000–$78,000 a year", "Unpaid"; "" when nothing is said."""
    pay = presentation.pay(posting, get_language() or "en")
    return gettext("Unpaid") if pay.unpaid else f"{pay.range} {pay.period}".strip()


@register.filter
def long_date(value: Any) -> str:
    return presentation.long_date(value) if value else ""


@register.filter
def closing(posting: Posting) -> str:
    """ "Friday 11 December, 23:59 (Amsterdam time)"."""
    return moments.closing(posting)


@register.filter
def closing_day(posting: Posting) -> str:
    """ "11 December", for a row of a list."""
    return moments.closing_day(posting)


@register.filter
def closes_soon(posting: Posting) -> str:
    """ "Closes in 3 days", "Last day"; "" for one that is online longer than a week."""
    return moments.closes_soon(posting)


@register.filter
def ended_day(posting: Posting) -> str:
    """ "11 December": when it took its last applications."""
    return moments.ended_day(posting)


@register.filter
def online_from(posting: Posting) -> str:
    """When it comes online, with the hour and the zone."""
    return moments.start(posting)


@register.filter
def limit_text(posting: Posting) -> str:
    """ "Closes at 50 applications. 12 places left."; "" without a limit."""
    return moments.limit(posting)


@register.filter
def people_wanted(posting: Posting) -> str:
    """ "2 people wanted, 1 found"; "" for one person."""
    return moments.positions(posting)


@register.filter
def where_text(posting: Posting) -> str:
    """ "Chicago, IL and 2 more places"."""
    return presentation.place(posting)


@register.simple_tag
def pay_among(posting: Posting) -> PayCompared | None:
    """{% pay_among posting as among %}: where its pay lies among the official figures; None when nothing is to be said."""
    return compared(posting)
