"""Trust on the page of a hospital: what it stands on, and by hand."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.models import User
from core.workflow import WrongState
from hospitals.models import Hospital
from hospitals.verification import may_decide
from moderation import trust
from moderation.access import moderators_only
from moderation.forms.trusting import TrustForm
from moderation.views.openings import too_late


def shown(hospital: Hospital, user: User, form: TrustForm | None = None) -> dict[str, Any]:
    """What templates/moderation/_trust.html needs."""
    return {
        "standing": trust.standing(hospital),
        "trusting": form or TrustForm(label_suffix=""),
        "may_trust": may_decide(user, hospital) and (hospital.trusted or hospital.is_verified),
    }


@require_POST
@moderators_only
def hospital_trust(request: HttpRequest, pk: int) -> HttpResponse:
    """Trust it, or read its openings first again: what is asked is in the field `trust`."""
    row, user = get_object_or_404(Hospital, pk=pk), cast(User, request.user)
    form = TrustForm(request.POST, label_suffix="")
    if not form.is_valid():
        context = {"hospital": row, "form": form, **shown(row, user, form)}
        return render(request, "moderation/trusting.html", context, status=422)
    give = request.POST.get("trust") == "1"
    try:
        (trust.give if give else trust.take)(row, by=user, words=form.cleaned_data["reason"])
    except WrongState as late:
        return too_late(request, late)
    said = _("Trusted. The hospital gets a mail.") if give else _("Its openings are read first again. The hospital gets a mail.")  # fmt: skip
    messages.success(request, said)
    return redirect("moderation:hospital", pk)
