"""The search as a page shows it: rows, facets with counts, chips that remove themselves, remarks, ways out."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from core import gazetteer
from core.placenames import REGION
from postings import cards
from postings.models import Posting
from postings.reading import Reader
from postings.search import facets as choices
from postings.search.addresses import address, without
from postings.search.facets import Facet, figure
from postings.search.filters import KM
from postings.search.finding import Found
from postings.search.labels import label
from postings.search.meant import Remark, remarks
from postings.search.query import Search, counts_of
from postings.search.relax import WayOut, ways_out
from postings.search.snippets import snippets

__all__ = ["ResultsPage", "address"]
PER_PAGE = 20
LAST_PAGE = 50  # deeper pages cost more than they help: the page asks to narrow the search
ARRIVED = 400  # so many openings may have come since the reader saw a page, and "previous" still leads to it
RADII = {
    "US": (8, 16, 40, 80, 160),
    "NL": (5, 10, 25, 50, 100),
}  # km: 5, 10, 25, 50 and 100 miles; kilometres


@dataclass(frozen=True)
class Chip:
    label: str
    href: str


class CountedPaginator(Paginator[int]):
    """Knows its count already, and ends at LAST_PAGE."""

    def __init__(self, count: int, per_page: int) -> None:
        super().__init__([], per_page)
        self._count = count

    @cached_property
    def count(self) -> int:
        return self._count

    @cached_property
    def num_pages(self) -> int:
        return min(super().num_pages, LAST_PAGE)


class ResultsPage:
    """Everything that templates/postings/search.html shows.

    `after`, `before`: the row that the reader saw last or first on the page they come from. With it the rows follow
    that one, whatever was published or closed meanwhile; without it they are those of the page's number. `opened`,
    `full`: facets that the reader has opened, and those of which all options are shown.
    """

    per_page = PER_PAGE

    def __init__(self, search: Search, page: str = "", after: str = "", before: str = "", opened: Collection[str] = (), full: Collection[str] = ()) -> None:  # fmt: skip
        self.search, self._opened, self._full = search, opened, full
        self.total = counts_of([search])[0]  # from now on all is answered from one moment
        self.counts = search.found().counts
        wanted = _number(page) or 1
        self.too_deep = wanted > LAST_PAGE
        self.paginator = CountedPaginator(self.total, self.per_page)
        number = max(1, min(wanted, self.paginator.num_pages))
        ids = self._ids(number, _number(after), _number(before))
        self.has_next = len(ids) > self.per_page and number < LAST_PAGE
        self.ids = ids[: self.per_page]
        self.page: Page[int] = Page(self.ids, number, self.paginator)

    def cards(self, reader: Reader) -> list[SafeString]:
        """The rows as this reader sees them, each with how far away it is and where the words stand."""
        search = self.search
        if not (search.has_words or self._is_near):
            return cards.of(search.views, self.ids, reader, level=2)
        rows = Posting.objects.live().for_cards(texts=search.has_words).in_order_of(self.ids)
        beside = self._beside(rows)
        return [cards.draw(row, reader, level=2, beside=beside) for row in rows]

    @property
    def _found(self) -> Found:
        return self.search.found()

    def _ids(self, number: int, after: int | None, before: int | None) -> list[int]:
        """One more than are shown."""
        found, start, many = self._found, (number - 1) * self.per_page, self.per_page
        if before is not None:
            ids = found.ids(0, start + many + ARRIVED)
            at = ids.index(before) if before in ids else 0
            if at >= many:
                return ids[at - many : at + 1]
        return found.ids(start, start + many + 1, after)

    # ── Around the rows ──────────────────────────────────────────────────────────────────────────────
    @cached_property
    def facets(self) -> list[Facet]:
        return choices.facets(self.search, self._opened, self._full)

    def _beside(self, rows: list[Posting]) -> dict[int, dict[str, Any]]:
        """{id: what the search says about a row}: how far away it is, and where the words stand."""
        search = self.search
        far = self._distances(rows)
        said = snippets(rows, search.found().read) if search.has_words else {}
        shown = far.keys() | said.keys()
        return {pk: {"distance": far.get(pk, ""), "said": said.get(pk, "")} for pk in shown}

    def _distances(self, rows: list[Posting]) -> dict[int, str]:
        spot = self.search.spot
        if spot is None or not self._is_near:
            return {}
        km = self.search.found().distances([row.pk for row in rows if row.mode != "remote"])
        return {
            pk: gazetteer.distance_text(away, spot.country, self.search.language) for pk, away in km.items()
        }

    @property
    def _is_near(self) -> bool:
        """Whether the search has a spot that one can be away from."""
        return self.search.spot is not None and self.search.spot.kind != REGION

    @cached_property
    def chips(self) -> list[Chip]:
        """What was typed comes first, as in the form."""
        search = self.search
        typed_first = sorted(search.chosen, key=lambda pair: {"q": 0, "near": 1}.get(pair[0], 2))
        return [Chip(label(search, *pair), without(search, pair)) for pair in typed_first]

    @property
    def filters_chosen(self) -> int:
        return len([name for name, _ in self.search.chosen if name not in ("q", "near")])

    @cached_property
    def remarks(self) -> list[Remark]:
        return remarks(self.search)

    @cached_property
    def ways_out(self) -> list[WayOut]:
        return [] if self.total else ways_out(self.search)

    @property
    def ignored(self) -> list[tuple[str, str]]:
        """What nobody knows; an unknown place has a remark of its own."""
        near = str(self.search.fields["near"].label)
        return [pair for pair in self.search.ignored if pair[0] != near][:5]

    # ── The form ─────────────────────────────────────────────────────────────────────────────────────
    @property
    def radii(self) -> list[tuple[str, str, bool]]:
        """(km, text, chosen), in the unit of the place, else of the reader."""
        search, spot = self.search, self.search.spot
        country = spot.country if spot else "NL" if search.language == "nl" else "US"
        chosen = int(search.values["km"] or KM[country])
        return [
            ("" if km == KM[country] else str(km), gazetteer.distance_text(km, country, search.language), km == chosen)
            for km in sorted({*RADII[country], chosen})
        ]  # fmt: skip

    @property
    def sort_label(self) -> str:
        return next(str(text) for key, text in self.search.fields["sort"].choices if key == self.search.sort)

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """(value, label, chosen). The default has no value: it may become another one with the next words."""
        search, default = self.search, self.search.default_sort
        unfit = {"relevance"} if not search.has_words else set()
        if not self._is_near:
            unfit.add("distance")
        pairs = [(str(key), str(text)) for key, text in search.fields["sort"].choices if key]
        return [
            ("" if key == default else key, text, key == search.sort)
            for key, text in pairs
            if key not in unfit
        ]

    # ── Words and addresses ──────────────────────────────────────────────────────────────────────────
    @property
    def n(self) -> str:
        return figure(self.total)

    @property
    def heading(self) -> str:
        return ngettext("%(n)s opening", "%(n)s openings", self.total) % {"n": self.n}

    @property
    def shown(self) -> tuple[str, str]:
        """The numbers of the first and the last row."""
        return figure(self.page.start_index()), figure(min(self.page.end_index(), self.total))

    @property
    def next(self) -> str:
        return f"{self.base}page={self.page.number + 1}&after={self.ids[-1]}" if self.has_next else ""

    @property
    def previous(self) -> str:
        """The first page is always that of now."""
        if self.page.number == 1:
            return ""
        before = f"&before={self.ids[0]}" if self.page.number > 2 and self.ids else ""
        return f"{self.base}page={self.page.number - 1}{before}"

    @property
    def base(self) -> str:
        return f"?{self.search.canonical}&" if self.search.canonical else "?"

    @property
    def feed(self) -> str:
        return reverse("postings:feed") + (f"?{self.search.canonical}" if self.search.canonical else "")

    @property
    def address(self) -> str:
        return address(self.search)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
