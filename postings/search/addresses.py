"""Addresses of searches: a page has many links to searches like its own, so they are written without reading each."""

from urllib.parse import urlencode

from django.urls import reverse

from postings.search.query import Search
from postings.search.understanding import has_words

Pair = tuple[str, str]
# What says how another filter is meant goes with it.
_BELONGS = {"km": "near", "duty_min": "duty", "nopay": "pay_min"}


def address(search: Search) -> str:
    """The page of a search in the reader's language."""
    return _page(search.pairs)


def page_of(pairs: list[Pair]) -> str:
    """The same of filters in any order, some of which may have lost what they belong to."""
    return _page(sorted(tidy(pairs)))


def without(search: Search, *gone: Pair) -> str:
    return page_of([pair for pair in search.pairs if pair not in gone])


def instead(search: Search, name: str, value: str) -> str:
    """The search with this as the filter's only value."""
    return page_of([*(pair for pair in search.pairs if pair[0] != name), (name, value)])


def tidy(pairs: list[Pair]) -> list[Pair]:
    """Without what means nothing any more: a distance without a place, "all of these" of one skill."""
    told = dict(pairs)
    words = has_words(told.get("q", ""))
    drop = {name for name, owner in _BELONGS.items() if owner not in told}
    if "pay_min" not in told and told.get("sort") != "pay":
        drop.add("currency")
    if sum(name == "skill" for name, _ in pairs) < 2:
        drop.add("match")
    sort = told.get("sort", "")
    if sort == ("relevance" if words else "newest") or (sort == "relevance" and not words):
        drop.add("sort")
    if sort == "distance" and "near" not in told:
        drop.add("sort")
    return [pair for pair in pairs if pair[0] not in drop]


def _page(pairs: list[Pair]) -> str:
    return reverse("postings:search") + (f"?{urlencode(pairs)}" if pairs else "")
