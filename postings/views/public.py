"""What everyone sees: the search and an opening's page."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.unchanged import unchanged
from hospitals.models import HospitalChannel
from postings import presentation
from postings.models import Posting
from postings.search import Search
from postings.search.page import ResultsPage, address
from postings.similar import similar_to
from postings.structured_data import job_posting


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


@require_safe
def detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """An opening. It stays when it has closed, without Apply; a removed one is gone."""
    channels = Prefetch("hospital__channels", HospitalChannel.objects.select_related("channel"))
    readable = Posting.objects.readable().select_related("hospital").prefetch_related("places", channels)
    posting = get_object_or_404(readable, pk=pk)
    if slug != posting.slug:
        return HttpResponsePermanentRedirect(posting.get_absolute_url())
    language = get_language() or "en"
    mine = presentation.skills_of(request.user)
    context = {
        "posting": posting,
        "opening": presentation.opening(posting, language, mine),
        "summary": presentation.summary(posting),
        "similar": similar_to(posting),
        "my_skills": mine,
        "is_live": posting.is_live,
        "address": request.build_absolute_uri(posting.get_absolute_url()),
        "structured_data": job_posting(posting, request.build_absolute_uri) if posting.is_live else None,
    }
    return unchanged(request, render(request, "postings/detail.html", context))
