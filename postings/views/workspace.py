"""A hospital's openings: the list, the form, and each as candidates will see it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.vocabulary import vocabulary
from core.workflow import WrongState
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from postings import allowance, lifecycle, presentation, remarks
from postings.completeness import missing
from postings.forms.remark import RemarkForm
from postings.models import Posting
from postings.models.choices import EDITABLE, EXTENDABLE, RELISTABLE, Outcome, Status
from postings.models.querysets import NOT_FULL

PER_PAGE = 50
# The tabs of the list, and what each asks. Published ones are told apart by the clock.
_online = Q(status=Status.PUBLISHED)
STATES: dict[str, Q] = {
    "": Q(),
    "draft": Q(status=Status.DRAFT),
    "in_review": Q(status=Status.IN_REVIEW),
    "returned": Q(status=Status.RETURNED),
    "scheduled": _online & Q(publish_at__gt=Now()),
    "live": _online & Q(publish_at__lte=Now(), closes_at__gt=Now()) & NOT_FULL,
    "full": _online & Q(publish_at__lte=Now(), closes_at__gt=Now()) & ~NOT_FULL,
    "expired": _online & Q(closes_at__lte=Now()),
    "ended": Q(status__in=[Status.CLOSED, Status.REJECTED, Status.REMOVED]),
}


def state_names() -> dict[str, str]:
    return {
        "": _("All"),
        "draft": _("Drafts"),
        "in_review": _("Being checked"),
        "returned": _("Sent back"),
        "scheduled": _("Planned"),
        "live": _("Online"),
        "full": _("Full"),
        "expired": _("Past the closing date"),
        "ended": _("Ended"),
    }


def of(request: WorkspaceRequest) -> QuerySet[Posting]:
    """The openings of the hospital at whose door this person stands."""
    return (
        Posting.objects.filter(hospital=request.hospital)
        .select_related("hospital")
        .prefetch_related("places")
    )


def one(request: WorkspaceRequest, pk: int) -> Posting:
    return get_object_or_404(of(request), pk=pk)


def too_late(request: WorkspaceRequest, posting: Posting, verb: str) -> HttpResponse:
    """The opening moved on. A form gets back what was typed into it; a bookmark leads to where the opening stands."""
    if request.method == "POST":
        raise WrongState(posting, verb, posting.state)
    messages.warning(request, _("This cannot be done with the opening now. Here is where it stands."))
    return redirect("postings:workspace_detail", request.hospital.slug, posting.pk)


def page(
    request: WorkspaceRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    rooms = {"hospital": request.hospital, "seat": request.seat}
    return render(request, f"postings/{template}.html", rooms | context, status=status)


@require_safe
@workspace(Right.SEE_OPENINGS)
def openings(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """The list by state, newest first."""
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in STATES else ""
    numbers = {state or "all": Count("pk", filter=q) if q else Count("pk") for state, q in STATES.items()}
    counts = Posting.objects.filter(hospital=request.hospital).aggregate(**numbers)
    names = state_names()
    tabs = [(state, names[state], counts[state or "all"], state == chosen) for state in STATES]
    rows = of(request).filter(STATES[chosen]).order_by("-changed_at", "-id")
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    base = f"state={chosen}" if chosen else ""
    may_write = request.seat.may(Right.WRITE_OPENINGS)
    context = {"page_obj": listed, "tabs": tabs, "base": base, "chosen": chosen, "may_write": may_write}
    return page(request, "workspace_list", context)


@require_safe
@workspace(Right.SEE_OPENINGS)
def opening(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """One opening as candidates will see it, with what can be done with it."""
    return detail(request, one(request, pk))


def detail(
    request: WorkspaceRequest,
    posting: Posting,
    *,
    answer: RemarkForm | None = None,
    mended: str = "",
    status: int = 200,
) -> HttpResponse:
    """`answer`: what is being said to moderators; `mended`: what is being said with a text that is sent again."""
    thread = list(posting.remarks.in_order().select_related("by"))
    editable = posting.status in EDITABLE
    context = {
        "posting": posting,
        "opening": presentation.opening(posting, get_language() or "en"),
        "missing": missing(posting) + allowance.gaps(posting, timezone.now()) if editable else [],
        "outcomes": Outcome.choices,
        "reasons": vocabulary().reasons_named(posting.decision_reasons),
        "may_edit": editable and request.seat.may(Right.WRITE_OPENINGS),
        "may_copy": request.seat.may(Right.WRITE_OPENINGS),
        "may_submit": lifecycle.LIFE.can(posting, "submit", by=request.user),
        "may_withdraw": lifecycle.LIFE.can(posting, "withdraw", by=request.user),
        "may_close": lifecycle.LIFE.can(posting, "close", by=request.user),
    }
    context["may_extend"] = context["may_close"] and posting.state in EXTENDABLE
    context["may_plan"] = posting.state == "scheduled" and request.seat.may(Right.SUBMIT_OPENINGS)
    context["may_relist"] = posting.state in RELISTABLE and request.seat.may(Right.WRITE_OPENINGS)
    asked = bool(thread) and request.seat.may(Right.WRITE_OPENINGS) and remarks.is_open(posting)
    context |= {"thread": thread, "form": (answer or RemarkForm()) if asked else None, "mended": mended}
    again = context["may_submit"] and posting.status == Status.RETURNED
    context["sends_again"] = again and not context["missing"]
    return page(request, "workspace_detail", context, status)
