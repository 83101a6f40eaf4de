"""Sharing an opening: where to, and the picture that stands beside its address there."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from core.share_picture import answered
from postings import presentation, sharing
from postings.forms.sharing import ServerForm
from postings.models import Posting


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A page, or for htmx what stands in the place of the button. Who shares, and where to, is not kept."""
    posting = (
        Posting.objects.live().select_related("hospital").prefetch_related("places").filter(pk=pk).first()
    )
    if posting is None:
        raise Http404
    if slug != posting.slug:
        return HttpResponsePermanentRedirect(reverse("postings:share", args=[pk, posting.slug]))
    form = ServerForm(request.POST if request.method == "POST" else None)
    shared, onward = sharing.shared(posting), ""
    if form.is_valid():
        onward = shared.on_mastodon(form.cleaned_data["server"])
    context = {
        "posting": posting,
        "shared": shared,
        "form": form,
        "onward": onward,
        "fragment": bool(getattr(request, "htmx", False)),
    }
    template = "postings/_share.html" if context["fragment"] else "postings/share.html"
    response = render(request, template, context, status=422 if form.errors else 200)
    if onward:
        # A redirect would be held back: no form of ours may lead to another site (form-action). Only one who typed a
        # server into this form gets here, so nobody's link can send a reader away.
        response["Refresh"] = f"0; url={onward}"
    return response


@require_safe
def picture(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """It is there as long as the opening's page is."""
    posting = Posting.objects.readable().for_rows().filter(pk=pk).first()
    if posting is None:
        raise Http404
    if slug != posting.slug:
        return HttpResponsePermanentRedirect(reverse("postings:picture", args=[pk, posting.slug]))
    return answered(request, sharing.picture(posting, presentation.card(posting)))
