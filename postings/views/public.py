"""What everyone sees: the search. An opening's page is in opening.py, landing pages are in landing.py."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from postings.reading import reader_of
from postings.search import Search, facets
from postings.search.page import ResultsPage, address


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page, or for htmx its results and the facets around them."""
    reader = reader_of(request.user)
    asked = Search(request.GET, mine=reader.skills, floor=reader.floor)
    told, several = request.GET.get, request.GET.getlist
    place = (told("page", ""), told("after", ""), told("before", ""))
    results = ResultsPage(asked, *place, several("open"), several("all"))
    fragment = _is_fragment(request)
    context = {"results": results, "search": asked, "cards": results.cards(reader)}
    response = render(request, "postings/_live.html" if fragment else "postings/search.html", context)
    if fragment:
        response["HX-Push-Url"] = address(asked)
    return response


@require_safe
def filter_page(request: HttpRequest, name: str) -> HttpResponse:
    """All options of a filter, or the rarer filters: a page, or for htmx what stands beside the results."""
    names = facets.names_of(name)
    if not names:
        raise Http404
    reader = reader_of(request.user)
    asked = Search(request.GET, mine=reader.skills, floor=reader.floor)
    if _is_fragment(request):
        there = [
            one
            for one in names
            if one not in request.GET.getlist("open") and not facets.is_chosen(asked, one)
        ]
        some = [facets.facet(asked, one) for one in (there if len(names) > 1 else names)]
        shown = (
            some
            if "some" in request.GET or len(names) > 1
            else [facets.focused(facets.facet(asked, name, full=True))]
        )
        return render(request, "postings/_facets.html", {"facets": shown, "whole": len(names) > 1})
    all_of = [facets.facet(asked, one, full=True) for one in names]
    here = {*names, *(other for one in names for other in facets.TOGETHER.get(one, ()))}
    context = {
        "title": facets.label(name),
        "facets": [(facet, facets.grouped(facet)) for facet in all_of],
        "kept": [pair for pair in asked.pairs if pair[0] not in here],
        "back": address(asked),
    }
    return render(request, "postings/filter.html", context)


def _is_fragment(request: HttpRequest) -> bool:
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request and not htmx.boosted
