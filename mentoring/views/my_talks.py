"""A candidate's own talks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import inbox
from accounts.clock import zone_of
from accounts.models import User
from core.calendars import CANCEL, PUBLISH
from mentoring import booking, mails_of_talks, talk_facts, talks
from mentoring.forms_of_talks import WordsForm
from mentoring.models import Talk
from mentoring.models.talk import OPEN
from mentoring.refusals import Refused


def of_mine(user: User) -> Any:
    return Talk.objects.filter(candidate=user).with_all()


@login_required
@require_safe
def mine(request: Any) -> HttpResponse:
    rows = list(of_mine(request.user).order_by("-asked_at", "-pk")[:100])
    context = {
        "open": sorted(
            (row for row in rows if row.status in OPEN), key=lambda row: row.starts_at or row.asked_at
        ),
        "past": [row for row in rows if row.status not in OPEN],
    }
    return render(request, "mentoring/my_talks.html", context)


@login_required
@require_safe
def one(request: Any, pk: int) -> HttpResponse:
    row = get_object_or_404(of_mine(request.user), pk=pk)
    inbox.read(request.user, about=mails_of_talks.about(row))
    return page(request, row)


def page(request: Any, row: Talk, *, status: int = 200, **more: Any) -> HttpResponse:
    now = timezone.now()
    offers = row.offered.filter(withdrawn_at=None, starts_at__gt=now) if row.status == "requested" else []
    context = {
        "row": row,
        "offers": offers,
        "by_phone": any(one.how == "phone" for one in offers) and not row.phone,
        "where": talk_facts.where(row, request.user) if row.time else "",
        "clock": zone_of(request.user),
        "can_cancel": talks.LIFE.can(row, "cancel", by=request.user) and not row.has_begun,
        "can_miss": row.status == Talk.Status.BOOKED and row.has_begun,
        "applications": applications_there(row),
        "form": WordsForm(),
        **more,
    }
    return render(request, "mentoring/talk.html", context, status=status)


def applications_there(row: Talk) -> Any:
    """One's own applications at this hospital that were sent: the candidate may name the talk beside one."""
    model: Any = Talk._meta.get_field("application").related_model
    rows = model.objects.filter(candidate=row.candidate_id, posting__hospital=row.hospital_id)
    return rows.exclude(submitted_at=None).select_related("posting").order_by("-submitted_at")


@login_required
@require_POST
def move(request: Any, pk: int, noun: str) -> HttpResponse:
    row = get_object_or_404(of_mine(request.user), pk=pk)
    if noun not in _VERBS:
        raise Http404
    form = WordsForm(request.POST)
    if noun == "cancellation" and not form.is_valid():
        return page(request, row, status=422, form=form)
    try:
        _VERBS[noun](request, row, form)
    except Refused as no:
        return page(request, row, status=409, no=no.message)
    return redirect(row)


def _pick(request: Any, row: Talk, form: WordsForm) -> None:
    wanted = request.POST.get("time", "")
    time = row.offered.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 18 else None
    if time is None:
        raise Refused(_("Choose one of the times."))
    booking.pick(row, time, by=request.user, phone=request.POST.get("phone", "").strip()[:30])
    messages.success(request, _("Booked. You get a mail with the calendar file."))


def _cancel(request: Any, row: Talk, form: WordsForm) -> None:
    talks.cancel(row, by=request.user, words=form.cleaned_data["words"])
    messages.success(request, _("Cancelled."))


def _miss(request: Any, row: Talk, form: WordsForm) -> None:
    talks.miss(row, by=request.user)
    messages.success(request, _("Thank you. It does not count: you can ask this hospital again."))


def _link(request: Any, row: Talk, form: WordsForm) -> None:
    wanted = request.POST.get("application", "")
    chosen = None
    if wanted:
        known = {str(one.pk): one for one in applications_there(row)}
        if (chosen := known.get(wanted)) is None:
            raise Refused(_("Choose one of your applications."))
    talks.link(row, chosen, by=request.user)
    messages.success(request, _("The team sees it now.") if chosen else _("The team sees it no longer."))


_VERBS = {"choice": _pick, "cancellation": _cancel, "absence": _miss, "link": _link}


@login_required
@require_safe
def calendar(request: Any, pk: int) -> HttpResponse:
    row = get_object_or_404(of_mine(request.user).exclude(booked_at=None).exclude(time=None), pk=pk)
    method = CANCEL if row.status == Talk.Status.CANCELLED else PUBLISH
    content = talk_facts.calendar(row, reader=request.user, method=method, at=timezone.now())
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="talk.ics"'},
    )
