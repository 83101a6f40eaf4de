"""Taking something from the queue, taking it over, giving it back, and going on with the next one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation import claims, onward, waiting
from moderation.access import moderators_only


@require_POST
@moderators_only
def claim(request: Any, kind: str, key: int) -> HttpResponse:
    """`do` is take, over or back. `quietly` is a decision that was begun: it answers with the notice alone."""
    if kind not in waiting.KINDS or not waiting.waits(kind, key):
        raise Http404
    here, done = reverse(f"moderation:{kind}", args=[key]), request.POST.get("do", "take")
    if done == "back":
        claims.give_back(kind, key, by=request.user)
        messages.success(request, _("It waits for whoever comes first."))
        return redirect("moderation:queue")
    stands = claims.take(kind, key, by=request.user, over=done == "over")
    if request.POST.get("quietly") and getattr(request, "htmx", False):
        context = {"kind": kind, "key": key, "claim": stands, "is_mine": stands.by_id == request.user.pk}
        return render(request, "moderation/_claim.html", context | {"waits": True})
    if stands.by_id != request.user.pk:
        messages.warning(request, _("%(name)s was a moment faster.") % {"name": stands.by})
    return redirect(here + onward.SAID)


@require_POST
@moderators_only
def following(request: Any) -> HttpResponse:
    """The oldest that this moderator may decide on and no colleague holds."""
    return onward.to_next(request)
