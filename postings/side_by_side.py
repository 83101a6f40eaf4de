"""Comparing openings: up to four side by side, and how a browser remembers them from page to page.

They are remembered in a cookie of their numbers, for visitors too: it says nothing of a person, ends with the session of
the browser, and costs no row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from core.vocabulary import vocabulary
from pay.writing import pay_range
from postings import duty_bar, fit, moments, presentation
from postings.models import Posting
from postings.reading import Reader

MOST = 4
COOKIE = "compare"
_LONGEST = 10  # digits of an opening's number


def numbers(texts: Iterable[str]) -> list[int]:
    """The openings that are named, each once, in their order; what is no number is left out."""
    found = (int(one) for one in texts if one.isascii() and one.isdigit() and len(one) <= _LONGEST)
    return list(dict.fromkeys(found))


def remembered(request: HttpRequest) -> list[int]:
    return numbers(request.COOKIES.get(COOKIE, "").split("."))[:MOST]


def remember(response: HttpResponse, ids: list[int]) -> None:
    if not ids:
        response.delete_cookie(COOKIE)
        return
    response.set_cookie(
        COOKIE,
        ".".join(map(str, ids)),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def readable(ids: list[int]) -> list[Posting]:
    """Those that everyone may read, live or ended, in this order: in two queries."""
    rows = Posting.objects.readable().select_related("hospital").prefetch_related("places")
    return rows.defer("description", "description_html").in_order_of(ids)


@dataclass(frozen=True)
class Column:
    """One opening, as its column says it. Where a fact is not given the cell says so."""

    posting: Posting
    pay: presentation.Pay
    annual: str  # the range as a year of full-time work, whatever it is given in
    cells: dict[str, str]
    duties: list[tuple[str, int]]
    whom: str  # whom the teaching is for
    required: list[fit.Ticked]
    nice: list[fit.Ticked]
    fit: fit.Fit
    state: str  # "" while one can apply
    leave: str  # the page without it


def columns(postings: list[Posting], reader: Reader) -> list[Column]:
    ids = [posting.pk for posting in postings]
    return [_column(posting, reader, address([pk for pk in ids if pk != posting.pk])) for posting in postings]


def address(ids: list[int]) -> str:
    """The page of these; of none of them its empty page, which forgets what was remembered."""
    query = urlencode([("id", pk) for pk in ids]) if ids else "id="
    return f"{reverse('postings:compare')}?{query}"


def _column(posting: Posting, reader: Reader, leave: str) -> Column:
    language = get_language() or "en"
    return Column(
        posting,
        presentation.pay(posting, language),
        pay_range(posting.annual_min, posting.annual_max, posting.pay_currency, language),
        _cells(posting, reader),
        [(str(duty.label), share) for duty, share in posting.duties],
        duty_bar.whom(posting),
        fit.ticked(posting.required_skills, reader),
        fit.ticked(posting.nice_skills, reader),
        fit.Fit(posting, reader),
        _state(posting),
        leave,
    )


def _cells(posting: Posting, reader: Reader) -> dict[str, str]:
    experience = vocabulary().experiences.get(posting.experience_id)
    promise = ngettext("Within %d day", "Within %d days", posting.respond_by_days) % posting.respond_by_days
    return {
        "hours": presentation.hours(posting),
        "kind": presentation.terms(posting),
        "mode": presentation.mode(posting),
        "place": presentation.place(posting),
        "away": fit.away(posting, reader),
        "experience": experience.name if experience else "",
        "promise": promise,
        "closes": moments.closing(posting),
    }


def _state(posting: Posting) -> str:
    """ "Closed on 11 December", "Full"; "" for one that is live."""
    if posting.is_live:
        return ""
    if posting.state == "full":
        return gettext("Full")
    return gettext("Closed on %(date)s") % {"date": moments.ended_day(posting)}


def context(ids: list[int], reader: Reader) -> dict[str, Any]:
    """What the page shows of these, the first four of them; `gone`: how many nobody may read."""
    shown = columns(readable(ids[:MOST]), reader)
    return {"columns": shown, "gone": len(ids[:MOST]) - len(shown), "most": MOST}
