"""Answering one search: which openings, and how many each choice of a facet would find. Their order: order.py."""

from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

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
Counts = dict[str, dict[str, int]]


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
    def count(self, into: Counts) -> None:
        """Add this segment's counts. A facet's own choice is left aside; with `match=all` skills come on top."""
        segment = self.segment
        chosen = {name for name in self.by_filter if name in FACETS}
        if self.asked.values.get("match") == "all":
            chosen.discard("skill")
        counted = segment.matrix[: segment.counted]
        own = {name: self.without(name) for name in chosen}
        numbers = bits.counts(counted, self.found)
        rows = [(facet, value, at) for (facet, value), at in segment.rows.items() if at < segment.counted]
        for name, found in own.items():  # a facet's rows stand together
            if places := [at for facet, _, at in rows if facet == name]:
                part = slice(min(places), max(places) + 1)
                numbers[part] = bits.counts(counted[part], found)
        for facet, value, at in rows:
            if n := int(numbers[at]):
                into[facet][value] = into[facet].get(value, 0) + n
        if self.asked.values.get("duty_min"):
            self._count_duties(into, own.get("duty", self.found))
        for name, days, within in (
            ("posted_in", POSTED_DAYS, lambda d: segment.published_since(self.asked.now - d * asks.DAY)),
            ("closing_in", CLOSING_DAYS, lambda d: segment.closing_until(self.asked.now + d * asks.DAY)),
        ):
            for d in days:
                n = bits.count(own.get(name, self.found) & within(d))
                if n:
                    into[name][str(d)] = into[name].get(str(d), 0) + n

    def _count_duties(self, into: Counts, found: Bits) -> None:
        least, into["duty"] = int(self.asked.values["duty_min"]), dict(into["duty"])
        for column, duty in enumerate(asks.DUTIES):
            n = bits.count(found & self.segment.where(self.segment.column("shares")[column] >= least))
            before = bits.count(found & self.segment.having("duty", duty))
            into["duty"][duty] = into["duty"].get(duty, 0) - before + n


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
        """{facet: {value: openings found when this is the facet's only choice}}. What finds nothing is absent."""
        found: Counts = {name: {} for name in FACETS}
        for part in self.parts:
            part.count(found)
        known = vocabulary()
        for facet, entries in (("skill", known.skills), ("channel", known.channels)):
            found[facet] = {entries[int(pk)].slug: n for pk, n in found[facet].items() if int(pk) in entries}
        return found

    def ids(self, start: int, stop: int, after: int | None = None) -> list[int]:
        """Postings start…stop of the order; with `after`, as many that follow that posting, wherever it stands now."""
        orders = [Order(part, self.sort) for part in self.parts]
        beyond = next((key for o in reversed(orders) if (key := o.key_of(after)) is not None), None)
        if beyond is not None:
            start, stop = 0, stop - start
        keyed = sorted(key for order in orders for key in order.first(stop, beyond))
        return [-key[-1] for key in keyed[start:stop]]

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
