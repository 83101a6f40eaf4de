"""Who is on what: so that two moderators do not read the same thing.

    take ──▶ held, for 15 minutes from the last sign of work ──▶ free again
             │ ▲
             │ └── take over (a colleague, on purpose)
             └──── decided, or given back

A claim keeps nobody from reading, nor from deciding: that only one decides is held by the lives (core/workflow.py). It is
taken by pressing something or by beginning the decision, never by looking. Claims are no decisions, so the trail does not
keep them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from moderation.models import Claim

HELD = timedelta(minutes=15)


def take(kind: str, key: int, *, by: Any, over: bool = False, at: datetime | None = None) -> Claim:
    """Claim it if it is free or already one's own; `over`: from a colleague too. Returns the claim that stands, which is
    the colleague's when they were first."""
    at = at or timezone.now()
    mine = {"by": by, "since": at, "until": at + HELD}
    rows = Claim.objects.select_for_update(of=("self",)).select_related("by").filter(kind=kind, key=key)
    with transaction.atomic():
        claim = None
        while claim is None:  # given back between the two: it is free again
            Claim.objects.bulk_create([Claim(kind=kind, key=key, **mine)], ignore_conflicts=True)
            claim = rows.first()
        if claim.by_id == by.pk and claim.until > at:
            claim.until = at + HELD
        elif over or claim.until <= at:
            claim.by, claim.since, claim.until = by, at, at + HELD
        claim.save()
    return claim


def give_back(kind: str, key: int, *, by: Any) -> None:
    """One's own claim; a colleague's stays."""
    Claim.objects.filter(kind=kind, key=key, by=by).delete()


def settled(kind: str, key: int) -> None:
    """It was decided: nobody is on it any more."""
    Claim.objects.filter(kind=kind, key=key).delete()


def on(kind: str, key: int) -> Claim | None:
    """Who is on it now."""
    return Claim.objects.held().select_related("by").filter(kind=kind, key=key).first()


def of(found: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Claim]:
    """Who is on some of what waits, with one query. There are as many claims as moderators have open at most."""
    wanted = set(found)
    held = Claim.objects.held().select_related("by")
    return {(one.kind, one.key): one for one in held if (one.kind, one.key) in wanted}


def mine(by: Any) -> tuple[tuple[str, int], ...]:
    return tuple(Claim.objects.held().filter(by=by).values_list("kind", "key"))


def everyones() -> tuple[tuple[str, int], ...]:
    return tuple(Claim.objects.held().values_list("kind", "key"))


def of_others(by: Any) -> tuple[tuple[str, int], ...]:
    return tuple(Claim.objects.held().exclude(by=by).values_list("kind", "key"))


def sweep(at: datetime) -> int:
    """Forget claims that ended. Returns how many."""
    return Claim.objects.filter(until__lte=at).delete()[0]
