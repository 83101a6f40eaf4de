"""What a hospital does with an application. Each is a POST; what ends something asks first or can be undone."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import pipeline
from applications.forms.hospital import RejectionForm, default_message
from applications.models import Application
from applications.views.workspace import found_or_404
from core.workflow import WrongState
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right

DECIDE = Right.DECIDE_APPLICATIONS


def _back(request: WorkspaceRequest, application: Application) -> HttpResponse:
    """To the application, in the list that the reader came from."""
    where = reverse("applications:workspace_detail", args=[request.hospital.slug, application.pk])
    kept = request.GET.urlencode()
    return redirect(f"{where}?{kept}" if kept else where)


def _draw(
    request: WorkspaceRequest, application: Application, verb: Callable[[], None], done: str
) -> HttpResponse:
    try:
        verb()
    except WrongState as late:
        stage = Application.Stage(late.status).label
        messages.error(
            request, _("Somebody was first. This application is now at: %(stage)s.") % {"stage": stage}
        )
    except pipeline.Refused as no:
        messages.error(request, str(no.message))
    else:
        messages.success(request, done)
    return _back(request, application)


@require_POST
@workspace(DECIDE)
def move(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """`to` names the verb: read, shortlist or invite."""
    application = found_or_404(request, pk)
    done = {
        "read": _("You are reading this application. The candidate gets a mail."),
        "shortlist": _("On the shortlist. The candidate gets a mail."),
        "invite": _("Invited. The candidate gets a mail and expects you to agree on a day."),
    }
    verb = request.POST.get("to", "")
    if verb not in done:
        raise Http404
    return _draw(request, application, lambda: pipeline.VERBS[verb](application, by=request.user), done[verb])


def _asked_first(request: WorkspaceRequest, application: Application, verb: str, done: str) -> HttpResponse:
    if request.method == "POST":
        return _draw(request, application, lambda: pipeline.VERBS[verb](application, by=request.user), done)
    if not pipeline.LIFE.can(application, verb, by=request.user):
        return _back(request, application)
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "application": application,
        "base": request.GET.urlencode(),
    }
    return render(request, f"applications/{verb}.html", context)


@workspace(DECIDE)
def offer(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    return _asked_first(
        request, found_or_404(request, pk), "offer", _("The candidate gets a mail that you make an offer.")
    )


@workspace(DECIDE)
def hiring(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    return _asked_first(request, found_or_404(request, pk), "hire", _("Hired. The candidate gets a mail."))


@workspace(DECIDE)
def rejection(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    application = found_or_404(request, pk)
    form = RejectionForm(request.POST or None, initial={"message": default_message(application)})
    if request.method == "POST" and form.is_valid():
        words = {"reason": form.cleaned_data["reason"], "message": form.cleaned_data["message"]}
        done = _("Not chosen. The letter leaves in 24 hours; until then you can undo this.")
        return _draw(
            request, application, lambda: pipeline.reject(application, by=request.user, **words), done
        )
    if not pipeline.LIFE.can(application, "reject", by=request.user):
        return _back(request, application)
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "application": application,
        "form": form,
        "base": request.GET.urlencode(),
    }
    return render(request, "applications/rejection.html", context)


@require_POST
@workspace(DECIDE)
def rejection_undo(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    application = found_or_404(request, pk)
    done = _("Undone. The candidate hears nothing of it.")
    return _draw(request, application, lambda: pipeline.undo_rejection(application, by=request.user), done)
