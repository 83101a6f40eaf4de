"""How an opening ended: the page of the mail that asks. Its link is signed for one reader, so it needs no sign-in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.workflow import NotAllowed, WrongState
from postings import lifecycle, outcomes
from postings.models.choices import Outcome, Status


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, token: str) -> HttpResponse:
    """Four buttons. Opening the page changes nothing: mail programs do that, too. Who left the team has no answer."""
    found = outcomes.read(token)
    if found is None:
        raise Http404
    posting, reader = found
    said = request.POST.get("outcome", "")
    if request.method == "POST" and said in Outcome.values and posting.status == Status.PUBLISHED:
        try:
            lifecycle.close(posting, by=reader, outcome=said)
        except NotAllowed:
            raise Http404 from None
        except WrongState:
            posting.refresh_from_db()
    if posting.status == Status.PUBLISHED and not lifecycle.LIFE.can(posting, "close", by=reader):
        raise Http404
    context = {"posting": posting, "outcomes": Outcome.choices, "open": posting.status == Status.PUBLISHED}
    response = render(request, "postings/outcome.html", context)
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response
