"""A decision about an opening, or about a change of one, taken back within ten minutes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.workflow import WrongState
from moderation import claims, onward
from moderation.access import moderators_only
from postings import lifecycle, revising, undoing
from postings.models import Posting, Revision

VERBS: dict[str, tuple[Any, Any]] = {
    "opening": (Posting.objects.select_related("hospital"), lifecycle.undo),
    "revision": (Revision.objects.select_related("posting__hospital"), revising.undo),
}


@require_POST
@moderators_only
def undo(request: Any, kind: str, pk: int) -> HttpResponse:
    """It waits again, and who undid it is on it. What cannot be undone any more is said in words."""
    rows, verb = VERBS[kind]
    row = get_object_or_404(rows.all(), pk=pk)
    try:
        verb(row, by=request.user)
    except undoing.CannotUndo as why:
        messages.error(request, _("It was not undone. %(why)s") % {"why": why})
    except WrongState:
        messages.error(request, _("It was not undone. Something else happened to it since."))
    else:
        messages.success(request, _("Undone. The hospital hears nothing of that decision."))
        if row.status in ("in_review", "pending"):
            claims.take(kind, row.pk, by=request.user)
    return redirect(reverse(f"moderation:{kind}", args=[row.pk]) + onward.SAID)
