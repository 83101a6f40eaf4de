"""Openings side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from postings import side_by_side
from postings.reading import reader_of


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """`id` (repeatable) says which; without it those that this browser remembers. `add` puts one beside them."""
    ids = side_by_side.numbers(request.GET.getlist("id"))
    kept = side_by_side.remembered(request)
    added = side_by_side.numbers([request.GET.get("add", "")])
    if added:
        return _with(request, kept, added[0])
    if not request.GET.getlist("id") and kept:
        return redirect(side_by_side.address(kept))
    reader = reader_of(request.user)
    shown = side_by_side.context(ids, reader)
    here = [one.posting.pk for one in shown["columns"]]
    too_many = side_by_side.readable(side_by_side.numbers([request.GET.get("more", "")]))
    context = {
        **shown,
        "reader": reader,
        "cut": len(ids) > side_by_side.MOST,
        "too_many": too_many[0] if too_many else None,
    }
    response = render(request, "postings/compare.html", context)
    response["X-Robots-Tag"] = "noindex"
    if request.GET.getlist("id") or kept:
        side_by_side.remember(response, here)
    return response


def _with(request: HttpRequest, kept: list[int], one: int) -> HttpResponse:
    """Beside those that are remembered; a fifth is named on the page, and waits until another is taken out."""
    known = [posting.pk for posting in side_by_side.readable([*kept, one])]
    if len(known) > side_by_side.MOST:
        return redirect(f"{side_by_side.address(known[: side_by_side.MOST])}&more={one}")
    response = redirect(side_by_side.address(known))
    side_by_side.remember(response, known)
    return response
