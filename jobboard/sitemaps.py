"""What search engines should know of: openings online, landing pages that say something, hospitals, the board's own
pages; each in both languages. A part reads its own rows only, whatever the number of all of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from core.guide import SLUGS
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from jobboard.views import PAGES
from postings import for_schools
from postings.landing_links import worth_listing
from postings.models import Posting
from postings.search import census, index

LANGUAGES = [code for code, _ in settings.LANGUAGES]
Item = tuple[Any, str]  # (what, language)


class Counted(NamedTuple):
    """The landing pages that were worth listing, and of what."""

    then: tuple[Any, ...]
    of: tuple[Any, ...]  # what the ids in `then` are of: while it is kept, nothing else has them
    pages: list[Any]


_counted: Counted | None = None


class InBothLanguages(Sequence[Item]):
    """Rows that are read by the stretch, each once in every language, side by side."""

    def __init__(self, census_of_all: census.Online) -> None:
        self.ids = census_of_all.ids

    def __len__(self) -> int:
        return len(self.ids) * len(LANGUAGES)

    def __getitem__(self, cut: Any) -> Any:
        each = len(LANGUAGES)
        ids = self.ids[cut.start // each : -(-cut.stop // each)].tolist()
        rows = Posting.objects.live().only("id", "title", "changed_at").in_order_of(ids)
        return [(row, language) for row in rows for language in LANGUAGES]


class Openings(Sitemap[Posting]):
    i18n = alternates = x_default = True
    limit = 2_000  # rows of a part: more take half a second to write

    def __init__(self) -> None:
        self.online = census.Online()

    def _items(self) -> Sequence[Item]:
        return InBothLanguages(self.online)

    def lastmod(self, item: Posting) -> datetime:
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        newest = self.online.newest
        return None if newest is None else datetime.fromtimestamp(newest / 1_000_000, UTC)

    def _location(self, item: Item, force_lang_code: str | None = None) -> str:
        """Written once for all languages: thousands of rows name six addresses each."""
        row, language = item
        path: str = row.__dict__.setdefault("_path", f"/openings/{row.pk}/{row.slug}/")
        language = force_lang_code or language
        return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


class Landings(Sitemap[Any]):
    """Only those that search engines may keep: see postings/landing.py."""

    i18n = alternates = x_default = True
    limit = 5_000

    def items(self) -> list[Any]:
        return _landings()

    def location(self, item: Any) -> str:
        return str(item.url)


def _landings() -> list[Any]:
    """Counting every city takes half a second of the processor at 100,000 openings: done anew when what is online, or a
    word, changed since. The search index tells that: it hears of each opening, its places and its hospital."""
    global _counted
    views, _ = index.views()
    now = (*((id(view.segment), view.alive.tobytes()) for view in views), id(words := vocabulary()))
    if _counted is None or _counted.then != now:
        pages = [*worth_listing(), *for_schools.worth_listing()]
        _counted = Counted(now, (views, words), pages)
    return _counted.pages


class Hospitals(Sitemap[Hospital]):
    i18n = alternates = x_default = True
    limit = 1_000

    def items(self) -> QuerySet[Hospital, Any]:
        return Hospital.objects.trustworthy().order_by("id").only("id", "slug")

    def location(self, item: Any) -> str:
        return reverse("hospitals:page", args=[item.slug])


class Pages(Sitemap[str]):
    i18n = alternates = x_default = True

    def items(self) -> list[str]:
        return [
            "home",
            "postings:search",
            "postings:browse",
            "hospitals:list",
            "pay:page",
            "mentoring:mentors",
            "guide",
            *PAGES,
            *SLUGS,
        ]

    def location(self, item: Any) -> str:
        if item in SLUGS:
            return reverse("guide_page", args=[item])
        return reverse("page", args=[item]) if item in PAGES else reverse(item)


SITEMAPS = {"openings": Openings, "landings": Landings, "hospitals": Hospitals, "pages": Pages}
