"""The hospital's side: one application. Reading changes nothing. The list and the board are in listing.py."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import blind, cvpictures, history, journeys, matching, pipeline
from applications.finding import Finding
from applications.models import Application, RejectionReason, WithdrawalReason
from core import audit
from core.downloads import send_file
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right


def found_or_404(request: WorkspaceRequest, pk: int) -> Application:
    readable = Application.objects.readable_at(request.hospital, request.user)
    return get_object_or_404(readable.select_related("posting__hospital", "candidate", "cv"), pk=pk)


@workspace(Right.SEE_APPLICATIONS)
def detail(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Everything about one person on one page. Opening it opens the CV: the trail keeps the day, the candidate sees it."""
    from applications.views import person

    application, now = found_or_404(request, pk), timezone.now()
    trail = journeys.events_of(application)
    paper = cvpictures.shown(application)
    context: dict[str, Any] = {
        "hospital": request.hospital,
        "seat": request.seat,
        "application": application,
        "sent": application.told,
        "letter": blind.masked(application.letter, application),
        "answers": blind.told_answers(application),
        "cv": paper,
        **_skills(application, paper.words),
        "promise": history.promise(application, now),
        "happened": history.of(application, trail),
        "stops": journeys.line(application, trail, to_hospital=True),
        "moves": moves(request, application),
        **_ends(application),
        "thread": person.thread_of(request, application),
        "notes": person.notes_of(request, application),
        "ratings": person.ratings_of(request, application),
        **Finding(request.hospital, request.user, request.GET).neighbours(application),
    }
    if paper.state in {"masked", "words", "drawn"} and not history.opened_today(trail, request.user, now):
        with transaction.atomic():
            audit.record(application, "cv_opened", by=request.user, at=now)
    return render(request, "applications/workspace_detail.html", context)


def _skills(application: Application, cv: str) -> dict[str, Any]:
    """The skills that are needed first, each with what backs it."""
    required, nice, others = matching.asked_for(application)
    letter = blind.masked(application.letter, application)
    return {
        "required": matching.evidence(required, letter=letter, cv=cv),
        "held": sum(has for _skill, has, _level in required),
        "nice": matching.evidence(nice, letter=letter, cv=cv),
        "others": others,
    }


def _ends(application: Application) -> dict[str, Any]:
    """Why it ended, as the hospital may read it."""
    refused, left = application.rejection_reason, application.withdrawal_reason
    return {
        "rejection": RejectionReason(refused).label if refused else "",
        "rejection_words": blind.masked(application.rejection_message, application),
        "withdrawal": WithdrawalReason(left).label if left else "",
        "withdrawal_words": blind.masked(application.withdrawal_message, application),
    }


def moves(request: WorkspaceRequest, application: Application) -> dict[str, Any]:
    """What this person may do next: `first` is the one button, `others` stand beside it."""
    open_to = pipeline.moves_open_to(request.user, application)
    words = {
        "read": _("Start reading"),
        "shortlist": _("Put on the shortlist"),
    }
    plain = [(verb, words[verb]) for verb in open_to if verb in words]
    return {
        "plain": plain,
        "invite": "invite" in open_to,
        "offer": "offer" in open_to,
        "hire": "hire" in open_to,
        "reject": "reject" in open_to,
        "undo": application.is_untold and request.seat.may(Right.DECIDE_APPLICATIONS),
        "reads_only": not request.seat.may(Right.DECIDE_APPLICATIONS),
    }


@workspace(Right.SEE_APPLICATIONS)
def cv(request: WorkspaceRequest, slug: str, pk: int) -> Any:
    """The CV as a download. It is logged, and the candidate sees when it was opened. A blind application keeps it back."""
    application = found_or_404(request, pk)
    if application.cv is None:
        raise Http404
    if application.is_blind:
        messages.info(request, _("The CV itself can be opened once this person is on the shortlist or invited."))
        return redirect("applications:workspace_detail", slug, pk)
    response = send_file(application.cv.file, application.cv.name, application.cv.kind)
    with transaction.atomic():
        audit.record(application, "cv_opened", by=request.user)
    return response
