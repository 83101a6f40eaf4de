"""Parts of the board that can be switched off, and why they were."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from core import switches
from core.models import Event, Switch
from core.switches import SAID, Part
from moderation.access import moderators_only
from moderation.forms.board import ReasonForm


@require_safe
@moderators_only
def list_(request: HttpRequest) -> HttpResponse:
    stored = {row.name: row for row in Switch.objects.all()}
    rows = [(part, stored[part].is_on if part in stored else True, SAID[part]) for part in Part]
    return render(request, "moderation/switches.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def switch(request: HttpRequest, name: str) -> HttpResponse:
    """Off, or on again, with the reason. What the form says it does is what happens, also when a colleague was first."""
    if name not in Part.values:
        raise Http404
    part, row = Part(name), Switch.objects.filter(name=name).first()
    on = row.is_on if row else True
    form = ReasonForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        turned = switches.turn(
            part, on="on" in request.POST, by=request.user, reason=form.cleaned_data["reason"]
        )
        said = _("Done. Every page knows it within seconds.") if turned else _("A colleague did so already.")
        messages.success(request, said)
        return redirect("moderation:switches")
    events = list(Event.objects.about(row).newest_first()[:20]) if row else []
    actors = User.objects.in_bulk({e.actor_id for e in events if e.actor_id})
    context: dict[str, Any] = {"part": part, "on": on, "said": SAID[part], "form": form}
    context["events"] = [(event, actors.get(event.actor_id or 0)) for event in events]
    return render(request, "moderation/switch.html", context, status=422 if form.errors else 200)
