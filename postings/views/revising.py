"""Changing an opening that is online: the editor's own form, and what becomes of it."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.text import markdown
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from postings import decided, material, proposing, revising
from postings.completeness import missing
from postings.forms import SECTIONS, PostingForm
from postings.forms.merging import mark, marks, sent_marks, with_their_group
from postings.models import Posting, Revision
from postings.views.typed import signs_in_first, typed_before
from postings.views.workspace import one, page, too_late

# What has a page of its own while the opening is online: when it is published, when and at how many it closes.
ELSEWHERE = {"publish_on", "publish_time", "closes_on", "closes_time", "applications_max", "blind"}
PARTS = [section for section in SECTIONS if section.slug != "hiring"]
FIELDS = {name for section in SECTIONS for name in section.fields} - ELSEWHERE


@require_http_methods(["GET", "HEAD", "POST"])
@signs_in_first
@workspace(Right.SUBMIT_OPENINGS)
def revision(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """The form, with what waits already in it. `?again=` begins with the text of a change that was refused."""
    posting = one(request, pk)
    if posting.state not in revising.OPEN_STATES:
        return too_late(request, posting, "propose")
    begin = revising.pending_of(posting) or _again(request, posting)
    edited = material.as_if(posting, begin.changes if begin else {})
    if request.method != "POST":
        typed = typed_before(request)
        if typed is None:
            return _answer(request, posting, PostingForm(edited))
        form = PostingForm(edited, typed, only=FIELDS)
        return _answer(request, posting, form, sent=typed, came_back=True)
    form = PostingForm(edited, request.POST, only=FIELDS)
    if request.POST.get("then") == "preview":
        shown = markdown(request.POST.get("description", "")[:12_000])
        return _answer(request, posting, form, preview=shown, sent=request.POST)
    if not (form.is_valid() and _is_whole(form)):
        return _answer(request, posting, form, sent=request.POST, status=422)
    return _send(request, posting, form)


def may_change(request: WorkspaceRequest, posting: Posting) -> bool:
    """Whether this person can propose a change of it now."""
    return posting.state in revising.OPEN_STATES and request.seat.may(Right.SUBMIT_OPENINGS)


def from_draft(request: WorkspaceRequest, posting: Posting) -> HttpResponse:
    """The form of a draft that came online while somebody wrote: what they typed stands in the form of a change."""
    return _beside_theirs(request, posting, _("This opening came online while you wrote. Your text is below and not saved yet. "
                                              "Read it again and send it as a change."))  # fmt: skip


def _beside_theirs(request: WorkspaceRequest, posting: Posting, words: str) -> HttpResponse:
    """What was typed, over what is there by now; a field that was left alone shows what a colleague made of it."""
    pending = revising.pending_of(posting)
    edited = material.as_if(posting, pending.changes if pending else {})
    form = PostingForm(edited, request.POST, only=FIELDS)
    bases, stored = sent_marks(request.POST), marks(form, FIELDS)
    wrong = with_their_group(form.errors)
    form.theirs = frozenset(
        n for n in FIELDS - wrong if mark(form.cleaned_data.get(n)) == bases.get(n) != stored[n]
    )
    form.add_error(None, words)
    return _answer(request, posting, form, status=409)


def _again(request: WorkspaceRequest, posting: Posting) -> Revision | None:
    pk = request.GET.get("again", "")
    found = posting.revisions.filter(status=Revision.Status.REFUSED)
    return found.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 12 else None


def _is_whole(form: PostingForm) -> bool:
    """Writes the answers on the opening (not stored); what is online may not lose what it needs."""
    places = [{part: getattr(w, part) for part in material.PLACE_PARTS} for w in form.put()]
    form.posting = material.as_if(form.posting, {material.PLACES: places})
    for gap in missing(form.posting):
        if gap.field in FIELDS:
            form.add_error(gap.field, str(gap.text))
    return not form.errors


def _send(request: WorkspaceRequest, posting: Posting, form: PostingForm) -> HttpResponse:
    try:
        done = proposing.change(
            form.posting,
            by=request.user,
            seen_before=request.POST.get("seen", ""),
            places=decided.places_of(form.posting),
        )
    except revising.ChangedMeanwhile:
        return _beside_theirs(request, one(request, posting.pk), _(
            "A colleague changed this opening while you wrote. What only they changed is in the form now. Your text is "
            "below and not saved yet: send it again to put it in the place of theirs."))  # fmt: skip
    messages.success(request, _said(done))
    return redirect("postings:workspace_detail", request.hospital.slug, posting.pk)


def _said(done: proposing.Done) -> str:
    if done.revision is None:
        return (
            _("Saved. It is online now.")
            if done.at_once
            else _("Nothing waits to be checked: the text is as it was.")
        )
    if done.revision.status == Revision.Status.APPLIED:
        return _("Your change is online.")
    return _("Sent. The old text stays online until we have read your change. You get a mail.")


def _answer(
    request: WorkspaceRequest,
    posting: Posting,
    form: PostingForm,
    *,
    preview: str = "",
    sent: QueryDict | None = None,
    status: int = 200,
    came_back: bool = False,
) -> HttpResponse:
    pending = revising.pending_of(posting)
    context: dict[str, Any] = {
        "form": form,
        "posting": posting,
        "preview": preview or markdown(form.posting.description),
        "sections": PARTS,
        "pending": pending,
        "lines": material.compare(posting, pending.before, pending.changes)
        if pending and status == 409
        else [],
        "came_back": came_back,
        "bases": sent.get("base-job", "") if sent else json.dumps(marks(form, FIELDS)),
        "seen": sent.get("seen", "") if sent else revising.seen(posting, pending),
    }
    return page(request, "workspace_revision", context, status)


@require_POST
@workspace(Right.SUBMIT_OPENINGS)
def withdrawal(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Take a change back that waits."""
    posting = one(request, pk)
    revising.withdraw(get_object_or_404(posting.revisions.order_by("-pk")[:1]), by=request.user)
    messages.success(request, _("Your change is taken back. The opening stays as it is."))
    return redirect("postings:workspace_detail", slug, pk)
