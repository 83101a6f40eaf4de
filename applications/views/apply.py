"""Applying: one page, a look at what goes out, sent. The page saves itself; nothing is sent before the end."""

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Document, User
from accounts.profiles import add_document
from applications import arrivals, draft, learnt, pipeline
from applications.forms.apply import NEW, PARTS, ApplyForm
from applications.models import Application, Arrival, Stage
from core.workflow import WrongState
from postings.models import Posting
from postings.sources import named_source

TITLES = ("cv", "contact", "letter", "questions", "skills")
OUTSIDE = {"file", "email"}  # of what a draft keeps


class ApplyRequest(HttpRequest):
    user: User
    person: User | None  # None: a visitor
    posting: Posting
    draft: Application | None
    arrival: Arrival | None


def opening(view: Callable[Concatenate[Any, ...], HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds the opening and what was begun. Who cannot apply (any more) gets a page that says why and what to do."""

    @wraps(view)
    def guarded(request: Any, pk: int, opening: str, **more: Any) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        mine = Application.objects.by_candidate(person).filter(posting=pk).first() if person else None
        known = Posting.objects.all() if mine else Posting.objects.readable()
        posting = known.select_related("hospital").filter(pk=pk).first()
        if posting is None:
            raise Http404
        request.person, request.posting, request.draft = person, posting, mine
        request.arrival = arrivals.of(request, posting)
        if mine is not None:
            mine.posting = posting
        if mine is not None and mine.status != Stage.DRAFT:
            return _sent_already(request, mine)
        if not posting.is_live:
            return _closed(request)
        if person and pipeline.works_at(person, posting):
            return render(request, "applications/apply_colleague.html", {"posting": posting})
        return view(request, **more)

    return guarded


def _sent_already(request: ApplyRequest, mine: Application) -> HttpResponse:
    if request.headers.get("X-Editor"):
        return JsonResponse({"says": "gone"}, status=409)
    messages.info(request, _("You have applied for this opening already. Here it is."))
    return redirect(mine)


def _closed(request: ApplyRequest) -> HttpResponse:
    """It closed while somebody was writing: the text stays theirs, to be copied, and kept with the drafts."""
    typed = request.POST if "letter" in request.POST else None
    if typed is not None and request.person is not None:
        keep(request, [name for name in ApplyForm(_asked(request)).fields if name in typed])
    elif typed is None and request.arrival is not None and request.person is None:
        typed = arrivals.typed_in(request.arrival)
    form = ApplyForm(_asked(request), typed)
    if request.headers.get("X-Editor"):
        return JsonResponse({"says": "closed"}, status=409)
    written = [form["letter"], *(box for box in form.questions if isinstance(box.value(), str))]
    texts = [(box.label, box.value()) for box in written if len(box.value() or "") > 3]
    context = {"posting": request.posting, "draft": request.draft, "texts": texts}
    return render(request, "applications/apply_closed.html", context)


@opening
def apply(request: ApplyRequest) -> HttpResponse:
    if request.method != "POST":
        return _shown(request)
    return _from_visitor(request) if request.person is None else _from_candidate(request, request.person)


def _asked(request: ApplyRequest) -> draft.Asked:
    return draft.asked_of(request.posting, request.person, request.draft)


def _shown(request: ApplyRequest) -> HttpResponse:
    """The page as it stands, with what came from this browser without a sign-in; with `?open` it says what is missing."""
    asked, arrival = _asked(request), request.arrival
    if arrival is None or (request.person and not arrivals.waits_for(arrival, request.person)):
        form = ApplyForm(asked, stored(asked)) if "open" in request.GET else ApplyForm(asked)
        return _page(request, form)
    typed = {k: v for k, v in arrival.typed.items() if k in ApplyForm(asked).fields}
    form = ApplyForm(replace(asked, values=asked.values | typed), at_hand=arrival.cv_name)
    return _page(request, form, came_back=bool(request.person), seen=_seen(arrivals.typed_in(arrival)))


def stored(asked: draft.Asked) -> QueryDict:
    """What is known, as if it had just been sent."""
    data = QueryDict(mutable=True)
    for name, values in asked.values.items():
        data.setlist(name, values)
    return data


def _seen(data: QueryDict) -> dict[str, str]:
    return draft.sent_marks(data, PARTS)


def _from_visitor(request: ApplyRequest) -> HttpResponse:
    """Kept for this browser; with an address a code is mailed there. Who was signed in before signs in again."""
    at_hand = request.arrival.cv_name if request.arrival else ""
    form = ApplyForm(_asked(request), request.POST, request.FILES, at_hand=at_hand)
    form.is_valid()
    cv = (request.FILES["file"], form.checked) if form.checked and "file" in request.FILES else None
    arrival = arrivals.keep(request, request.posting, request.POST, cv=cv)
    if request.POST.get("who"):
        return redirect_to_login(request.path)
    needed = set(form.errors) if arrival.goes_on else OUTSIDE & set(form.errors) - _no_file_yet(request)
    if not needed:
        if arrivals.mail_code(arrival, form.cleaned_data["email"], network=network_of(request)):
            return to(request, "apply_check")
        form.add_error("email", _("Too many codes were asked for. Wait an hour and try again."))
    form.at_hand = arrival.cv_name
    return _page(request, form)


def _no_file_yet(request: ApplyRequest) -> set[str]:
    """To keep something for later no CV is needed."""
    return set() if "file" in request.FILES else {"file"}


def network_of(request: HttpRequest) -> str:
    from allauth.account.adapter import get_adapter

    return str(get_adapter().get_client_ip(request))


def _from_candidate(request: ApplyRequest, person: User) -> HttpResponse:
    first = ApplyForm(_asked(request), request.POST, request.FILES, at_hand=_at_hand(request))
    first.is_valid()
    wrong_file = list(first.errors.get("file", [])) if "file" in request.FILES else []
    document = _document(request, person, first, wrong_file)
    data = request.POST.copy()
    if document is not None:
        data["cv"] = str(document.pk)
    kept = keep(request, [name for name in first.fields if name not in OUTSIDE], data)
    asked = _asked(request)
    for name in kept.merged:
        data.setlist(name, asked.values.get(name, []))
    form = ApplyForm(asked, data)
    form.crossed = kept.crossed
    valid = form.is_valid()
    _say_what_stands_in_the_way(form, kept, wrong_file)
    then = request.POST.get("then", "")
    if kept.crossed or kept.too_long or wrong_file or (then == "check" and not valid):
        return _page(request, form, seen=_seen(request.POST))
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


def keep(request: ApplyRequest, names: list[str], data: QueryDict | None = None) -> draft.Kept:
    """Into the draft, which begins with the first thing that is kept."""
    assert request.person
    data = request.POST if data is None else data
    if request.draft is None:
        request.draft = pipeline.start(request.posting, request.person, source=named_source(request))
        request.draft.posting = request.posting
    inside = [name for name in names if name not in OUTSIDE]
    return draft.keep(request.draft, data, inside, by=request.person, seen=_seen(data))


def _choose(request: ApplyRequest, document: Document, person: User) -> None:
    """Also a CV that stood there already: what is sent is the one that was seen."""
    if request.draft and request.draft.cv_id != document.pk:
        pipeline.keep_draft(request.draft, by=person, cv=document)


def _say_what_stands_in_the_way(form: ApplyForm, kept: draft.Kept, wrong_file: list[str]) -> None:
    if wrong_file:
        form.errors.pop("file", None)
        form.add_error("file", wrong_file)  # type: ignore[arg-type]  # a list of messages is fine
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
    names = ApplyForm(_asked(request)).fields_of(part)
    try:
        kept = keep(request, names)
    except WrongState:
        return JsonResponse({"says": "gone"}, status=409)
    asked = _asked(request)
    seen = _seen(request.POST)
    bases = draft.marks(asked.values, names) | {n: seen.get(n, "-") for n in {*kept.crossed, *kept.too_long}}
    typed = {n: request.POST.getlist(n) for n in names if n not in kept.merged}
    shown = replace(asked, values=asked.values | typed)
    again = "again" in request.POST
    form = ApplyForm(shown, stored(shown)) if again else ApplyForm(shown)
    form.crossed = kept.crossed
    html = render_to_string(f"applications/apply/_{part}.html", _context(request, form), request)
    return JsonResponse(
        {
            "said": _("Saved at %(time)s.") % {"time": f"{timezone.localtime(kept.at, request.posting.hospital.zone):%H:%M}"},
            "bases": bases,
            "merged": sorted(kept.merged),
            "html": {part: html} if again or kept.crossed or kept.merged else {},
        }
    )  # fmt: skip


def steps(at: str) -> list[tuple[str, str, str]]:
    """(label, URL name, state) of the line above the pages."""
    known = [(_("Your application"), "apply"), (_("Check and send"), "apply_check")]
    now = [name for _label, name in known].index(at)
    return [
        (label, f"applications:{name}", "done" if i < now else "now" if i == now else "")
        for i, (label, name) in enumerate(known)
    ]


def _context(request: ApplyRequest, form: ApplyForm) -> dict[str, Any]:
    return {"posting": request.posting, "draft": request.draft, "form": form, "person": request.person}


def _page(
    request: ApplyRequest, form: ApplyForm, *, came_back: bool = False, seen: dict[str, str] | None = None
) -> HttpResponse:
    """`seen`: the marks that stay as they were sent, where what was typed is not stored."""
    asked, draft_ = _asked(request), request.draft
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
    return render(request, "applications/apply.html", context)


def to(request: ApplyRequest, name: str) -> HttpResponse:
    return redirect(f"applications:{name}", request.posting.pk, request.posting.slug)
