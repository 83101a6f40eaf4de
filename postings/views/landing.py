"""Landing pages: one skill, kind of work, kind of hospital or place, and the page that names them all."""

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from core.unchanged import unchanged
from core.vocabulary import vocabulary
from postings import cards, landing
from postings.landing import THIN, Landing
from postings.landing_facts import sentences
from postings.landing_links import Links, by_count, ways
from postings.reading import reader_of
from postings.search import Search, census, index
from postings.search.addresses import address
from postings.search.facets import figure
from postings.structured_data import breadcrumbs

ROWS = 20
Trail = list[tuple[str, str]]  # (text, path)


@require_safe
def page(request: HttpRequest, about: str, **words: str) -> HttpResponse:
    """404 for words that nobody knows; a place's other names lead to its one address."""
    this: Landing | None = getattr(landing, about)(*words.values())
    if this is None:
        raise Http404
    if this.words != tuple(words.values()):
        # A merge of two skills can be undone within a day: no browser shall keep its redirect.
        return (HttpResponseRedirect if about == "skill" else HttpResponsePermanentRedirect)(this.url)
    views = index.views()
    search = this.search(views)
    facts = census.facts(census.of(search.found().parts))
    trail = trail_to(this)
    context: dict[str, Any] = {
        "page": this,
        "sentences": sentences(this, facts),
        "total": facts.openings,
        "total_told": figure(facts.openings),
        "cards": cards.of(views[0], search.found().ids(0, ROWS, None), reader_of(request.user), level=3),
        "search_url": address(search),
        "ways": ways(this, search, facts, views),
        "trail": trail,
        "thin": facts.openings < THIN,
        "address": request.build_absolute_uri(this.url),
        "breadcrumbs": breadcrumbs([*trail, (this.heading, this.url)], request.build_absolute_uri),
    }
    if this.is_place:
        wider = this.search_with_remote(views)
        n = wider.found().total
        context |= {"with_remote": n, "with_remote_told": figure(n), "with_remote_url": address(wider)}
    return unchanged(request, render(request, "postings/landing.html", context))


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """Every landing page with openings."""
    everything = Search("").found()
    some = census.of(everything.parts)
    known = vocabulary()
    skills = {
        group: [
            page
            for s in known.skills.values()
            if s.group_id == pk and not s.merged_into_id and (page := landing.skill(s.slug))
        ]
        for pk, group in known.groups.items()
    }
    groups = [
        Links(gettext("Kind of work"), by_count(some, landing.all_kinds())),
        *(
            Links(one.name, by_count(some, [one, *landing.regions(one.words[0])]))
            for one in landing.all_countries()
        ),
        Links(gettext("Kind of hospital"), by_count(some, landing.all_hospital_kinds())),
    ]
    context = {
        "groups": [group for group in groups if group.links],
        "skills": [Links(g.name, links) for g, pages in skills.items() if (links := by_count(some, pages))],
        "total": everything.total,
        "address": request.build_absolute_uri(reverse("postings:browse")),
    }
    return unchanged(request, render(request, "postings/browse.html", context))


def trail_to(this: Landing) -> Trail:
    """From the page of all of them down to the one above this."""
    trail = [(gettext("Browse openings"), reverse("postings:browse"))]
    above = [landing.country(this.words[0])] if this.about in ("region", "city") else []
    if this.about == "city":
        above.append(landing.region(*this.words[:2]))
    return trail + [(one.name, one.url) for one in above if one]
