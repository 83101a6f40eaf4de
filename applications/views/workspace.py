"""The hospital's side: the list of who applied, and one application. Reading changes nothing."""

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from applications import journeys, matching, pipeline
from applications.models import ACTIVE, ENDED, Application, RejectionReason, Stage, WithdrawalReason
from applications.models.application import ApplicationQuerySet
from core import audit
from core.downloads import send_file
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right

PAGE = 50
RUNNING, ENDED_TAB = "running", "ended"


def tabs() -> list[tuple[str, str, tuple[Stage, ...]]]:
    """(value in the address, label, stages)."""
    labels = {Stage.SUBMITTED: _("New"), Stage.IN_REVIEW: _("Reading"), Stage.SHORTLISTED: _("Shortlist")}
    stages = [(s.value, str(labels.get(s, s.label)), (s,)) for s in ACTIVE]
    return [(RUNNING, _("All running"), ACTIVE), *stages, (ENDED_TAB, _("Ended"), ENDED)]


def chosen(request: WorkspaceRequest) -> tuple[ApplicationQuerySet, ApplicationQuerySet, str, int | None]:
    """(all that may be read in the chosen opening, those of the tab, the tab, the opening). Unknown values are ignored."""
    found = Application.objects.readable_at(request.hospital, request.user)
    raw = request.GET.get("opening", "")
    opening = int(raw) if raw.isdecimal() and len(raw) < 12 else None
    if opening and request.hospital.postings.filter(pk=opening).exists():
        found = found.filter(posting=opening)
    else:
        opening = None
    stages = {value: stages for value, _label, stages in tabs()}
    tab = request.GET.get("stage", RUNNING)
    tab = tab if tab in stages else RUNNING
    inside = found.filter(status__in=stages[tab])
    order = (F("decided_at").desc(), "-id") if tab == ENDED_TAB else ("submitted_at", "id")
    return found, inside.order_by(*order), tab, opening


def query(tab: str, opening: int | None) -> str:
    """The part of the address that keeps the choice."""
    kept = QueryDict(mutable=True)
    if tab != RUNNING:
        kept["stage"] = tab
    if opening:
        kept["opening"] = str(opening)
    return kept.urlencode()


@workspace(Right.SEE_APPLICATIONS)
def applications(request: WorkspaceRequest, slug: str) -> HttpResponse:
    found, inside, tab, opening = chosen(request)
    counts = {row["status"]: row["n"] for row in found.order_by().values("status").annotate(n=Count("id"))}
    asked = Application.objects.sent().filter(posting=OuterRef("pk"))
    openings = (
        request.hospital.postings.filter(Exists(asked)).only("title", "language").order_by("title", "id")
    )
    page = Paginator(inside.for_rows(), PAGE).get_page(request.GET.get("page"))
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "tabs": [
            (query(v, opening), label, sum(counts.get(s, 0) for s in stages), v == tab)
            for v, label, stages in tabs()
        ],
        "tab": tab,
        "openings": openings,
        "opening": opening,
        "page_obj": page,
        "rows": [(a, matching.required_met(a)) for a in page],
        "base": query(tab, opening),
        "any": bool(counts),
    }
    return render(request, "applications/workspace_list.html", context)


def found_or_404(request: WorkspaceRequest, pk: int) -> Application:
    readable = Application.objects.readable_at(request.hospital, request.user)
    return get_object_or_404(readable.select_related("posting__hospital", "candidate", "cv"), pk=pk)


@workspace(Right.SEE_APPLICATIONS)
def detail(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    application = found_or_404(request, pk)
    required, nice, others = matching.asked_for(application)
    trail = journeys.events_of(application)
    context: dict[str, Any] = {
        "hospital": request.hospital,
        "seat": request.seat,
        "application": application,
        "sent": application.snapshot,
        "required": required,
        "held": sum(has for _skill, has, _level in required),
        "nice": nice,
        "others": others,
        "stops": journeys.line(application, trail, to_hospital=True),
        "moves": moves(request, application),
        "rejection": RejectionReason(application.rejection_reason).label
        if application.rejection_reason
        else "",
        "withdrawal": WithdrawalReason(application.withdrawal_reason).label
        if application.withdrawal_reason
        else "",
        **neighbours(request, application),
    }
    return render(request, "applications/workspace_detail.html", context)


def moves(request: WorkspaceRequest, application: Application) -> dict[str, Any]:
    """What this person may do next: `first` is the one button, `others` stand beside it."""
    open_to = pipeline.moves_open_to(request.user, application)
    words = {
        "read": _("Start reading"),
        "shortlist": _("Put on the shortlist"),
        "invite": _("Invite to an interview"),
    }
    plain = [(verb, words[verb]) for verb in open_to if verb in words]
    return {
        "plain": plain,
        "offer": "offer" in open_to,
        "hire": "hire" in open_to,
        "reject": "reject" in open_to,
        "undo": application.is_untold and request.seat.may(Right.DECIDE_APPLICATIONS),
        "reads_only": not request.seat.may(Right.DECIDE_APPLICATIONS),
    }


def neighbours(request: WorkspaceRequest, application: Application) -> dict[str, Any]:
    """The one before and the one after in the list that the reader came from, and the way back to it."""
    _found, inside, tab, opening = chosen(request)
    ids = list(inside.values_list("pk", flat=True)[:2000])
    at = ids.index(application.pk) if application.pk in ids else None
    return {
        "base": query(tab, opening),
        "place": at + 1 if at is not None else None,
        "total": len(ids),
        "before": ids[at - 1] if at else None,
        "after": ids[at + 1]
        if at is not None and at + 1 < len(ids)
        else (ids[0] if at is None and ids else None),
    }


@workspace(Right.SEE_APPLICATIONS)
def cv(request: WorkspaceRequest, slug: str, pk: int) -> Any:
    """The CV as a download. It is logged, and the candidate sees when it was opened."""
    application = found_or_404(request, pk)
    if application.cv is None:
        raise Http404
    response = send_file(application.cv.file, application.cv.name, application.cv.kind)
    with transaction.atomic():
        audit.record(application, "cv_opened", by=request.user)
    return response
