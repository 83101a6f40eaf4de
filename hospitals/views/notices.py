"""What happened at a hospital since one last looked, and how one wants to hear of it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from core import zones
from hospitals import digest
from hospitals import notices as life
from hospitals.access import WorkspaceRequest, workspace
from hospitals.forms.notices import NoticeChoicesForm
from hospitals.models import Notice
from hospitals.roles import Right

PER_PAGE = 30


@workspace(Right.SEE_WORKSPACE)
def notices(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """One's own notices of this hospital, newest first; `?unread=1` those not read."""
    rows = Notice.objects.filter(user=request.user, hospital=request.hospital).order_by("-at", "-id")
    unread = request.GET.get("unread") == "1"
    page = Paginator(rows.unread() if unread else rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "page_obj": page,
        "unread": unread,
        "base": "unread=1" if unread else "",
    }
    return render(request, "hospitals/notices.html", context)


@require_POST
@workspace(Right.SEE_WORKSPACE)
def reading(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """All of this hospital are read; with `notice`, that one."""
    if "notice" not in request.POST:
        life.read(request.user, request.hospital)
        messages.success(request, _("All notices are read."))
        return redirect("hospitals:notices", slug)
    number = request.POST["notice"]
    mine = Notice.objects.filter(user=request.user, hospital=request.hospital)
    notice = get_object_or_404(mine, pk=int(number) if number.isdecimal() and len(number) < 18 else 0)
    life.read(request.user, request.hospital, pk=notice.pk)
    if request.htmx:  # the link itself was pressed: on to the page that it names
        return HttpResponseClientRedirect(notice.url)
    return redirect("hospitals:notices", slug)


@workspace(Right.SEE_WORKSPACE)
def choices(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """By mail at once, in the morning, or not: for each kind, at this hospital."""
    form = NoticeChoicesForm(request.POST if request.method == "POST" else None, seat=request.seat)
    if request.method == "POST" and form.is_valid():
        life.choose(request.user, request.hospital, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("hospitals:notice_choices", slug)
    context = {"hospital": request.hospital, "seat": request.seat, "form": form, "morning": zones.MORNING}
    return render(request, "hospitals/notice_choices.html", context)


@csrf_exempt  # a mail program presses this button by itself (RFC 8058); the signed token is the proof
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The end of the morning's mail, from the mail itself and without signing in. A look ends nothing."""
    found = digest.read_stop_token(token)
    if found is None:
        raise Http404
    user, hospitals = found
    if request.method == "POST":
        life.stop_morning_mails(user, hospitals)
    context: dict[str, Any] = {"hospitals": hospitals, "stopped": request.method == "POST"}
    return render(request, "hospitals/notices_stop.html", context)
