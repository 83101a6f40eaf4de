"""How an opening divides its time: one bar, the same in words, and whom the teaching is for. No query."""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language, gettext

from postings.models import Posting
from postings.models.choices import Audience, Duty
from postings.search.addresses import page_of
from postings.search.facets import MIN_SHARES


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the bar; all numbers in per cent of the time."""

    name: str
    share: int
    start: int  # where it begins
    url: str  # openings in which it takes about as much; "" for what no duty takes


@dataclass(frozen=True, slots=True)
class Bar:
    parts: list[Part]  # the largest first, what no duty takes last
    said: str  # the picture in one sentence
    whom: str  # "Physicians, nurses"; "" when nobody is named


def bar(posting: Posting) -> Bar | None:
    """None when nothing was said about the time nor about teaching."""
    parts, start = list[Part](), 0
    for duty, share in posting.duties:
        parts.append(Part(duty.label, share, start, _alike(duty, share)))
        start += share
    if parts and start < 100:
        parts.append(Part(gettext("Other work"), 100 - start, start, ""))
    told = ", ".join(f"{part.name} {part.share}%" for part in parts)
    return Bar(parts, told, whom(posting)) if parts or posting.training_for else None


def whom(posting: Posting) -> str:
    """ "Physicians, nurses": whom the teaching is for, if that was said."""
    return ", ".join(str(one.label) for one in Audience if one in posting.training_for).capitalize()


def _alike(duty: Duty, share: int) -> str:
    """The search for openings in which this duty takes a share from the filter's list, at most this one."""
    return _at_least(duty, max((n for n in MIN_SHARES if n <= share), default=0), get_language() or "en")


@cache  # some dozens
def _at_least(duty: Duty, least: int, language: str) -> str:
    return page_of([("duty", duty.value), *([("duty_min", str(least))] if least else [])])
