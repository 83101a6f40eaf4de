"""By what a text is recognised, however it is changed a little (MinHash in one pass, with bands for the index).

    text ─▶ groups of 3 words ─▶ hashes ─▶ 64 heaps, the smallest of each ─▶ 16 bands of 4, hashed
            "run our channels"              marks (share of equal ones ≈ how alike)   a shared band finds the row by GIN

Two texts that share 8 of 10 word groups share a band nearly always, two that share 3 of 10 seldom (1 in 8). What the
database finds is compared word group by word group (`alike`), so nothing is said on an estimate. Li, Owen and Zhang 2012,
"One Permutation Hashing", with empty heaps filled from their neighbour (Shrivastava and Li 2014).
"""

import re
from collections.abc import Iterable
from typing import Any
from zlib import crc32

from django.db import connection

from core.text import normalise
from postings.models import Fingerprint, Posting

HEAPS, ROWS, GROUP = 64, 4, 3
FEWEST = 20  # word groups: a shorter text says too little to be recognised
_WORD = re.compile(r"\w+")
_STEP = 0x9E3779B1  # an odd constant: what is borrowed from a neighbour differs with the distance


def groups(text: str) -> set[int]:
    """The hashes of all groups of three words."""
    return {crc32(" ".join(three).encode()) for _start, _end, three in _threes(text)}


def _threes(text: str) -> Iterable[tuple[int, int, tuple[str, ...]]]:
    found = [(m.start(), m.end(), normalise(m.group())) for m in _WORD.finditer(text)]
    for first, *rest in zip(*(found[n:] for n in range(GROUP)), strict=False):
        yield first[0], rest[-1][1], (first[2], *(one[2] for one in rest))


def marks(text: str) -> list[int] | None:
    """64 numbers; None when the text is too short."""
    found = groups(text)
    if len(found) < FEWEST:
        return None
    heaps: list[int | None] = [None] * HEAPS
    for value in found:
        mixed = (value * _STEP) & 0xFFFFFFFF
        heap, rest = mixed % HEAPS, mixed >> 6
        smallest = heaps[heap]
        if smallest is None or rest < smallest:
            heaps[heap] = rest
    return [_filled(heaps, n) for n in range(HEAPS)]


def _filled(heaps: list[int | None], n: int) -> int:
    for distance in range(HEAPS):
        value = heaps[(n + distance) % HEAPS]
        if value is not None:
            return (value + distance * _STEP) & 0x7FFFFFFF
    raise AssertionError("a text has word groups")


def bands(found: list[int]) -> list[int]:
    """16 numbers that fit PostgreSQL's integer; each says its place, too."""
    parts = (found[n : n + ROWS] for n in range(0, HEAPS, ROWS))
    return [crc32(f"{n}:{part}".encode()) - 2**31 for n, part in enumerate(parts)]


def remember(posting: Posting) -> None:
    """Keep what the text is recognised by. Call it when the text is sent to be read and when it changes online."""
    found = marks(posting.description)
    if found is None:
        Fingerprint.objects.filter(posting_id=posting.pk).delete()
        return
    Fingerprint.objects.update_or_create(
        posting_id=posting.pk, defaults={"marks": found, "bands": bands(found)}
    )


def remember_all(rows: Iterable[tuple[int, str]], model: Any = Fingerprint) -> int:
    """The same for many (id, text) at once. Returns how many were kept."""
    made = [(pk, found) for pk, text in rows if (found := marks(text)) is not None]
    model.objects.bulk_create(
        [model(posting_id=pk, marks=found, bands=bands(found)) for pk, found in made],
        batch_size=500,
        ignore_conflicts=True,
    )
    return len(made)


# ── Finding ──────────────────────────────────────────────────────────────────────────────────────────
REFUSED = ("rejected", "removed")
SHOWN = ("in_review", "published", "closed")
CANDIDATES, COMPARED = 300, 5
# The index is asked first and for so many rows at most, whatever the planner thinks; the best of them are compared.
_FIND = """
WITH found AS MATERIALIZED (
    SELECT f.posting_id, f.marks FROM postings_fingerprint f
    JOIN postings_posting p ON p.id = f.posting_id
    WHERE f.bands && %(bands)s::int[] AND f.posting_id <> %(self)s AND p.status = ANY(%(statuses)s)
      AND (%(own)s OR p.hospital_id <> %(hospital)s)
    LIMIT %(candidates)s)
SELECT posting_id FROM found,
    LATERAL (SELECT count(*) FILTER (WHERE a = b) AS same FROM unnest(marks, %(marks)s::int[]) AS u(a, b)) counted
WHERE same >= %(least)s ORDER BY same DESC, posting_id DESC LIMIT %(compared)s
"""


def near(posting: Posting, *, statuses: Iterable[str], own: bool, least: float) -> list[int]:
    """Ids of openings in those statuses whose text is likely as alike as `least`, the likeliest first. `own`: of this
    hospital too."""
    found = marks(posting.description)
    if found is None:
        return []
    asked: dict[str, Any] = {
        "bands": bands(found), "marks": found, "self": posting.pk or 0, "hospital": posting.hospital_id, "own": own,
        "statuses": list(statuses), "least": int(least * HEAPS), "candidates": CANDIDATES, "compared": COMPARED,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIND, asked)
        return [pk for (pk,) in cursor.fetchall()]


def alike(one: str, other: str) -> float:
    """The share of word groups that both texts have: 1 is the same text."""
    first, second = groups(one), groups(other)
    return len(first & second) / len(first | second) if first or second else 0.0


def longest_shared(text: str, other: str) -> tuple[int, int]:
    """Where in `text` the longest run of words stands that `other` has too."""
    known, best, run = groups(other), (0, 0), None
    for start, end, three in _threes(text):
        if crc32(" ".join(three).encode()) not in known:
            run = None
            continue
        run = (start if run is None else run[0], end)
        if run[1] - run[0] > best[1] - best[0]:
            best = run
    return best
