"""Facts about many openings at once, from the index: nothing here reads the table of postings."""

import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.gazetteer import Spot
from core.text import normalise
from postings.search import asks, bits, index
from postings.search.bits import Bits
from postings.search.finding import Part
from postings.search.index import View
from postings.search.segment import Segment

Numbers = NDArray[np.int64]


def stamps(views: list[View], ids: Iterable[int]) -> list[tuple[int, int]]:
    """(opening, a number that is another one after each change) of those that are live. While it stands, all that is
    told of the opening stands too, its places and its hospital included."""
    wanted = np.array(list(ids), np.int64)
    found: dict[int, int] = {}
    for view in views:
        docs, here = view.segment.locate(wanted)
        docs = docs[here]
        docs = docs[bits.has(view.alive, docs)]
        # a file that an older release made has no stamps: then nothing is ever recognised
        changed = view.segment.columns.get("changed")
        numbers = np.full(len(docs), time.time_ns()) if changed is None else changed[docs]
        found.update(zip(view.segment.column("ids")[docs].tolist(), numbers.tolist(), strict=True))
    return [(pk, found[pk]) for pk in wanted.tolist() if pk in found]


class Hiring(NamedTuple):
    hospital: int
    openings: int
    newest: int  # µs


def hiring() -> list[Hiring]:
    """Hospitals with openings online: most openings first, then the one whose newest is the newest."""
    newest: dict[int, int] = {}
    counts: dict[int, int] = {}
    for hospitals, numbers, moments in _by_hospital():
        for pk, n, moment in zip(hospitals, numbers, moments, strict=True):
            counts[pk] = counts.get(pk, 0) + n
            newest[pk] = max(newest.get(pk, 0), moment)
    rows = [Hiring(pk, n, newest[pk]) for pk, n in counts.items()]
    return sorted(rows, key=lambda row: (-row.openings, -row.newest, row.hospital))


def openings_by_hospital() -> dict[int, int]:
    return {row.hospital: row.openings for row in hiring()}


def _by_hospital() -> Iterator[tuple[list[int], list[int], list[int]]]:
    """(hospitals, openings of each, when its newest came online) of each segment."""
    views, _ = index.views()
    for view in views:
        docs = bits.docs(view.alive)
        hospitals, counts, first = _groups(view.segment.column("hospital")[docs])
        yield hospitals.tolist(), counts.tolist(), view.segment.column("publish")[docs[first]].tolist()


def _groups(ids: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """(each id once, how often it stands there, where first), without sorting all of them.

    Documents stand newest first, so the first one of a hospital is its newest.
    """
    if not len(ids):
        return ids, ids, ids
    least, most = int(ids.min()), int(ids.max())
    if most - least > 4 * len(ids) + 1_000_000:
        found, at, n = np.unique(ids, return_index=True, return_counts=True)
        return found, n, at
    counts = np.bincount(ids - least)
    first = np.zeros(len(counts), np.int64)
    first[ids[::-1] - least] = np.arange(len(ids))[::-1]  # the last one written stays
    there = np.flatnonzero(counts)
    return there + least, counts[there], first[there]


class Online:
    """All that is online, newest first, as ids: any stretch of it without reading what comes before."""

    def __init__(self) -> None:
        views, _ = index.views()
        docs = [bits.docs(view.alive) for view in views]
        ids = [view.segment.column("ids")[d] for view, d in zip(views, docs, strict=True)]
        publish = [view.segment.column("publish")[d] for view, d in zip(views, docs, strict=True)]
        all_ids: Numbers = np.concatenate(ids) if ids else np.zeros(0, np.int64)
        moments: Numbers = np.concatenate(publish) if publish else np.zeros(0, np.int64)
        order = np.lexsort((-all_ids, -moments))
        self.ids, self.newest = all_ids[order], int(moments.max()) if len(moments) else None


class Some(NamedTuple):
    """Some openings of one segment."""

    segment: Segment
    docs: Bits


def of(parts: Iterable[Part]) -> list[Some]:
    """All that a search found."""
    return [Some(part.segment, part.found) for part in parts]


def not_remote(some: list[Some]) -> list[Some]:
    """Those that bring people somewhere, on site or hybrid."""
    return [Some(one.segment, one.docs & ~one.segment.having("mode", "remote")) for one in some]


class Facts(NamedTuple):
    """What a page says of some openings."""

    openings: int
    hospitals: int
    with_pay: int
    newest: int | None  # µs
    skills: list[tuple[int, int]]  # (id, openings), most asked first


def facts(some: list[Some]) -> Facts:
    hospitals: set[int] = set()
    total = paid = 0
    newest: int | None = None
    for segment, found in some:
        docs = bits.docs(found)
        if len(docs):
            total += len(docs)
            hospitals.update(_groups(segment.column("hospital")[docs])[0].tolist())
            paid += int(np.count_nonzero(segment.column("annual")[docs] >= 0))
            newest = max(newest or 0, int(segment.column("publish")[docs[0]]))  # the newest stands first
    skills = ((int(pk), n) for pk, n in tally(some, "skill").items())
    return Facts(total, len(hospitals), paid, newest, sorted(skills, key=lambda pair: (-pair[1], pair[0])))


def tally(some: list[Some], facet: str) -> dict[str, int]:
    """How many there are of each value of a facet."""
    found: dict[str, int] = {}
    for segment, docs in some:
        rows = [(value, at) for (name, value), at in segment.rows.items() if name == facet]
        numbers: Numbers = bits.counts(segment.matrix[[at for _, at in rows]], docs)
        for (value, _), n in zip(rows, numbers.tolist(), strict=True):
            found[value] = found.get(value, 0) + n
    return {value: n for value, n in found.items() if n}


def region_row(country: str, region: str) -> str:
    """The value of the facet "region" for a state or province."""
    return f"{country}:{normalise(region)}"


def around(some: list[Some], spots: Iterable[Spot], km: float) -> list[int]:
    """How many have a place within so many kilometres of each spot."""
    return [sum(_around(one, spot, km) for one in some) for spot in spots]


def _around(one: Some, spot: Spot, km: float) -> int:
    docs, away = asks.distances(one.segment, spot, within_km=km)
    near = np.unique(docs[away <= km])
    return int(np.count_nonzero(bits.has(one.docs, near)))
