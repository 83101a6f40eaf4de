"""A candidate's own applications: where they stand, what was sent, how to stop."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from accounts.models import InboxItem, User
from applications import caps, endings, journeys, mails, mending, receipts, timeline
from applications.forms.candidate import WithdrawalForm
from applications.models import Application, RejectionReason, Stage, WithdrawalReason
from applications.refusals import Refused
from core.downloads import pdf_file, send_file
from core.mail import in_language_of
from core.workflow import WrongState

PAGE = 20
MOST_OPENINGS = 10  # lines of who opened what


class OwnRequest(HttpRequest):
    user: User
    htmx: HtmxDetails


def own(request: OwnRequest, pk: int) -> Application:
    return get_object_or_404(
        Application.objects.by_candidate(request.user).select_related("posting__hospital", "cv"), pk=pk
    )


@login_required
def applications(request: OwnRequest) -> HttpResponse:
    found = Application.objects.by_candidate(request.user).for_rows().order_by("-changed_at", "-id")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = journeys.rows(list(page))
    rows.sort(key=lambda row: not (row["asked"] or row["application"].shown_status == Stage.OFFERED))
    context = {
        "drafts": [r for r in rows if r["application"].status == Stage.DRAFT],
        "running": [r for r in rows if r["application"].is_running],
        "ended": [
            r for r in rows if r["application"].status != Stage.DRAFT and not r["application"].is_running
        ],
        "page_obj": page,
        "sent": caps.count(request.user),
    }
    return render(request, "applications/mine.html", context)


@login_required
def detail(request: OwnRequest, pk: int) -> HttpResponse:
    application = own(request, pk)
    if application.status == Stage.DRAFT:
        return redirect("applications:apply", application.posting_id, application.posting.slug)
    if application.erased_at is not None:
        return render(request, "applications/erased.html", {"application": application})
    trail, now, told = journeys.events_of(application), timezone.now(), application.shown_status
    context = {
        "application": application,
        "about": mails.about(application),
        "unread": InboxItem.objects.to(request.user).unread().filter(about=mails.about(application)).exists(),
        "stops": journeys.line(application, trail),
        "happened": timeline.line(application, trail),
        "promise": timeline.promise(application, now),
        "readers": timeline.readers(application),
        "opened": timeline.openings(application, trail)[:MOST_OPENINGS],
        "may_change": mending.may_change(application),
        "rejection": RejectionReason(application.rejection_reason).label
        if told == Stage.REJECTED and application.rejection_shared and application.rejection_reason
        else "",
        "withdrawal": WithdrawalReason(application.withdrawal_reason).label
        if told == Stage.WITHDRAWN and application.withdrawal_reason
        else "",
        "may_decline": told == Stage.OFFERED,
    }
    with timezone.override(application.posting.hospital.zone):  # the days of the letters
        return render(request, "applications/detail.html", context)


@login_required
def sent(request: OwnRequest, pk: int) -> HttpResponse:
    """The page right after sending."""
    application = own(request, pk)
    if application.status == Stage.DRAFT:
        raise Http404
    stops = journeys.line(application, journeys.events_of(application))
    return render(request, "applications/sent.html", {"application": application, "stops": stops})


@login_required
def cv(request: OwnRequest, pk: int) -> Any:
    application = own(request, pk)
    if application.cv is None:
        raise Http404
    return send_file(application.cv.file, application.cv.name, application.cv.kind)


@login_required
def copy(request: OwnRequest, pk: int) -> HttpResponse:
    """What was sent, as the PDF that the receipt held."""
    application = own(request, pk)
    if application.status == Stage.DRAFT or application.erased_at is not None:
        raise Http404
    with in_language_of(request.user):
        return pdf_file(receipts.pdf(application), name=application.posting.title)


@login_required
def withdrawal(request: OwnRequest, pk: int) -> HttpResponse:
    application = own(request, pk)
    if not application.is_running:
        messages.info(request, _("This application has ended already."))
        return redirect(application)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = {"reason": form.cleaned_data["reason"], "message": form.cleaned_data["message"]}
        return answered(
            request,
            application,
            lambda: endings.withdraw(application, by=request.user, **chosen),
            _("You withdrew. The hospital knows."),
        )
    return render(request, "applications/withdrawal.html", {"application": application, "form": form})


@login_required
def declining(request: OwnRequest, pk: int) -> HttpResponse:
    application = own(request, pk)
    if application.shown_status != Stage.OFFERED:
        messages.info(request, _("There is no offer to decline."))
        return redirect(application)
    if request.method == "POST":
        return answered(
            request,
            application,
            lambda: endings.decline(application, by=request.user),
            _("You declined the offer. The hospital knows."),
        )
    return render(request, "applications/declining.html", {"application": application})


def answered(
    request: OwnRequest, application: Application, verb: Callable[[], None], done: str
) -> HttpResponse:
    """Somebody may have been first: then say so, on the page that shows where it stands now."""
    try:
        verb()
    except Refused as no:
        messages.warning(request, str(no.message))
    except WrongState:
        messages.warning(
            request, _("The hospital was first: this application has just moved. Here is where it stands.")
        )
    else:
        messages.success(request, done)
    return redirect("applications:detail", application.pk)
