"""A hospital and its talks with one candidate: propose times, change them, call it off, take it into a calendar."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from applications import calendars, interviews, pipeline
from applications.forms.interview import CancelForm, InterviewForm
from applications.models import TALKING, Application, Interview, InterviewStatus
from applications.refusals import Refused
from applications.views.decisions import DECIDE, back, page
from applications.views.workspace import found_or_404
from core.workflow import WrongState
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right


@workspace(DECIDE)
def interview(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Propose times; for a talk that is still open, other ones."""
    application = found_or_404(request, pk)
    open_one = interviews.open_for(application)
    if open_one is None and not _may_begin(request, application):
        messages.info(request, _("An interview does not fit this stage."))
        return back(request, application)
    form = InterviewForm(
        request.POST if request.method == "POST" else None,
        application=application,
        by=request.user,
        interview=open_one,
    )
    if form.is_valid():
        try:
            if open_one is None:
                pipeline.propose_interview(application, form.proposal, by=request.user)
            else:
                interviews.propose_again(open_one, form.proposal, by=request.user)
        except (Refused, WrongState) as no:
            form.add_error(None, _refusal(no))
        else:
            messages.success(request, _("The candidate gets a mail with the times."))
            return back(request, application)
    context = {"form": form, "interview": open_one}
    return page(request, application, "interview_form", context, 422 if form.errors else 200)


def _may_begin(request: WorkspaceRequest, application: Application) -> bool:
    fits = application.status in TALKING and pipeline.decides(request.user, application)
    return fits or pipeline.LIFE.can(application, "invite", by=request.user)


def _refusal(no: Exception) -> str:
    return (
        str(no.message)
        if isinstance(no, Refused)
        else _("Somebody was first. Open the application again to see where it stands.")
    )


@workspace(DECIDE)
def cancellation(request: WorkspaceRequest, slug: str, pk: int, talk: int) -> HttpResponse:
    application = found_or_404(request, pk)
    one = get_object_or_404(Interview, pk=talk, application=application)
    if not one.is_open:
        messages.info(request, _("This interview is not open any more."))
        return back(request, application)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            interviews.cancel(one, by=request.user, words=form.cleaned_data["words"])
        except (Refused, WrongState) as no:
            messages.error(request, _refusal(no))
        else:
            messages.success(request, _("Called off. The candidate gets a mail with your words."))
        return back(request, application)
    context = {"form": form, "interview": one}
    return page(request, application, "interview_cancel", context, 422 if form.errors else 200)


@workspace(Right.SEE_APPLICATIONS)
def calendar(request: WorkspaceRequest, slug: str, pk: int, talk: int) -> HttpResponse:
    application = found_or_404(request, pk)
    return calendar_file(get_object_or_404(Interview, pk=talk, application=application), request.user)


def calendar_file(one: Interview, reader: User) -> HttpResponse:
    """The agreed talk as a download for one of its two sides."""
    if one.status != InterviewStatus.AGREED or one.starts_at is None:
        raise Http404
    content = calendars.written(one, reader=reader, method=calendars.PUBLISH, at=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="interview.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
