"""The candidate decides who may find them, reads who looked, and answers invitations to apply."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import visibility as deciding
from accounts.models import Profile, User
from accounts.profiles import profile_of
from applications import hiding, inviting, looking
from applications.discovery import seen, with_parts
from applications.models import Application, HiddenFrom, Invited
from applications.refusals import Refused


class MyRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def visibility(request: MyRequest) -> HttpResponse:
    profile = profile_of(request.user)
    if request.method != "POST":
        return _page(request, profile)
    wanted = request.POST.get("visibility", "")
    try:
        if wanted == profile.visibility:
            pass  # a second click
        elif wanted == Profile.Visibility.HOSPITALS:
            deciding.show(profile, by=request.user)
            messages.success(request, _("Verified hospitals can find you now, without your name."))
        elif wanted == Profile.Visibility.PRIVATE:
            deciding.hide(profile, by=request.user)
            messages.success(request, _("You are hidden. No hospital can find you now."))
    except ValidationError as no:
        return _page(request, profile, problem=" ".join(no.messages))
    return redirect("candidates:visibility")


def _page(
    request: MyRequest, profile: Profile, *, problem: str = "", hidden_problem: str = ""
) -> HttpResponse:
    user, q = request.user, " ".join(request.GET.get("q", request.POST.get("words", "")).split())[:100]
    context = {
        "profile": profile,
        "is_visible": profile.visibility == Profile.Visibility.HOSPITALS,
        "choices": Profile.Visibility.choices,
        "person": seen(with_parts(Profile.objects.filter(pk=profile.pk)).get()),
        "hidden": HiddenFrom.objects.filter(candidate=user),
        "q": q,
        "found": hiding.search(q),
        "looked": looking.who_looked(user, at=timezone.now()),
        "invitations": _invitations(user)[:20],
        "idle_days": deciding.IDLE.days,
        "problem": problem,
        "hidden_problem": hidden_problem,
    }
    return render(request, "candidates/visibility.html", context)


@login_required
@require_POST
def hide_from(request: MyRequest) -> HttpResponse:
    try:
        row = hiding.hide_from(
            request.user, request.POST.get("hospital", ""), words=request.POST.get("words", "")
        )
    except Refused as no:
        return _page(request, profile_of(request.user), hidden_problem=str(no.message))
    messages.success(request, _("You are hidden from %(name)s.") % {"name": row.name})
    return redirect("candidates:visibility")


@login_required
@require_POST
def show_to(request: MyRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(HiddenFrom, candidate=request.user, pk=pk)
    row.delete()
    messages.success(request, _("%(name)s may find you again, if it is verified.") % {"name": row.name})
    return redirect("candidates:visibility")


def _invitations(user: User) -> Any:
    return (
        Invited.objects.filter(candidate=user).select_related("posting__hospital").order_by("-sent_at", "-pk")
    )


@login_required
@require_safe
def invitation(request: MyRequest, pk: int) -> HttpResponse:
    invited = get_object_or_404(_invitations(request.user), pk=pk)
    mine = Application.objects.by_candidate(request.user).filter(posting=invited.posting).first()
    hidden = Profile.objects.filter(hiding.hides_from(invited.posting.hospital), user=request.user).exists()
    context = {"invited": invited, "posting": invited.posting, "mine": mine, "hidden": hidden}
    return render(request, "candidates/invitation.html", context)


@login_required
@require_POST
def declining(request: MyRequest, pk: int) -> HttpResponse:
    invited = get_object_or_404(_invitations(request.user), pk=pk)
    hide = request.POST.get("hide") == "1"
    try:
        if invited.status == Invited.Status.DECLINED and hide:  # a second thought
            hiding.hide_from(request.user, f"hospital:{invited.posting.hospital_id}")
        elif invited.status != Invited.Status.DECLINED:
            inviting.decline(invited, by=request.user, hide=hide)
    except Refused as no:  # they hide from as many hospitals as can be kept
        messages.error(request, str(no.message))
        return redirect("candidates:invitation", pk)
    messages.success(request, _("You said no. The hospital is not told why."))
    return redirect("candidates:invitation", pk)
