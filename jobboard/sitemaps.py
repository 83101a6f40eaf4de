"""What search engines should know of: openings online, hospitals, the board's own pages; each in both languages."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from hospitals.models import Hospital
from jobboard.views import PAGES
from postings.models import Posting


class Openings(Sitemap[Posting]):
    i18n = alternates = x_default = True
    limit = 5_000

    def items(self) -> QuerySet[Posting, Any]:
        return Posting.objects.live().newest_first()

    def lastmod(self, item: Posting) -> datetime:
        return item.changed_at

    def location(self, item: Any) -> str:
        return str(item.get_absolute_url())


class Hospitals(Sitemap[Hospital]):
    i18n = alternates = x_default = True
    limit = 5_000

    def items(self) -> QuerySet[Hospital, Any]:
        return Hospital.objects.trustworthy().order_by("id")

    def location(self, item: Any) -> str:
        return reverse("hospitals:page", args=[item.slug])


class Pages(Sitemap[str]):
    i18n = alternates = x_default = True

    def items(self) -> list[str]:
        return ["home", "postings:search", "hospitals:list", *PAGES]

    def location(self, item: Any) -> str:
        return reverse("page", args=[item]) if item in PAGES else reverse(item)


SITEMAPS = {"openings": Openings, "hospitals": Hospitals, "pages": Pages}
