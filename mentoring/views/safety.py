"""Reporting and blocking somebody, from either side."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from mentoring import safety
from mentoring.forms import ReportForm
from mentoring.models import Block, Mentorship
from mentoring.views.directory import found_or_404
from mentoring.views.mine import of_mine

page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@page
def report_mentor(request: Any, pk: int) -> HttpResponse:
    """Somebody in the directory, whom one has not asked."""
    mentor = found_or_404(request, pk)
    if mentor.user_id == request.user.pk:
        return redirect("mentoring:mine")
    return _report(request, mentor.user, back=reverse("mentoring:ask", args=[mentor.pk]))


@login_required
@page
def report(request: Any, pk: int) -> HttpResponse:
    """The other of a mentorship did something wrong."""
    row = get_object_or_404(of_mine(request.user), pk=pk)
    return _report(request, row.other(request.user), back=row.get_absolute_url(), mentorship=row)


def _report(request: Any, about: User, *, back: str, mentorship: Mentorship | None = None) -> HttpResponse:
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        safety.report(
            about, by=request.user, reason=data["reason"], words=data["words"], mentorship=mentorship
        )
        if data["block"]:
            safety.block(about, by=request.user)
        messages.success(request, _("Thank you. A moderator looks at it; the other is not told who wrote."))
        return redirect("mentoring:mine")
    context = {"about": about, "form": form, "back": back}
    return render(request, "mentoring/report.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def block(request: Any, pk: int) -> HttpResponse:
    """Block the other of a mentorship; with `off` let them find you again."""
    row = get_object_or_404(of_mine(request.user), pk=pk)
    other = row.other(request.user)
    if "off" in request.POST:
        safety.unblock(other, by=request.user)
    else:
        safety.block(other, by=request.user)
        messages.success(request, _("Blocked. You no longer find each other, and what ran has ended."))
    return redirect(row)


@login_required
@require_POST
def unblock(request: Any, pk: int) -> HttpResponse:
    """From the list of those whom one blocked."""
    row = get_object_or_404(Block, pk=pk, by=request.user)
    safety.unblock(row.whom, by=request.user)
    messages.success(request, _("You can find each other again."))
    return redirect("mentoring:mine")
