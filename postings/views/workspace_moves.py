"""What a team does with an opening: send, take back, plan, let it close later, close, copy, place anew. Each address
is a noun."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from postings import lifecycle, limits, remarks, writing
from postings.completeness import NotComplete
from postings.forms import ClosureForm, ExtensionForm, PlanForm
from postings.models.choices import EXTENDABLE, Status
from postings.views.typed import signs_in_first, typed_before
from postings.views.workspace import detail, one, page, too_late


@require_http_methods(["GET", "HEAD", "POST"])
@signs_in_first
@workspace(Right.SUBMIT_OPENINGS)
def submission(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Off to the moderators, with a word on what was mended. Who comes back from signing in finds the word again."""
    posting = one(request, pk)
    typed = request.POST if request.method == "POST" else typed_before(request) or request.GET
    words = typed.get("words", "").strip()[: remarks.LONGEST]
    if request.method != "POST":
        return detail(request, posting, mended=words)
    try:
        lifecycle.submit(posting, by=request.user, words=words)
    except NotComplete:
        messages.error(request, _("Something is missing. See the list below."))
        return detail(request, posting, mended=words, status=422)
    if posting.status == Status.PUBLISHED:
        messages.success(request, _("Your opening is online."))
    elif not request.hospital.is_verified:
        messages.warning(request, _("Sent. We check it as soon as your hospital is verified."))
    else:
        messages.success(request, _("Sent. We read it within one working day and mail you."))
    return redirect("postings:workspace_detail", slug, pk)


@require_POST
@workspace(Right.SUBMIT_OPENINGS)
def withdrawal(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    lifecycle.withdraw(one(request, pk), by=request.user)
    messages.success(request, _("It is a draft again. Change it and send it when you are ready."))
    return redirect("postings:workspace_edit", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.CLOSE_OPENINGS)
def closure(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Asks how it ended, and says what closing does, before it does it."""
    posting = one(request, pk)
    form = ClosureForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        lifecycle.close(posting, by=request.user, outcome=form.cleaned_data["outcome"])
        messages.success(request, _("The opening is closed."))
        return redirect("postings:workspace_detail", slug, pk)
    if posting.status != Status.PUBLISHED:
        return too_late(request, posting, "close")
    return page(request, "workspace_closure", {"posting": posting, "form": form}, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.CLOSE_OPENINGS)
def extension(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Closes later, or takes more applications; with the reason."""
    posting = one(request, pk)
    if posting.state not in EXTENDABLE:
        return too_late(request, posting, "extend")
    form = ExtensionForm(posting, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (until := form.until):
        more = form.cleaned_data.get("applications_max")
        words = form.cleaned_data["reason"]
        if _done(
            form,
            lambda: limits.extend(posting, by=request.user, until=until, reason=words, applications_max=more),
        ):
            messages.success(request, _("Saved. People see it now."))
            return redirect("postings:workspace_detail", slug, pk)
    return page(
        request, "workspace_extension", {"posting": posting, "form": form}, 422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.SUBMIT_OPENINGS)
def planning(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """An opening that waits for its hour: another one, now, or back to a draft."""
    posting = one(request, pk)
    if posting.state != "scheduled":
        return too_late(request, posting, "plan")
    form = PlanForm(posting, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (then := request.POST.get("then", "")) == "back":
        lifecycle.take_back(posting, by=request.user)
        messages.success(request, _("It is a draft again. Change it and send it when you are ready."))
        return redirect("postings:workspace_edit", slug, pk)
    if request.method == "POST" and (then == "now" or (form.is_valid() and form.at)):
        when = None if then == "now" else form.at
        if _done(form, lambda: limits.plan(posting, by=request.user, publish_at=when)):
            messages.success(request, _("Your opening is online.") if when is None else _("Saved."))
            return redirect("postings:workspace_detail", slug, pk)
    context = {"posting": posting, "form": form}
    return page(request, "workspace_planning", context, 422 if form.is_bound and form.errors else 200)


def _done(form: Any, move: Callable[[], None]) -> bool:
    """False when something about it is not allowed yet: the form says what."""
    try:
        move()
    except NotComplete as gaps:
        for gap in gaps.missing:
            form.add_error(gap.field, str(gap.text))
        return False
    return True


@require_POST
@workspace(Right.WRITE_OPENINGS)
def copy(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    new = writing.copy(one(request, pk), by=request.user)
    messages.success(request, _("This is a new draft with the same text. Choose a closing date."))
    return redirect("postings:workspace_edit", slug, new.pk)


@require_POST
@workspace(Right.WRITE_OPENINGS)
def relisting(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """An ended opening again: a new one with its own dates, which says what it follows."""
    new = writing.relist(one(request, pk), by=request.user)
    messages.success(
        request, _("This is a new draft with the same text. Read it again and choose a closing date.")
    )
    return redirect("postings:workspace_edit", slug, new.pk)


@require_POST
@workspace(Right.WRITE_OPENINGS)
def removal(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Away with a draft that nobody needs."""
    writing.discard(one(request, pk), by=request.user)
    messages.success(request, _("The draft is deleted."))
    return redirect("postings:workspace_list", slug)
