"""Openings at the desk: any state can be found and read; decisions are drawn along postings/lifecycle.py."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from core.models import Event
from core.workflow import WrongState
from hospitals.access import seat_of
from hospitals.models import Hospital
from moderation import history, waiting
from moderation.access import moderators_only
from moderation.forms.decision import OPENING_VERBS, DecisionForm
from moderation.hints import codes, hints, shown
from postings import lifecycle, presentation
from postings.completeness import NotComplete
from postings.models import Posting
from postings.models.choices import Status

PER_PAGE = 50
DONE = {
    "publish": _("Put online. The hospital gets a mail."),
    "return": _("Sent back. The hospital gets a mail."),
    "reject": _("Refused. The hospital gets a mail."),
    "remove": _("Removed. The hospital gets a mail."),
}


@require_safe
@moderators_only
def openings(request: HttpRequest) -> HttpResponse:
    """Every opening, by words of its title or hospital and by status."""
    asked, status = request.GET.get("q", "").strip()[:100], request.GET.get("status", "")
    rows = Posting.objects.select_related("hospital").order_by("-changed_at", "-id")
    if status in Status.values:
        rows = rows.filter(status=status)
    for word in asked.split()[:6]:
        number = Q(pk=int(word)) if word.isascii() and word.isdigit() and len(word) < 12 else Q()
        rows = rows.filter(Q(title__icontains=word) | Q(hospital__name__icontains=word) | number)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    base = request.GET.copy()
    base.pop("page", None)
    context = {
        "page_obj": page,
        "q": asked,
        "status": status,
        "statuses": Status.choices,
        "base": base.urlencode(),
    }
    return render(request, "moderation/openings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it as the public will, beside the facts; decide; go on with the next."""
    posting = get_object_or_404(Posting.objects.select_related("hospital").prefetch_related("places"), pk=pk)
    user = cast(User, request.user)
    if request.method == "POST":
        # All verbs are offered to a POST: one that no longer fits the status answers 409, in words.
        form = DecisionForm(list(OPENING_VERBS), request.POST, language=reader_of(posting))
        if form.is_valid():
            return _decide(request, posting, form, user)
    else:
        form = DecisionForm(_verbs(posting, user))
    return _answer(request, posting, form, user)


def _verbs(posting: Posting, user: User) -> list[str]:
    """What is offered. What waits is refused; removing is for what was already decided on."""
    offered = [verb for verb in OPENING_VERBS if verb != "remove" or posting.status != Status.IN_REVIEW]
    return [verb for verb in offered if lifecycle.LIFE.can(posting, verb, by=user)]


def _decide(request: HttpRequest, posting: Posting, form: DecisionForm, user: User) -> HttpResponse:
    verb, since = form.cleaned_data["decision"], posting.submitted_at
    why: dict[str, Any] = {"reasons": form.cleaned_data["reasons"], "words": form.cleaned_data["words"]}
    read = codes(hints(posting))
    try:
        if verb == "publish":
            lifecycle.publish(posting, by=user, hints=read)
        else:
            {"return": lifecycle.return_, "reject": lifecycle.reject, "remove": lifecycle.remove}[verb](
                posting, by=user, hints=read, **why
            )
    except NotComplete as gaps:
        for gap in gaps.missing:
            form.add_error(None, str(gap.text))
        return _answer(request, posting, form, user)
    except WrongState as late:
        return too_late(request, late)
    messages.success(request, DONE[verb])
    following = waiting.next_after(since) if verb != "remove" else None
    return redirect(f"moderation:{following[0]}", following[1]) if following else redirect("moderation:queue")


def too_late(request: HttpRequest, late: WrongState) -> HttpResponse:
    """A colleague decided first: say what, keep nothing."""
    last = Event.objects.about(late.row).newest_first()[:1]
    return render(
        request, "moderation/too_late.html", {"row": late.row, "lines": history.read(last)}, status=409
    )


def _answer(request: HttpRequest, posting: Posting, form: DecisionForm, user: User) -> HttpResponse:
    verbs = _verbs(posting, user)
    form.fields["decision"].choices = [(verb, OPENING_VERBS[verb]) for verb in verbs]  # type: ignore[attr-defined]
    events = history.of_opening(posting)[:20]
    queue = waiting.read(list(waiting.keys()[:30])) if posting.status == Status.IN_REVIEW else []
    context = {
        "posting": posting,
        "opening": presentation.opening(posting, get_language() or "en"),
        "form": form,
        "verbs": verbs,
        "own": seat_of(user, posting.hospital) is not None,
        **shown(hints(posting)),
        "counts": numbers_of(posting.hospital),
        "lines": history.read(events),
        "queue": queue,
    }
    return render(request, "moderation/opening.html", context, status=422 if form.errors else 200)


def reader_of(posting: Posting) -> str:
    """The language of who placed it: a ready text comes in it."""
    return posting.created_by.language if posting.created_by else posting.language


def numbers_of(hospital: Hospital) -> dict[str, int]:
    """How this hospital's openings fared so far."""
    return Posting.objects.filter(hospital=hospital).aggregate(
        published=Count("pk", filter=Q(published_at__isnull=False)),
        returned=Count("pk", filter=Q(returned_at__isnull=False)),
        refused=Count("pk", filter=Q(status__in=[Status.REJECTED, Status.REMOVED])),
    )
