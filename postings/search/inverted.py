"""Inverted lists: for each key (a word, or two neighbours) the documents that have it.

Keys in more than 1 of 32 documents are kept as bits, which is then smaller than a list; the others as document numbers.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from postings.search import bits
from postings.search.bits import Bits

CHUNK_BITS = 15
CHUNK = 1 << CHUNK_BITS  # documents that are sorted at a time
_DENSE_FROM = 4096  # documents of a segment; smaller ones keep lists only


@dataclass(frozen=True)
class Lists:
    """Arrays, in memory or mapped from files."""

    keys: NDArray[np.uint64]  # sorted
    starts: NDArray[np.int64]  # of each key's documents; one more at the end
    docs: NDArray[np.uint32]
    dense_at: NDArray[np.int32]  # row of `dense`, or -1
    dense: NDArray[np.uint64]
    n: int

    def of(self, key: int) -> Bits | None:
        """The documents of a key; None when no document has it."""
        at = int(np.searchsorted(self.keys, np.uint64(key)))
        if at == len(self.keys) or int(self.keys[at]) != key:
            return None
        row = int(self.dense_at[at])
        if row >= 0:
            return np.asarray(self.dense[row])
        return bits.of_docs(self.docs[self.starts[at] : self.starts[at + 1]], self.n)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        return {
            "keys": self.keys, "starts": self.starts, "docs": self.docs, "dense_at": self.dense_at,
            "dense": self.dense,
        }  # fmt: skip


class Inverter:
    """Collects keys in chunks of CHUNK documents. A key has at most 48 bits."""

    def __init__(self) -> None:
        self._parts: list[tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.uint32]]] = []

    def add(self, keys: NDArray[np.uint64], docs: NDArray[np.uint64], first: int) -> None:
        """One key and document (counted from `first`) for each occurrence."""
        both = _distinct((keys << np.uint64(CHUNK_BITS)) | docs)
        if not len(both):
            return
        key = both >> np.uint64(CHUNK_BITS)
        starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
        numbers = ((both & np.uint64(CHUNK - 1)) + np.uint64(first)).astype(np.uint32)
        self._parts.append((key[starts], np.diff(np.r_[starts, len(key)]), numbers))

    def finish(self, n: int) -> Lists:
        keys = _distinct(np.concatenate([np.zeros(0, np.uint64), *(part[0] for part in self._parts)]))
        counts = np.zeros(len(keys), np.int64)
        for part_keys, part_counts, _ in self._parts:
            counts[np.searchsorted(keys, part_keys)] += part_counts
        starts = np.r_[np.int64(0), np.cumsum(counts)]
        docs = np.empty(int(starts[-1]), np.uint32)
        free = starts[:-1].copy()
        while self._parts:
            part_keys, part_counts, numbers = self._parts.pop(0)
            at = np.searchsorted(keys, part_keys)
            shift = free[at] - (np.cumsum(part_counts) - part_counts)
            docs[np.repeat(shift, part_counts) + np.arange(len(numbers))] = numbers
            free[at] += part_counts
        return _thin(keys, starts, counts, docs, n)


def _distinct(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sorted, each once. (np.unique hashes first, which takes ten times longer here.)"""
    numbers.sort()
    return numbers[np.r_[True, numbers[1:] != numbers[:-1]]] if len(numbers) else numbers


def _thin(
    keys: NDArray[np.uint64],
    starts: NDArray[np.int64],
    counts: NDArray[np.int64],
    docs: NDArray[np.uint32],
    n: int,
) -> Lists:
    """Turn the long lists into bits."""
    dense = np.flatnonzero(counts > n // 32) if n >= _DENSE_FROM else np.zeros(0, np.int64)
    dense_at = np.full(len(keys), -1, np.int32)
    dense_at[dense] = np.arange(len(dense), dtype=np.int32)
    rows = np.zeros((len(dense), bits.width(n)), np.uint64)
    for row, at in enumerate(dense):
        rows[row] = bits.of_docs(docs[starts[at] : starts[at + 1]], n)
    if len(dense):
        keep = np.repeat(dense_at < 0, counts)
        docs = docs[keep]
        counts = np.where(dense_at < 0, counts, 0)
        starts = np.r_[np.int64(0), np.cumsum(counts)]
    return Lists(keys, starts, docs, dense_at, rows, n)
