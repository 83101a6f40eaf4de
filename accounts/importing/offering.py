"""What of a file is new to a profile: kept for 7 days, shown with the file's words, accepted in one transaction.

Nothing is overwritten unless its owner ticks just that; what the profile has already is shown and cannot be ticked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import rows
from accounts.importing.held import Held, held_by
from accounts.importing.suggestion import KINDS, Suggestion
from accounts.importing.writing import Writing
from accounts.models import CVReading, User

KEPT = timedelta(days=7)
NEW, HELD, INSTEAD = "new", "held", "instead"
ONE = ("headline", "about", "phone", "place")  # of each a profile has one


@dataclass(frozen=True, slots=True)
class Offer:
    """`number` names it in the form. `state`: new, held (the profile has it) or instead (`now` would be replaced)."""

    number: int
    one: Suggestion
    state: str
    now: str = ""

    @property
    def chosen(self) -> bool:
        """Ticked for its owner: what is new and clear. A language without a level waits for the level."""
        return self.state == NEW and self.one.sure and not self.needs_level

    @property
    def needs_level(self) -> bool:
        return self.one.kind == "language" and not self.one.values["level"] and self.state == NEW


@dataclass(frozen=True, slots=True)
class Added:
    """How much was written, and what could not be, each with the reason."""

    n: int
    left: list[str]


def offers(user: User, found: Iterable[Suggestion]) -> list[Offer]:
    """In the order of a profile; what a file says twice is offered once."""
    held, seen, made = held_by(user), set[Any](), list[Offer]()
    for number, one in enumerate(found):
        if one.kind == "name" and held.name:
            continue  # a name is never replaced from a file
        key = (one.kind, *held.key(one))
        if key in seen:
            continue
        seen.add(key)
        made.append(_offer(number, one, held))
    return sorted(made, key=lambda offer: KINDS.index(offer.one.kind))


def _offer(number: int, one: Suggestion, held: Held) -> Offer:
    if held.has(one):
        return Offer(number, one, HELD)
    if one.kind in ONE and (now := held.now(one.kind)):
        return Offer(number, one, INSTEAD, now)
    return Offer(number, one, NEW)


@transaction.atomic
def keep(user: User, source: str, found: list[Suggestion], *, at: datetime) -> CVReading | None:
    """Keep what a file suggests in place of what waited; None when it says nothing new."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)  # two uploads at once
    if not any(offer.state != HELD for offer in offers(user, found)):
        return None
    said = {"source": source[:120], "found": [one.as_json() for one in found], "made_at": at}
    return CVReading.objects.update_or_create(owner=user, defaults=said)[0]


def waiting(user: User, *, at: datetime) -> CVReading | None:
    return CVReading.objects.filter(owner=user, made_at__gt=at - KEPT).first()


def found_in(reading: CVReading) -> list[Suggestion]:
    return [Suggestion.of_json(row) for row in reading.found]


@transaction.atomic
def accept(user: User, reading: CVReading, numbers: set[int], levels: Mapping[int, str]) -> Added:
    """Write the chosen ones and forget the rest. Sent twice, the second finds nothing left to do."""
    mine = CVReading.objects.select_for_update().filter(pk=reading.pk, owner=user).first()
    if mine is None:
        return Added(0, [])
    writing, n, left = Writing(user, levels), 0, list[str]()
    for offer in offers(user, found_in(mine)):
        if offer.number not in numbers or offer.state == HELD:
            continue
        try:
            with transaction.atomic():
                writing.write(offer.number, offer.one)
            n += 1
        except ValidationError as error:
            left.append(" ".join(error.messages))
        except rows.Full:
            left.append(_("Your profile holds %(most)s rows of one kind. Remove one to add another.") % {"most": rows.MOST})  # fmt: skip
        except rows.Twice:
            continue
    mine.delete()
    return Added(n, list(dict.fromkeys(left)))


def forget_old(at: datetime) -> int:
    return CVReading.objects.filter(made_at__lte=at - KEPT).delete()[0]


def discard(user: User) -> None:
    CVReading.objects.filter(owner=user).delete()
