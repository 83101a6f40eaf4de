"""The way in: find your hospital, confirm its facts, become its owner. Or ask those who own it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from core.switches import Part, switched
from hospitals import claims, joining, staff
from hospitals.directory import find
from hospitals.forms.claim import ClaimForm, JoinForm
from hospitals.models import DirectoryEntry, Hospital


class SignedIn(HttpRequest):
    user: User


@switched(Part.REGISTRATION)
@login_required
def start(request: Any) -> HttpResponse:
    """Search the directory; htmx asks for the list alone while one types."""
    q = request.GET.get("q", "").strip()[:100]
    context = {"q": q, "found": find(q) if q else [], "asked": len(q) >= 2}
    alone = request.htmx and not request.htmx.history_restore_request
    return render(request, "hospitals/_found.html" if alone else "hospitals/start.html", context)


@switched(Part.REGISTRATION)
@login_required
def claim_entry(request: Any, pk: int) -> HttpResponse:
    """Confirm the facts of a hospital of the directory."""
    entry = get_object_or_404(DirectoryEntry, pk=pk, gone_at=None)
    if there := claims.verified_for(entry):
        return redirect("hospitals:join", there.slug)
    return _claim(request, entry)


@switched(Part.REGISTRATION)
@login_required
def claim_new(request: Any) -> HttpResponse:
    """Give the facts of a hospital that the directory does not list."""
    return _claim(request, None)


def _claim(request: SignedIn, entry: DirectoryEntry | None) -> HttpResponse:
    initial = {"name": request.GET.get("q", "")[:100]} if entry is None else {}
    form = ClaimForm(request.POST or None, entry=entry, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            hospital = claims.claim(entry=entry, facts=form.facts(), by=request.user)
        except claims.OnBoardAlready as there:
            return redirect("hospitals:join", there.hospital.slug)
        except claims.TooManyClaims:
            form.add_error(
                None, _("You have five hospitals that are not verified yet. Verify one of them first.")
            )
        else:
            messages.success(
                request,
                _("Your workspace is ready. Show that you work there, so that your openings can go online."),
            )
            return redirect("hospitals:verification", hospital.slug)
    return render(request, "hospitals/claim.html", {"form": form, "entry": entry})


@login_required
def join(request: Any, slug: str) -> HttpResponse:
    """A hospital that is on the board: its owners decide who joins, this page asks them."""
    hospital = get_object_or_404(Hospital.objects.trustworthy(), slug=slug)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            joining.ask_to_join(hospital, by=request.user, words=form.cleaned_data["words"])
        except staff.AlreadyHere:
            return redirect("hospitals:workspace", hospital.slug)
        except joining.AskedAlready:
            form.add_error("words", _("You asked today already. Give them a day to answer."))
        else:
            messages.success(request, _("We asked the owners. They invite you by mail."))
            return redirect("hospitals:page", hospital.slug)
    return render(request, "hospitals/join.html", {"form": form, "hospital": hospital})
