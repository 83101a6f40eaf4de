"""Many searches against a few openings: what alerts need. The same filters and words as the page's, on a small index."""

from collections.abc import Collection

from django.utils import timezone

from hospitals.models import Hospital
from postings.models import Posting
from postings.reading import NOBODY, Reader
from postings.search import bits, source
from postings.search.building import build
from postings.search.index import View
from postings.search.query import Search


class Few:
    """Some openings, of which those that are live when this is made can be found."""

    def __init__(self, posting_ids: Collection[int]) -> None:
        now = timezone.now()
        live = list(Posting.objects.live(now).filter(pk__in=posting_ids).values_list("pk", flat=True))
        verified = Hospital.objects.trustworthy().filter(postings__in=live).distinct()
        self._hospitals = {one.slug: (one.pk, one.name) for one in verified.only("slug", "name")}
        segment = build(source.some(live))
        self._views = ([View(segment, bits.every(segment.n))], int(now.timestamp() * 1_000_000))

    def search(self, query: str, *, language: str = "", reader: Reader = NOBODY) -> Search:
        """A search that finds only among these. `query`: a canonical query string; `language` of its reader; `reader`:
        for what means them, as `fit=mine`."""
        return Search(
            query,
            language=language,
            mine=reader.skills,
            floor=reader.floor,
            hospitals=self._hospitals,
            views=self._views,
        )
