"""A hospital looks for candidates who let themselves be found, and invites them to apply."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Profile
from applications import inviting, looking
from applications.candidate_search import MOST, Search
from applications.discovery import found_by, nameless, seen, with_parts
from applications.forms.discovery import InviteForm
from applications.models import Application, Invited
from applications.refusals import Refused
from applications.views.listing import is_fragment
from core.switches import Part, switched
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right

PAGE = 40
TOO_MANY = 429


@require_safe
@workspace(Right.SEE_CANDIDATES)
@switched(Part.CANDIDATES)
def candidates(request: WorkspaceRequest, slug: str) -> HttpResponse:
    hospital, search = request.hospital, Search(request.hospital, request.GET)
    page = search.page
    opened = looking.opened(hospital, [one.user_id for one in page])
    context = {
        "hospital": hospital,
        "seat": request.seat,
        "search": search,
        "most": MOST,
        "rows": [(seen(one), one.user_id in opened) for one in page],
        "wanted": search.values.get("skill", []),
        "left": looking.left_today(hospital),
    }
    if not is_fragment(request):
        return render(request, "candidates/list.html", context)
    response = render(request, "candidates/_found.html", context)
    chosen = search.query()
    response["HX-Push-Url"] = f"{request.path}?{chosen}" if chosen else request.path
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.SEE_CANDIDATES)
@switched(Part.CANDIDATES)
def candidate(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """One profile, and the form that invites this person."""
    hospital = request.hospital
    profile = get_object_or_404(with_parts(found_by(hospital)), pk=pk)
    mine = Invited.objects.of(hospital).filter(candidate=profile.user_id).select_related("posting")
    known = {one.posting_id for one in mine}
    openings = [one for one in inviting.openings_for(hospital) if one.pk not in known]
    form = InviteForm(request.POST if request.method == "POST" else None, openings=openings)
    if request.method == "POST":
        if form.is_valid() and _sent(request, profile, form):
            messages.success(request, _("Your invitation is sent. You see the answer here and in your list."))
            return redirect("candidates:candidate", slug, pk)
    else:
        try:
            looking.look(hospital, profile)
        except looking.SeenEnough:
            return render(
                request,
                "candidates/enough.html",
                {"hospital": hospital, "seat": request.seat},
                status=TOO_MANY,
            )
    context = {"hospital": hospital, "seat": request.seat, "person": seen(profile), "form": form}
    return render(request, "candidates/candidate.html", {**context, "openings": openings, "invited": mine})


def _sent(request: WorkspaceRequest, profile: Profile, form: InviteForm) -> bool:
    """False: the form says why not, and keeps what was typed."""
    asked = form.cleaned_data
    try:
        inviting.invite(profile, asked["opening"], by=request.user, words=asked["words"])
    except Refused as no:
        form.add_error(None, str(no.message))
        return False
    return True


@require_safe
@workspace(Right.SEE_CANDIDATES)
@switched(Part.CANDIDATES)
def invitations(request: WorkspaceRequest, slug: str) -> HttpResponse:
    hospital = request.hospital
    sent = Invited.objects.of(hospital).select_related("posting").order_by("-sent_at", "-pk")
    page = Paginator(sent, PAGE).get_page(request.GET.get("page"))
    context = {
        "hospital": hospital,
        "seat": request.seat,
        "page_obj": page,
        "rows": _rows(request, list(page)),
    }
    return render(request, "candidates/invitations.html", context)


def _rows(request: WorkspaceRequest, page: list[Invited]) -> list[dict[str, Any]]:
    """Who cannot be found any more is a line without a word of them. Who applied is a link, unless names are hidden
    there: the profile says where somebody lives, the application must not."""
    people = [one.candidate_id for one in page]
    found = found_by(request.hospital).filter(user__in=people).select_related("user")
    profiles = {profile.user_id: profile for profile in found}
    applied = Application.objects.readable_at(request.hospital, request.user).select_related("posting")
    applied = applied.filter(candidate__in=people, posting__in=[one.posting_id for one in page])
    sent = {(a.posting_id, a.candidate_id): a.pk for a in applied if not a.is_blind}
    return [
        {
            "invited": one,
            "profile": (profile := profiles.get(one.candidate_id)),
            "headline": nameless(profile, profile.headline) if profile else "",
            "application": sent.get((one.posting_id, one.candidate_id)),
        }
        for one in page
    ]
