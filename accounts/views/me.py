"""A person's own pages."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.completeness import parts_of
from accounts.forms.profile import CVForm
from accounts.forms.settings import SettingsForm
from accounts.models import Document, User
from accounts.profiles import add_document, remove_document
from core.downloads import send_file


class MyRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


page = require_http_methods(["GET", "HEAD", "POST"])


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to. An empty POST is a form too: it gets its messages."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@login_required
@require_GET
def home(request: MyRequest) -> HttpResponse:
    parts = parts_of(request.user) if request.user.looks_for_work else []
    return render(
        request,
        "accounts/home.html",
        {"parts": parts, "done": sum(p.done for p in parts), "missing": [p for p in parts if not p.done][:3]},
    )


@login_required
@page
def documents(request: MyRequest) -> HttpResponse:
    form = CVForm(*_sent(request))
    if form.is_valid() and _kept(request.user, form):
        messages.success(request, _("Your CV is saved."))
        return redirect("accounts:documents")
    mine = Document.objects.filter(owner=request.user).kept().order_by("-uploaded_at")
    return render(request, "accounts/documents.html", {"form": form, "documents": mine})


def _kept(user: User, form: CVForm) -> bool:
    try:
        add_document(user, form.cleaned_data["cv"], form.checked)
    except ValidationError as error:
        form.add_error("cv", error)
        return False
    return True


@login_required
@require_GET
def document(request: MyRequest, pk: int) -> HttpResponse:
    """One's own file. A hospital's way to it is in applications."""
    mine = get_object_or_404(Document.objects.filter(owner=request.user).kept(), pk=pk)
    return send_file(mine.file, mine.name, mine.kind)  # type: ignore[return-value]  # a streaming response


@login_required
@require_POST
def document_removal(request: MyRequest, pk: int) -> HttpResponse:
    remove_document(get_object_or_404(Document.objects.filter(owner=request.user).kept(), pk=pk))
    messages.success(request, _("The file is removed from your profile."))
    return redirect("accounts:documents")


@login_required
@page
def settings(request: MyRequest) -> HttpResponse:
    # a copy, so that a name that was refused does not appear in the header
    me = User.objects.get(pk=request.user.pk)
    form = SettingsForm(_sent(request)[0], instance=me)
    if form.is_valid():
        saved: Any = form.save()
        with translation.override(saved.language):
            messages.success(request, _("Your settings are saved."))
            return redirect(reverse("accounts:settings"))
    return render(request, "accounts/settings.html", {"form": form})
