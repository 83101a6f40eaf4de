"""The hospital's side of one application: who finds it, what may be done with it, its CV. Its page is in one.py."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from applications import pipeline, seeing
from applications.models import Application
from core import audit
from core.downloads import send_file
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right


def found_or_404(request: WorkspaceRequest, pk: int) -> Application:
    """One that this seat holder may read. Opening it is the end of its candidate's changes."""
    found = Application.objects.readable_at(request.hospital, request.user)
    readable = found.select_related("posting__hospital", "candidate", "cv")
    application = get_object_or_404(readable, pk=pk)
    return readable.get(pk=pk) if seeing.see(application) else application


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
        messages.info(
            request, _("The CV itself can be opened once this person is on the shortlist or invited.")
        )
        return redirect("applications:workspace_detail", slug, pk)
    response = send_file(application.cv.file, application.cv.name, application.cv.kind)
    with transaction.atomic():
        audit.record(application, "cv_opened", by=request.user)
    return response
