"""Who applied, as a list and as a board. Both ask the same Finding; looking changes nothing."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications import board, messages, saved_views
from applications.finding import STAGES, Finding, stage_names
from applications.models import Batch
from applications.rows import row_of
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right

PAGE = 40


def is_fragment(request: HttpRequest) -> bool:
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request and not htmx.boosted


def frame(request: WorkspaceRequest, finding: Finding) -> dict[str, Any]:
    """What stands around the rows, on the list and on the board."""
    chosen = finding.query()
    views = saved_views.links(request.hospital, request.user, chosen)
    return {
        "hospital": request.hospital,
        "seat": request.seat,
        "decides": request.seat.may(Right.DECIDE_APPLICATIONS),
        "finding": finding,
        "filters": finding.filters.form,
        "base": chosen,
        "tail": f"?{chosen}" if chosen else "",
        "chips": finding.chips(),
        "views": views,
        "is_saved": any(view.on for view in views),
        "batches": list(Batch.objects.at(request.hospital).recent(timezone.now())[:3]),
    }


@require_safe
@workspace(Right.SEE_APPLICATIONS)
def applications(request: WorkspaceRequest, slug: str) -> HttpResponse:
    finding = Finding(request.hospital, request.user, request.GET)
    names = stage_names()
    page = Paginator(finding.found.defer("letter"), PAGE)
    page.count = finding.count(finding.tab)  # counted already, for the tabs
    shown = page.get_page(request.GET.get("page"))
    rows = finding.rows(shown.object_list)
    context = {
        **frame(request, finding),
        "tabs": [
            (finding.query(stage=tab), names[tab], finding.count(tab), tab == finding.tab) for tab in STAGES
        ],
        "page_obj": shown,
        "rows": [(row_of(one), names.get(one.status) or one.get_status_display()) for one in rows],
        "unread": messages.unread(rows, by_hospital=True),
    }
    return _answer(request, finding, "list", context)


@require_safe
@workspace(Right.SEE_APPLICATIONS)
def as_board(request: WorkspaceRequest, slug: str) -> HttpResponse:
    finding = Finding(request.hospital, request.user, request.GET)
    return board_page(request, finding)


def board_page(request: WorkspaceRequest, finding: Finding, *, told: str = "") -> HttpResponse:
    """`told`: what a move that came too late has to say."""
    columns = board.columns(finding)
    total = sum(column.n for column in columns)
    cards = [row.application for column in columns for row, _steps in column.rows]
    unread = messages.unread(cards, by_hospital=True)
    context = {**frame(request, finding), "columns": columns, "total": total, "told": told, "unread": unread}
    return _answer(request, finding, "board", context)


def _answer(request: WorkspaceRequest, finding: Finding, name: str, context: dict[str, Any]) -> HttpResponse:
    context["as_board"], context["oob"] = name == "board", is_fragment(request)
    if not context["oob"]:
        return render(request, f"applications/workspace_{name}.html", context)
    response = render(request, f"applications/_{name}.html", context)
    if request.method == "GET":
        chosen = finding.query()
        response["HX-Push-Url"] = f"{request.path}?{chosen}" if chosen else request.path
    return response
