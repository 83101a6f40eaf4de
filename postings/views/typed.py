"""What somebody typed into a long form and sent after their sign-in had ended: kept until they have signed in again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _

# What such a form may hold, in characters as they are sent.
MOST_TYPED = 200_000
View = Callable[..., HttpResponse]


def signs_in_first(view: View) -> View:
    """A form sent after the sign-in ended is kept in the browser's session until its owner has signed in again;
    a part that saves itself is told so (401), because it cannot follow to another page."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            if request.headers.get("X-Editor"):
                return JsonResponse({"signed_out": True}, status=401)
            body = request.POST.urlencode()
            if len(body) <= MOST_TYPED:
                request.session["typed"] = {"path": request.path, "body": body}
            else:
                messages.warning(request, _("What you sent is too long to keep while you sign in. Go back and copy it first."))  # fmt: skip
        return view(request, *args, **kwargs)

    return guarded


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What was sent to this address while nobody was signed in; given once."""
    typed = request.session.get("typed")
    if not typed or typed["path"] != request.path:
        return None
    del request.session["typed"]
    return QueryDict(typed["body"])
