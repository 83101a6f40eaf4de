"""When nothing is found: single changes that find something, counted."""

from dataclasses import dataclass

from django.utils.translation import gettext

from core.placenames import REGION
from postings.search.addresses import Pair, address, tidy
from postings.search.filters import MOST_KM
from postings.search.labels import label, within
from postings.search.query import Search, counts_of

MOST = 5
_TRIED = 12  # filters that are left out one at a time
_TRIED_WORDS = 6


@dataclass(frozen=True)
class WayOut:
    label: str
    href: str
    count: int


def ways_out(search: Search) -> list[WayOut]:
    """At most MOST, the most fruitful first; of two that find the same the one that gives up less."""
    tries = [*_wider(search), *_without_a_word(search), *_without_a_filter(search)]
    counts = counts_of([other for _, other in tries])
    ways = [WayOut(text, address(other), n) for (text, other), n in zip(tries, counts, strict=True) if n]
    return sorted({way.href: way for way in reversed(ways)}.values(), key=lambda way: -way.count)[:MOST]


Try = tuple[str, Search]


def _changed(search: Search, pairs: list[Pair]) -> Search:
    return search.without(*search.pairs).with_(*tidy(pairs))


def _without_a_filter(search: Search) -> list[Try]:
    out = gettext("Leave out: %(filter)s")
    return [
        (out % {"filter": label(search, *pair)}, _changed(search, [p for p in search.pairs if p != pair]))
        for pair in search.chosen[:_TRIED]
    ]


def _without_a_word(search: Search) -> list[Try]:
    told = (search.values["q"] or "").split()
    if not 1 < len(told) <= _TRIED_WORDS or '"' in search.values["q"] or "OR" in told:
        return []
    rest = [pair for pair in search.pairs if pair[0] != "q"]
    return [
        (
            gettext("Leave out: %(filter)s") % {"filter": f"“{word}”"},
            _changed(search, [*rest, ("q", " ".join(told[:at] + told[at + 1 :]))]),
        )
        for at, word in enumerate(told)
    ]


def _wider(search: Search) -> list[Try]:
    """Changes that keep every filter."""
    values, tries = search.values, list[Try]()
    spot = search.spot
    if spot is not None and spot.kind != REGION:
        for km in sorted({min(MOST_KM, search.km * times) for times in (2, 4)} - {search.km}):
            rest = [pair for pair in search.pairs if pair[0] != "km"]
            tries.append((within(spot, km, search.language), _changed(search, [*rest, ("km", str(km))])))
    if values["match"] == "all":
        tries.append((gettext("Ask for any of the skills, not all"), search.without(("match", "all"))))
    if values["duty_min"]:
        least = ("duty_min", str(values["duty_min"]))
        tries.append((gettext("These duties for any share of the time"), search.without(least)))
    if values["pay_min"] and not values["nopay"]:
        tries.append((gettext("Also those without a figure"), search.with_(("nopay", "1"))))
    if not values["unpaid"]:
        tries.append((gettext("Also show unpaid internships"), search.with_(("unpaid", "1"))))
    return tries
