"""What a candidate was told since they last looked, and how they want to hear of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts import inbox as life
from accounts.clock import zone_of
from accounts.forms.inbox import InboxChoicesForm
from accounts.models import InboxItem, News
from core import zones

PER_PAGE = 30


@login_required
@require_safe
def inbox(request: Any) -> HttpResponse:
    """The newest first; `?unread=1` what is not read, `?kind=offer` one kind."""
    rows = InboxItem.objects.to(request.user).order_by("-at", "-id")
    kind, unread = request.GET.get("kind", ""), request.GET.get("unread") == "1"
    kind = kind if kind in News.values else ""
    if kind:
        rows = rows.filter(kind=kind)
    if unread:
        rows = rows.unread()
    context = {
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "kinds": News.choices,
        "kind": kind,
        "unread": unread,
        "base": "&".join(filter(None, [kind and f"kind={kind}", unread and "unread=1"])),
    }
    with timezone.override(zone_of(request.user)):
        return render(request, "accounts/inbox.html", context)


@login_required
@require_POST
def reading(request: Any) -> HttpResponse:
    """All are read; with `item` that one, with `about` those that speak of one thing."""
    if about := request.POST.get("about", "")[:80]:
        life.read(request.user, about=about)
        return HttpResponse(status=204) if request.htmx else redirect("accounts:inbox")
    if "item" not in request.POST:
        life.read(request.user)
        messages.success(request, _("Everything is marked as read."))
        return redirect("accounts:inbox")
    number = request.POST["item"]
    mine = InboxItem.objects.to(request.user)
    item = get_object_or_404(mine, pk=int(number) if number.isdecimal() and len(number) < 18 else 0)
    life.read(request.user, pk=item.pk)
    if request.htmx:  # the link itself was pressed: on to the page that it names
        return HttpResponseClientRedirect(item.url)
    return redirect("accounts:inbox")


@login_required
def choices(request: Any) -> HttpResponse:
    """By mail at once, in the morning, or not: for each kind that may be missed."""
    form = InboxChoicesForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        life.choose(request.user, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:inbox_choices")
    zone = zone_of(request.user)
    context = {"form": form, "morning": zones.MORNING, "zone": zones.zone_name(zone)}
    return render(request, "accounts/inbox_choices.html", context)


@csrf_exempt  # a mail program presses this button by itself (RFC 8058); the signed token is the proof
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The end of such mails, from the mail itself and without signing in. A look ends nothing."""
    found = life.read_stop_token(token)
    if found is None:
        raise Http404
    user, kinds = found
    if request.method == "POST":
        life.stop(user, kinds)
    context = {"kinds": [kind.label for kind in kinds], "stopped": request.method == "POST"}
    return render(request, "accounts/inbox_stop.html", context)
