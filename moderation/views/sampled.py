"""Spot checks at the desk: what a trusted hospital put online at once, read afterwards."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.workflow import WrongState
from hospitals.verification import may_decide
from moderation import history, sampling, waiting
from moderation.access import moderators_only
from moderation.forms.sampled import SAMPLED_VERBS, SampledForm
from moderation.hints import codes, hints, shown
from moderation.onward import onward
from moderation.views.openings import reader_of, too_late
from postings import lifecycle, material, presentation
from postings.models import SpotCheck

DONE = {
    "pass": _("In order. It stays online, and the hospital stays trusted."),
    "recall": _("Sent back. The hospital gets a mail, and its openings are read first again."),
    "remove": _("Removed. The hospital gets a mail, and its openings are read first again."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def sampled(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what is online already; say that it is in order, or take it offline with reasons."""
    rows = SpotCheck.objects.select_related("posting__hospital", "revision", "decided_by")
    row, user = get_object_or_404(rows, pk=pk), cast(User, request.user)
    language = reader_of(row.posting)
    if request.method != "POST":
        return _answer(request, row, SampledForm(_verbs(row, user), language=language), user)
    form = SampledForm(list(SAMPLED_VERBS), request.POST, language=language)
    if form.is_valid():
        return _decide(request, row, form.cleaned_data, user)
    return _answer(request, row, form, user, status=200 if form.filling else 422)


def _verbs(row: SpotCheck, user: User) -> list[str]:
    if not sampling.LIFE.can(row, "pass", by=user):
        return []
    return [
        "pass",
        *(verb for verb in ("recall", "remove") if lifecycle.LIFE.can(row.posting, verb, by=user)),
    ]


def _decide(request: HttpRequest, row: SpotCheck, data: dict[str, Any], user: User) -> HttpResponse:
    verb, since, read = data["decision"], row.drawn_at, codes(hints(row.posting))
    why = {"reasons": data["reasons"], "words": data["words"]}
    try:
        if verb == "pass":
            sampling.pass_(row, by=user, hints=read)
        else:
            sampling.fail(row, by=user, remove=verb == "remove", hints=read, **why)
    except WrongState as late:
        return too_late(request, late)
    messages.success(request, DONE[verb])
    return onward(request, "sampled", row.pk, since)


def _answer(
    request: HttpRequest, row: SpotCheck, form: SampledForm, user: User, status: int = 200
) -> HttpResponse:
    posting, verbs, change = row.posting, _verbs(row, user), row.revision
    form.fields["decision"].choices = [(verb, SAMPLED_VERBS[verb]) for verb in verbs]  # type: ignore[attr-defined]
    context = {
        "check": row,
        "posting": posting,
        "opening": presentation.opening(posting, get_language() or "en"),
        "lines": material.compare(posting, change.before, change.changes) if change else [],
        "form": form,
        "verbs": verbs,
        "own": not may_decide(user, posting.hospital),
        **shown(hints(posting)),
        "history": history.read(history.of_opening(posting)[:20]),
        "queue": waiting.read(list(waiting.keys()[:30])) if row.status == "waiting" else [],
    }
    return render(request, "moderation/sampled.html", context, status=status)
