"""Openings like this one, from the search's index: the same sort of role and language first, then shared skills."""

from postings.models import Posting
from postings.search import bits, in_order, index


def similar_to(posting: Posting, most: int = 3) -> list[Posting]:
    """Live, paid postings with the same sort of role or a skill that both ask for; on each step the newest first."""
    views, _ = index.views()
    found: list[tuple[int, int, int]] = []  # (step, -published, -id)
    for view in views:
        segment = view.segment
        role = segment.having("family", posting.family_id) if posting.family_id else bits.none(segment.n)
        own = segment.having("lang", posting.language)
        alike = role | segment.any_of("required", posting.required_skills)
        left = view.alive & alike & ~segment.having("unpaid", 1)
        for step, on_step in enumerate((role & own, own, alike)):
            docs = bits.docs(left & on_step, most + 1)  # this posting may be one of them
            left = left & ~on_step
            ids, publish = segment.column("ids")[docs], segment.column("publish")[docs]
            found += [(step, -p, -pk) for p, pk in zip(publish.tolist(), ids.tolist(), strict=True)]
    ids_found = [-key[-1] for key in sorted(found) if -key[-1] != posting.pk]
    return in_order(Posting.objects.live().for_cards(), ids_found[:most])
