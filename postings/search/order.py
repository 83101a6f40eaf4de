"""In which order openings are shown.

"Best match" is a ladder, not a score: every word in the title as typed; in the title, synonyms too; in the title or in
names (hospital, place, skills and other entries) as typed; synonyms too; then one word in the title; one in a name; in
the text. On each step the newest come first. No order sorts all that matches when that is much.
"""

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from postings.search import asks, bits
from postings.search.atoms import or_none
from postings.search.bits import Bits

if TYPE_CHECKING:
    from postings.search.finding import Part

Keyed = tuple[
    Any, ...
]  # what a page is sorted by; at the end the publishing date and the id, negative: newest first
Columns = list[NDArray[Any]]  # the same of many openings, one array for each place of a key
_SORT_ALL = 20_000  # so many matches are sorted; more are picked from an order that is kept
_CHUNK = 8192


class Order:
    """One segment's answer in one order."""

    def __init__(self, part: "Part", sort: str) -> None:
        self._part, self._segment, self._sort = part, part.segment, sort
        self._ids, self._newest_first = part.segment.column("ids"), part.segment.column("newest_first")
        self._by_steps = sort in ("relevance", "newest")

    def first(self, most: int, beyond: Keyed | None = None) -> Columns:
        """The first sort keys, or the first after `beyond`."""
        return self._walk(most, beyond) if self._by_steps else self._columns(self._sorted(most, beyond))

    def key_of(self, posting: int | None) -> Keyed | None:
        """Where a posting stands, or would stand if it were still found; None when it is not in this segment."""
        if posting is None or (doc := self._segment.find(posting)) is None:
            return None
        docs = np.array([doc])
        if not self._by_steps:
            return tuple(column[0].item() for column in self._columns(docs))
        step = next(i for i, on in enumerate(self._steps()) if on is None or bits.has(on, docs)[0])
        return (step, int(self._newest_first[doc]), -int(self._ids[doc]))

    # ── Steps of a ladder, newest first on each ──────────────────────────────────────────────────────
    def _walk(self, most: int, beyond: Keyed | None) -> Columns:
        left, picked = self._part.found, list[tuple[int, NDArray[np.int64]]]()
        for step, on_step in enumerate(self._steps()):
            here = left if on_step is None else left & on_step
            left = left & ~here
            if beyond is not None and step < beyond[0]:
                continue
            if beyond is not None and step == beyond[0]:
                here = here & bits.of_range(self._documents_until(beyond), self._segment.n, self._segment.n)
            picked.append((step, bits.docs(here, most)))
            most -= len(picked[-1][1])
            if most <= 0:
                break
        docs = np.concatenate([np.zeros(0, np.int64), *(found for _, found in picked)])
        each = np.array([(step, len(found)) for step, found in picked], np.int64).reshape(-1, 2)
        steps = np.repeat(each[:, 0], each[:, 1])
        return [steps, self._newest_first[docs], -self._ids[docs]]

    def _steps(self) -> Iterator[Bits | None]:
        """Sets of documents, each to be read without those before; None: all others."""
        clauses = self._part.read.wanted
        if self._sort == "relevance" and clauses:
            title = [self._has(clause.typed, "title") for clause in clauses]
            yield reduce(np.bitwise_and, title)
            meant = [self._has(clause, "title") for clause in clauses]
            yield reduce(np.bitwise_and, meant)
            either = [a | self._has(clause.typed, "named") for a, clause in zip(title, clauses, strict=True)]
            yield reduce(np.bitwise_and, either)
            others = [a | self._has(clause, "named") for a, clause in zip(meant, clauses, strict=True)]
            yield reduce(np.bitwise_and, others)
            yield reduce(np.bitwise_or, meant)
            yield reduce(np.bitwise_or, others)
        yield None

    def _has(self, atom: Any, zone: str) -> Bits:
        return or_none(atom.found(self._segment, zone), self._segment)

    def _documents_until(self, beyond: Keyed) -> int:
        """How many documents are as new as this key or newer."""
        *_, newest, minus_id = beyond
        low, high = (int(np.searchsorted(self._newest_first, newest, side)) for side in ("left", "right"))
        return low + int(np.searchsorted(-self._ids[low:high], minus_id, "right"))

    # ── By a column ──────────────────────────────────────────────────────────────────────────────────
    def _sorted(self, most: int, beyond: Keyed | None) -> NDArray[np.int64]:
        found = self._part.found
        kept = {"closing": "by_closing", "pay": f"by_pay_{self._currency}"}.get(self._sort)
        if kept is None or bits.count(found) <= _SORT_ALL:
            docs = self._beyond(bits.docs(found), beyond)
            return docs[np.lexsort((*reversed(self._columns(docs)),))[:most]]
        order, picked, size = self._segment.column(kept), [np.zeros(0, np.int64)], 0
        for at in range(0, self._segment.n, _CHUNK):
            some = order[at : at + _CHUNK]
            picked.append(self._beyond(some[bits.has(found, some)].astype(np.int64), beyond))
            size += len(picked[-1])
            if size >= most:
                break
        return np.concatenate(picked)[:most]

    def _beyond(self, docs: NDArray[np.int64], beyond: Keyed | None) -> NDArray[np.int64]:
        if beyond is None:
            return docs
        after, equal = np.zeros(len(docs), np.bool_), np.ones(len(docs), np.bool_)
        for column, value in zip(self._columns(docs), beyond, strict=True):
            after |= equal & (column > value)
            equal &= column == value
        return docs[after]

    def _columns(self, docs: NDArray[np.int64]) -> Columns:
        own: Columns = []
        if self._sort == "closing":
            own = [self._segment.column("closes")[docs]]
        elif self._sort == "start":
            own = [self._segment.column("starts")[docs]]
        elif self._sort == "pay":
            rank, annual = self._segment.column(f"pay_rank_{self._currency}"), self._segment.column("annual")
            own = [rank[docs], -annual[docs]]
        elif self._sort == "distance":
            own = [np.round(self.km(docs), 3)]
        return [*own, self._newest_first[docs], -self._ids[docs]]

    @property
    def _currency(self) -> str:
        return str(self._part.asked.values.get("currency") or "USD")

    def km(self, docs: NDArray[np.int64]) -> NDArray[np.float64]:
        """The distance of each document's nearest place; infinite without a place as near as the search asks."""
        km = np.full(self._segment.n, np.inf)
        if self._part.asked.spot is not None:
            near, away = asks.distances(self._segment, self._part.asked.spot, self._part.asked.km)
            farthest_first = np.argsort(-away)  # of several places of a document the nearest is written last
            km[near[farthest_first]] = away[farthest_first]
        return km[docs]
