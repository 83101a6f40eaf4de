"""Words of a search that are filters: "remote" may ask for openings that say the word, or for remote work."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core import gazetteer
from core.stemming import words
from core.vocabulary import vocabulary
from postings.search.understanding import expressions, parts

if TYPE_CHECKING:
    from postings.search.query import Search

MOST = 3
_OFFERED = ("mode", "hours", "engagement", "law", "skill", "channel")
_LONGEST_TEXT = 6  # words in which a place is looked for


@dataclass(frozen=True)
class Offer:
    """`text` as a filter: the search that has it, and what that finds."""

    text: str
    name: str
    value: str
    search: "Search"
    count: int


def offers(search: "Search") -> list[Offer]:
    """At most MOST, those that find something; none for what is chosen already."""
    text = search.values.get("q") or ""
    found: list[Offer] = []
    for expression, name, value in _filters(search, text):
        if (name, value) in search.pairs or any((o.name, o.value) == (name, value) for o in found):
            continue
        without = search.without(("q", text))
        rest = without_words(text, expression)
        other = without.with_((name, value), *([("q", rest)] if rest else []))
        if count := other.found().total:
            found.append(Offer(expression, name, value, other, count))
        if len(found) == MOST:
            break
    return found


def _filters(search: "Search", text: str) -> Iterator[tuple[str, str, str]]:
    facts = search.found().read.facts
    for facet in _OFFERED[:3]:
        yield from ((told, fact.facet, fact.value) for told, fact in facts if fact.facet == facet)
    if not search.values.get("near"):
        told = [word for part in parts(text) if not (part.minus or part.quoted) for word in part.words]
        if len(told) <= _LONGEST_TEXT:
            for expression, spot in gazetteer.named(expressions(told)).items():
                yield expression, "near", spot.label
    known = vocabulary()
    for told_as, fact in facts:
        if fact.facet == "law":
            yield told_as, "law", fact.value
        elif fact.facet in ("skill", "channel"):
            entries = known.skills if fact.facet == "skill" else known.channels
            yield told_as, fact.facet, entries[int(fact.value)].slug


def without_words(text: str, expression: str) -> str:
    """`text` without the first place where the words of `expression` stand together."""
    pattern = r"[\W_]+".join(rf"\b{re.escape(word)}\b" for word in words(expression))
    return " ".join(re.sub(pattern, " ", text, count=1, flags=re.IGNORECASE).split())
