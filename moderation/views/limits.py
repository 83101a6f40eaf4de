"""Lifting, for a time, the limit of openings that unanswered promises put on a hospital."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from hospitals.models import Hospital
from hospitals.verification import may_decide
from moderation.access import moderators_only
from moderation.forms.board import LiftForm
from postings import allowance


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def limit(request: HttpRequest, pk: int) -> HttpResponse:
    hospital, user = get_object_or_404(Hospital, pk=pk), cast(User, request.user)
    form = LiftForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        allowance.lift(hospital, by=user, days=form.cleaned_data["days"], reason=form.cleaned_data["reason"])
        messages.success(request, _("Done. The hospital may open more openings for that time."))
        return redirect("moderation:hospital_limit", hospital.pk)
    context = {
        "hospital": hospital,
        "form": form,
        "limit": allowance.limit_of(hospital, timezone.now(), lifted_too=True),
        "lifted": allowance.is_lifted(hospital, timezone.now()),
        "may_decide": may_decide(user, hospital),
    }
    return render(request, "moderation/limit.html", context, status=422 if form.errors else 200)
