"""Writing an opening: the form, and the parts of it that save themselves while somebody types."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.text import markdown
from core.vocabulary import vocabulary
from core.workflow import WrongState
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from postings import editing
from postings.comparing import Kept, clock, sittings
from postings.completeness import missing
from postings.forms import SECTIONS, PostingForm, blank
from postings.forms.merging import marks, section_of, sent_marks
from postings.forms.starting import StartForm
from postings.hints import hints
from postings.models import Posting
from postings.models.choices import EDITABLE, Status
from postings.pay_words import compared
from postings.views import revising as changes
from postings.views.typed import signs_in_first, typed_before
from postings.views.workspace import one, page


@signs_in_first
@workspace(Right.WRITE_OPENINGS)
def new(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """A new draft: the title is enough to save it."""
    return _form(request, blank(request.hospital, request.user))


@signs_in_first
@workspace(Right.WRITE_OPENINGS)
def edit(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """A draft. Once it is online the same address leads to the form of a change; what was typed goes along."""
    posting = one(request, pk)
    try:
        if posting.status in EDITABLE:
            return _form(request, posting)
    except WrongState:  # a colleague sent it while this form was on its way
        posting = one(request, pk)
    if changes.may_change(request, posting):
        if request.method != "POST":
            return redirect("postings:workspace_revision", slug, pk)
        return changes.from_draft(request, posting)
    if request.method == "POST" and editing.put_by(posting, request.POST, by=request.user):
        messages.warning(request, _("This opening cannot be changed now. What you typed is kept for you: it is here "
                                    "again when the opening is a draft."))  # fmt: skip
    else:
        messages.warning(request, _("This opening cannot be changed now."))
    return redirect("postings:workspace_detail", slug, pk)


@require_POST
@signs_in_first
@workspace(Right.WRITE_OPENINGS)
def begin(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """A blank form that saves itself: with a title it becomes a draft, and the answer says where it lives."""
    kept = editing.begin(blank(request.hospital, request.user), request.POST, by=request.user)
    return _said(request, kept, "")


@require_POST
@signs_in_first
@workspace(Right.WRITE_OPENINGS)
def part(request: WorkspaceRequest, slug: str, pk: int, part: str) -> HttpResponse:
    """One section that saves itself."""
    section = section_of(part)
    if section is None:
        raise Http404
    try:
        kept = editing.keep(one(request, pk), request.POST, by=request.user, only=section.fields)
    except WrongState:
        return JsonResponse({"sent_meanwhile": True}, status=409)
    return _said(request, kept, part)


@require_POST
@workspace(Right.WRITE_OPENINGS)
def letting_go(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Forget what could not be stored; the page shows what is stored."""
    editing.let_go(one(request, pk), by=request.user)
    return redirect("postings:workspace_edit", slug, pk)


@require_POST
@workspace(Right.WRITE_OPENINGS)
def preview(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """The description as people will read it; htmx puts it beside the text."""
    text = request.POST.get("description", "")[:12_000]
    return page(request, "_preview", {"preview": markdown(text)})


def _form(request: WorkspaceRequest, posting: Posting) -> HttpResponse:
    if request.method != "POST":
        return _open(request, posting)
    then = request.POST.get("then", "")
    if then == "preview":
        shown = markdown(request.POST.get("description", "")[:12_000])
        return _answer(request, Kept(PostingForm(posting, request.POST)), preview=shown)
    do = editing.keep if posting.pk else editing.begin
    kept = do(posting, request.POST, by=request.user)
    if kept.waiting:
        return _answer(request, kept, status=409 if kept.crossed else 422)
    messages.success(request, _("Saved."))
    page_name = "workspace_detail" if then == "check" else "workspace_edit"
    return redirect(f"postings:{page_name}", request.hospital.slug, kept.posting.pk)


def _open(request: WorkspaceRequest, posting: Posting) -> HttpResponse:
    """The page with what is stored, what waits of this person, and what they sent when their sign-in had ended."""
    data = typed_before(request)
    if data is not None:
        kept = Kept(PostingForm(posting, data), sent_marks(data))
        return _answer(request, kept, came_back=True)
    kept = (editing.waiting(posting, by=request.user) if posting.pk else None) or Kept(PostingForm(posting))
    return _answer(request, kept)


def _answer(
    request: WorkspaceRequest, kept: Kept, *, preview: str = "", status: int = 200, came_back: bool = False
) -> HttpResponse:
    form, posting = kept.form, kept.posting
    bases = marks(PostingForm(posting), form.fields) | kept.bases
    beside = aside(posting)
    context = {
        "form": form,
        "kept": kept,
        "came_back": came_back,
        "key": request.POST.get("key") or str(uuid.uuid4()),
        "at": clock(posting, kept.at) if kept.at else "",
        "sittings": " ".join(sittings(posting)) if posting.pk else "",
        "posting": posting,
        "preview": preview or posting.description_html,
        "parts": [
            (s, state, json.dumps({n: bases[n] for n in s.fields if n in bases}))
            for s, state in beside["stops"]
        ],
        "reasons": vocabulary().reasons_named(posting.decision_reasons)
        if posting.status == Status.RETURNED
        else [],
        **beside,
    }
    if not posting.pk:
        context["start"] = StartForm(request.hospital)
    return page(request, "workspace_edit", context, status)


def aside(posting: Posting) -> dict[str, Any]:
    """What stands beside the form and follows what is stored: the line, what is missing, what would read better."""
    gaps = missing(posting) if posting.pk else []
    stops, told = PostingForm(posting).stops(gaps), {gap.field for gap in gaps}
    return {
        "posting": posting,
        "missing": gaps,
        "hints": [hint for hint in hints(posting) if hint.field not in told] if posting.pk else [],
        "among": compared(posting) if posting.pk else None,
        "stops": stops,
        "parts_done": sum(state == "done" for _section, state in stops),
    }


def _said(request: WorkspaceRequest, kept: Kept, slug: str) -> HttpResponse:
    """The answer to a part that saved itself, for static/js/editor.js."""
    posting, section = kept.posting, section_of(slug)
    context = {"form": kept.form, "kept": kept, "hospital": request.hospital, **aside(posting)}

    def drawn(template: str) -> str:
        return render_to_string(f"postings/{template}.html", context, request)

    faces = posting.pk and (kept.waiting or kept.merged or request.POST.get("again"))
    sections = [section] if section else list(SECTIONS)
    answer = {
        "said": _words(kept),
        "bases": kept.bases,
        "merged": sorted(kept.merged),
        "html": {s.slug: drawn(f"editor/{s.slug}") for s in sections} if faces else {},
        "ready": drawn("editor/_ready"),
        "line": drawn("editor/_line"),
    }
    if posting.pk:
        where = [request.hospital.slug, posting.pk]
        answer |= {
            "address": reverse("postings:workspace_edit", args=where),
            "parts": reverse("postings:workspace_part", args=[*where, "x"]).removesuffix("x/"),
            "title": posting.title,
        }
    return JsonResponse(answer)


def _words(kept: Kept) -> str:
    """What is said politely after a save."""
    if not kept.posting.pk:
        return _("Not saved yet. Give it a job title, then it saves by itself.")
    said = [_("Saved at %(time)s.") % {"time": clock(kept.posting, kept.at or timezone.now())}]
    for name, (who, when) in kept.merged.items():
        facts = {"who": who or _("A colleague"), "field": kept.form.fields[name].label, "time": when}
        words = (
            _("%(who)s changed “%(field)s” at %(time)s.") if when else _("A colleague changed “%(field)s”.")
        )
        said.append(words % facts)
    return " ".join(said)
