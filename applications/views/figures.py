"""Where a hospital's openings are seen and how applications fare: pages with charts and tables, and a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.figures import ENOUGH, PERIODS, WEEKLY_FROM, Figures
from core import csvfile
from core.charts import bar_chart, shares
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from postings.models import Posting


def _days(request: HttpRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked in map(str, PERIODS) else PERIODS[0]


def _figures(request: WorkspaceRequest, pk: int | None) -> Figures:
    """Of one opening of this hospital, or of all."""
    posting = get_object_or_404(Posting.objects.filter(hospital=request.hospital), pk=pk) if pk else None
    return Figures(request.hospital, days=_days(request), today=timezone.localdate(), posting=posting)


@require_safe
@workspace(Right.SEE_APPLICATIONS)
def figures(request: WorkspaceRequest, slug: str, pk: int | None = None) -> HttpResponse:
    found = _figures(request, pk)
    weekly = found.days >= WEEKLY_FROM
    days = [(date_format(day, "j F Y"), views, sent) for day, views, sent in found.by_day]
    context: dict[str, Any] = {
        "hospital": request.hospital,
        "seat": request.seat,
        "posting": found.posting,
        "figures": found,
        "periods": [(days, days == found.days) for days in PERIODS],
        "days": days,
        "weekly": weekly,
        "enough": ENOUGH,
        "views_chart": bar_chart([(day, views) for day, views, _sent in days]),
        "sent_chart": bar_chart([(day, sent) for day, _views, sent in days]),
        "sources": _beside([v for _s, v, _a in found.by_source], found.by_source),
        "funnel": _beside([n for _s, n in found.funnel], found.funnel),
        "openings": [] if found.posting else found.by_opening(),
    }
    return render(request, "applications/figures.html", context)


def _beside(values: list[int], rows: list[Any]) -> list[tuple[Any, ...]]:
    """Each row with the length of its bar before it."""
    return [(share, *row) for share, row in zip(shares(values), rows, strict=True)]


@require_safe
@workspace(Right.SEE_APPLICATIONS)
def table(request: WorkspaceRequest, slug: str, pk: int | None = None) -> Any:
    """The counts as they are kept: one line for each day, opening and source."""
    found = _figures(request, pk)
    rows = found.seen.select_related("posting").order_by("day", "posting_id", "source")
    head = [_("Day"), _("Number"), _("Opening"), _("Source"), _("Views"), _("Applications")]
    name = f"{request.hospital.slug}{f'-{pk}' if pk else ''}-{found.first}-{found.last}.csv"
    lines = (
        (r.day.isoformat(), r.posting_id, r.posting.title, r.get_source_display(), r.views, r.applications)
        for r in rows.only("day", "source", "views", "applications", "posting__title")
    )
    return csvfile.response([head, *lines], name=name)
