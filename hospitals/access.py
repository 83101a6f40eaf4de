"""The door of every workspace view: who you are here, and whether this right is yours.

    @workspace(Right.SEE_APPLICATIONS)
    def applications(request: WorkspaceRequest, slug: str) -> HttpResponse: ...

Strangers get the same 404 as for a hospital that never existed; a colleague without the right gets 403.
Opening a page may leave a trace (first seen, CV opened, who looked); asking for its headers alone shows nothing to
anybody, so a HEAD leaves none.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from hospitals.models import Hospital, Seat
from hospitals.roles import Right


class WorkspaceRequest(HttpRequest):
    """A request of someone who holds a seat at `hospital`."""

    user: User
    hospital: Hospital
    seat: Seat
    htmx: HtmxDetails


def seat_of(user: User, hospital: Hospital) -> Seat | None:
    return Seat.objects.held().filter(user=user, hospital=hospital).first()


def has_right(user: Any, hospital_id: int, right: Right) -> bool:
    """For transition tables: `may=lambda user, row: has_right(user, row.hospital_id, Right.X)`."""
    return Seat.objects.with_right(right).filter(user=user, hospital_id=hospital_id).exists()


def workspace(right: Right) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Puts `hospital` and `seat` on the request, or turns it away. The URL's `slug` names the hospital."""

    def decorate(
        view: Callable[Concatenate[Any, ...], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def guarded(request: Any, slug: str, **kwargs: Any) -> HttpResponse:
            seat = (
                Seat.objects.held()
                .select_related("hospital")
                .filter(user=request.user, hospital__slug=slug)
                .first()
            )
            if seat is None:
                raise Http404
            if not seat.may(right):
                raise PermissionDenied
            request.hospital, request.seat = seat.hospital, seat
            if request.method != "HEAD":
                return view(request, slug, **kwargs)
            with transaction.atomic():
                response = view(request, slug, **kwargs)
                transaction.set_rollback(True)
            return response

        guarded.right = right  # type: ignore[attr-defined]  # read by the role × URL matrix
        return guarded

    return decorate
