"""An immutable index of some openings, numbered newest first.

Memory of a whole process or files that all processes of a machine map: the arrays are the same.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from postings.search import bits
from postings.search.bits import Bits
from postings.search.inverted import Lists

ZONES = (
    "title",
    "named",
    "all",
    "pairs",
)  # words of the title; of hospital and place; of everything; neighbours
TERM_BITS = 24  # a term's number fits: 16 million different ones
COUNTED = (
    "engagement", "hours", "mode", "experience", "education", "lang", "skill", "channel", "country", "law", "duty", "kind", "unpaid",
)  # fmt: skip
Row = tuple[str, str]  # (facet, value)
WHOLE = "about.json"  # of a saved segment: the last file that is written


@dataclass(frozen=True)
class Segment:
    n: int
    columns: dict[str, NDArray[Any]]
    rows: dict[Row, int]  # of `matrix`; the counted facets come first
    matrix: NDArray[np.uint64]
    counted: int
    lists: dict[str, Lists]
    terms: NDArray[np.bytes_]  # sorted
    term_numbers: NDArray[np.uint32]
    written: NDArray[
        np.bytes_
    ]  # every word as somebody wrote it, sorted: for typing errors and beginnings of words

    @cached_property
    def facets(self) -> dict[str, tuple[int, list[str]]]:
        """The first row and the values of each counted facet: its rows stand together."""
        found: dict[str, tuple[int, list[str]]] = {}
        for (facet, value), at in sorted(self.rows.items(), key=lambda row: row[1]):
            if at < self.counted:
                found.setdefault(facet, (at, []))[1].append(value)
        return found

    # ── Facets and facts ─────────────────────────────────────────────────────────────────────────────
    def having(self, facet: str, value: object) -> Bits:
        row = self.rows.get((facet, str(value)))
        return bits.none(self.n) if row is None else np.asarray(self.matrix[row])

    def any_of(self, facet: str, values: Iterable[object]) -> Bits:
        found = bits.none(self.n)
        for value in values:
            row = self.rows.get((facet, str(value)))
            if row is not None:
                found = found | self.matrix[row]
        return found

    def where(self, mask: NDArray[np.bool_]) -> Bits:
        return bits.of_mask(mask)

    def column(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def published_since(self, moment: int) -> Bits:
        """Those published at `moment` (µs) or later: the first ones."""
        return bits.of_range(0, int(np.searchsorted(self.columns["newest_first"], -moment, "right")), self.n)

    def closing_until(self, moment: int) -> Bits:
        order, closes = self.columns["by_closing"], self.columns["closes_sorted"]
        return bits.of_docs(order[: np.searchsorted(closes, moment, "right")], self.n)

    def locate(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """(document numbers, whether it is here) for posting ids."""
        order, known = self.columns["by_id"], self.columns["ids_sorted"]
        if not self.n:
            return np.zeros(len(ids), np.int64), np.zeros(len(ids), np.bool_)
        at = np.minimum(np.searchsorted(known, ids), self.n - 1)
        return order[at].astype(np.int64), known[at] == ids

    def find(self, posting: int) -> int | None:
        """The document of an opening; None when it is not here. An address may hold any number."""
        if posting > np.iinfo(np.int64).max:
            return None
        docs, here = self.locate(np.array([posting], np.int64))
        return int(docs[0]) if here[0] else None

    # ── Words ────────────────────────────────────────────────────────────────────────────────────────
    def number(self, term: str) -> int | None:
        """A term's number here."""
        wanted = np.bytes_(term.encode())
        if len(wanted) > self.terms.itemsize:
            return None
        at = int(np.searchsorted(self.terms, wanted))
        return int(self.term_numbers[at]) if at < len(self.terms) and self.terms[at] == wanted else None

    def word(self, forms: Iterable[str], zone: str = "all") -> Bits | None:
        """Documents with one of these forms; None when none has."""
        found: Bits | None = None
        for form in forms:
            number = self.number(form)
            one = None if number is None else self.lists[zone].of(number)
            if one is not None:
                found = one if found is None else found | one
        return found

    def neighbours(self, first: Iterable[str], second: Iterable[str]) -> Bits | None:
        """Documents where a form of the second word follows one of the first."""
        found: Bits | None = None
        follow = [n for form in second if (n := self.number(form)) is not None]
        for form in first:
            number = self.number(form)
            if number is None:
                continue
            for after in follow:
                one = self.lists["pairs"].of(number << TERM_BITS | after)
                if one is not None:
                    found = one if found is None else found | one
        return found

    def is_written(self, word: str) -> bool:
        wanted = np.bytes_(word.encode())
        at = (
            int(np.searchsorted(self.written, wanted))
            if len(wanted) <= self.written.itemsize
            else len(self.written)
        )
        return at < len(self.written) and self.written[at] == wanted

    def beginning_with(self, text: str, most: int = 200) -> list[str]:
        """Words as written that begin with `text`."""
        first = text.encode()
        if len(first) >= self.written.itemsize:
            return []
        start = int(np.searchsorted(self.written, np.bytes_(first)))
        stop = int(np.searchsorted(self.written, np.bytes_(first + b"\xff")))
        return [w.decode() for w in self.written[start : min(stop, start + most)].tolist()]

    # ── Files ────────────────────────────────────────────────────────────────────────────────────────
    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        for name, column in self.columns.items():
            np.save(folder / f"column-{name}.npy", column)
        for zone, lists in self.lists.items():
            for name, array in lists.arrays().items():
                np.save(folder / f"{zone}-{name}.npy", array)
        for name in ("matrix", "terms", "term_numbers", "written"):
            np.save(folder / f"{name}.npy", getattr(self, name))
        about = {
            "n": self.n,
            "counted": self.counted,
            "rows": [[*row, at] for row, at in self.rows.items()],
            "arrays": sorted(path.stem for path in folder.glob("*.npy")),
        }
        (folder / WHOLE).write_text(json.dumps(about), "utf-8")


def load(folder: Path) -> Segment:
    """A saved segment, mapped: pages are read when they are needed and shared by all processes.
    Raises OSError, EOFError, LookupError, TypeError or ValueError when something is missing or cut off."""
    about = json.loads((folder / WHOLE).read_text("utf-8"))
    array = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in about["arrays"]}
    names = ("keys", "starts", "docs", "dense_at", "dense")
    return Segment(
        n=about["n"],
        columns={
            name.removeprefix("column-"): np.asarray(column)
            for name, column in array.items()
            if name.startswith("column-")
        },
        rows={(facet, value): at for facet, value, at in about["rows"]},
        matrix=np.asarray(array["matrix"]),
        counted=about["counted"],
        lists={
            zone: Lists(**{name: np.asarray(array[f"{zone}-{name}"]) for name in names}, n=about["n"])
            for zone in ZONES
        },
        terms=np.asarray(array["terms"]),
        term_numbers=np.asarray(array["term_numbers"]),
        written=np.asarray(array["written"]),
    )
