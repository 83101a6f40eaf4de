"""The hospital's side: one application. Reading changes nothing. The list and the board are in listing.py."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from applications import journeys, matching, pipeline
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
    application = found_or_404(request, pk)
    required, nice, others = matching.asked_for(application)
    trail = journeys.events_of(application)
    context: dict[str, Any] = {
        "hospital": request.hospital,
        "seat": request.seat,
        "application": application,
        "sent": application.snapshot,
        "required": required,
        "held": sum(has for _skill, has, _level in required),
        "nice": nice,
        "others": others,
        "stops": journeys.line(application, trail, to_hospital=True),
        "moves": moves(request, application),
        "rejection": RejectionReason(application.rejection_reason).label
        if application.rejection_reason
        else "",
        "withdrawal": WithdrawalReason(application.withdrawal_reason).label
        if application.withdrawal_reason
        else "",
        **Finding(request.hospital, request.user, request.GET).neighbours(application),
    }
    return render(request, "applications/workspace_detail.html", context)


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
    """The CV as a download. It is logged, and the candidate sees when it was opened."""
    application = found_or_404(request, pk)
    if application.cv is None:
        raise Http404
    response = send_file(application.cv.file, application.cv.name, application.cv.kind)
    with transaction.atomic():
        audit.record(application, "cv_opened", by=request.user)
    return response
