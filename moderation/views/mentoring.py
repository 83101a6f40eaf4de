"""Reports about people in mentoring: a moderator reads what happened and decides."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.models import Event
from core.workflow import WrongState
from mentoring import safety
from mentoring.models import Report
from moderation import history
from moderation.access import moderators_only
from moderation.onward import onward
from moderation.views.openings import too_late

VERBS = {"dismiss": safety.dismiss, "bar": safety.bar}


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def report(request: Any, pk: int) -> HttpResponse:
    """Nothing wrong, or barred from mentoring. Nobody decides about a report of their own or about themselves."""
    row = get_object_or_404(Report.objects.select_related("about", "by", "mentorship"), pk=pk)
    may_decide = safety.LIFE.can(row, "dismiss", by=request.user)
    if request.user.pk == row.about_id:  # nobody reads who reported them
        raise PermissionDenied
    if request.method == "POST":
        verb = VERBS.get(request.POST.get("decision", ""))
        if request.user.pk in (row.by_id, row.about_id):
            raise PermissionDenied
        if verb is not None:
            try:
                verb(row, by=request.user)
            except WrongState as late:
                return too_late(request, late)
            messages.success(request, _("Done."))
            return onward(request, "mentoring", row.pk, row.at)
    context = {
        "report": row,
        "before": Report.objects.filter(about=row.about_id).exclude(pk=row.pk).order_by("-at"),
        "lines": history.read(Event.objects.about(row).newest_first()[:50]),
        "may_decide": may_decide,
    }
    return render(request, "moderation/mentoring.html", context)
