"""The home page: search, four kinds of work, the newest openings, hospitals that hire now. And robots.txt."""

from typing import TYPE_CHECKING, Any, TypedDict

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings import presentation
from postings.models import Posting
from postings.search import Search, counts_of
from postings.search.page import address

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

NEWEST = 5
POPULAR_SKILLS = 7
HIRING = 8


class Openings(TypedDict):
    openings: int


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every number here is what a click finds: they are counted by the search itself."""
    everything = Search("")
    found = everything.found()
    hiring = hiring_now()
    context = {
        "total": found.total,
        "hospitals": hiring.count(),
        "signs": signs(),
        "skills": popular_skills(found.counts["skill"]),
        "newest": everything.newest(NEWEST),
        "hiring": hiring.order_by("-openings", "name")[:HIRING],
        "my_skills": presentation.skills_of(request.user),
    }
    return render(request, "home.html", context)


def hiring_now() -> "QuerySet[WithAnnotations[Hospital, Openings]]":
    """Hospitals with openings online, each with `openings`, their number."""
    live = Q(postings__in=Posting.objects.live())
    return Hospital.objects.annotate(openings=Count("postings", filter=live)).filter(openings__gt=0)


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
        {"name": skill.name, "href": address(Search(f"skill={slug}")), "count": count}
        for skill, slug, count in found
        if skill
    ]


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
