"""The hospital's side of one person: messages, notes, ratings, the pages of the CV.

Each part has an address of its own: a page without JavaScript, the same fragment for htmx, and where it is sent to.
"""

from typing import Any

from django.contrib import messages as told
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import messages, notes
from applications.forms.person import MessageForm, NoteForm, NoteWordsForm, RatingForm
from applications.models import Application, Note
from applications.refusals import Refused
from applications.views.letters import answer_to, send, thread
from applications.views.workspace import found_or_404
from core.vocabulary import vocabulary
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right

READ, RATE, DECIDE = Right.SEE_APPLICATIONS, Right.RATE_APPLICATIONS, Right.DECIDE_APPLICATIONS


def _back(request: WorkspaceRequest, application: Application, part: str) -> HttpResponse:
    """To the application, in the list that the reader came from, at this part of its page."""
    where = reverse("applications:workspace_detail", args=[request.hospital.slug, application.pk])
    kept = request.GET.urlencode()
    return redirect(f"{where}{'?' + kept if kept else ''}#{part}")


def _part(
    request: WorkspaceRequest, application: Application, name: str, context: dict[str, Any]
) -> HttpResponse:
    """The part alone: the fragment for htmx, else a page around it."""
    context |= {
        "hospital": request.hospital,
        "seat": request.seat,
        "application": application,
        "base": request.GET.urlencode(),
    }
    part = f"applications/_{name}.html"
    with timezone.override(request.hospital.zone):
        if request.htmx:
            return render(request, part, context)
        return render(request, "applications/workspace_part.html", {**context, "part": part})


# ── Messages ─────────────────────────────────────────────────────────────────────────────────────────
def thread_of(
    request: WorkspaceRequest, application: Application, form: MessageForm | None = None
) -> dict[str, Any]:
    here = [request.hospital.slug, application.pk]
    found = thread(
        application,
        to_hospital=True,
        action=reverse("applications:messages", args=here),
        files=reverse("applications:file", args=[*here, 0]),
        form=form,
    )
    return {**found, "writes": request.seat.may(DECIDE)}


@workspace(READ)
def message_list(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    application, form = found_or_404(request, pk), None
    if request.method == "POST":
        if not request.seat.may(DECIDE):
            raise PermissionDenied
        form = MessageForm(request.POST, request.FILES, auto_id="message_%s")
        if answer_to(form, application, request.user):
            told.success(request, _("Sent. The candidate gets a mail."))
            return _back(request, application, "messages")
    context = {"form": form, "thread": thread_of(request, application, form)}
    return _part(request, application, "messages", context)


@require_POST
@workspace(DECIDE)
def messages_read(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    application = found_or_404(request, pk)
    messages.read(application, by_hospital=True)
    if request.htmx:
        return HttpResponse(status=204)
    return _back(request, application, "messages")


@workspace(READ)
def file(request: WorkspaceRequest, slug: str, pk: int, file: int) -> Any:
    application = found_or_404(request, pk)
    if application.is_blind:  # a letterhead tells who it is
        raise Http404
    return send(request, application, file)


# ── Notes ────────────────────────────────────────────────────────────────────────────────────────────
def notes_of(
    request: WorkspaceRequest, application: Application, form: NoteForm | None = None
) -> dict[str, Any]:
    """What applications/_notes.html needs."""
    rows = list(application.notes.select_related("author", "mentioned").order_by("at", "id"))
    mine = Note.objects.mendable_by(request.user).filter(application=application)
    mendable = set(mine.values_list("pk", flat=True)) if rows else set()
    colleagues = notes.colleagues(application, of=request.user)
    return {
        "rows": [(note, note.pk in mendable) for note in rows],
        "form": form or NoteForm(auto_id="note_%s", colleagues=colleagues),
        "writes": request.seat.may(RATE),
    }


@workspace(RATE)
def note_list(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    application, form = found_or_404(request, pk), None
    if request.method == "POST":
        colleagues = notes.colleagues(application, of=request.user)
        form = NoteForm(request.POST, auto_id="note_%s", colleagues=colleagues)
        if form.is_valid() and _wrote(form, application, request):
            if not request.htmx:
                return _back(request, application, "notes")
            form = None
    context = {"form": form, "notes": notes_of(request, application, form)}
    return _part(request, application, "notes", context)


def _wrote(form: NoteForm, application: Application, request: WorkspaceRequest) -> bool:
    try:
        words = form.cleaned_data["words"]
        notes.write(application, by=request.user, words=words, mention=form.mentioned)
    except Refused as no:
        form.add_error(None, str(no.message))
        return False
    return True


def _own_note(request: WorkspaceRequest, application: Application, note: int) -> Note:
    """Nobody touches a colleague's; one's own that is too old says so when it is touched."""
    found = get_object_or_404(application.notes.all(), pk=note)
    if found.author_id != request.user.pk:
        raise PermissionDenied
    return found


@workspace(RATE)
def note_edit(request: WorkspaceRequest, slug: str, pk: int, note: int) -> HttpResponse:
    application = found_or_404(request, pk)
    own = _own_note(request, application, note)
    form = NoteWordsForm(request.POST or None, initial={"words": own.words})
    if request.method == "POST" and form.is_valid():
        try:
            notes.mend(own, by=request.user, words=form.cleaned_data["words"])
        except Refused as no:
            told.error(request, str(no.message))
        return _back(request, application, "notes")
    return _part(request, application, "note_form", {"form": form, "note": own})


@require_POST
@workspace(RATE)
def note_removal(request: WorkspaceRequest, slug: str, pk: int, note: int) -> HttpResponse:
    application = found_or_404(request, pk)
    try:
        notes.delete(_own_note(request, application, note), by=request.user)
    except Refused as no:
        told.error(request, str(no.message))
    else:
        told.success(request, _("The note is gone."))
    return _back(request, application, "notes")


# ── Ratings ──────────────────────────────────────────────────────────────────────────────────────────
def ratings_of(
    request: WorkspaceRequest, application: Application, form: RatingForm | None = None
) -> dict[str, Any]:
    """What applications/_ratings.html needs."""
    panel = notes.panel(application, reader=request.user)
    skills = [row.skill for row in panel.rows]
    given = {f"skill_{row.skill.pk}": str(row.own or 0) for row in panel.rows} if panel.is_own_in else {}
    return {
        "panel": panel,
        "form": form or RatingForm(auto_id="rate_%s", skills=skills, initial=given),
        "writes": request.seat.may(RATE),
    }


@workspace(RATE)
def ratings(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    application, form = found_or_404(request, pk), None
    if request.method == "POST":
        skills = vocabulary().skills_named(application.posting.required_skills)
        form = RatingForm(request.POST, auto_id="rate_%s", skills=skills)
        if form.is_valid():
            notes.rate(application, form.scores, by=request.user)
            if not request.htmx:
                return _back(request, application, "ratings")
            form = None
    context = {"form": form, "ratings": ratings_of(request, application, form)}
    return _part(request, application, "ratings", context)


# ── The CV ───────────────────────────────────────────────────────────────────────────────────────────
@workspace(READ)
def cv_page(request: WorkspaceRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """One page of the CV as a picture. Not before the shortlist of a blind opening."""
    application = found_or_404(request, pk)
    if application.cv is None or application.is_blind:
        raise Http404
    picture = get_object_or_404(application.cv.pictures.all(), number=number)
    try:
        with picture.file.open("rb") as stream:
            response = HttpResponse(stream.read(), content_type="image/png")
    except OSError as error:
        raise Http404 from error
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
