"""Talks in the workspace: giving times, answering, and how it went."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.vocabulary import vocabulary
from core.zones import zone_name
from hospitals.access import WorkspaceRequest, has_right, workspace
from hospitals.roles import Right
from mentoring import hosting, talk_facts, talks
from mentoring.forms_of_talks import GiveForm, OfferForm, WordsForm
from mentoring.models import Talk, TalkTime
from mentoring.refusals import Refused
from mentoring.talk_facts import by_day


def of_hospital(request: WorkspaceRequest) -> Any:
    return Talk.objects.filter(hospital=request.hospital).with_all()


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.HOST_TALKS)
def hosted(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """Requests, talks to come, times that are free; and giving some."""
    hospital, now = request.hospital, timezone.now()
    sent = request.POST if request.method == "POST" else None
    form = GiveForm(sent, zone=hospital.zone, language=request.user.language)
    if form.is_valid():
        try:
            made = hosting.give(form.pattern(), form.moments, hospital=hospital, by=request.user)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _given(len(made), form.left_out))
            return redirect("mentoring:hosted", hospital.slug)
    rows, times = (
        of_hospital(request),
        TalkTime.objects.to_come(now).filter(hospital=hospital, meant_for=None),
    )
    free = times.exclude(talks__status=Talk.Status.BOOKED).select_related("host").order_by("starts_at", "pk")
    context = {
        "hospital": hospital,
        "seat": request.seat,
        "zone": zone_name(request.hospital.zone),
        "form": form,
        "opened": bool(form.errors),
        "asked": rows.filter(status="requested").order_by("asked_at")[:50],
        "coming": rows.booked().order_by("time__starts_at")[:100],
        "past": rows.exclude(status__in=["requested", "booked"]).order_by("-ended_at")[:30],
        "days": by_day(free[:200]),
        "manages": has_right(request.user, hospital.pk, Right.MANAGE_TEAM),
    }
    return render(request, "mentoring/hosted.html", context, status=422 if form.errors else 200)


def _given(n: int, left_out: int) -> str:
    said = ngettext("%(n)s time given.", "%(n)s times given.", n) % {"n": n}
    if not left_out:
        return said
    why = ngettext(
        "%(n)s week is left out: it is more than 90 days ahead, or the clock is changed at that hour.",
        "%(n)s weeks are left out: they are more than 90 days ahead, or the clock is changed at that hour.",
        left_out,
    )
    return f"{said} {why % {'n': left_out}}"


@require_POST
@workspace(Right.HOST_TALKS)
def taking_back(request: WorkspaceRequest, slug: str) -> HttpResponse:
    wanted = [int(one) for one in request.POST.getlist("time") if one.isdecimal() and len(one) < 18]
    times = TalkTime.objects.filter(hospital=request.hospital, pk__in=wanted)
    if wanted and not times:
        raise Http404
    n = hosting.take_back(times, by=request.user)
    messages.success(request, ngettext("%(n)s time taken back.", "%(n)s times taken back.", n) % {"n": n})
    return redirect("mentoring:hosted", request.hospital.slug)


@require_safe
@workspace(Right.HOST_TALKS)
def hosted_talk(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(of_hospital(request), pk=pk))


def _page(request: WorkspaceRequest, row: Talk, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "zone": zone_name(request.hospital.zone),
        "row": row,
        "topic": vocabulary().skills.get(row.topic_id or 0),
        "where": talk_facts.where(row, request.user) if row.time else "",
        "offers": row.offered.filter(withdrawn_at=None) if row.status == "requested" else [],
        "own": request.user.pk == row.candidate_id,
        "can_cancel": row.status == Talk.Status.BOOKED and not row.has_begun,
        "can_settle": row.status == Talk.Status.BOOKED and row.has_begun,
        "offer": OfferForm(None, zone=request.hospital.zone, language=row.candidate.language),
        "form": WordsForm(),
        **more,
    }
    return render(request, "mentoring/hosted_talk.html", context, status=status)


@require_POST
@workspace(Right.HOST_TALKS)
def hosted_move(request: WorkspaceRequest, slug: str, pk: int, noun: str) -> HttpResponse:
    row = get_object_or_404(of_hospital(request), pk=pk)
    form = WordsForm(request.POST)
    if noun in ("refusal", "cancellation") and not form.is_valid():
        return _page(request, row, status=422, form=form)
    try:
        if noun == "offer":
            offer = OfferForm(request.POST, zone=request.hospital.zone, language=row.candidate.language)
            if not offer.is_valid():
                return _page(request, row, status=422, offer=offer)
            talks.offer(row, offer.times(), by=request.user, words=offer.cleaned_data["words"])
        elif noun == "refusal":
            talks.decline(row, by=request.user, words=form.cleaned_data["words"])
        elif noun == "cancellation":
            talks.cancel(row, by=request.user, words=form.cleaned_data["words"])
        elif noun == "held":
            talks.hold(row, by=request.user)
        elif noun == "absence":
            talks.miss(row, by=request.user)
        else:
            raise Http404
    except Refused as no:
        return _page(request, row, status=409, no=no.message)
    messages.success(request, _("Saved. They are told."))
    return redirect(row.workspace_url)
