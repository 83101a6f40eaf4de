"""Saved openings: the button on an opening's page, and one's own list."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alerts import saving
from alerts.models import Bookmark
from postings.models import Posting

PER_PAGE = 25


@login_required
def bookmark(request: Any, pk: int, opening: str) -> HttpResponse:
    """POST saves the opening; with `off` it is taken away."""
    posting = Posting.objects.readable().select_related("hospital").filter(pk=pk).first()
    if posting is None:
        raise Http404
    if request.method != "POST":
        return redirect(posting)
    on = "off" not in request.POST
    try:
        saving.save(posting, by=request.user) if on else saving.remove(posting, by=request.user)
    except saving.TooMany:
        on = False
        messages.warning(
            request, _("You have saved %(n)s openings. Take some away first.") % {"n": saving.MOST}
        )
    if request.htmx:
        context = {"posting": posting, "saved": on, "user": request.user, "changed": True}
        return render(request, "alerts/_bookmark.html", context)
    if request.POST.get("from") == "list":
        messages.success(request, _("Taken off your list."))
        return redirect("alerts:saved")
    return redirect(posting)


def mine_of(user: Any) -> QuerySet[Bookmark]:
    """With their openings, newest first."""
    rows = Bookmark.objects.filter(user=user).select_related("posting__hospital")
    return rows.order_by("-saved_at", "-id")


@login_required
@require_safe
def mine(request: Any) -> HttpResponse:
    """What one has saved; one that has gone for good says so."""
    page = Paginator(mine_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "alerts/saved.html", {"page_obj": page})


@login_required
@require_POST
def note(request: Any, pk: int) -> HttpResponse:
    """A few words to oneself."""
    kept = get_object_or_404(Bookmark, pk=pk, user=request.user)
    kept.note = " ".join(request.POST.get("note", "").replace("\0", "").split())[:500]
    kept.save(update_fields=["note"])
    messages.success(request, _("Saved."))
    return redirect("alerts:saved")
