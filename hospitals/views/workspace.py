"""The rooms of a hospital: the door, and today."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hospitals import readiness
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right


@login_required
def workspaces(request: Any) -> HttpResponse:
    """The door: straight in with one seat, a list with more, the way to a first one with none."""
    seats = request.user.seats_for_menu
    if not seats:
        return redirect("hospitals:start")
    if len(seats) == 1:
        return redirect("hospitals:workspace", seats[0].hospital.slug)
    return render(request, "hospitals/workspaces.html", {"seats": seats})


@workspace(Right.SEE_WORKSPACE)
def today(request: WorkspaceRequest, slug: str) -> HttpResponse:
    seat, hospital = request.seat, request.hospital
    context = {
        "hospital": hospital,
        "seat": seat,
        "today": timezone.localdate(),
        "may_verify": seat.may(Right.VERIFY_HOSPITAL),
        "may_edit": seat.may(Right.EDIT_HOSPITAL),
        "sees_openings": seat.may(Right.SEE_OPENINGS),
        "sees_applications": seat.may(Right.SEE_APPLICATIONS),
        "hosts_talks": seat.may(Right.HOST_TALKS),
        "writes": seat.may(Right.WRITE_OPENINGS),
        "page_is_thin": not (hospital.about_en or hospital.about_nl),
        "faded": seat.may(Right.EDIT_HOSPITAL) and readiness.has_faded(hospital),
    }
    thin = context["page_is_thin"] and context["may_edit"]
    context["own_lines"] = not hospital.is_verified or thin or context["faded"]
    return render(request, "hospitals/workspace.html", context)
