"""What the board announces on every page."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import announcing
from core.announcing import Shown
from core.models import Announcement
from moderation.access import moderators_only
from moderation.forms.board import AnnouncementForm

PER_PAGE = 30


@require_safe
@moderators_only
def announcements(request: HttpRequest) -> HttpResponse:
    page = Paginator(Announcement.objects.all(), PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [(one, one.when(now)) for one in page.object_list]
    return render(request, "moderation/announcements.html", {"page_obj": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def announcement_new(request: HttpRequest) -> HttpResponse:
    return _form(request, Announcement())


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def announcement(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(Announcement, pk=pk))


@require_POST
@moderators_only
def announcement_end(request: HttpRequest, pk: int) -> HttpResponse:
    announcing.end(get_object_or_404(Announcement, pk=pk), by=request.user)
    messages.success(request, _("It is taken down."))
    return redirect("moderation:announcements")


def _form(request: HttpRequest, one: Announcement) -> HttpResponse:
    """`look`: as readers will see it in both languages; nothing is stored."""
    stored = one.pk is not None
    form = AnnouncementForm(request.POST if request.method == "POST" else None, instance=one)
    looked: list[tuple[str, list[Shown]]] = []
    if form.is_valid() and "look" not in request.POST:
        announcing.save(form.instance, by=request.user)
        messages.success(request, _("Saved. Readers see it within seconds of its time."))
        return redirect("moderation:announcements")
    if (form.is_bound and not form.errors) or (stored and not form.is_bound):
        shown = form.instance
        looked = [(code, [Shown(0, shown.words(code), shown.level)]) for code in ("en", "nl")]
    context: dict[str, Any] = {"form": form, "one": one, "stored": stored, "looked": looked}
    context["when"] = Announcement.objects.get(pk=one.pk).when(timezone.now()) if stored else ""
    return render(request, "moderation/announcement.html", context, status=422 if form.errors else 200)
