"""Answering one search: which openings, in what order, and how many each choice of a facet would find.

The order of "best match" is a ladder, not a score: all words in the title; all in the title or in names (hospital,
place, skills and other entries); one in the title; one in a name; in the text. On each step the newest come first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.vocabulary import vocabulary
from postings.search import asks, bits
from postings.search.asks import ALWAYS, ASKS, Asked
from postings.search.atoms import both, or_none
from postings.search.bits import Bits
from postings.search.index import View
from postings.search.segment import COUNTED, Segment
from postings.search.understanding import Understood

POSTED_DAYS = (1, 7, 30)
CLOSING_DAYS = (7, 14, 30)
FACETS = (*COUNTED, "posted_in", "closing_in")
_SORT_ALL = 20_000  # so many matches are sorted; more are picked from an order that is kept
Counts = dict[str, dict[str, int]]
Keyed = tuple[Any, ...]  # what a page is sorted by; the posting's id comes last


class Part:
    """The answer of one segment."""

    def __init__(self, view: View, asked: Asked, read: Understood) -> None:
        self.segment, self.alive, self._asked, self._read = view.segment, view.alive, asked, read
        self.by_filter: dict[str, Bits] = {
            name: ask(self.segment, asked)
            for name, ask in ASKS.items()
            if name in ALWAYS or asked.values.get(name)
        }
        self.words = self._words()

    def _words(self) -> Bits | None:
        """None when nothing was asked in words."""
        read, segment = self._read, self.segment
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
        if self._asked.values.get("match") == "all":
            chosen.discard("skill")
        counted = segment.matrix[: segment.counted]
        of_all = bits.counts(counted, self.found)
        rows = [(facet, value, at) for (facet, value), at in segment.rows.items() if at < segment.counted]
        own = {name: self.without(name) for name in chosen}
        for facet, value, at in rows:
            n = int(of_all[at]) if facet not in own else bits.count(counted[at] & own[facet])
            if n:
                into[facet][value] = into[facet].get(value, 0) + n
        if self._asked.values.get("duty_min"):
            self._count_duties(into, own.get("duty", self.found))
        for name, days, within in (
            ("posted_in", POSTED_DAYS, lambda d: segment.published_since(self._asked.now - d * asks.DAY)),
            ("closing_in", CLOSING_DAYS, lambda d: segment.closing_until(self._asked.now + d * asks.DAY)),
        ):
            for d in days:
                n = bits.count(own.get(name, self.found) & within(d))
                if n:
                    into[name][str(d)] = into[name].get(str(d), 0) + n

    def _count_duties(self, into: Counts, found: Bits) -> None:
        least, into["duty"] = int(self._asked.values["duty_min"]), dict(into["duty"])
        for column, duty in enumerate(asks.DUTIES):
            n = bits.count(found & self.segment.where(self.segment.column("shares")[:, column] >= least))
            before = bits.count(found & self.segment.having("duty", duty))
            into["duty"][duty] = into["duty"].get(duty, 0) - before + n

    # ── Order ────────────────────────────────────────────────────────────────────────────────────────
    def first(self, most: int, sort: str, also: int | None) -> Iterator[Keyed]:
        """Sort keys of the first `most`, and of the posting `also` wherever it stands."""
        found = self.found
        if also is not None:
            docs, here = self.segment.locate(np.array([also], np.int64))
            if here[0]:
                found = found | bits.of_docs(docs, self.segment.n)
        ids, publish = self.segment.column("ids"), self.segment.column("publish")
        if sort == "relevance":
            yield from self._ladder(found, most, ids, publish)
            return
        docs = self._docs(found, most, sort)
        keys = self._keys(docs, sort)
        for doc, *key in zip(docs.tolist(), *(k.tolist() for k in keys), strict=True):
            yield (*key, -int(publish[doc]), -int(ids[doc]))

    def _ladder(self, found: Bits, most: int, ids: NDArray[Any], publish: NDArray[Any]) -> Iterator[Keyed]:
        left, wanted = found, most
        for step, on_step in enumerate(self._steps()):
            here = left if on_step is None else left & on_step
            for doc in bits.docs(here, wanted).tolist():
                yield (step, -int(publish[doc]), -int(ids[doc]))
                wanted -= 1
            if wanted <= 0:
                return
            left = left & ~here

    def _steps(self) -> Iterator[Bits | None]:
        titles = [or_none(atom.found(self.segment, "title"), self.segment) for atom in self._read.wanted]
        yield reduce(lambda a, b: a & b, titles)
        named = [or_none(atom.found(self.segment, "named"), self.segment) for atom in self._read.wanted]
        yield reduce(lambda a, b: a & b, [t | n for t, n in zip(titles, named, strict=True)])
        yield reduce(lambda a, b: a | b, titles)
        yield reduce(lambda a, b: a | b, named)
        yield None

    def _docs(self, found: Bits, most: int, sort: str) -> NDArray[np.int64]:
        if sort == "newest":
            return bits.docs(found, most)
        n = bits.count(found)
        order = {"closing": "by_closing", "pay": f"by_pay_{self._currency}"}.get(sort)
        if order is None or n <= _SORT_ALL:
            docs = bits.docs(found)
            if n > most:
                keys = self._keys(docs, sort)
                docs = docs[np.lexsort((*reversed(keys),))[:most]]
            return docs
        picked: list[NDArray[Any]] = []
        kept, size = self.segment.column(order), 0
        for at in range(0, self.segment.n, 8192):
            some = kept[at : at + 8192]
            hit = some[bits.has(found, some)]
            picked.append(hit)
            size += len(hit)
            if size >= most:
                break
        return np.concatenate(picked)[:most].astype(np.int64)

    @property
    def _currency(self) -> str:
        return str(self._asked.values.get("currency") or "USD")

    def _keys(self, docs: NDArray[np.int64], sort: str) -> list[NDArray[Any]]:
        """What comes before the publishing date."""
        segment = self.segment
        if sort == "closing":
            return [segment.column("closes")[docs]]
        if sort == "pay":
            return [segment.column(f"pay_rank_{self._currency}")[docs], -segment.column("annual")[docs]]
        if sort == "distance" and self._asked.spot is not None:
            return [np.round(self.km(docs), 3)]
        return []

    def km(self, docs: NDArray[np.int64]) -> NDArray[np.float64]:
        """The distance of each document's nearest place; infinite without a place within 1,000 km."""
        km = np.full(self.segment.n, np.inf)
        if self._asked.spot is not None:
            near, away = asks.distances(self.segment, self._asked.spot)
            np.minimum.at(km, near, away)
        return km[docs]


@dataclass
class Found:
    """What a search found, of all segments."""

    parts: list[Part]
    sort: str
    read: Understood
    _counts: Counts | None = field(default=None, repr=False)

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
        most = stop + (1 if after is not None else 0)
        keyed = sorted(key for part in self.parts for key in part.first(most, self.sort, after))
        ids = [-key[-1] for key in keyed]
        if after is None or after not in ids:
            return ids[start:stop]
        at = ids.index(after) + 1
        return ids[at : at + stop - start]

    def distances(self, ids: list[int]) -> dict[int, float]:
        """km of each that has a place within 1,000 km of what was asked for."""
        found: dict[int, float] = {}
        for part in self.parts:
            docs, here = part.segment.locate(np.array(ids, np.int64))
            own = [pk for pk, is_here in zip(ids, here, strict=True) if is_here]
            for pk, km in zip(own, part.km(docs[here]).tolist(), strict=True):
                if np.isfinite(km) and bits.has(part.alive, part.segment.locate(np.array([pk]))[0])[0]:
                    found[pk] = km
        return found


def segments(views: list[View]) -> list[Segment]:
    return [view.segment for view in views]
