"""Messages of one application, as both sides see them; here the candidate's own page of them."""

from typing import Any

from django.contrib import messages as told
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from applications import messages
from applications.forms.person import MessageForm
from applications.models import UNANSWERED, Application, Attachment, Stage
from applications.refusals import Refused
from applications.views.mine import OwnRequest, own
from core import audit
from core.downloads import send_file


def thread(
    application: Application, *, to_hospital: bool, action: str, files: str, form: MessageForm | None = None
) -> dict[str, Any]:
    """What applications/_messages.html needs. `files` is the address of a file with 0 for its number."""
    rows = messages.shown(application, to_hospital=to_hospital)
    for message in rows:
        message.mine = message.by_hospital == to_hospital  # type: ignore[attr-defined]
        kept = [] if message.hidden_at else message.attachments.all()
        message.files = [(one, files.replace("/0/", f"/{one.pk}/")) for one in kept]  # type: ignore[attr-defined]
    return {
        "application": application,
        "to_hospital": to_hospital,
        "rows": rows,
        "new": sum(not m.mine and m.read_at is None for m in rows),  # type: ignore[attr-defined]
        "closed": messages.why_not(application, by_hospital=to_hospital, at=timezone.now()),
        "withheld": to_hospital and application.is_blind,
        "owed": application.status in UNANSWERED,
        "writes": True,
        "form": form or MessageForm(auto_id="message_%s"),
        "action": action,
    }


def answer_to(form: MessageForm, application: Application, by: User) -> bool:
    """Sends what the form holds. False: the form says why not, and keeps what was typed."""
    if not form.is_valid():
        return False
    try:
        messages.send(
            application, by=by, words=form.cleaned_data["words"], attachments=form.cleaned_data["files"]
        )
    except Refused as no:
        form.add_error(None, str(no.message))
        return False
    # Who answers on the page has read what stands there; a message to many at once has read nothing.
    messages.read(application, by_hospital=by.pk != application.candidate_id)
    return True


def own_thread(application: Application, form: MessageForm | None = None) -> dict[str, Any]:
    return thread(
        application,
        to_hospital=False,
        action=reverse("applications:my_messages", args=[application.pk]),
        files=reverse("applications:my_file", args=[application.pk, 0]),
        form=form,
    )


def _sent(request: OwnRequest, pk: int) -> Application:
    application = own(request, pk)
    if application.status == Stage.DRAFT:
        raise Http404
    return application


@login_required
def my_messages(request: OwnRequest, pk: int) -> HttpResponse:
    """The messages alone, and where one's own are sent."""
    application = _sent(request, pk)
    form = (
        MessageForm(request.POST, request.FILES, auto_id="message_%s") if request.method == "POST" else None
    )
    if form is not None and answer_to(form, application, request.user):
        told.success(request, _("Sent. The hospital gets a mail."))
        return redirect(application.get_absolute_url() + "#messages")
    return render(
        request,
        "applications/my_messages.html",
        {"application": application, "form": form, "thread": own_thread(application, form)},
    )


@require_POST
@login_required
def my_messages_read(request: OwnRequest, pk: int) -> HttpResponse:
    application = _sent(request, pk)
    messages.read(application, by_hospital=False)
    if request.htmx:
        return HttpResponse(status=204)
    return redirect(application.get_absolute_url() + "#messages")


@login_required
def my_file(request: OwnRequest, pk: int, file: int) -> Any:
    return send(request, _sent(request, pk), file)


def send(request: HttpRequest, application: Application, pk: int) -> Any:
    """A file of a message, as a download; who fetched it stands in the trail. Whoever calls has checked the right."""
    one = get_object_or_404(
        Attachment.objects.filter(message__application=application, message__hidden_at=None), pk=pk
    )
    response = send_file(one.file, one.name, one.kind)
    with transaction.atomic():
        audit.record(application, "file_opened", by=request.user, data={"file": one.pk})
    return response
