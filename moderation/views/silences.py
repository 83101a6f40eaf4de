"""A hospital that left candidates without an answer, on the desk until a moderator has spoken with it."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from applications import promises
from applications.record import record_of
from hospitals.models import Hospital, Seat
from hospitals.roles import Right
from hospitals.verification import may_decide
from moderation.access import moderators_only
from moderation.forms.silence import SilenceForm
from moderation.onward import onward


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def silence(request: HttpRequest, pk: int) -> HttpResponse:
    """No candidate is named here: the opening, the promise and the day are what this is about."""
    row, user = get_object_or_404(Hospital, pk=pk), cast(User, request.user)
    now = timezone.now()
    form = SilenceForm(request.POST if request.method == "POST" else None, initial={"until": now.isoformat()})
    if request.method == "POST" and not may_decide(user, row):
        raise PermissionDenied
    if form.is_valid():
        promises.deal_with_silence(
            row, by=user, words=form.cleaned_data["words"], until=min(form.cleaned_data["until"], now)
        )
        messages.success(request, _("Done. It is off the desk."))
        return onward(request, "silence", row.pk, None)
    owners = Seat.objects.with_right(Right.MANAGE_TEAM).filter(hospital=row, user__is_active=True)
    context = {
        "hospital": row,
        "silences": promises.silences_of(row)[:100],
        "record": record_of(row, at=now),
        "owners": [seat.user for seat in owners.select_related("user").order_by("pk")],
        "may_decide": may_decide(user, row),
        "form": form,
    }
    return render(request, "moderation/silence.html", context, status=422 if form.errors else 200)
