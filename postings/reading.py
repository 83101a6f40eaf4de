"""Who reads: what a person's own pages and alerts know of them. Read once for a page, shown to nobody else."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from accounts.models import Profile
from core import gazetteer
from core.gazetteer import Spot
from core.placenames import REGION

_OF_A_PROFILE = (
    "user_id", "city", "region", "country", "radius_km", "engagements", "hours", "modes", "pay_floor", "pay_currency",
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """Skills and wishes. Of a visitor, or of somebody who has said nothing, all of it is empty."""

    skills: frozenset[int] = frozenset()
    city: str = ""
    region: str = ""
    country: str = ""
    radius_km: int | None = None
    engagements: tuple[str, ...] = ()
    hours: str = ""
    modes: tuple[str, ...] = ()
    pay_floor: int | None = None  # whole units a year of full-time work; told to this person alone
    pay_currency: str = ""

    @property
    def floor(self) -> tuple[int, str] | None:
        """(amount, currency) below which this person does not want to work."""
        return (self.pay_floor, self.pay_currency) if self.pay_floor and self.pay_currency else None

    @property
    def has_wishes(self) -> bool:
        return bool(self.engagements or self.hours or self.modes or self.floor or self.radius_km)

    @cached_property
    def home(self) -> Spot | None:
        """Where they live, when it is a place that is known and no other."""
        told = ", ".join(filter(None, [self.city, self.region]))
        found = gazetteer.find(told) if self.city else []
        here = [spot for spot in found if spot.country == self.country and spot.kind != REGION]
        return here[0] if here and not here[0].guessed else None


NOBODY = Reader()


def reader_of(user: Any) -> Reader:
    """Of somebody who is signed in, in one query."""
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    return readers_of([user.pk]).get(user.pk, NOBODY)


def readers_of(users: Collection[int]) -> dict[int, Reader]:
    """By the ids of the users; who has no profile is absent."""
    if not users:
        return {}
    skills = ArrayAgg("skills__skill_id", filter=Q(skills__isnull=False), default=[])
    rows = Profile.objects.filter(user__in=users).values(*_OF_A_PROFILE).annotate(mine=skills)
    return {row.pop("user_id"): _reader(row) for row in rows}


def _reader(row: dict[str, Any]) -> Reader:
    skills, engagements, modes = (row.pop(name) for name in ("mine", "engagements", "modes"))
    return Reader(**row, skills=frozenset(skills), engagements=tuple(engagements), modes=tuple(modes))
