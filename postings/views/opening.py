"""An opening's page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from core.unchanged import Validator, unchanged, validator
from hospitals import telling
from pay.known import figures
from postings import cards, landing, moments, outcomes, presentation, seen, sharing
from postings.models import Posting
from postings.reading import reader_of
from postings.search import census, index
from postings.search.index import View
from postings.similar import Alike, alike_by_index, alike_to, similar_ids
from postings.sources import PARAMETER, source_of
from postings.structured_data import breadcrumbs, job_posting
from postings.whole import whole


@require_safe
def detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """An opening. It stays when it has closed, without Apply; a removed one is gone."""
    source = source_of(request)
    views, _ = index.views()
    one = alike_by_index(views, pk)
    alike = similar_ids(views, one) if one else []
    known = _recognised(request, views, one, alike, source) if one else None
    if known is not None and (answer := known.known(request)) is not None:
        seen.note(request, pk, source)
        return answer
    reader = reader_of(request.user)
    rows = whole([pk, *cards.to_read(views, alike, reader, level=3)])
    if (posting := rows.pop(pk, None)) is None:
        raise Http404
    if slug != posting.slug:
        named = f"?{PARAMETER}={source}" if PARAMETER in request.GET else ""
        return HttpResponsePermanentRedirect(posting.get_absolute_url() + named)
    if one is None:
        alike = similar_ids(views, alike_to(posting))
    trail = trail_of(posting)
    opening = presentation.opening(posting, get_language() or "en", reader)
    shared = sharing.shared(posting, opening)
    context = {
        "posting": posting,
        "trail": trail,
        "breadcrumbs": breadcrumbs([*trail, (posting.title, request.path)], request.build_absolute_uri),
        "opening": opening,
        "summary": shared.summary,
        "shared": shared,
        "similar": cards.of(views, alike, reader, level=3, rows=rows if one else None),
        "reader": reader,
        "is_live": posting.is_live,
        "owes_outcome": outcomes.is_owed(posting, timezone.now()),
        "source": source,
        **before_and_after(posting),
        "address": request.build_absolute_uri(posting.get_absolute_url()),
        "structured_data": job_posting(posting, request.build_absolute_uri) if posting.is_live else None,
    }
    response = render(request, "postings/detail.html", context)
    if posting.is_live:
        seen.note(request, posting.pk, source, hospital_id=posting.hospital_id)
    return known.stamp(response) if known is not None else unchanged(request, response)


def before_and_after(posting: Posting) -> dict[str, Posting | None]:
    """The ended opening that this one was placed anew from, and the live one that follows it. Read only where the
    page shows them."""
    old = new = None
    if posting.predecessor_id:
        old = Posting.objects.readable().select_related("hospital").filter(pk=posting.predecessor_id).first()
    if not posting.is_live:
        new = Posting.objects.live().filter(predecessor=posting).newest_first().first()
    return {"predecessor": old, "successor": new}


def trail_of(posting: Posting) -> list[tuple[str, str]]:
    """(text, path): all openings, then those of the state or province of its first place."""
    trail = [(gettext("All openings"), reverse("postings:search"))]
    place = next(iter(posting.places.all()), None)
    page = landing.region(place.country.lower(), slugify(place.region)) if place else None
    return [*trail, (page.name, page.url)] if page else trail


def _recognised(
    request: HttpRequest, views: list[View], one: Alike, alike: list[int], source: str
) -> Validator | None:
    """What a live opening's page is known by before it is made; None when only the made page can tell.

    A visitor's page is made of the opening, its places, hospital, its channels and readiness, of the openings like it (a
    stamp changes with any of these), of what its hospital offers besides (free times for a talk), of the hour (days turn
    with one), of the pay figures and of where the reader came from. Who is signed in, or has a message waiting, gets their own page.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    stamps = census.stamps(views, [one.pk, *alike])
    beside = [stands(one.hospital) for stands in telling.stands_beside]
    return validator(request, stamps, beside, moments.hour(), source, figures().stamp)
