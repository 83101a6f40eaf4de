"""What a click would find, for the filters that are no facet with options (those: Found.counts)."""

from collections.abc import Callable

from postings.search import bits
from postings.search.asks import ASKS, taking_time
from postings.search.finding import Found, Part


def _sum(found: Found, name: str, ask: Callable[[Part], bits.Bits]) -> int:
    """How many are found that answer `ask` when this filter is left aside."""
    return sum(bits.count(part.without(name) & ask(part)) for part in found.parts)


def fitting(found: Found) -> int:
    return _sum(found, "fit", lambda part: ASKS["fit"](part.segment, part.asked))


def reaching(found: Found) -> int:
    return _sum(found, "floor", lambda part: ASKS["floor"](part.segment, part.asked))


def responsive(found: Found) -> int:
    return _sum(found, "responsive", lambda part: part.segment.having("responsive", 1))


def without_figure(found: Found) -> int:
    """What "also those without a figure" adds to a least pay."""
    return _sum(found, "pay_min", lambda part: part.segment.where(part.segment.column("annual") < 0))


def any_day(found: Found, name: str) -> int:
    return sum(bits.count(part.without(name)) for part in found.parts)


def taking(found: Found, least: int) -> int:
    """What is found when one of the chosen duties takes at least this share of the time (per cent)."""
    return _sum(found, "duty", lambda part: taking_time(part.segment, part.asked.values["duty"], least))
