"""What a team does with an opening: send, take back, close, let it close later, copy. Each address is a noun."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.workflow import WrongState
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from postings import lifecycle, writing
from postings.completeness import NotComplete
from postings.forms import ClosureForm, ExtensionForm
from postings.forms.asks import end_of
from postings.models.choices import Status
from postings.views.workspace import one, page


@require_POST
@workspace(Right.SUBMIT_OPENINGS)
def submission(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    posting = one(request, pk)
    try:
        lifecycle.submit(posting, by=request.user)
    except NotComplete:
        messages.error(request, _("Something is missing. See the list below."))
        return redirect("postings:workspace_detail", slug, pk)
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
        raise WrongState(posting, "close", posting.status)
    return page(request, "workspace_closure", {"posting": posting, "form": form}, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.CLOSE_OPENINGS)
def extension(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    posting = one(request, pk)
    if posting.status != Status.PUBLISHED:
        raise WrongState(posting, "extend", posting.status)
    form = ExtensionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        until = end_of(form.cleaned_data["closes_on"])
        assert until is not None  # the field is required
        try:
            lifecycle.extend(posting, by=request.user, until=until, reason=form.cleaned_data["reason"])
        except NotComplete as gaps:
            form.add_error("closes_on", [str(gap.text) for gap in gaps.missing])
        else:
            messages.success(request, _("The opening closes later now."))
            return redirect("postings:workspace_detail", slug, pk)
    return page(
        request, "workspace_extension", {"posting": posting, "form": form}, 422 if form.errors else 200
    )


@require_POST
@workspace(Right.WRITE_OPENINGS)
def copy(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    new = writing.copy(one(request, pk), by=request.user)
    messages.success(request, _("This is a new draft with the same text. Choose a closing date."))
    return redirect("postings:workspace_edit", slug, new.pk)
