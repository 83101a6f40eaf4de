"""After a decision: who held it lets go, and the next one that no colleague holds is theirs."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from moderation import claims, waiting

SAID = "#messages"  # reading and tabbing go on at what was just said


def onward(request: Any, kind: str, key: int, since: datetime | None) -> HttpResponse:
    """Redirects to the next one to decide, or to the empty queue."""
    claims.settled(kind, key)
    return to_next(request, since)


def to_next(request: Any, since: datetime | None = None) -> HttpResponse:
    """Take the next one and go there. A colleague may be a moment faster: then the one after it."""
    held = set(claims.of_others(request.user))
    while following := waiting.next_for(request.user, since=since, held=held):
        kind, key, _at = following
        if claims.take(kind, key, by=request.user).by_id == request.user.pk:
            return redirect(reverse(f"moderation:{kind}", args=[key]) + SAID)
        held.add((kind, key))
    return redirect(reverse("moderation:queue") + SAID)
