"""A hospital's own texts for letters: read, written and removed by those who decide."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications import texts as rules
from applications.forms.texts import CannedTextForm
from applications.models import CannedText
from applications.views.decisions import DECIDE
from core import audit
from hospitals.access import WorkspaceRequest, workspace

MOST = 60  # texts of one hospital


@require_safe
@workspace(DECIDE)
def texts(request: WorkspaceRequest, slug: str) -> HttpResponse:
    own = CannedText.objects.filter(hospital=request.hospital).select_related("changed_by")
    board = [
        (_(name), rules.board_text(CannedText.Kind.REJECTION, f"board-{i}", "en"), rules.board_text(CannedText.Kind.REJECTION, f"board-{i}", "nl"))
        for i, (name, _words) in enumerate(rules.BOARD[CannedText.Kind.REJECTION], 1)
    ]  # fmt: skip
    context = {"hospital": request.hospital, "seat": request.seat, "own": own, "board": board}
    return render(request, "applications/texts.html", context)


@workspace(DECIDE)
def new(request: WorkspaceRequest, slug: str) -> HttpResponse:
    if CannedText.objects.filter(hospital=request.hospital).count() >= MOST:
        messages.warning(request, _("You have sixty texts. Remove one before you add another."))
        return redirect("applications:texts", slug)
    return _form(request, CannedText(), "text_added")


@workspace(DECIDE)
def edit(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(CannedText, pk=pk, hospital=request.hospital), "text_changed")


def _form(request: WorkspaceRequest, row: CannedText, verb: str) -> HttpResponse:
    form = CannedTextForm(
        request.POST if request.method == "POST" else None, instance=row, hospital=request.hospital
    )
    if form.is_valid():
        row.changed_by = request.user
        form.save()
        audit.record(row, verb, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("applications:texts", request.hospital.slug)
    context = {"hospital": request.hospital, "seat": request.seat, "form": form, "text": row}
    return render(request, "applications/text.html", context, status=422 if form.errors else 200)


@require_POST
@workspace(DECIDE)
def removal(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    row = get_object_or_404(CannedText, pk=pk, hospital=request.hospital)
    audit.record(row, "text_removed", by=request.user)
    row.delete()
    messages.success(request, _("Removed. Letters that were written with it stay as they are."))
    return redirect("applications:texts", slug)
