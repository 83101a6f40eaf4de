"""The board in numbers, and each table as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import csvfile
from moderation import numbers as counted
from moderation.access import moderators_only
from moderation.number_tables import tables


def _span(request: HttpRequest) -> str:
    asked = request.GET.get("span", "")
    return asked if asked in counted.SPANS else counted.SPANS[0]


@require_safe
@moderators_only
def numbers(request: HttpRequest) -> HttpResponse:
    """One row is read, whatever the size of the board: the worker counts every hour."""
    span = _span(request)
    kept = counted.read(span)
    names = {"28": _("4 weeks"), "91": _("A quarter"), "365": _("A year")}
    context: dict[str, Any] = {
        "kept": kept,
        "span": span,
        "spans": [(key, names[key], key == span) for key in counted.SPANS],
        "tables": tables(kept.data),
    }
    return render(request, "moderation/numbers.html", context)


@require_safe
@moderators_only  # type: ignore[arg-type]  # streams
def table(request: HttpRequest, slug: str) -> HttpResponseBase:
    span = _span(request)
    found = next((one for one in tables(counted.read(span).data) if one.slug == slug), None)
    if found is None:
        raise Http404
    return csvfile.response(found.file_rows, name=f"numbers-{slug}-{span}.csv")
