"""An offer with its terms: made, changed, taken back. Only those who decide read it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from applications import offers, pipeline
from applications.forms.interview import CancelForm
from applications.forms.offer import OfferForm
from applications.models import Stage
from applications.refusals import Refused
from applications.views.decisions import DECIDE, back, page
from applications.views.workspace import found_or_404
from core.workflow import WrongState
from hospitals.access import WorkspaceRequest, workspace


@workspace(DECIDE)
def offer(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Make one; where there is one that waits, change it."""
    application = found_or_404(request, pk)
    there = offers.of(application)
    changes = application.status == Stage.OFFERED
    verb = "change_offer" if changes else "offer"
    if not pipeline.LIFE.can(application, verb, by=request.user) or (
        changes and there is not None and not there.waits
    ):
        messages.info(request, _("An offer does not fit this stage."))
        return back(request, application)
    form = OfferForm(request.POST if request.method == "POST" else None, application=application, offer=there)
    if form.is_valid():
        try:
            (offers.change if changes else offers.make)(application, form.terms, by=request.user)
        except (Refused, WrongState) as no:
            messages.error(request, _refusal(no))
        else:
            messages.success(request, _("The candidate gets a mail with the offer."))
        return back(request, application)
    context = {"form": form, "offer": there if changes else None}
    return page(request, application, "offer", context, 422 if form.errors else 200)


@workspace(DECIDE)
def withdrawal(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    application = found_or_404(request, pk)
    there = offers.of(application)
    if application.status != Stage.OFFERED or there is None or not there.waits:
        messages.info(request, _("There is no offer to take back."))
        return back(request, application)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            offers.take_back(application, by=request.user, words=form.cleaned_data["words"])
        except (Refused, WrongState) as no:
            messages.error(request, _refusal(no))
        else:
            messages.success(
                request, _("The offer is taken back. The candidate gets a mail with your words.")
            )
        return back(request, application)
    return page(request, application, "offer_withdrawal", {"form": form}, 422 if form.errors else 200)


def _refusal(no: Exception) -> str:
    if isinstance(no, Refused):
        return str(no.message)
    return _("The candidate was first: this application has just moved. Here is where it stands.")
