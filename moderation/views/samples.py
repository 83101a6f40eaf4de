"""Work samples that somebody reported: only those can be seen from the desk."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import samples
from accounts.forms.reporting import SampleReportForm
from accounts.models import SamplePicture, User, WorkSample
from core.downloads import show_picture
from core.models import Event
from core.workflow import WrongState
from moderation import history
from moderation.access import moderators_only
from moderation.forms.sample import SampleDecisionForm
from moderation.onward import onward
from moderation.views.openings import too_late


def _reported(pk: int) -> WorkSample:
    rows = WorkSample.objects.exclude(reports=None).select_related("profile__user", "channel").distinct()
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """What was reported, by whom and why; let it back or remove it. One that is back can be reported again."""
    row, user = _reported(pk), cast(User, request.user)
    waits = row.status == WorkSample.Status.QUARANTINED
    may_decide = samples.LIFE.can(row, "release", by=user)
    asked = SampleDecisionForm if waits or "decision" in request.POST else SampleReportForm
    form = asked(request.POST if request.method == "POST" else None)
    own = row.profile.user_id == user.pk  # nobody reads who reported what is theirs
    if request.method == "POST" and own:
        raise PermissionDenied
    if form.is_valid():
        try:
            _decide(row, form.cleaned_data, user)
        except WrongState as late:
            return too_late(request, late)
        messages.success(request, _("Done. Its owner gets a mail."))
        return onward(request, "sample", row.pk, row.quarantined_at)
    context = {
        "sample": row,
        "own": own,
        "reports": row.reports.select_related("by"),
        "pictures": row.pictures.all(),
        "lines": [] if own else history.read(Event.objects.about(row).newest_first()[:50]),
        "waits": waits,
        "may_decide": may_decide,
        "form": form,
    }
    return render(request, "moderation/sample.html", context, status=422 if form.errors else 200)


def _decide(row: WorkSample, data: dict[str, Any], user: User) -> None:
    if "decision" not in data:
        samples.report(row, by=user, **data)
    elif data["decision"] == "release":
        samples.release(row, by=user)
    else:
        samples.remove(row, by=user, reason=data["reason"], words=data["words"])


@require_safe
@moderators_only
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    found = get_object_or_404(SamplePicture, sample=_reported(pk), number=number)
    return show_picture(found.file, found.kind)
