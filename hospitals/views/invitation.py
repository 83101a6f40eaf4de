from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hospitals import staff
from hospitals.models import Invitation
from hospitals.roles import Role


@login_required
def invitation(request: Any, token: str) -> HttpResponse:
    """See an invitation and accept it. Used, withdrawn, old and invented tokens look the same."""
    found = staff.find_invitation(token)
    if found is None:
        return render(request, "hospitals/invitation_over.html", status=404)
    mine = staff.is_for(found, request.user)
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
    context = {"invitation": found, "mine": mine, "role": Role(found.role).label}
    return render(request, "hospitals/invitation.html", context, status=200 if mine else 403)
