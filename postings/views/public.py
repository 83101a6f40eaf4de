"""What everyone sees: the search. An opening's page is in opening.py, landing pages are in landing.py."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from postings import presentation
from postings.search import Search
from postings.search.page import ResultsPage, address


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page, or for htmx its results and the facets around them."""
    mine = presentation.skills_of(request.user)
    asked = Search(request.GET, mine=mine)
    results = ResultsPage(asked, request.GET.get("page", ""), request.GET.get("after", ""))
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    fragment = bool(htmx) and not htmx.history_restore_request and not htmx.boosted
    context = {"results": results, "search": asked, "my_skills": mine}
    response = render(request, "postings/_live.html" if fragment else "postings/search.html", context)
    if fragment:
        response["HX-Push-Url"] = address(asked)
    return response
