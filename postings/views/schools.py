"""The page for schools: postings/for_schools.py says what stands on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.unchanged import unchanged
from postings import for_schools
from postings.landing import THIN
from postings.search import census, index
from postings.structured_data import breadcrumbs
from postings.views.landing import trail_to


@require_safe
def page(request: HttpRequest, country: str = "", region: str = "") -> HttpResponse:
    every, this = for_schools.landing_of(), for_schools.landing_of(country, region)
    if this is None or every is None:
        raise Http404
    views = index.views()
    search = this.search(views)
    facts = census.facts(census.of(search.found().parts))
    told = request.GET.get
    asked = (told(name, "") for name in ("page", "after", "before", "sort"))
    results = for_schools.Internships(search, *asked)
    trail = [*trail_to(this), *([(every.heading, every.url)] if this.words else [])]
    whole = search if this == every else every.search(views)
    context = {
        "page": this,
        "sentences": for_schools.sentences(this, facts),
        "results": results,
        "search": search,
        "places": for_schools.places(census.of(whole.found().parts)),
        "trail": trail,
        "thin": facts.openings < THIN,
        "address": request.build_absolute_uri(this.url),
        "breadcrumbs": breadcrumbs([*trail, (this.heading, this.url)], request.build_absolute_uri),
    }
    return unchanged(request, render(request, "postings/schools.html", context))
