"""Applications leave as files: a table, a PDF, a ZIP that the worker makes."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications import exports
from applications.finding import Finding
from applications.models import Application, Export
from applications.views.workspace import found_or_404
from core import csvfile
from core.downloads import pdf_file, send_file
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right

TAKE = Right.DECIDE_APPLICATIONS  # files leave the board, so only those who answer for them take them along


@require_safe
@workspace(TAKE)
def table(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """What the list shows, with the same query string."""
    finding = Finding(request.hospital, request.user, request.GET)
    found = finding.found.select_related("posting__hospital", "candidate").defer(
        "letter", "posting__description", "posting__description_html"
    )
    if request.method == "GET":
        ids = finding.found.order_by().values("pk")
        listed = Application.objects.filter(pk__in=ids).select_related("posting")
        exports.log(listed.only("posting__hospital_id"), by=request.user, how="csv")
    name = f"{_('applications')}-{timezone.localdate():%Y-%m-%d}.csv"
    return csvfile.response(exports.table(found), name=name)  # type: ignore[return-value]


@require_safe
@workspace(TAKE)
def pdf(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    from applications.printing import application_pdf  # 20 MB that few processes need

    application = found_or_404(request, pk)
    content = application_pdf(application)
    exports.log([application], by=request.user, how="pdf")
    return pdf_file(content, name=application.candidate_name)


@workspace(TAKE)
def ask(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """The page that asks for a ZIP of one opening, with those that were asked for today."""
    finding = Finding(request.hospital, request.user, request.GET)
    if request.method == "POST":
        chosen = request.POST.get("opening", "")
        posting = next((one for one in finding.openings if str(one.pk) == chosen), None)
        if posting is None:
            messages.warning(request, _("Choose an opening"))
            return redirect("applications:exports", slug)
        export = exports.ask(
            posting, hospital=request.hospital, by=request.user, language=get_language() or "en"
        )
        return redirect("applications:export", slug, export.token)
    mine = Export.objects.filter(
        hospital=request.hospital, asked_by=request.user, expires_at__gt=timezone.now()
    )
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "openings": finding.openings,
        "opening": finding.opening,
        "mine": mine.select_related("posting").order_by("-asked_at")[:10],
    }
    return render(request, "applications/exports.html", context)


@workspace(Right.SEE_WORKSPACE)
def export(request: WorkspaceRequest, slug: str, token: str) -> Any:
    """How far it is; a POST fetches the file, once. Nobody but the asker finds it, and only while they decide here."""
    if not request.seat.may(TAKE):
        raise Http404
    mine = Export.objects.filter(hospital=request.hospital, asked_by=request.user).select_related("posting")
    one = get_object_or_404(mine, token=token)
    if request.method == "POST":
        fetched = exports.fetch(one, by=request.user)
        if fetched is None:
            messages.warning(request, _("This file was fetched already or is too old. Ask for a new one."))
            return redirect("applications:exports", slug)
        return send_zip(fetched)
    context = {"hospital": request.hospital, "seat": request.seat, "export": one, "now": timezone.now()}
    template = "_export" if request.headers.get("HX-Request") else "export"
    return render(request, f"applications/{template}.html", context)


def send_zip(one: Export) -> FileResponse:
    response = send_file(one.file, "applications", "zip")
    name = f"{slugify(one.posting.title)[:60] or 'applications'}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
