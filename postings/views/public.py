"""What everyone sees: the search. An opening's page is in opening.py, landing pages are in landing.py."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from postings import presentation
from postings.search import Search, facets
from postings.search.page import ResultsPage, address


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page, or for htmx its results and the facets around them."""
    mine = presentation.skills_of(request.user)
    asked = Search(request.GET, mine=mine)
    told, several = request.GET.get, request.GET.getlist
    place = (told("page", ""), told("after", ""), told("before", ""))
    results = ResultsPage(asked, *place, several("open"), several("all"))
    fragment = _is_fragment(request)
    context = {"results": results, "search": asked, "my_skills": mine, "beside": results.beside}
    response = render(request, "postings/_live.html" if fragment else "postings/search.html", context)
    if fragment:
        response["HX-Push-Url"] = address(asked)
    return response


@require_safe
def filter_page(request: HttpRequest, name: str) -> HttpResponse:
    """All options of one filter: a page, or for htmx the filter as it stands beside the results."""
    if not facets.has_page(name):
        raise Http404
    asked = Search(request.GET, mine=presentation.skills_of(request.user))
    if _is_fragment(request):
        some = "some" in request.GET
        facet = facets.facet(asked, name, full=not some)
        shown = [facet if some else facets.focused(facet)]
        return render(request, "postings/_facets.html", {"search": asked, "facets": shown})
    facet = facets.facet(asked, name, full=True)
    here = {name, *facets.TOGETHER.get(name, ())}
    context = {
        "facet": facet,
        "groups": facets.grouped(facet),
        "kept": [pair for pair in asked.pairs if pair[0] not in here],
        "back": address(asked),
    }
    return render(request, "postings/filter.html", context)


def _is_fragment(request: HttpRequest) -> bool:
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request and not htmx.boosted
