"""Sets of documents as bits: document i of a segment is bit i % 64 of word i // 64.

A set is a numpy array of uint64 with ceil(n / 64) words, read-only by agreement: `a & b` makes a new one. A million
documents are 125 KB, and an intersection takes microseconds.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Numbers = NDArray[Any]
WORD = 64


def width(n: int) -> int:
    """The words that n documents take; at least one."""
    return max(1, -(-n // WORD))


def none(n: int) -> Bits:
    return np.zeros(width(n), np.uint64)


def every(n: int) -> Bits:
    return of_range(0, n, n)


def of_mask(mask: NDArray[np.bool_]) -> Bits:
    """From one boolean a document."""
    padded = np.zeros(width(len(mask)) * WORD, np.bool_)
    padded[: len(mask)] = mask
    return np.packbits(padded, bitorder="little").view(np.uint64)


def of_docs(docs: Numbers, n: int) -> Bits:
    """From document numbers, in any order."""
    mask = np.zeros(width(n) * WORD, np.bool_)
    mask[docs] = True
    return np.packbits(mask, bitorder="little").view(np.uint64)


def of_range(start: int, stop: int, n: int) -> Bits:
    mask = np.zeros(width(n) * WORD, np.bool_)
    mask[start:stop] = True
    return np.packbits(mask, bitorder="little").view(np.uint64)


def count(bits: Bits) -> int:
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def counts(matrix: NDArray[np.uint64], bits: Bits) -> NDArray[np.int64]:
    """How many documents of `bits` each row of `matrix` has. In columns that stay in the processor's cache."""
    total = np.zeros(len(matrix), np.int64)
    filled = np.flatnonzero(bits)
    if len(filled) * 8 < len(bits):  # few documents: only their words
        picked = np.bitwise_count(matrix[:, filled] & bits[filled])
        return picked.sum(axis=1, dtype=np.int64)
    for at in range(0, matrix.shape[1], 1024):
        part = np.bitwise_count(matrix[:, at : at + 1024] & bits[at : at + 1024])
        total += part.sum(axis=1, dtype=np.int64)
    return total


def docs(bits: Bits, most: int | None = None) -> NDArray[np.int64]:
    """The document numbers, ascending; the first `most` of them."""
    filled = np.flatnonzero(bits)
    if most is not None:
        filled = filled[:most]  # each of these words has one at least
    if not len(filled):
        return filled
    spread = np.unpackbits(bits[filled].view(np.uint8), bitorder="little").reshape(len(filled), WORD)
    at, bit = np.nonzero(spread)
    return (filled[at] * WORD + bit)[:most]


def has(bits: Bits, numbers: Numbers) -> NDArray[np.bool_]:
    """Which of these documents are in the set."""
    n = np.asarray(numbers, np.int64)
    found: NDArray[np.bool_] = (bits[n >> 6] >> (n & 63).astype(np.uint64)) & np.uint64(1) == 1
    return found
