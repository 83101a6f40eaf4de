"""A hospital's team."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hospitals import staff
from hospitals.access import WorkspaceRequest, workspace
from hospitals.forms.team import InviteForm, RoleForm
from hospitals.models import Invitation, Seat
from hospitals.roles import RIGHTS, Right, Role
from hospitals.roles_in_words import rights_table


@workspace(Right.SEE_TEAM)
def team(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """Who is here and what each role may do; owners invite here."""
    manages = request.seat.may(Right.MANAGE_TEAM)
    if request.method == "POST" and not manages:
        raise staff.NotAllowed("invite")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invite(request, form):
        return redirect("hospitals:team", slug)
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "seats": Seat.objects.held()
        .filter(hospital=request.hospital)
        .select_related("user")
        .order_by("joined_at", "id"),
        "manages": manages,
        "invitations": staff.open_invitations(request.hospital) if manages else [],
        "form": form,
        "roles": Role.choices,
        "rights": rights_table(),
    }
    return render(request, "hospitals/team.html", context)


def _invite(request: WorkspaceRequest, form: InviteForm) -> bool:
    given = form.cleaned_data
    try:
        staff.invite(request.hospital, email=given["email"], role=given["role"], by=request.user)
    except tuple(_WHY_NOT) as error:
        form.add_error("email", str(_WHY_NOT[type(error)]))
        return False
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": given["email"]})
    return True


_WHY_NOT: dict[type[Exception], Any] = {
    staff.AlreadyHere: gettext_lazy("This person is in the team already"),
    staff.TooManyInvitations: gettext_lazy("Twenty invitations left today. Try again tomorrow."),
    staff.NotVerifiedYet: gettext_lazy(
        "Five invitations left. Verify the hospital first, then invite more people."
    ),
}


@require_POST
@workspace(Right.MANAGE_TEAM)
def resending(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Send an invitation once more, also one that is too old."""
    invitation = _invitation(request, pk)
    try:
        staff.invite_again(invitation, by=request.user)
    except tuple(_WHY_NOT) as error:
        messages.error(request, str(_WHY_NOT[type(error)]))
    else:
        messages.success(
            request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email}
        )
    return redirect("hospitals:team", slug)


@require_POST
@workspace(Right.MANAGE_TEAM)
def withdrawal(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    staff.withdraw(_invitation(request, pk), by=request.user)
    messages.success(request, _("The invitation no longer works."))
    return redirect("hospitals:team", slug)


@require_POST
@workspace(Right.MANAGE_TEAM)
def role(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    seat, form = _seat(request, pk), RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles"))
        return redirect("hospitals:team", slug)
    return _done(
        request,
        lambda: staff.change_role(seat, form.cleaned_data["role"], by=request.user),
        _("The role has changed."),
    )


@workspace(Right.MANAGE_TEAM)
def removal(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    if request.method == "POST":
        return _done(
            request,
            lambda: staff.remove(seat, by=request.user),
            _("%(person)s is no longer in the team.") % {"person": seat.user},
        )
    return _confirm(request, "removal", seat)


@workspace(Right.MANAGE_TEAM)
def handover(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    if seat.pk == request.seat.pk or RIGHTS[seat.role] == RIGHTS[Role.OWNER]:
        raise Http404
    if request.method == "POST":
        return _done(
            request,
            lambda: staff.hand_over(request.seat, to=seat, by=request.user),
            _("%(person)s is an owner now. You are a recruiter.") % {"person": seat.user},
        )
    return _confirm(request, "handover", seat)


@workspace(Right.SEE_TEAM)
def departure(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """Leave the team oneself."""
    if request.method == "POST":
        return _done(
            request,
            lambda: staff.leave(request.seat, by=request.user),
            _("You left the team of %(hospital)s.") % {"hospital": request.hospital},
            then="accounts:home",
        )
    return _confirm(request, "departure", request.seat)


def _invitation(request: WorkspaceRequest, pk: int) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related("hospital"), pk=pk, hospital=request.hospital)


def _seat(request: WorkspaceRequest, pk: int) -> Seat:
    return get_object_or_404(
        Seat.objects.held().select_related("user", "hospital"), pk=pk, hospital=request.hospital
    )


def _confirm(request: WorkspaceRequest, what: str, seat: Seat) -> HttpResponse:
    context: dict[str, Any] = {
        "hospital": request.hospital,
        "seat": request.seat,
        "what": what,
        "whose": seat,
        "needed": what == "departure" and seat.role == Role.OWNER and not staff.other_owners(seat),
    }
    return render(request, "hospitals/team_confirm.html", context)


def _done(request: WorkspaceRequest, verb: Callable[[], None], words: str, then: str = "") -> HttpResponse:
    """Do it and say so, or say why not."""
    try:
        verb()
    except staff.LastOwner:
        messages.error(request, _("A hospital needs an owner. Hand it over to a colleague first."))
    except Seat.DoesNotExist:
        messages.info(request, _("This person had left the team already."))
    else:
        messages.success(request, words)
        if then:
            return redirect(then)
    return redirect("hospitals:team", request.hospital.slug)
