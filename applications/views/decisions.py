"""What a hospital does with an application. Each is a POST; what ends something asks first or can be undone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import endings, interviews, offers, pipeline, texts
from applications import hiring as hiring_rules
from applications.forms.hospital import HireForm, RejectionForm
from applications.models import Application, CannedText
from applications.refusals import Refused
from applications.views.workspace import found_or_404
from core.workflow import WrongState
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right

DECIDE = Right.DECIDE_APPLICATIONS


def back(request: WorkspaceRequest, application: Application) -> HttpResponse:
    """To the application, in the list that the reader came from."""
    where = reverse("applications:workspace_detail", args=[request.hospital.slug, application.pk])
    return redirect(f"{where}?{request.GET.urlencode()}" if request.GET else where)


def draw(
    request: WorkspaceRequest, application: Application, verb: Callable[[], None], done: str
) -> HttpResponse:
    try:
        verb()
    except WrongState as late:
        stage = Application.Stage(late.status).label
        messages.error(
            request, _("Somebody was first. This application is now at: %(stage)s.") % {"stage": stage}
        )
    except Refused as no:
        messages.error(request, str(no.message))
    else:
        messages.success(request, done)
    return back(request, application)


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
    return draw(request, application, lambda: pipeline.VERBS[verb](application, by=request.user), done[verb])


def given_or_before(request: HttpRequest) -> tuple[QueryDict | None, dict[str, Any]]:
    """(what a form is bound to, what it begins with). With `then=text` only another text was chosen: nothing is decided,
    and what was ticked before stays."""
    if request.POST.get("then") == "text":
        return None, request.POST.dict()
    return (request.POST if request.method == "POST" else None), {}


@workspace(DECIDE)
def hiring(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Confirms the hire, and asks what the others are told: nobody is left open silently."""
    application = found_or_404(request, pk)
    if not pipeline.LIFE.can(application, "hire", by=request.user):
        return back(request, application)
    text = texts.for_the_others(
        request.hospital, application.candidate.language, request.POST.get("text", "")
    )
    given, before = given_or_before(request)
    form = HireForm(given, application=application, seat=request.seat, text=text.key, before=before)
    if form.is_valid():
        return draw(
            request,
            application,
            lambda: hiring_rules.hire(application, form.decision, by=request.user),
            _("Hired. The candidate gets a mail."),
        )
    context = {
        "form": form,
        "others": form.others[:10],
        "total": len(form.others),
        "offer": offers.of(application),
        "texts": texts.choices(request.hospital, CannedText.Kind.REJECTION, request.user.language),
        "chosen": text.key,
    }
    return page(request, application, "hire", context, 422 if form.errors else 200)


@workspace(DECIDE)
def rejection(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """`then=text` begins again with another text; `then=preview` shows the letter before it is decided."""
    application = found_or_404(request, pk)
    waiting = offers.of(application)
    if waiting is not None and waiting.waits and application.status == Application.Stage.OFFERED:
        messages.warning(request, _("Your offer still waits for an answer. Take it back first."))
        return back(request, application)
    known, chosen, words = texts.for_rejection(application, request.POST.get("text", ""))
    given, before = given_or_before(request)
    form = RejectionForm(given, initial={**before, "message": words}, application=application)
    asked = request.POST.get("then") == "preview"
    if form.is_valid() and not asked:
        done = _("Not chosen. The letter leaves in 24 hours; until then you can undo this.")
        return draw(request, application, lambda: form.reject(by=request.user), done)
    if not pipeline.LIFE.can(application, "reject", by=request.user):
        return back(request, application)
    context = {
        "form": form,
        "texts": known,
        "chosen": chosen,
        "preview": form.is_valid() and asked,
        "talk": interviews.open_for(application),
    }
    return page(request, application, "rejection", context, 200)


def page(
    request: WorkspaceRequest, application: Application, template: str, more: dict[str, Any], status: int
) -> HttpResponse:
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "application": application,
        "base": request.GET.urlencode(),
    }
    return render(request, f"applications/{template}.html", context | more, status=status)


@require_POST
@workspace(DECIDE)
def rejection_undo(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    application = found_or_404(request, pk)
    done = _("Undone. The candidate hears nothing of it.")
    return draw(request, application, lambda: endings.undo_rejection(application, by=request.user), done)
