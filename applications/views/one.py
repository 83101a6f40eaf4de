"""The page of one application, for its hospital: quick to read, from what is asked to what was sent."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from applications import blind, cvpictures, history, journeys, matching, samples
from applications.finding import Finding
from applications.models import Application, RejectionReason, WithdrawalReason
from applications.views import person
from applications.views.workspace import found_or_404, moves
from core import audit
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right


@workspace(Right.SEE_APPLICATIONS)
def detail(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Everything about one person on one page. Opening it opens the CV: the trail keeps the day, the candidate sees it."""
    with timezone.override(request.hospital.zone):  # days and hours by the clock of the team
        return _page(request, found_or_404(request, pk), timezone.now())


def _page(request: WorkspaceRequest, application: Application, now: datetime) -> HttpResponse:
    trail = journeys.events_of(application)
    paper, work = cvpictures.shown(application), samples.sent(application)
    context: dict[str, Any] = {
        "hospital": request.hospital,
        "seat": request.seat,
        "application": application,
        "sent": application.told,
        "letter": blind.masked(application.letter, application),
        "answers": blind.told_answers(application),
        "cv": paper,
        "samples": work,
        **_skills(application, paper.words, now, samples.shown_ids(work)),
        "promise": history.promise(application, now),
        "happened": history.of(application, trail, journeys.talks_of(application)),
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


def _skills(application: Application, cv: str, now: datetime, seen: set[int]) -> dict[str, Any]:
    """The skills that are needed first, each with what backs it; of the others, first those that something backs."""
    required, nice, others = matching.asked_for(application)
    letter = blind.masked(application.letter, application)
    backed = matching.backings(application, timezone.localtime(now).date(), samples=seen)
    texts: dict[str, Any] = {"letter": letter, "cv": cv, "backed": backed}
    return {
        "required": matching.evidence(required, **texts),
        "held": sum(has for _skill, has, _level in required),
        "nice": matching.evidence(nice, **texts),
        "others_backed": matching.evidence([row for row in others if row[0].slug in backed], **texts),
        "others": [row for row in others if row[0].slug not in backed],
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
