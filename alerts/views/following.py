"""The button that follows a hospital."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alerts import following, keeping
from hospitals.models import Hospital


@login_required
def follow(request: Any, slug: str) -> HttpResponse:
    """POST follows the hospital; with `off` it stops. Its answer is the button, or the page that one came from."""
    hospital = get_object_or_404(Hospital.objects.trustworthy(), slug=slug)
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = ""
    if request.method == "POST":
        _follow_or_stop(request, hospital)
    if request.htmx:
        mine = following.followed(hospital, by=request.user)
        context = {"hospital": hospital, "user": request.user, "mine": mine, "back": back, "changed": True}
        return render(request, "alerts/_follow.html", context)
    return redirect(back) if back else redirect("hospitals:page", hospital.slug)


def _follow_or_stop(request: Any, hospital: Hospital) -> None:
    """With htmx the button itself says what became of it."""
    told, n = {"name": hospital.name}, {"n": keeping.MOST_PER_READER}
    said = ""
    if "off" in request.POST:
        following.unfollow(hospital, by=request.user)
        said = _("You no longer follow %(name)s.") % told
    else:
        try:
            following.follow(hospital, by=request.user, language=get_language() or "en")
            said = _("You follow %(name)s: we mail you what is new there.") % told
        except keeping.TooMany:
            full = _("You have %(n)s alerts already. Stop one that you do not need first.") % n
            messages.warning(request, full)
    if said and not request.htmx:
        messages.success(request, said)
