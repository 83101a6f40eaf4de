"""Facts about many openings at once, from the index: nothing here reads the table of postings."""

import time
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from postings.search import bits, index
from postings.search.bits import Bits
from postings.search.finding import Part
from postings.search.index import View

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
    views, _ = index.views()
    by_hospital: dict[int, list[int]] = {}
    for view in views:
        docs = bits.docs(view.alive)
        hospitals, first, counts = np.unique(
            view.segment.column("hospital")[docs], return_index=True, return_counts=True
        )  # documents stand newest first, so the first of a hospital is its newest
        newest = view.segment.column("publish")[docs[first]]
        for pk, n, moment in zip(hospitals.tolist(), counts.tolist(), newest.tolist(), strict=True):
            known = by_hospital.setdefault(pk, [0, 0])
            by_hospital[pk] = [known[0] + n, max(known[1], moment)]
    rows = [Hiring(pk, n, moment) for pk, (n, moment) in by_hospital.items()]
    return sorted(rows, key=lambda row: (-row.openings, -row.newest, row.hospital))


def openings_by_hospital() -> dict[int, int]:
    return {row.hospital: row.openings for row in hiring()}


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


class Facts(NamedTuple):
    """What a page says of some openings."""

    openings: int
    hospitals: int
    with_pay: int
    newest: int | None  # µs
    skills: list[tuple[int, int]]  # (id, openings), most asked first


def facts(parts: list[Part], among: list[Bits] | None = None) -> Facts:
    """Of what a search found; with `among`, of these documents of each part."""
    sets = among if among is not None else [part.found for part in parts]
    hospitals: set[int] = set()
    total = paid = 0
    newest: int | None = None
    skills: dict[int, int] = {}
    for part, found in zip(parts, sets, strict=True):
        segment, docs = part.segment, bits.docs(found)
        if not len(docs):
            continue
        total += len(docs)
        hospitals.update(np.unique(segment.column("hospital")[docs]).tolist())
        paid += int(np.count_nonzero(segment.column("annual")[docs] >= 0))
        newest = max(newest or 0, int(segment.column("publish")[docs[0]]))
        for pk, n in count(part, found, "skill").items():
            skills[int(pk)] = skills.get(int(pk), 0) + n
    asked = sorted(skills.items(), key=lambda pair: (-pair[1], pair[0]))
    return Facts(total, len(hospitals), paid, newest, asked)


def count(part: Part, found: Bits, facet: str) -> dict[str, int]:
    """Openings of `found` by each value of a facet, its own choice included."""
    rows = [(value, at) for (name, value), at in part.segment.rows.items() if name == facet]
    numbers: Numbers = bits.counts(part.segment.matrix[[at for _, at in rows]], found)
    return {value: int(n) for (value, _), n in zip(rows, numbers, strict=True) if n}
