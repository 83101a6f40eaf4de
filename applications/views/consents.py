"""What a candidate allows with one application, and taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import consents as allowing
from applications.models import ConsentKind, Stage
from applications.refusals import Refused
from applications.views.mine import OwnRequest, own


@login_required
def consents(request: OwnRequest, pk: int) -> HttpResponse:
    application = own(request, pk)
    if application.status == Stage.DRAFT:
        raise Http404
    kind = request.POST.get("kind", "")
    if request.method == "POST" and kind in ConsentKind.values:
        do = allowing.allow if request.POST.get("allow") == "yes" else allowing.revoke
        try:
            do(application, kind, by=request.user)
        except Refused as no:
            messages.error(request, str(no.message))
        else:
            messages.success(request, _("Saved. The hospital sees it."))
        return redirect("applications:consents", pk)
    with timezone.override(application.posting.hospital.zone):  # the days of the letters
        return render(request, "applications/consents.html", {"application": application})
