"""What all pages of applying begin with: the opening, what this person or this browser has begun, and who cannot apply."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from applications import arrivals, draft, pipeline, sending
from applications.forms.apply import PARTS, ApplyForm
from applications.models import Application, Arrival, Stage
from core import zones
from core.switches import Part, is_on, shut
from postings.models import Posting, Source
from postings.sources import PARAMETER, named_source

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
        if person is None and not is_on(Part.VISITORS_APPLY) and not request.POST.get("who"):
            return shut(request, Part.VISITORS_APPLY)  # whose sign-in ended goes on: see arrivals.py
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
    typed: QueryDict | None = request.POST if "letter" in request.POST else None
    if typed is not None and request.person is not None:
        keep(request, [name for name in ApplyForm(asked_here(request)).fields if name in typed])
    elif typed is None and request.arrival is not None and request.person is None:
        typed = arrivals.typed_in(request.arrival)
    form = ApplyForm(asked_here(request), typed)
    if request.headers.get("X-Editor"):
        return JsonResponse({"says": "closed"}, status=409)
    written = [form["letter"], *(box for box in form.questions if isinstance(box.value(), str))]
    texts = [(box.label, box.value()) for box in written if len(box.value() or "") > 3]
    context = {"posting": request.posting, "draft": request.draft, "texts": texts}
    return render(request, "applications/apply_closed.html", context)


def asked_here(request: ApplyRequest) -> draft.Asked:
    return draft.asked_of(request.posting, request.person, request.draft)


def stored(asked: draft.Asked) -> QueryDict:
    """What is known, as if it had just been sent."""
    data = QueryDict(mutable=True)
    for name, values in asked.values.items():
        data.setlist(name, values)
    return data


def seen_in(data: QueryDict) -> dict[str, str]:
    return draft.sent_marks(data, PARTS)


def keep(request: ApplyRequest, names: list[str], data: QueryDict | None = None) -> draft.Kept:
    """Into the draft, which begins with the first thing that is kept."""
    assert request.person
    data = request.POST if data is None else data
    if request.draft is None:
        request.draft = sending.start(request.posting, request.person, source=found_by(request))
        request.draft.posting = request.posting
    inside = [name for name in names if name not in OUTSIDE]
    return draft.keep(request.draft, data, inside, by=request.person, seen=seen_in(data))


def found_by(request: HttpRequest) -> str:
    """Where they found the opening: as the page's own address says, which a part that saves itself names as its origin."""
    if (named := named_source(request)) != Source.DIRECT:
        return named
    try:
        page = urlsplit(request.headers.get("Referer", "")[:2000])
        told = parse_qs(page.query).get(PARAMETER, [""])[0]
    except ValueError:
        return Source.DIRECT
    return told if told in Source.values and request.path.startswith(page.path or "-") else Source.DIRECT


def zone_of(request: ApplyRequest, known: draft.Asked) -> Any:
    """Whose clock the page shows: that of the person's place, else the hospital's."""
    place = {name: " ".join(known.values.get(name, [])) for name in ("country", "region")}
    key = zones.zone_of_place(place)
    return ZoneInfo(key) if key else request.posting.hospital.zone


def steps(at: str) -> list[tuple[str, str, str]]:
    """(label, URL name, state) of the line above the pages."""
    known = [(_("Your application"), "apply"), (_("Check and send"), "apply_check")]
    now = [name for _label, name in known].index(at)
    return [
        (label, f"applications:{name}", "done" if i < now else "now" if i == now else "")
        for i, (label, name) in enumerate(known)
    ]


def to(request: ApplyRequest, name: str) -> HttpResponse:
    return redirect(f"applications:{name}", request.posting.pk, request.posting.slug)


def network_of(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))
