"""A CV read into the profile as suggestions, and the profile taken along as a file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.forms.importing import TOO_OFTEN, ChoiceForm, ImportForm, may_read
from accounts.importing import describing, exporting, offering
from accounts.importing.files import read_document
from accounts.importing.suggestion import Suggestion
from accounts.models import CVReading, Document, Language
from accounts.snapshots import snapshot
from accounts.views.me import MyRequest, page
from core.downloads import pdf_file
from core.switches import Part, switched


@login_required
@switched(Part.CV_IMPORT)
@page
def choose(request: MyRequest) -> HttpResponse:
    """Which file to read. Whatever waits from an earlier one stays until another says something new."""
    mine = Document.objects.filter(owner=request.user).kept().order_by("-uploaded_at")
    kept = request.POST.get("document", "")
    sent: Any = (request.POST, request.FILES) if request.method == "POST" and not kept else (None, None)
    form = ImportForm(*sent, user=request.user)
    if kept:
        return _read_kept(
            request, get_object_or_404(mine, pk=int(kept) if kept.isdigit() and len(kept) < 15 else 0)
        )
    if form.is_valid():
        return _offered(request, form.cleaned_data["file"].name, form.found)
    waiting = offering.waiting(request.user, at=timezone.now())
    return render(
        request, "accounts/profile_import.html", {"form": form, "documents": mine, "waiting": waiting}
    )


def _read_kept(request: MyRequest, document: Document) -> HttpResponse:
    if not may_read(request.user):
        messages.error(request, TOO_OFTEN)
        return redirect("accounts:profile_import")
    try:
        return _offered(request, document.name, read_document(document))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("accounts:profile_import")


def _offered(request: MyRequest, name: str, found: list[Suggestion]) -> HttpResponse:
    if offering.keep(request.user, name, found, at=timezone.now()) is None:
        messages.info(request, _("There is nothing new in this file: your profile says all of it already."))
        return redirect("accounts:profile_import")
    return redirect("accounts:profile_suggestions")


@login_required
@page
def suggestions(request: MyRequest) -> HttpResponse:
    """Tick one by one; nothing is written before."""
    waiting = offering.waiting(request.user, at=timezone.now())
    if waiting is None:
        return redirect("accounts:profile_import")
    offers = offering.offers(request.user, offering.found_in(waiting))
    sent = ChoiceForm(request.POST, offers) if request.method == "POST" else None
    if sent and not sent.error:
        return _accepted(request, waiting, sent)
    ticked = sent.numbers if sent else {offer.number for offer in offers if offer.chosen}
    context = {
        "waiting": waiting,
        "erased_on": waiting.made_at + offering.KEPT,
        "groups": describing.groups(offers),
        "ticked": ticked,
        "levels": Language.Level.choices,
        "error": sent.error if sent else "",
        "missing": sent.missing if sent else set(),
    }
    return render(request, "accounts/profile_suggestions.html", context)


def _accepted(request: MyRequest, waiting: CVReading, sent: ChoiceForm) -> HttpResponse:
    added = offering.accept(request.user, waiting, sent.numbers, sent.levels)
    if added.n:
        words = ngettext("%(n)s thing is now in your profile. Check it below.", "%(n)s things are now in your profile. Check them below.", added.n)  # fmt: skip
        messages.success(request, words % {"n": added.n})
    for reason in added.left[:3]:
        messages.warning(request, reason)
    return redirect("accounts:profile")


@login_required
@require_POST
def discarding(request: MyRequest) -> HttpResponse:
    offering.discard(request.user)
    messages.success(request, _("The suggestions are erased. Your profile is as it was."))
    return redirect("accounts:profile_import")


@login_required
@require_GET
def as_json(request: MyRequest) -> HttpResponse:
    response = HttpResponse(exporting.as_json(snapshot(request.user)), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="resume.json"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_GET
def as_pdf(request: MyRequest) -> HttpResponse:
    from accounts.importing.printing import profile_pdf  # 20 MB that few processes need

    return pdf_file(profile_pdf(snapshot(request.user)), name=request.user.name or "cv")
