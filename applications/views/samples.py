"""A work sample of one application, for its hospital: each look is kept, and what should not be seen can be reported."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import samples as life
from accounts.forms.reporting import SampleReportForm
from accounts.models import SamplePicture, WorkSample
from applications import samples
from applications.models import Application
from applications.samples import SentSample
from applications.views.workspace import found_or_404
from core.downloads import show_picture
from core.workflow import WrongState
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right


def _found(application: Application, pk: int) -> SentSample:
    found = samples.find(application, pk)
    if found is None:
        raise Http404
    return found


@workspace(Right.SEE_APPLICATIONS)
def sample(request: WorkspaceRequest, slug: str, pk: int, sample: int) -> HttpResponse:
    application = found_or_404(request, pk)
    found = _found(application, sample)
    samples.log_look(application, sample, by=request.user)
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "application": application,
        "sample": found,
        "pictures": SamplePicture.objects.filter(sample=found.pk),
    }
    return render(request, "applications/sample.html", context)


@workspace(Right.SEE_APPLICATIONS)
def picture(request: WorkspaceRequest, slug: str, pk: int, sample: int, number: int) -> HttpResponse:
    application = found_or_404(request, pk)
    found = get_object_or_404(SamplePicture, sample=_found(application, sample).pk, number=number)
    response = show_picture(found.file, found.kind)
    samples.log_look(application, sample, by=request.user)
    return response


@workspace(Right.SEE_APPLICATIONS)
def report(request: WorkspaceRequest, slug: str, pk: int, sample: int) -> HttpResponse:
    """Out of sight for everyone at once; a moderator looks."""
    application = found_or_404(request, pk)
    found = _found(application, sample)
    form = SampleReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            life.report(get_object_or_404(WorkSample, pk=found.pk), by=request.user, **form.cleaned_data)
        except WrongState:  # a colleague, or another hospital, was first: it is out of sight already
            pass
        messages.success(request, _("Thank you. Nobody sees the sample until a moderator has looked at it."))
        return redirect("applications:workspace_detail", slug, pk)
    context = {"hospital": request.hospital, "seat": request.seat, "application": application}
    return render(request, "applications/sample_report.html", context | {"sample": found, "form": form})
