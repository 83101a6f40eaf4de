"""A change of an opening at the desk: old beside new, and a decision on exactly what was read."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from applications.models import Application
from core.workflow import WrongState
from hospitals.access import seat_of
from moderation import history, waiting
from moderation.access import moderators_only
from moderation.forms.decision import REVISION_VERBS, RevisionDecisionForm
from moderation.hints import Hint, codes, hints_of_change, shown
from moderation.views.openings import numbers_of, too_late
from postings import material, revising, writing
from postings.completeness import NotComplete
from postings.models import Revision

DONE = {
    "apply": _("The change is online. The hospital gets a mail."),
    "refuse": _("Refused. The opening stays as it was. The hospital gets a mail."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def revision(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what changes; decide; go on with the next."""
    row = get_object_or_404(Revision.objects.select_related("posting__hospital", "proposed_by"), pk=pk)
    user = cast(User, request.user)
    if request.method != "POST":
        return _answer(request, row, RevisionDecisionForm(_verbs(row, user)), user)
    reader = row.proposed_by.language if row.proposed_by else row.posting.language
    form = RevisionDecisionForm(list(REVISION_VERBS), request.POST, language=reader)
    if form.is_valid():
        return _decide(request, row, form, user)
    return _answer(request, row, form, user, status=200 if form.filling else 422)


def _verbs(row: Revision, user: User) -> list[str]:
    if row.posting.state not in revising.OPEN_STATES:
        return []
    return [verb for verb in REVISION_VERBS if revising.LIFE.can(row, verb, by=user)]


def _decide(request: HttpRequest, row: Revision, form: RevisionDecisionForm, user: User) -> HttpResponse:
    verb, since = form.cleaned_data["decision"], row.proposed_at
    how: dict[str, Any] = {
        "by": user,
        "seen_before": request.POST.get("seen", ""),
        "hints": codes(_hints(row)),
    }
    try:
        if verb == "apply":
            revising.apply(row, **how)
        else:
            revising.refuse(
                row, reasons=form.cleaned_data["reasons"], words=form.cleaned_data["words"], **how
            )
    except revising.ChangedMeanwhile:
        row = Revision.objects.select_related("posting__hospital", "proposed_by").get(pk=row.pk)
        return _answer(request, row, form, user, status=409)
    except NotComplete as gaps:
        for gap in gaps.missing:
            form.add_error(None, str(gap.text))
        return _answer(request, row, form, user, status=200 if form.filling else 422)
    except WrongState as late:
        return too_late(request, late)
    messages.success(request, DONE[verb])
    following = waiting.next_after(since)
    return redirect(f"moderation:{following[0]}", following[1]) if following else redirect("moderation:queue")


def _answer(
    request: HttpRequest, row: Revision, form: RevisionDecisionForm, user: User, status: int = 200
) -> HttpResponse:
    posting, verbs = row.posting, _verbs(row, user)
    form.fields["decision"].choices = [(verb, REVISION_VERBS[verb]) for verb in verbs]  # type: ignore[attr-defined]
    context = {
        "revision": row,
        "posting": posting,
        "lines": material.compare(posting, row.before, row.changes),
        "fields": len(writing.content_columns()),
        "seen": revising.seen(posting, row),
        "changed_meanwhile": status == 409,
        "form": form,
        "verbs": verbs,
        "own": seat_of(user, posting.hospital) is not None,
        **shown(_hints(row)),
        "counts": numbers_of(posting.hospital),
        "history": history.read(history.of_opening(posting)[:20]),
        "queue": waiting.read(list(waiting.keys()[:30])) if row.status == "pending" else [],
    }
    return render(request, "moderation/revision.html", context, status=status)


def _hints(row: Revision) -> list[Hint]:
    """Of the new text, and of what the change does to those who applied."""
    old = material.as_if(row.posting, row.before)
    new = material.as_if(row.posting, row.before | row.changes)
    return hints_of_change(old, new, Application.objects.active().filter(posting=row.posting).count())
