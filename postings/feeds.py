"""The search as a feed, Atom or JSON: the same address parameters, the newest twenty, then the next ones.

A feed is the same for everyone who reads its address, so any cache may keep it; but it asks here each time before it
gives it away, and the answer costs one query: the index says what would be in the feed, and since which transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from core.along import along, put
from core.unchanged import validator
from postings.feeds_written import as_atom, as_json
from postings.models import Place, Posting
from postings.models.choices import Duty
from postings.models.querysets import ON_A_CARD
from postings.search import Search, census, index
from postings.search.finding import Found
from postings.search.labels import label
from postings.search.page import LAST_PAGE, address
from postings.search.query import UNKNOWN

MOST = 20
_BEGINNING = 1200  # letters of the description, tags included: more than a feed tells
_TOLD = (
    *ON_A_CARD, "changed_at", "nice_skills", "training_for", "annual_min", "hours_min", "hours_max", "hospital__kind",
    *(f"duty_{duty.value}" for duty in Duty),
)  # fmt: skip


@dataclass(frozen=True)
class Feed:
    """What both formats say."""

    title: str
    page: str  # absolute addresses
    here: str
    next: str  # "" on the last page
    language: str
    postings: list[Posting]
    note: str  # what of the search a feed cannot ask; "" as a rule
    absolute: Callable[[str], str]


def atom(request: HttpRequest) -> HttpResponse:
    return _feed(request, "postings:feed", as_atom, "application/atom+xml; charset=utf-8")


def json(request: HttpRequest) -> HttpResponse:
    return _feed(request, "postings:json_feed", as_json, "application/feed+json; charset=utf-8")


@require_safe
def _feed(request: HttpRequest, name: str, write: Callable[[Feed], bytes], mime: str) -> HttpResponse:
    """Answers 304 when nothing changed. The order is always newest first, whatever the page sorts by."""
    views, now = index.views()
    search = Search(request.GET, views=(views, now))
    number = _page(request.GET.get("page", ""))
    start, after = (number - 1) * MOST, _number(request.GET.get("after", ""))
    found = search.found()
    # one more than is shown: whether there is a next page
    ids = Found(found.parts, "newest", found.read).ids(start, start + MOST + 1, after)
    more, ids = len(ids) > MOST, ids[:MOST]
    known = validator(request, more, census.stamps(views, ids), timezone.localdate().year, now=now)
    response = known.known(request)
    if response is None:
        base = {"page": str(number), "after": str(after or "")} if number > 1 else {}
        following = {"page": str(number + 1), "after": str(ids[-1])} if more and number < LAST_PAGE else {}
        feed = Feed(
            title=_title(search),
            page=request.build_absolute_uri(address(search)),
            here=request.build_absolute_uri(_address(name, search, base)),
            next=request.build_absolute_uri(_address(name, search, following)) if following else "",
            language=get_language() or "en",
            postings=_rows(ids),
            note=_note(search),
            absolute=request.build_absolute_uri,
        )
        response = HttpResponse(write(feed), content_type=mime)
    return known.stamp(response, shared=True)


def _address(name: str, search: Search, more: dict[str, str]) -> str:
    parts = [search.canonical, *(f"{key}={value}" for key, value in more.items() if value)]
    query = "&".join(filter(None, parts))
    return reverse(name) + (f"?{query}" if query else "")


def _title(search: Search) -> str:
    """Which search it is: a reader may follow several."""
    site = gettext("New openings on %(site)s") % {"site": settings.SITE_NAME}
    # a hospital's name would be one more query
    said = [pair[1] if pair[0] == "hospital" else label(search, *pair) for pair in search.chosen[:8]]
    return f"{site}: {', '.join(said)}" if said else site


def _note(search: Search) -> str:
    """A feed is the same for everyone: a filter that means its reader is left out, and that is said."""
    means = {str(search.fields[name].label) for name in UNKNOWN}
    left_out = ", ".join(name for name, _ in search.ignored if name in means)
    told = gettext("A feed does not know who reads it, so this is left out: %(filters)s. An alert by email keeps it.")  # fmt: skip
    return told % {"filters": left_out} if left_out else ""


def _rows(ids: list[int]) -> list[Posting]:
    """In one query, places included: a feed is asked for more often than any page."""
    places = along(Place, "posting_id", of="postings_posting.id", order="position, id")
    rows = (
        Posting.objects.live()
        .select_related("hospital")
        .only(*_TOLD)
        .annotate(beginning=Left("description_html", _BEGINNING), places_read=places)
    )
    postings = rows.in_order_of(ids)
    for posting in postings:
        put(posting, "places", posting.places_read)  # type: ignore[attr-defined]
    return postings


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _page(text: str) -> int:
    return min(LAST_PAGE, max(1, _number(text) or 1))
