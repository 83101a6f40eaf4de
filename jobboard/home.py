"""The home page: search, four kinds of work, the newest openings, hospitals that hire now. And robots.txt."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from core.share_picture import Fact, SharePicture, answered
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings import cards
from postings.reading import reader_of
from postings.search import Search, census, counts_of
from postings.search.addresses import address, page_of

NEWEST = 5
POPULAR_SKILLS = 7
HIRING = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every number here is what a click finds: they are counted by the search itself."""
    everything = Search("")
    found = everything.found()
    hiring = census.hiring()
    context = {
        "total": found.total,
        "hospitals": len(hiring),
        "signs": signs(),
        "skills": popular_skills(found.counts["skill"]),
        "newest": cards.of(everything.views, everything.newest(NEWEST), reader_of(request.user), level=3),
        "hiring": most_openings(hiring[:HIRING]),
    }
    return render(request, "home.html", context)


def most_openings(hiring: list[census.Hiring]) -> list[tuple[Hospital, int]]:
    """The hospitals of these rows, in their order, each with the number of its openings."""
    found = Hospital.objects.trustworthy().in_bulk([row.hospital for row in hiring])
    return [(found[row.hospital], row.openings) for row in hiring if row.hospital in found]


def signs() -> list[dict[str, Any]]:
    """The four kinds of work: each a search, with what it finds."""
    kinds = [
        ("arrow-up", gettext("Full-time"), "engagement=employee&hours=full_time"),
        ("arrow-ne", gettext("Part-time"), "engagement=employee&hours=part_time"),
        ("arrow", vocabulary().engagements["contract"].name, "engagement=contract"),
        ("arrow-left", vocabulary().engagements["internship"].name, "engagement=internship&unpaid=1"),
    ]
    searches = [Search(query) for _, _, query in kinds]
    return [
        {"icon": icon, "name": name, "href": address(search), "count": count}
        for (icon, name, _), search, count in zip(kinds, searches, counts_of(searches), strict=True)
    ]


def popular_skills(counts: dict[str, int]) -> list[dict[str, Any]]:
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:POPULAR_SKILLS]
    found = [(vocabulary().skill(slug), slug, count) for slug, count in most]
    return [
        {"name": skill.name, "href": page_of([("skill", slug)]), "count": count}
        for skill, slug, count in found
        if skill
    ]


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """What stands beside addresses of the board that have no picture of their own."""
    known = vocabulary().engagements
    names = (gettext("Full-time"), gettext("Part-time"), known["contract"].name, known["internship"].name)
    below = (gettext("Social media jobs in hospitals"),)
    facts = (Fact(gettext("Kind of work"), " · ".join(names)),)
    return answered(request, SharePicture(gettext("Be the voice of a hospital."), below, facts))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what everyone may read. The demo's inventions stay out of every index."""
    if settings.DEMO:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        private = ["/accounts/", "/admin/", "/me/", "/moderation/", "/workspace/", "/nl/accounts/", "/nl/me/", "/nl/moderation/", "/nl/workspace/"]  # fmt: skip
        sitemap = request.build_absolute_uri(reverse("sitemap"))
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in private), "", f"Sitemap: {sitemap}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
