"""People at the desk: found by their whole address or number, suspended with a reason, heard when they appeal."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import suspending
from accounts.models import Suspension, User
from core.models import Event
from core.workflow import WrongState
from hospitals.models import Seat
from moderation import history
from moderation import people as knowing
from moderation.access import moderators_only
from moderation.forms.person import AppealDecisionForm, FindPersonForm, LiftForm, SuspendForm
from moderation.onward import onward
from moderation.views.openings import too_late

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@moderators_only
def people(request: Any) -> HttpResponse:
    """The form alone, by POST: an address of somebody does not belong into an address of ours, nor into its logs."""
    form = FindPersonForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        found = knowing.find(form.cleaned_data["q"])
        if found is not None:
            return redirect("moderation:person", found.pk)
        form.add_error("q", _("Nobody has this address or number. Type the whole address."))
    held = Suspension.objects.now().select_related("user").order_by("-began_at")[:50]
    status = 422 if form.errors else 200
    return render(request, "moderation/people.html", {"form": form, "held": held}, status=status)


@require_safe
@moderators_only
def person(request: Any, pk: int) -> HttpResponse:
    """What deciding needs. That somebody looked stands in the trail."""
    row = get_object_or_404(User, pk=pk)
    if request.method == "GET":
        knowing.look_at(row, by=request.user)
    return _answer(request, row, SuspendForm(), LiftForm(label_suffix=""))


@require_POST
@moderators_only
def suspension(request: Any, pk: int) -> HttpResponse:
    row, form = get_object_or_404(User, pk=pk), SuspendForm(request.POST)
    if suspending.refusal(request.user, row):
        raise PermissionDenied
    if not form.is_valid():
        return _answer(request, row, form, LiftForm(label_suffix=""))
    data, now = form.cleaned_data, timezone.now()
    try:
        suspending.suspend(
            row, by=request.user, reason=data["reason"], words=data["words"], until=form.until(now), at=now
        )
    except suspending.Already:
        held = row.suspensions.filter(ended_at=None).first()
        return too_late(request, WrongState(held or row, "suspend", "running"))
    messages.success(request, _("Suspended. They get a mail in their own language."))
    return redirect("moderation:person", pk)


@require_POST
@moderators_only
def lifting(request: Any, pk: int) -> HttpResponse:
    """Before its end, without an appeal too: somebody was wrong, or it is enough."""
    user = get_object_or_404(User, pk=pk)
    row = user.suspensions.order_by("-began_at").first()
    form = LiftForm(request.POST, label_suffix="")
    if row is None:
        raise PermissionDenied
    if not form.is_valid():
        return _answer(request, user, SuspendForm(), form)
    try:
        suspending.lift(row, by=request.user, words=form.cleaned_data["words"])
    except WrongState as late:
        return too_late(request, late)
    messages.success(request, _("Lifted. They get a mail in their own language."))
    return redirect("moderation:person", pk)


@page
@moderators_only
def appeal(request: Any, pk: int) -> HttpResponse:
    """What they say about their suspension; keep it or lift it."""
    rows = Suspension.objects.exclude(appealed_at=None).select_related("user", "by")
    row = get_object_or_404(rows, pk=pk)
    form = AppealDecisionForm(request.POST if request.method == "POST" else None, label_suffix="")
    may_decide = suspending.LIFE.can(row, "keep", by=request.user)
    if request.method == "POST" and row.status == Suspension.Status.APPEALED and not may_decide:
        raise PermissionDenied
    if form.is_valid():
        verb = suspending.lift if form.cleaned_data["decision"] == "lift" else suspending.keep
        try:
            verb(row, by=request.user, words=form.cleaned_data["words"])
        except WrongState as late:
            return too_late(request, late)
        messages.success(request, _("Decided. They get a mail in their own language."))
        return onward(request, "appeal_person", row.pk, row.appealed_at)
    context = {
        "suspension": row,
        "form": form,
        "may_decide": may_decide,
        "lines": history.read(Event.objects.about(row).newest_first()[:20]),
    }
    return render(request, "moderation/appeal_person.html", context, status=422 if form.errors else 200)


def _answer(request: Any, row: User, form: SuspendForm, lifting: LiftForm) -> HttpResponse:
    held = row.suspensions.now().select_related("by").first()
    no = suspending.refusal(request.user, row)
    context = {
        "person": row,
        "second_factor": is_mfa_enabled(row),
        "seats": Seat.objects.filter(user=row).select_related("hospital").order_by("left_at", "pk"),
        "suspensions": row.suspensions.select_related("by").order_by("-began_at"),
        "cases": knowing.cases_about(row),
        "held": held,
        "no": no,
        "may_lift": held is not None and suspending.LIFE.can(held, "lift", by=request.user),
        "consequences": []
        if no or held
        else [words for ask in suspending.consequences for words in ask(row)],
        "form": form,
        "lifting": lifting,
        "lines": history.read(knowing.events_about(row)[:30]),
    }
    wrong = form.errors or lifting.errors
    return render(request, "moderation/person.html", context, status=422 if wrong else 200)
