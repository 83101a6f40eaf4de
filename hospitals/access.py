"""The door of every workspace view: who you are here, and whether this right is yours.

    @workspace(Right.SEE_APPLICATIONS)
    def applications(request: WorkspaceRequest, slug: str) -> HttpResponse: ...

Strangers get the same 404 as for a hospital that never existed; a colleague without the right gets 403.
Opening a page may leave a trace (first seen, CV opened, who looked); asking for its headers alone shows nothing to
anybody, so a HEAD leaves none.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from core.http import render_error, typed_in
from hospitals import former
from hospitals.models import Hospital, Seat
from hospitals.roles import Right


class WorkspaceRequest(HttpRequest):
    """A request of someone who holds a seat at `hospital`."""

    user: User
    hospital: Hospital
    seat: Seat
    htmx: HtmxDetails


def too_late(request: HttpRequest) -> HttpResponse:
    """The hospital is at another address now; what was typed stands on the page that says so."""
    return render_error(request, HTTPStatus.CONFLICT, typed=typed_in(request))


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
            held = Seat.objects.held().filter(user=request.user).select_related("hospital")
            request.user.seats_for_menu = list(
                held.order_by("hospital__name")
            )  # the page's menu shows them too
            seat = next((one for one in request.user.seats_for_menu if one.hospital.slug == slug), None)
            if seat is None:
                there = former.became(slug)
                if there is None or seat_of(request.user, there) is None:
                    raise Http404
                return former.moved(request, slug) or too_late(request)
            if not seat.may(right):
                raise PermissionDenied
            request.hospital, request.seat = seat.hospital, seat
            if request.method != "HEAD":
                try:
                    return view(request, slug, **kwargs)
                except (IntegrityError, ObjectDoesNotExist):
                    if former.became(slug) is None:
                        raise
                    return too_late(request)  # it was merged into another one while this was being done
            with transaction.atomic():
                response = view(request, slug, **kwargs)
                transaction.set_rollback(True)
            return response

        guarded.right = right  # type: ignore[attr-defined]  # read by the role × URL matrix
        return guarded

    return decorate
