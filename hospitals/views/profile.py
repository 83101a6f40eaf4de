"""The profile of a hospital in five parts, each a page with its own form."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core import audit, logos
from core.vocabulary import vocabulary
from hospitals import channels, readiness
from hospitals.access import WorkspaceRequest, workspace
from hospitals.forms import about_us
from hospitals.forms import profile as forms
from hospitals.models import Hospital, HospitalChannel, Readiness
from hospitals.roles import Right

PARTS = [
    ("profile", gettext_lazy("About")),
    ("profile_logo", gettext_lazy("Logo")),
    ("profile_places", gettext_lazy("Sites and departments")),
    ("profile_channels", gettext_lazy("Channels")),
    ("profile_readiness", gettext_lazy("Readiness")),
]


def _page(request: WorkspaceRequest, part: str, **more: Any) -> HttpResponse:
    parts = [(f"hospitals:{name}", label, name == part) for name, label in PARTS]
    context = {"hospital": request.hospital, "seat": request.seat, "parts": parts, **more}
    return render(request, f"hospitals/{part}.html", context)


@workspace(Right.EDIT_HOSPITAL)
def profile(request: WorkspaceRequest, slug: str) -> HttpResponse:
    hospital = request.hospital
    form = forms.ProfileForm(request.POST if request.method == "POST" else None, instance=hospital)
    if request.method == "POST":
        if form.is_valid():
            forms.save(form, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("hospitals:profile", slug)
        hospital.refresh_from_db()  # the header shows the name as it is, not as it was typed
    return _page(request, "profile", form=form)


@workspace(Right.EDIT_HOSPITAL)
def logo(request: WorkspaceRequest, slug: str) -> HttpResponse:
    form = about_us.LogoForm(request.POST or None, request.FILES or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            _put_logo(request, logos.keep(form.cleaned_data["logo"]))
        except ValidationError as error:
            form.add_error("logo", error)
        else:
            messages.success(request, _("The logo is on your page."))
            return redirect("hospitals:profile_logo", slug)
    return _page(request, "profile_logo", form=form)


@require_POST
@workspace(Right.EDIT_HOSPITAL)
def logo_removal(request: WorkspaceRequest, slug: str) -> HttpResponse:
    _put_logo(request, "")
    messages.success(request, _("The logo is gone."))
    return redirect("hospitals:profile_logo", slug)


def _put_logo(request: WorkspaceRequest, key: str) -> None:
    """The old files go once the new name is safe."""
    with transaction.atomic():
        row = Hospital.objects.select_for_update(of=("self",)).get(pk=request.hospital.pk)
        old, row.logo_key = row.logo_key, key
        row.save(update_fields=["logo_key"])
        audit.record(row, "edit", by=request.user, data={"fields": ["logo"]})
        if old:
            transaction.on_commit(lambda: logos.forget(old))


@require_safe
def logo_file(request: HttpRequest, name: str) -> HttpResponse:
    """A logo under its random name. It never changes, so a browser keeps it for a year."""
    content = logos.read(name)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="image/webp")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@workspace(Right.EDIT_HOSPITAL)
def places(request: WorkspaceRequest, slug: str) -> HttpResponse:
    hospital, data = request.hospital, request.POST if request.method == "POST" else None
    sites = about_us.sites_of(hospital, data)
    first = {"departments": "\n".join(hospital.departments)}
    form = about_us.DepartmentsForm(data, initial=first, label_suffix="")
    if data is not None and sites.is_valid() & form.is_valid():
        about_us.save_places(hospital, sites, form, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("hospitals:profile_places", slug)
    return _page(request, "profile_places", sites=sites, form=form)


@workspace(Right.EDIT_HOSPITAL)
def channel_list(request: WorkspaceRequest, slug: str) -> HttpResponse:
    form = about_us.ChannelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        word = vocabulary().channel(form.cleaned_data["channel"])
        assert word is not None  # it is one of the choices
        try:
            channels.add(request.hospital, word, form.cleaned_data["profile"], by=request.user)
        except channels.TooMany:
            form.add_error(None, _("Ten channels are enough. Remove one first."))
        else:
            messages.success(request, _("The channel is on your page. We look at it in a moment."))
            return redirect("hospitals:profile_channels", slug)
    rows = list(request.hospital.channels.select_related("channel"))
    looked = {row.pk for row in rows if channels.can_look(row)}
    return _page(request, "profile_channels", form=form, rows=rows, looked=looked, most=channels.MOST)


def _channel(request: WorkspaceRequest, pk: int) -> HospitalChannel:
    rows = HospitalChannel.objects.select_related("channel", "hospital")
    return get_object_or_404(rows, hospital=request.hospital, pk=pk)


@require_POST
@workspace(Right.EDIT_HOSPITAL)
def channel_removal(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    channels.remove(_channel(request, pk), by=request.user)
    messages.success(request, _("The channel is removed."))
    return redirect("hospitals:profile_channels", slug)


@require_POST
@workspace(Right.EDIT_HOSPITAL)
def channel_look(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    channels.look_soon(_channel(request, pk))
    messages.success(request, _("We look at it in a moment. Load this page again after a minute."))
    return redirect("hospitals:profile_channels", slug)


@workspace(Right.EDIT_HOSPITAL)
def readiness_part(request: WorkspaceRequest, slug: str) -> HttpResponse:
    row = readiness.of(request.hospital) or Readiness(hospital=request.hospital)
    form = about_us.ReadinessForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        readiness.say(form.save(commit=False), by=request.user)
        messages.success(request, _("Saved, and dated today."))
        return redirect("hospitals:profile_readiness", slug)
    fresh = row.pk is not None and readiness.is_fresh(row)
    return _page(request, "profile_readiness", form=form, row=row if row.pk else None, fresh=fresh)


@require_POST
@workspace(Right.EDIT_HOSPITAL)
def readiness_confirmation(request: WorkspaceRequest, slug: str) -> HttpResponse:
    readiness.confirm(request.hospital, by=request.user)
    messages.success(request, _("Confirmed today."))
    return redirect("hospitals:profile_readiness", slug)
