"""Applying: one page, a look at what goes out, sent. The page saves itself; nothing is sent before the end."""

import json
import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.importing import TOO_OFTEN
from accounts.models import Document, User
from accounts.profiles import add_document
from applications import arrivals, draft, learnt, sending
from applications.forms.apply import NEW, PARTS, ApplyForm
from applications.views.begun import (
    OUTSIDE,
    ApplyRequest,
    asked_here,
    keep,
    network_of,
    opening,
    seen_in,
    steps,
    stored,
    to,
    zone_of,
)
from core.workflow import WrongState


@opening
def apply(request: ApplyRequest) -> HttpResponse:
    if request.method != "POST":
        return _shown(request)
    return _from_visitor(request) if request.person is None else _from_candidate(request, request.person)


def _shown(request: ApplyRequest) -> HttpResponse:
    """The page as it stands, with what came from this browser without a sign-in; with `?open` it says what is missing."""
    asked, arrival = asked_here(request), request.arrival
    if arrival is None or (request.person and not arrivals.waits_for(arrival, request.person)):
        form = ApplyForm(asked, stored(asked)) if "open" in request.GET else ApplyForm(asked)
        return _page(request, form)
    typed = {k: v for k, v in arrival.typed.items() if k in ApplyForm(asked).fields}
    typed |= {"cv": [NEW]} if arrival.cv_name else {}  # a file that came along was meant
    form = ApplyForm(replace(asked, values=asked.values | typed), at_hand=arrival.cv_name)
    return _page(request, form, came_back=bool(request.person), seen=seen_in(arrivals.typed_in(arrival)))


def _from_visitor(request: ApplyRequest) -> HttpResponse:
    """Kept for this browser; with an address a code is mailed there. Who was signed in before signs in again."""
    at_hand = request.arrival.cv_name if request.arrival else ""
    form = ApplyForm(asked_here(request), request.POST, request.FILES, at_hand=at_hand)
    form.is_valid()
    cv = (form.cleaned_data["file"], form.checked) if form.checked and "file" in form.cleaned_data else None
    if cv and not arrivals.takes_file(network_of(request)):
        cv = None
        form.add_error("file", TOO_OFTEN)
    arrival = arrivals.keep(request, request.posting, request.POST, cv=cv)
    if request.POST.get("who"):
        return redirect_to_login(request.path)
    needed = (
        set(form.errors)
        if arrival.goes_on or not arrival.typed
        else OUTSIDE & set(form.errors) - _no_file_yet(request)
    )
    if not needed:
        if arrivals.mail_code(arrival, form.cleaned_data["email"], network=network_of(request)):
            return to(request, "apply_check")
        form.add_error("email", _("Too many codes were asked for. Wait an hour and try again."))
    form.at_hand = arrival.cv_name
    return _page(request, form)


def _no_file_yet(request: ApplyRequest) -> set[str]:
    """To keep something for later no CV is needed."""
    return set() if "file" in request.FILES else {"file"}


def _from_candidate(request: ApplyRequest, person: User) -> HttpResponse:
    first = ApplyForm(asked_here(request), request.POST, request.FILES, at_hand=_at_hand(request))
    first.is_valid()
    wrong_file = [str(error) for error in first.errors.get("file", [])] if "file" in request.FILES else []
    document = _document(request, person, first, wrong_file)
    data = request.POST.copy()
    if document is not None:
        data["cv"] = str(document.pk)
    kept = keep(request, [name for name in first.fields if name not in OUTSIDE], data)
    asked = asked_here(request)
    for name in kept.merged:
        data.setlist(name, asked.values.get(name, []))
    form = ApplyForm(asked, data)
    form.crossed = kept.crossed
    valid = form.is_valid()
    _say_what_stands_in_the_way(form, kept, wrong_file)
    then = request.POST.get("then", "")
    if kept.crossed or kept.too_long or wrong_file or (then == "check" and not valid):
        return _page(request, form, seen=seen_in(request.POST))
    if then == "check":
        learnt.into_profile(person, form.cleaned_data, asked)
        _choose(request, asked.documents[form.cleaned_data["cv"]], person)
        return to(request, "apply_check")
    messages.success(request, _("Your draft is saved. Nothing is sent yet."))
    return redirect("applications:mine") if then == "later" else to(request, "apply")


def _at_hand(request: ApplyRequest) -> str:
    return request.arrival.cv_name if request.arrival else ""


