"""Hospitals at the desk: who says to be one, and what the official directory knows."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, F, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from core.models import Event
from core.workflow import WrongState
from hospitals import channels, verification
from hospitals.models import FormerHospital, Hospital, HospitalChannel, Seat
from hospitals.roles import Role
from moderation import evidence, history
from moderation.access import moderators_only
from moderation.forms.decision import HOSPITAL_VERBS, FreezeForm, HospitalDecisionForm
from moderation.onward import onward
from moderation.views import trusting
from moderation.views.openings import too_late

PER_PAGE = 50


@require_safe
@moderators_only
def hospitals(request: HttpRequest) -> HttpResponse:
    """Those that wait first; then by name."""
    asked, status = request.GET.get("q", "").strip()[:100], request.GET.get("status", "")
    waits = Case(When(status=Hospital.Status.PENDING, then=F("asked_at")))
    rows = Hospital.objects.order_by(waits.asc(nulls_last=True), "name", "id")
    if status == "frozen":
        rows = rows.filter(frozen_at__isnull=False)
    elif status in Hospital.Status.values:
        rows = rows.filter(status=status)
    for word in asked.split()[:6]:
        rows = (
            rows.filter(name__icontains=word)
            | rows.filter(city__icontains=word)
            | rows.filter(web_domain__icontains=word)
        )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    base = request.GET.copy()
    base.pop("page", None)
    statuses = [*Hospital.Status.choices, ("frozen", _("Stopped"))]
    context = {"page_obj": page, "q": asked, "status": status, "statuses": statuses, "base": base.urlencode()}
    return render(request, "moderation/hospitals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def hospital(request: HttpRequest, pk: int) -> HttpResponse:
    """What they gave beside what was found; verify or refuse. One that was merged leads to what it became."""
    if (gone := FormerHospital.objects.filter(number=pk).first()) is not None:
        return redirect("moderation:hospital", gone.hospital_id, permanent=True)
    row, user = get_object_or_404(Hospital.objects.select_related("entry"), pk=pk), cast(User, request.user)
    data = request.POST if request.method == "POST" else None
    form = HospitalDecisionForm(list(HOSPITAL_VERBS), data, language=reader_of(row))
    if request.method == "POST" and form.is_valid():
        return _decide(request, row, form, user)
    return _answer(request, row, form, user, FreezeForm(label_suffix=""))


def _decide(request: HttpRequest, row: Hospital, form: HospitalDecisionForm, user: User) -> HttpResponse:
    data, since = form.cleaned_data, row.asked_at
    try:
        if data["decision"] == "verify":
            (verification.keep if row.doubted_at else verification.verify)(row, by=user)
        else:
            say_no = verification.revoke if row.doubted_at else verification.refuse
            say_no(row, by=user, reasons=data["reasons"], words=data["words"])
    except verification.AlreadyVerified:
        form.add_error(
            None, _("Another hospital on the board is already the verified one of this directory entry.")
        )
        return _answer(request, row, form, user, FreezeForm(label_suffix=""))
    except WrongState as late:
        return too_late(request, late)
    messages.success(request, _("Decided. The hospital gets a mail."))
    return onward(request, "hospital", row.pk, since)


@require_POST
@moderators_only
def channel(request: HttpRequest, pk: int, channel: int) -> HttpResponse:
    """A moderator saw that a channel is the hospital's own."""
    rows = HospitalChannel.objects.select_related("hospital")
    channels.vouch(get_object_or_404(rows, hospital=pk, pk=channel), by=cast(User, request.user))
    messages.success(request, _("The channel is verified."))
    return redirect("moderation:hospital", pk)


@require_POST
@moderators_only
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a hospital, or let it go on: what is asked is in the field `stop`."""
    row, user = get_object_or_404(Hospital.objects.select_related("entry"), pk=pk), cast(User, request.user)
    form = FreezeForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _answer(request, row, HospitalDecisionForm(list(HOSPITAL_VERBS)), user, form)
    verb = verification.freeze if request.POST.get("stop") == "1" else verification.unfreeze
    try:
        verb(row, by=user, words=form.cleaned_data["words"])
    except WrongState as late:
        return too_late(request, late)
    messages.success(request, _("Done."))
    return redirect("moderation:hospital", pk)


def _answer(
    request: HttpRequest, row: Hospital, form: HospitalDecisionForm, user: User, freezing: FreezeForm
) -> HttpResponse:
    context = {
        "hospital": row,
        **evidence.of(row),
        "form": form,
        "freezing": freezing,
        "may_verify": verification.LIFE.can(row, "keep" if row.doubted_at else "verify", by=user),
        "may_freeze": verification.may_decide(user, row),
        "channels": row.channels.select_related("channel"),
        "lines": history.read(Event.objects.about(row).newest_first()[:20]),
        **trusting.shown(row, user),
    }
    wrong = form.errors or freezing.errors
    return render(request, "moderation/hospital.html", context, status=422 if wrong else 200)


def reader_of(row: Hospital) -> str:
    """The language of its first owner: a ready text comes in it."""
    owners = Seat.objects.held().filter(hospital=row, role=Role.OWNER).order_by("id")
    return owners.values_list("user__language", flat=True).first() or "en"
