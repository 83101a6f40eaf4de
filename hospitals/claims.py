"""How a hospital comes onto the board: somebody finds it in the directory (or gives its facts) and becomes its owner."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from core import audit
from core.workflow import NotAllowed
from hospitals.domains import domain_of, proves_nothing
from hospitals.models import DirectoryEntry, FormerHospital, Hospital, Seat
from hospitals.roles import Role

# One person claims no more than this many hospitals that nobody has verified: a typing test is not a directory.
MAX_UNVERIFIED = 5
RESERVED_SLUGS = {"start", "invitations", "new", "feed"}


class OnBoardAlready(Exception):
    """A verified hospital stands for this entry: its owner decides who joins."""

    def __init__(self, hospital: Hospital) -> None:
        super().__init__(hospital.name)
        self.hospital = hospital


class TooManyClaims(NotAllowed):
    """MAX_UNVERIFIED unverified hospitals of one owner."""


def verified_for(entry: DirectoryEntry) -> Hospital | None:
    return Hospital.objects.filter(entry=entry, status=Hospital.Status.VERIFIED).first()


def claim(*, entry: DirectoryEntry | None, facts: dict[str, Any], by: User) -> Hospital:
    """Make the hospital, its first seat (owner) and the trail's first line, together or not at all.

    `facts` are columns of Hospital as a form has checked them. Raises OnBoardAlready, TooManyClaims.
    """
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(
            pk=by.pk
        )  # two clicks are counted one after the other
        mine = Hospital.objects.exclude(status=Hospital.Status.VERIFIED)
        if (
            mine.filter(seats__in=Seat.objects.held().filter(user=by, role=Role.OWNER)).count()
            >= MAX_UNVERIFIED
        ):
            raise TooManyClaims("claim")
        if entry and (there := verified_for(entry)):
            raise OnBoardAlready(there)
        place = {"lat": entry.lat, "lon": entry.lon} if entry else {}
        hospital = Hospital(entry=entry, **{**place, **facts})
        hospital.web_domain = own_domain(hospital.website)
        hospital.slug = free_slug(hospital)
        hospital.save()
        Seat.objects.create(hospital=hospital, user=by, role=Role.OWNER)
        audit.record(
            hospital, "claim", by=by, after=hospital.status, data={"entry": entry.code if entry else ""}
        )
    return hospital


def own_domain(website: str) -> str:
    """The domain of a website on which a mailbox proves something, else nothing."""
    domain = domain_of(website)
    return "" if proves_nothing(domain) else domain


def free_slug(hospital: Hospital) -> str:
    """The name as an address: with the city, then a number, where another hospital has it."""
    short = slugify(hospital.name)[:60].strip("-") or "hospital"
    for slug in (short, f"{short}-{slugify(hospital.city)}"[:72].strip("-")):
        if slug not in RESERVED_SLUGS and not _taken(slug=slug):
            return slug
    taken = _taken(slug__startswith=slug)
    return next(name for n in range(2, 10_000) if (name := f"{slug}-{n}") not in taken)


def _taken(**asked: str) -> set[str]:
    """Addresses of hospitals, and those that lead to one since a merge."""
    rows = [
        table.objects.filter(**asked).values_list("slug", flat=True) for table in (Hospital, FormerHospital)
    ]
    return {slug for found in rows for slug in found}
