"""What somebody who is suspended (accounts/suspending.py) may still send: one list, held for every view at once.

Looking stays possible, but for the rooms of others: a hospital's workspace and the moderators' desk close at the next
request. Everything else that would change something gets a page that says why and how to appeal.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.http import typed_in

SAFE = {"GET", "HEAD", "OPTIONS"}
LIBRARY = ("account_", "mfa_", "usersessions_")  # signing in and out, passwords, second factors, sessions
MAY = {
    "accounts:suspension",  # the appeal
    "accounts:privacy_copy_asked",
    "accounts:privacy_copy",
    "accounts:privacy_closing",
    "accounts:privacy_closing_code",
    "accounts:returning",
    "accounts:inbox_reading",
    "accounts:inbox_choices",
    "accounts:inbox_stop",  # mails end by their own address, signed in or not
    "alerts:stop",
    "announcement_read",
    "hospitals:notices_stop",
    "applications:consents",
    "applications:withdrawal",
    "reports:mine",  # answering for what was reported of them, and their appeal; no other case is found there
}


class StandstillMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, *_: object) -> HttpResponse | None:
        """Reads the session only where something would change or a room is entered: other pages stay without it."""
        if request.method in SAFE and not _is_room(view):
            return None
        name = request.resolver_match.view_name or ""
        if name in MAY or name.startswith(LIBRARY) or not getattr(request.user, "is_suspended", False):
            return None
        return refused(request)


def _is_room(view: Any) -> bool:
    return hasattr(view, "right") or hasattr(view, "moderators_only")


def refused(request: Any) -> HttpResponse:
    """The page that says why. What the library swaps in leads a fragment's reader to the whole page."""
    row = request.user.suspensions.now().first()
    context = {"suspension": row, "typed": typed_in(request)}
    answer = render(request, "accounts/suspended.html", context, status=HTTPStatus.FORBIDDEN)
    if request.headers.get("HX-Request"):
        answer["HX-Redirect"] = reverse("accounts:suspension")
    return answer
