"""A change of an opening at the desk: old beside new, and a decision on exactly what was read."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from applications.models import Application
from core.text import markdown
from core.workflow import WrongState
from hospitals.verification import may_decide
from moderation import reviewing, waiting
from moderation.access import moderators_only
from moderation.forms.decision import REVISION_VERBS, RevisionDecisionForm
from moderation.forms.question import QuestionForm
from moderation.hints import Hint, codes, hints_of_change, shown
from moderation.onward import onward
from moderation.views.openings import letter, talk, too_late
from postings import material, presentation, revising, writing
from postings.completeness import NotComplete
from postings.models import Revision
from postings.views.typed import signs_in_first, typed_before

DONE = {
    "apply": _("The change is online. The hospital gets a mail."),
    "refuse": _("Refused. The opening stays as it was. The hospital gets a mail."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@signs_in_first
@moderators_only
def revision(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what changes; decide; go on with the next."""
    row, user = found(pk), cast(User, request.user)
    if request.method != "POST":
        typed = typed_before(request)
        return page(request, row, user, form=RevisionDecisionForm([], typed) if typed else None, status=200)
    reads = reviewing.language_of(row.posting, row.proposed_by)
    form = RevisionDecisionForm(list(REVISION_VERBS), request.POST, language=reads)
    if "preview" in request.POST and getattr(request, "htmx", False):
        return letter(request, row, form, row.proposed_by)
    if form.is_valid():
        return _decide(request, row, form, user)
    return page(request, row, user, form=form)


def found(pk: int) -> Revision:
    rows = Revision.objects.select_related("posting__hospital", "proposed_by")
    return get_object_or_404(
        rows.prefetch_related("posting__places", "posting__hospital__channels__channel"), pk=pk
    )


def _verbs(row: Revision) -> list[str]:
    """What is offered to whoever may decide."""
    if row.posting.state not in revising.OPEN_STATES:
        return []
    return [verb for verb in REVISION_VERBS if row.status in revising.LIFE.arrows[verb].sources]


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
        return page(request, found(row.pk), user, form=form, status=409)
    except NotComplete as gaps:
        for gap in gaps.missing:
            form.add_error(None, str(gap.text))
        return page(request, row, user, form=form)
    except WrongState as late:
        return too_late(request, late)
    messages.success(request, DONE[verb], extra_tags=reverse("moderation:revision_undo", args=[row.pk]))
    return onward(request, "revision", row.pk, since)


def page(
    request: HttpRequest,
    row: Revision,
    user: User,
    *,
    form: RevisionDecisionForm | None = None,
    question: QuestionForm | None = None,
    status: int | None = None,
) -> HttpResponse:
    """`question`: what is being asked of the hospital. 409: it changed while it was read."""
    posting, may = row.posting, may_decide(user, row.posting.hospital)
    verbs, lines = _verbs(row) if may else [], material.compare(posting, row.before, row.changes)
    as_asked = material.as_if(posting, row.before | row.changes)
    as_asked.description_html = markdown(as_asked.description)
    form = form or RevisionDecisionForm(verbs)
    form.fields["decision"].choices = [(verb, REVISION_VERBS[verb]) for verb in verbs]  # type: ignore[attr-defined]
    context = {
        "revision": row,
        "posting": posting,
        "as_asked": as_asked,
        "opening": presentation.opening(as_asked, get_language() or "en"),
        "lines": lines,
        "same": reviewing.same_in(lines),
        "fields": len(writing.content_columns()),
        "seen": revising.seen(posting, row),
        "changed_meanwhile": status == 409,
        "came_back": form.is_bound and request.method != "POST",
        "form": form,
        "verbs": verbs,
        "own": not may,
        "facts": reviewing.facts(posting, change=row, pay=as_asked),
        **shown(_hints(row)),
        **talk(posting, question, bool(verbs)),
        **reviewing.letter_beside(form, row, row.proposed_by),
        "queue": waiting.read(list(waiting.keys()[:30])) if row.status == "pending" else [],
    }
    if status is None:
        status = 422 if form.errors else 200
    return render(request, "moderation/revision.html", context, status=status)


def _hints(row: Revision) -> list[Hint]:
    """Of the new text, and of what the change does to those who applied."""
    old = material.as_if(row.posting, row.before)
    new = material.as_if(row.posting, row.before | row.changes)
    return hints_of_change(old, new, Application.objects.active().filter(posting=row.posting).count())
