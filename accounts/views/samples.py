"""A person's own work samples. A hospital's way to one is in applications, a moderator's in moderation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import samples
from accounts.forms.evidence import SampleForm
from accounts.models import WorkSample
from accounts.profiles import profile_of
from accounts.views.me import MyRequest, page
from core.downloads import show_picture


def _own(request: MyRequest, pk: int) -> WorkSample:
    return get_object_or_404(
        WorkSample.objects.filter(profile__user=request.user).select_related("channel"), pk=pk
    )


@login_required
@require_GET
def sample_list(request: MyRequest) -> HttpResponse:
    mine = profile_of(request.user).samples.select_related("channel").prefetch_related("pictures")
    return render(request, "accounts/samples.html", {"samples": mine})


@login_required
@page
def new(request: MyRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = SampleForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        try:
            samples.add(profile_of(request.user), form.facts(), form.pages)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved. It goes along when you apply."))
            return redirect("accounts:samples")
    return render(request, "accounts/sample_new.html", {"form": form})


@login_required
@require_GET
def sample(request: MyRequest, pk: int) -> HttpResponse:
    mine = _own(request, pk)
    reasons = [r.get_reason_display() for r in mine.reports.all()[:1]] if mine.status != "shown" else []
    context = {"sample": mine, "pictures": mine.pictures.all(), "reasons": reasons}
    return render(
        request,
        "accounts/sample.html",
        context | {"declared": samples.DECLARATIONS.get(mine.declared_version, "")},
    )


@login_required
@require_GET
def picture(request: MyRequest, pk: int, number: int) -> HttpResponse:
    found = get_object_or_404(_own(request, pk).pictures.all(), number=number)
    return show_picture(found.file, found.kind)


@login_required
@require_POST
def removal(request: MyRequest, pk: int) -> HttpResponse:
    samples.erase(_own(request, pk))
    messages.success(request, _("The sample is erased. Hospitals that you sent it to can no longer open it."))
    return redirect("accounts:samples")
