"""Openings like this one, from the search's index: the same sort of role and language first, then shared skills."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from postings.models import Posting
from postings.search import bits
from postings.search.index import View

MOST = 3


@dataclass(frozen=True)
class Alike:
    """What makes another opening like this one."""

    pk: int
    hospital: int
    language: str
    family: int | None
    required: list[int]


def alike_to(posting: Posting) -> Alike:
    return Alike(
        posting.pk, posting.hospital_id, posting.language, posting.family_id, posting.required_skills
    )


def alike_by_index(views: list[View], pk: int) -> Alike | None:
    """The same for an opening that is live, without reading it; None for any other."""
    for view in views:
        segment = view.segment
        doc = segment.find(pk)
        if doc is None or not bits.has(view.alive, np.array([doc]))[0]:
            continue
        mine = (np.asarray(segment.matrix[:, doc >> 6]) >> np.uint64(doc & 63)) & np.uint64(1)
        found: dict[str, list[Any]] = {}
        for (facet, value), at in segment.rows.items():
            if mine[at]:
                found.setdefault(facet, []).append(value)
        family = next((int(value) for value in found.get("family", []) if value != "None"), None)
        required = [int(value) for value in found.get("required", [])]
        return Alike(pk, int(segment.column("hospital")[doc]), found["lang"][0], family, required)
    return None


def similar_ids(views: list[View], one: Alike, most: int = MOST) -> list[int]:
    """Live, paid postings with the same sort of role or a skill that both ask for; on each step the newest first."""
    found: list[tuple[int, int, int]] = []  # (step, -published, -id)
    for view in views:
        segment = view.segment
        role = segment.having("family", one.family) if one.family else bits.none(segment.n)
        own = segment.having("lang", one.language)
        either = role | segment.any_of("required", one.required)
        left = view.alive & either & ~segment.having("unpaid", 1)
        for step, on_step in enumerate((role & own, own, either)):
            docs = bits.docs(left & on_step, most + 1)  # this posting may be one of them
            left = left & ~on_step
            ids, publish = segment.column("ids")[docs], segment.column("publish")[docs]
            found += [(step, -p, -pk) for p, pk in zip(publish.tolist(), ids.tolist(), strict=True)]
    ids_found = [-key[-1] for key in sorted(found) if -key[-1] != one.pk]
    return ids_found[:most]
