"""Answering one search: which openings, and how many each choice of a facet would find. Their order: order.py."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from core.models import Channel, Skill
from core.vocabulary import vocabulary
from postings.search import asks, bits
from postings.search.asks import ALWAYS, ASKS, Asked
from postings.search.atoms import both, or_none
from postings.search.bits import Bits
from postings.search.index import View
from postings.search.order import Order
from postings.search.segment import COUNTED, Segment
from postings.search.understanding import Understood

POSTED_DAYS = (1, 7, 30)
CLOSING_DAYS = (7, 14, 30)
FACETS = (*COUNTED, "posted_in", "closing_in")


class Part:
    """The answer of one segment."""

    def __init__(self, view: View, asked: Asked, read: Understood) -> None:
        self.segment, self.alive, self.asked, self.read = view.segment, view.alive, asked, read
        self.by_filter: dict[str, Bits] = {
            name: ask(self.segment, asked)
            for name, ask in ASKS.items()
            if name in ALWAYS or asked.values.get(name)
        }
        self.words = self._words()

    def _words(self) -> Bits | None:
        """None when nothing was asked in words."""
        read, segment = self.read, self.segment
        if not (read.wanted or read.unwanted):
            return None
        found = (
            or_none(both(atom.found(segment, "all") for atom in read.wanted), segment)
            if read.wanted
            else self.alive
        )
        for atom in read.unwanted:
            found = found & ~or_none(atom.found(segment, "all"), segment)
        return found

    def without(self, *names: str) -> Bits:
        """What is found when these filters are left aside."""
        sets = [one for name, one in self.by_filter.items() if name not in names]
        if self.words is not None:
            sets.append(self.words)
        return reduce(lambda a, b: a & b, sets, self.alive)

    @cached_property
    def found(self) -> Bits:
        return self.without()

    @cached_property
    def total(self) -> int:
        return bits.count(self.found)

    # ── Counts ───────────────────────────────────────────────────────────────────────────────────────
    def count(self, facet: str) -> dict[str, int]:
        """Found by each value of a facet. Its own choice is left aside; with `match=all` a skill comes on top."""
        on_top = facet == "skill" and self.asked.values.get("match") == "all"
        found = self.found if on_top or facet not in self.by_filter else self.without(facet)
        segment, now = self.segment, self.asked.now
        if facet == "posted_in":
            return {
                str(d): bits.count(found & segment.published_since(now - d * asks.DAY)) for d in POSTED_DAYS
            }
        if facet == "closing_in":
            return {
                str(d): bits.count(found & segment.closing_until(now + d * asks.DAY)) for d in CLOSING_DAYS
            }
        least = self.asked.values.get("duty_min")
        if facet == "duty" and least:
            shares = segment.column("shares") >= int(least)
            return {
                duty: bits.count(found & segment.where(shares[column]))
                for column, duty in enumerate(asks.DUTIES)
            }
        first, values = segment.facets.get(facet, (0, []))
        numbers = bits.counts(segment.matrix[first : first + len(values)], found)
        return dict(zip(values, numbers.tolist(), strict=True))


class Counts(Mapping[str, dict[str, int]]):
    """{facet: {value: openings found when this is the facet's only choice}}, counted when somebody looks.

    What finds nothing is absent. Pages show half of the facets at first: the others cost nothing.
    """

    def __init__(self, parts: list[Part]) -> None:
        self._parts = parts
        self._counted: dict[str, dict[str, int]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(FACETS)

    def __len__(self) -> int:
        return len(FACETS)

    def __getitem__(self, facet: str) -> dict[str, int]:
        if facet not in FACETS:
            raise KeyError(facet)
        if facet not in self._counted:
            self._counted[facet] = self._count(facet)
        return self._counted[facet]

    def _count(self, facet: str) -> dict[str, int]:
        total: Counter[str] = Counter()
        for part in self._parts:
            total.update(part.count(facet))
        found = {value: n for value, n in total.items() if n}
        if facet not in ("skill", "channel"):
            return found
        entries: Mapping[int, Skill | Channel] = (
            vocabulary().skills if facet == "skill" else vocabulary().channels
        )
        return {entries[int(pk)].slug: n for pk, n in found.items() if int(pk) in entries}


@dataclass
class Found:
    """What a search found, of all segments."""

    parts: list[Part]
    sort: str
    read: Understood

    @cached_property
    def total(self) -> int:
        return sum(part.total for part in self.parts)

    @cached_property
    def counts(self) -> Counts:
        return Counts(self.parts)

    def ids(self, start: int, stop: int, after: int | None = None) -> list[int]:
        """Postings start…stop of the order; with `after`, as many that follow that posting, wherever it stands now."""
        orders = [Order(part, self.sort) for part in self.parts]
        beyond = next((key for o in reversed(orders) if (key := o.key_of(after)) is not None), None)
        if beyond is not None:
            start, stop = 0, stop - start
        keys = [
            np.concatenate(column) for column in zip(*(o.first(stop, beyond) for o in orders), strict=True)
        ]
        if not keys:
            return []
        ids: list[int] = (-keys[-1][np.lexsort((*reversed(keys),))[start:stop]]).tolist()
        return ids

    def distances(self, ids: list[int]) -> dict[int, float]:
        """km of each that has a place as near as the search asks."""
        found: dict[int, float] = {}
        for part in self.parts:
            docs, here = part.segment.locate(np.array(ids, np.int64))
            own = [pk for pk, is_here in zip(ids, here, strict=True) if is_here]
            for pk, km in zip(own, Order(part, self.sort).km(docs[here]).tolist(), strict=True):
                if np.isfinite(km) and bits.has(part.alive, part.segment.locate(np.array([pk]))[0])[0]:
                    found[pk] = km
        return found


def segments(views: list[View]) -> list[Segment]:
    return [view.segment for view in views]
