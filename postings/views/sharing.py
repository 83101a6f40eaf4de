"""Sharing an opening or a hospital: where to, and the picture that stands beside its address there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from core.share_picture import answered
from hospitals import former
from hospitals.models import Hospital
from postings import presentation, sharing
from postings.forms.sharing import ServerForm
from postings.models import Posting


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A page, or for htmx what stands in the place of the button. Who shares, and where to, is not kept."""
    rows = Posting.objects.readable().select_related("hospital").prefetch_related("places")
    posting = get_object_or_404(rows, pk=pk)
    if not posting.is_live:  # its own page says what became of it
        there = posting.get_absolute_url()
        return HttpResponseClientRedirect(there) if _is_fragment(request) else redirect(there)
    if slug != posting.slug:
        return HttpResponsePermanentRedirect(reverse("postings:share", args=[pk, posting.slug]))
    return _ways(request, sharing.shared(posting), {"posting": posting, "name": posting.title})


@require_http_methods(["GET", "HEAD", "POST"])
def share_hospital(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of a hospital."""
    hospital = _hospital(request, slug)
    if isinstance(hospital, HttpResponse):
        return hospital
    return _ways(request, sharing.shared_hospital(hospital), {"hospital": hospital, "name": hospital.name})


def _ways(request: HttpRequest, shared: sharing.Shared, what: dict[str, Any]) -> HttpResponse:
    form = ServerForm(request.POST if request.method == "POST" else None)
    onward = shared.on_mastodon(form.cleaned_data["server"]) if form.is_valid() else ""
    fragment = _is_fragment(request)
    context = {**what, "shared": shared, "form": form, "onward": onward, "fragment": fragment}
    template = "postings/_share.html" if fragment else "postings/share.html"
    response = render(request, template, context, status=422 if form.errors else 200)
    if onward:
        # A redirect would be held back: no form of ours may lead to another site (form-action). Only one who typed a
        # server into this form gets here, so nobody's link can send a reader away.
        response["Refresh"] = f"0; url={onward}"
    return response


def _is_fragment(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


@require_safe
def picture(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """It is there as long as the opening's page is."""
    posting = Posting.objects.readable().for_rows().filter(pk=pk).first()
    if posting is None:
        raise Http404
    if slug != posting.slug:
        return HttpResponsePermanentRedirect(reverse("postings:picture", args=[pk, posting.slug]))
    return answered(request, sharing.picture(posting, presentation.card(posting)))


@require_safe
def hospital_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """It is there as long as the hospital's page is."""
    hospital = _hospital(request, slug)
    return hospital if isinstance(hospital, HttpResponse) else answered(request, sharing.picture_of(hospital))


def _hospital(request: HttpRequest, slug: str) -> Hospital | HttpResponse:
    """One whose page is there, or the way to where it is now."""
    if (hospital := Hospital.objects.trustworthy().filter(slug=slug).first()) is not None:
        return hospital
    if (there := former.moved(request, slug)) is not None:
        return there
    raise Http404