def _document(request: ApplyRequest, person: User, form: ApplyForm, wrong: list[str]) -> Document | None:
    """The CV that came along, or came while the sign-in had ended. It goes to the profile at once: a browser does not
    send a file twice, so a good one must not wait for other fields."""
    mine = request.arrival is not None and arrivals.waits_for(request.arrival, person)
    try:
        if form.checked:
            return add_document(person, form.cleaned_data["file"], form.checked)
        if mine and request.arrival and request.POST.get("cv", NEW) == NEW:
            return arrivals.document_of(request.arrival, person)
    except ValidationError as error:
        wrong += error.messages
    finally:
        if mine and request.arrival:
            arrivals.forget(request, request.arrival)
    return None


def _choose(request: ApplyRequest, document: Document, person: User) -> None:
    """Also a CV that stood there already: what is sent is the one that was seen."""
    if request.draft and request.draft.cv_id != document.pk:
        sending.keep_draft(request.draft, by=person, cv=document)


def _say_what_stands_in_the_way(form: ApplyForm, kept: draft.Kept, wrong_file: list[str]) -> None:
    if wrong_file:
        form.errors.pop("file", None)
        form.add_error("file", wrong_file)
    for name in kept.too_long & set(form.fields):
        if name not in form.errors:
            form.add_error(name, _("This is too long to be kept. Make it shorter."))


@require_POST
def part(request: Any, pk: int, opening: str, part: str) -> HttpResponse:
    """One part that saves itself, for static/js/editor.js."""
    if not request.user.is_authenticated:
        if request.headers.get("X-Editor"):
            return JsonResponse({"signed_out": True}, status=401)
        return redirect_to_login(reverse("applications:apply", args=[pk, opening]))
    if part not in PARTS:
        raise Http404
    return _part(request, pk, opening, part=part)


@opening
def _part(request: ApplyRequest, part: str) -> HttpResponse:
    names = ApplyForm(asked_here(request)).fields_of(part)
    try:
        kept = keep(request, names)
    except WrongState:
        return JsonResponse({"says": "gone"}, status=409)
    asked = asked_here(request)
    seen = seen_in(request.POST)
    bases = draft.marks(asked.values, names) | {n: seen.get(n, "-") for n in {*kept.crossed, *kept.too_long}}
    typed = {n: request.POST.getlist(n) for n in names if n not in kept.merged}
    shown = replace(asked, values=asked.values | typed)
    again = "again" in request.POST
    form = ApplyForm(shown, stored(shown)) if again else ApplyForm(shown)
    form.crossed = kept.crossed
    with timezone.override(zone_of(request, asked)):
        html = render_to_string(f"applications/apply/_{part}.html", _context(request, form), request)
        time = f"{timezone.localtime(kept.at):%H:%M}"
    return JsonResponse(
        {
            "said": _("This is too long to be kept. Make it shorter.")
            if kept.too_long
            else _("Saved at %(time)s.") % {"time": time},
            "bases": bases,
            "merged": sorted(kept.merged),
            "html": {part: html} if again or kept.crossed or kept.merged else {},
        }
    )  # fmt: skip


def _context(request: ApplyRequest, form: ApplyForm) -> dict[str, Any]:
    return {"posting": request.posting, "draft": request.draft, "form": form, "person": request.person}


def _page(
    request: ApplyRequest, form: ApplyForm, *, came_back: bool = False, seen: dict[str, str] | None = None
) -> HttpResponse:
    """`seen`: the marks that stay as they were sent, where what was typed is not stored."""
    asked, draft_ = asked_here(request), request.draft
    bases = draft.marks(asked.values, form.fields) | {
        n: m for n, m in (seen or {}).items() if came_back or n in form.crossed or request.person is None
    }
    at = draft_.typed.get("at", {}).values() if draft_ else []
    held = request.arrival.typed.get("key", []) if request.arrival else []
    context = _context(request, form) | {
        "steps": steps("apply"),
        "parts": [
            (slug, f"applications/apply/_{slug}.html", json.dumps({n: bases[n] for n in names}))
            for slug in PARTS
            if (names := form.fields_of(slug))
        ],
        "came_back": came_back,
        "key": request.POST.get("key") or str(uuid.uuid4()),
        "sittings": " ".join(sorted({key for _when, key in at if key} | set(held))),
    }
    with timezone.override(zone_of(request, asked)):
        return render(request, "applications/apply.html", context)
