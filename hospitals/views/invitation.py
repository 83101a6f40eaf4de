from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hospitals import staff
from hospitals.models import Invitation
from hospitals.roles import Role


def invitation(request: Any, token: str) -> HttpResponse:
    """See an invitation and accept it. Used, withdrawn, old and invented tokens look the same.

    A visitor reads it first: most of those who are invited have no account yet.
    """
    found = staff.find_invitation(token)
    visitor = not request.user.is_authenticated
    if visitor and (found is None or request.method == "POST"):
        return redirect_to_login(request.get_full_path())
    if found is None:
        return render(request, "hospitals/invitation_over.html", status=404)
    mine = not visitor and staff.is_for(found, request.user)
    if request.method == "POST" and mine:
        try:
            staff.accept(found, by=request.user)
        except Invitation.DoesNotExist:
            return render(request, "hospitals/invitation_over.html", status=404)
        except staff.AlreadyHere:
            messages.info(request, _("You are in this team already."))
        else:
            messages.success(request, _("Welcome to the team."))
        return redirect("hospitals:workspace", found.hospital.slug)
    context = {"invitation": found, "mine": mine, "visitor": visitor, "role": Role(found.role).label}
    return render(request, "hospitals/invitation.html", context, status=200 if mine or visitor else 403)
