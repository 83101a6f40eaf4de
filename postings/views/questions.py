"""The questions of an opening and the hospital's library of them, for its team. Every address is a noun."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from postings import questions
from postings.forms.question import QuestionForm
from postings.models import Posting, SavedQuestion
from postings.views.workspace import page


def _opening(request: WorkspaceRequest, pk: int) -> Posting:
    return get_object_or_404(Posting.objects.select_related("hospital"), hospital=request.hospital, pk=pk)


def _library(request: WorkspaceRequest) -> Any:
    return SavedQuestion.objects.filter(hospital=request.hospital, retired_at=None)


def _asked(posting: Posting, key: str) -> questions.Question:
    found = questions.one(posting, key)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.SEE_OPENINGS)
def of_opening(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """The questions in their order; the form adds one."""
    posting = _opening(request, pk)
    may_write = request.seat.may(Right.WRITE_OPENINGS)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    asked = questions.of(posting)
    texts = {q.text for q in asked}
    form = QuestionForm(request.POST if request.method == "POST" else None, others=texts)
    if request.method == "POST" and form.is_valid():
        _add(request, posting, form)
        return _back(posting)
    context = {
        "posting": posting,
        "asked": asked,
        "form": form,
        "most": questions.MOST,
        "may_change": may_write and questions.may_change(posting),
        "may_write": may_write,
        "locked": not questions.may_change(posting),
        "library": [s for s in _library(request)[:100] if s.text not in texts] if may_write else [],
    }
    return page(request, "questions", context, 422 if form.errors else 200)


def _add(request: WorkspaceRequest, posting: Posting, form: QuestionForm) -> None:
    try:
        questions.add(posting, form.question, by=request.user)
    except questions.TooMany:
        messages.error(request, _("An opening asks 5 questions at most. Remove one first."))
        return
    if form.cleaned_data["keep"]:
        questions.keep(request.hospital, form.question, by=request.user)
    messages.success(request, _("The question is added."))


def _back(posting: Posting, key: str = "") -> HttpResponse:
    url = reverse("postings:questions", args=[posting.hospital.slug, posting.pk])
    return redirect(f"{url}#q-{key}" if key else url)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.WRITE_OPENINGS)
def question(request: WorkspaceRequest, slug: str, pk: int, key: str) -> HttpResponse:
    """Reword one question."""
    posting = _opening(request, pk)
    asked = _asked(posting, key)
    others = [q.text for q in questions.of(posting) if q.key != key]
    form = QuestionForm(request.POST if request.method == "POST" else None, question=asked, others=others)
    if request.method == "POST" and form.is_valid():
        questions.change(posting, key, form.question, by=request.user)
        if form.cleaned_data["keep"]:
            questions.keep(request.hospital, form.question, by=request.user)
        messages.success(request, _("Saved."))
        return _back(posting, key)
    context = {"posting": posting, "form": form, "back": reverse("postings:questions", args=[slug, pk])}
    return page(request, "question", context, 422 if form.errors else 200)


@require_POST
@workspace(Right.WRITE_OPENINGS)
def position(request: WorkspaceRequest, slug: str, pk: int, key: str) -> HttpResponse:
    posting = _opening(request, pk)
    _asked(posting, key)
    questions.move(posting, key, -1 if request.POST.get("to") == "up" else 1, by=request.user)
    return _back(posting, key)


@require_POST
@workspace(Right.WRITE_OPENINGS)
def removal(request: WorkspaceRequest, slug: str, pk: int, key: str) -> HttpResponse:
    posting = _opening(request, pk)
    _asked(posting, key)
    questions.remove(posting, key, by=request.user)
    messages.success(request, _("The question is removed."))
    return _back(posting)


@require_POST
@workspace(Right.WRITE_OPENINGS)
def pick(request: WorkspaceRequest, slug: str, pk: int, saved: int) -> HttpResponse:
    """A copy of a question of the library."""
    posting, row = _opening(request, pk), get_object_or_404(_library(request), pk=saved)
    try:
        new = questions.add(posting, questions.from_library(row), by=request.user)
    except questions.TooMany:
        messages.error(request, _("An opening asks 5 questions at most. Remove one first."))
        return _back(posting)
    messages.success(request, _("The question is added. You can change this copy."))
    return _back(posting, new.key)


# ── The library ──────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.WRITE_OPENINGS)
def library(request: WorkspaceRequest, slug: str) -> HttpResponse:
    rows = list(_library(request)[:200])
    posted = request.POST if request.method == "POST" else None
    form = QuestionForm(posted, others=[r.text for r in rows], library=True)
    if posted is not None and form.is_valid():
        questions.keep(request.hospital, form.question, by=request.user)
        messages.success(request, _("The question is added."))
        return redirect("postings:library", slug)
    return page(request, "library", {"rows": rows, "form": form}, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.WRITE_OPENINGS)
def saved_question(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    row = get_object_or_404(_library(request), pk=pk)
    posted = request.POST if request.method == "POST" else None
    others = _library(request).exclude(pk=pk).values_list("text", flat=True)
    form = QuestionForm(posted, question=questions.from_library(row), others=others, library=True)
    if posted is not None and form.is_valid():
        questions.reword(row, form.question, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("postings:library", slug)
    context = {"form": form, "back": reverse("postings:library", args=[slug])}
    return page(request, "question", context, 422 if form.errors else 200)


@require_POST
@workspace(Right.WRITE_OPENINGS)
def retirement(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    questions.retire(get_object_or_404(_library(request), pk=pk), by=request.user)
    messages.success(request, _("The question is out of the library. Openings that ask it keep it."))
    return redirect("postings:library", slug)
