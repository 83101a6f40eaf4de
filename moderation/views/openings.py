"""Openings at the desk: any state can be found and read; decisions are drawn along postings/lifecycle.py."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from core.http import typed_in
from core.models import Event
from core.workflow import WrongState
from hospitals.verification import may_decide
from moderation import history, reviewing, waiting
from moderation.access import moderators_only
from moderation.finding import matching
from moderation.forms.decision import OPENING_VERBS, DecisionForm
from moderation.forms.question import QuestionForm
from moderation.hints import codes, hints, shown
from moderation.onward import onward
from postings import lifecycle, presentation, questions, remarks
from postings.completeness import NotComplete
from postings.models import Posting
from postings.models.choices import Status
from postings.views.typed import signs_in_first, typed_before

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
    rows = rows.filter(matching(asked, "title", "hospital__name"))
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
@signs_in_first
@moderators_only
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it as the public will, beside the facts; decide; go on with the next."""
    posting, user = found(pk), cast(User, request.user)
    if request.method != "POST":
        typed = typed_before(request)
        return page(request, posting, user, form=DecisionForm([], typed) if typed else None, status=200)
    # All verbs are offered to a POST: one that no longer fits the status answers 409, in words.
    sender = reviewing.who_sent(posting)
    reads = reviewing.language_of(posting, sender)
    form = DecisionForm(list(OPENING_VERBS), request.POST, language=reads)
    if "preview" in request.POST and getattr(request, "htmx", False):
        return letter(request, posting, form, sender)
    if form.is_valid():
        return _decide(request, posting, form, user)
    return page(request, posting, user, form=form)


def found(pk: int) -> Posting:
    rows = Posting.objects.select_related("hospital", "created_by")
    return get_object_or_404(rows.prefetch_related("places", "hospital__channels__channel"), pk=pk)


def _verbs(posting: Posting) -> list[str]:
    """What is offered to whoever may decide. What waits is refused; removing is for what was already decided on."""
    offered = [verb for verb in OPENING_VERBS if verb != "remove" or posting.status != Status.IN_REVIEW]
    return [verb for verb in offered if posting.status in lifecycle.LIFE.arrows[verb].sources]


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
        return page(request, posting, user, form=form)
    except WrongState as late:
        return too_late(request, late)
    messages.success(request, DONE[verb], extra_tags=reverse("moderation:opening_undo", args=[posting.pk]))
    return onward(request, "opening", posting.pk, since)


def too_late(request: HttpRequest, late: WrongState) -> HttpResponse:
    """A colleague decided first: say what, store nothing, and give back what was typed."""
    last = Event.objects.about(late.row).newest_first()[:1]
    context = {"row": late.row, "lines": history.read(last), "typed": typed_in(request)}
    return render(request, "moderation/too_late.html", context, status=409)


def page(
    request: HttpRequest,
    posting: Posting,
    user: User,
    *,
    form: DecisionForm | None = None,
    question: QuestionForm | None = None,
    status: int | None = None,
) -> HttpResponse:
    """The page. `question`: what is being asked of the hospital."""
    may = may_decide(user, posting.hospital)
    verbs = _verbs(posting) if may else []
    form = form or DecisionForm(verbs)
    form.fields["decision"].choices = [(verb, OPENING_VERBS[verb]) for verb in verbs]  # type: ignore[attr-defined]
    known = reviewing.facts(posting)
    context = {
        "posting": posting,
        "opening": presentation.opening(posting, get_language() or "en"),
        "doubted": [one for one in questions.of(posting) if one.doubt],
        "since": reviewing.since_last_decision(posting),
        "facts": known,
        "form": form,
        "verbs": verbs,
        "own": not may,
        "came_back": form.is_bound and request.method != "POST",
        **shown(hints(posting)),
        **talk(posting, question, may and remarks.is_open(posting)),
        **reviewing.letter_beside(form, posting, known.sender.user),
        "queue": waiting.read(list(waiting.keys()[:30])) if posting.status == Status.IN_REVIEW else [],
    }
    if status is None:
        status = 422 if form.errors else 200
    return render(request, "moderation/opening.html", context, status=status)


def talk(posting: Posting, question: QuestionForm | None, may_ask: bool) -> dict[str, Any]:
    """What was said with the hospital; who may ask gets a form for it."""
    thread = list(posting.remarks.in_order().select_related("by"))
    asks = (question or QuestionForm()) if may_ask else None
    last = next((one for one in reversed(thread) if one.with_submission), None)
    new = last if last and posting.submitted_at and last.at >= posting.submitted_at else None
    return {"thread": thread, "question": asks, "mended": new}


def letter(request: HttpRequest, row: Any, form: DecisionForm, sender: User | None) -> HttpResponse:
    """The letter alone, while somebody still chooses."""
    context = reviewing.letter_beside(form, row, sender)
    return render(request, "moderation/_letter.html", context)


def reader_of(posting: Posting) -> str:
    """The language of who sent it: a ready text comes in it."""
    return reviewing.language_of(posting, reviewing.who_sent(posting))
