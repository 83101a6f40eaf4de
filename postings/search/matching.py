"""Many searches against a few openings: what alerts need. The same filters and words as the page's, on a small index."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from postings.models import Posting
from postings.search import bits, source
from postings.search.building import build
from postings.search.index import View
from postings.search.query import Search


def matches(searches: Iterable[str], posting_ids: list[int]) -> Iterator[tuple[int, list[int]]]:
    """(place of the search in `searches`, ids of the openings it finds, newest first), for those that find any.

    `searches`: canonical query strings. Only openings that are live now are found.
    """
    now = timezone.now()
    live = Posting.objects.live(now).filter(pk__in=posting_ids).values_list("pk", flat=True)
    segment = build(source.some(list(live)))
    views = ([View(segment, bits.every(segment.n))], int(now.timestamp() * 1_000_000))
    for place, query in enumerate(searches):
        found = Search(query, views=views).found()
        if found.total:
            yield place, found.ids(0, found.total)
