"""A card of the board is moved, by its menu or by dragging: the same form."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import pipeline
from applications.board import verbs_of_one_click
from applications.finding import Finding, stage_names
from applications.models import Application, Stage
from applications.views.listing import board_page, is_fragment
from applications.views.workspace import found_or_404
from core.workflow import WrongState
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right


@require_POST
@workspace(Right.DECIDE_APPLICATIONS)
def move(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """`to` names the verb, `from` the column where the mover saw the card. Whoever comes second is told on the board."""
    application, verb = found_or_404(request, pk), request.POST.get("to", "")
    if verb not in verbs_of_one_click():
        raise Http404
    told = _drawn(application, verb, seen_at=request.POST.get("from", ""), request=request)
    finding = Finding(request.hospital, request.user, request.GET)
    if is_fragment(request):
        return board_page(request, finding, told=told)
    kept, there = finding.query(), reverse("applications:workspace_board", args=[slug])
    (messages.error if told else messages.success)(request, told or _("Moved. The candidate gets a mail."))
    return redirect(f"{there}?{kept}" if kept else there)


def _drawn(application: Application, verb: str, *, seen_at: str, request: WorkspaceRequest) -> str:
    """Moves it. Returns "" or what to tell the person who came too late."""
    try:
        with transaction.atomic():
            now = Application.objects.select_for_update(of=("self",)).get(pk=application.pk).status
            if seen_at and now != seen_at:
                raise WrongState(application, verb, now)
            pipeline.VERBS[verb](application, by=request.user)
    except WrongState as late:
        at = stage_names().get(late.status) or Stage(late.status).label
        facts = {"name": application.candidate_name, "stage": at}
        return _("Somebody was first: %(name)s is at “%(stage)s” now. Nothing was moved by you.") % facts
    return ""
