"""Writing an opening: what is saved, rendered, indexed and recorded when a team edits its draft."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core import audit, gazetteer
from core.regions import words_of_place
from core.text import markdown
from core.workflow import NotAllowed, WrongState
from hospitals.access import has_right
from hospitals.roles import Right
from postings.models import Place, Posting
from postings.models.choices import EDITABLE, Status

if TYPE_CHECKING:
    from accounts.models import User

# What a copy takes along: the content, never the life.
_OF_ITS_LIFE = {
    "id",
    "created_by_id",
    "created_at",
    "changed_at",
    "version",
    "annual_min",
    "annual_max",
    "status",
    "publish_at",
    "closes_at",
    "submitted_at",
    "published_at",
    "returned_at",
    "rejected_at",
    "closed_at",
    "removed_at",
    "frozen_at",
    "reminded_at",
    "positions_filled",
    "applications_taken",
    "predecessor_id",
    "revised_at",
    "revised_what",
    "outcome",
    "decision_reasons",
    "decision_words",
}


class EditedMeanwhile(Exception):
    """A colleague saved this opening after it was opened here. Nothing was saved."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the work is done, as the form gives it."""

    country: str
    region: str
    city: str
    postcode: str = ""


def save(
    posting: Posting,
    *,
    by: "User",
    expected_version: int,
    where: Where | None = None,
    at: datetime | None = None,
) -> None:
    """Store an edited or a new opening. Raises NotAllowed, WrongState (it is no draft) or EditedMeanwhile."""
    if not has_right(by, posting.hospital_id, Right.WRITE_OPENINGS):
        raise NotAllowed("edit")
    at, verb = at or timezone.now(), "edited" if posting.pk else "created"
    with transaction.atomic():
        if posting.pk:
            _claim(posting, expected_version)
        posting.version = expected_version + 1
        posting.description_html = markdown(posting.description)
        posting.save()
        if where is not None:
            _put(posting, where)
        _index(posting)
        audit.record(posting, verb, by=by, at=at, after=posting.status, data={"version": posting.version})


def copy(posting: Posting, *, by: "User", at: datetime | None = None) -> Posting:
    """A new draft with the same content: no dates, no decisions, no applications come along."""
    names = [f.attname for f in Posting._meta.concrete_fields if f.attname not in _OF_ITS_LIFE]
    new = Posting(**{name: getattr(posting, name) for name in names}, created_by=by, status=Status.DRAFT)
    first = posting.places.first()
    where = Where(first.country, first.region, first.city, first.postcode) if first else None
    save(new, by=by, expected_version=0, where=where, at=at)
    return new


def _claim(posting: Posting, expected_version: int) -> None:
    """Lock the stored row; stop when it is no longer the draft that the editor saw."""
    stored = Posting.objects.select_for_update(of=("self",)).only("version", "status").get(pk=posting.pk)
    if stored.status not in EDITABLE:
        raise WrongState(posting, "edit", stored.status)
    if stored.version != expected_version:
        raise EditedMeanwhile
    posting.status = stored.status


def _put(posting: Posting, where: Where) -> None:
    """The opening's first and only place; none while the draft does not say a city."""
    posting.places.all().delete()
    if not where.city:
        return
    home = posting.hospital
    theirs = (home.country, home.region, home.city.casefold())
    near = (where.country, where.region, where.city.casefold()) == theirs
    lat, lon = (home.lat, home.lon) if near else (None, None)
    if lat is None or lon is None:
        lat, lon = gazetteer.point(where.country, where.region, where.city, where.postcode) or (None, None)
    Place.objects.create(
        posting=posting,
        country=where.country,
        region=where.region,
        city=where.city,
        postcode=where.postcode,
        words=words_of_place(where.country, where.region, where.city, where.postcode),
        lat=lat,
        lon=lon,
    )


def _index(posting: Posting) -> None:
    from postings.search.terms import index  # that file reads what is written here

    index(posting)
