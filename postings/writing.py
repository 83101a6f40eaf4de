"""Writing an opening: what is saved, rendered, indexed and recorded when a team edits its draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core import audit, gazetteer
from core.models import Event
from core.regions import words_of_place
from core.text import markdown
from core.workflow import NotAllowed, WrongState
from hospitals.access import has_right
from hospitals.roles import Right
from postings.models import Place, Posting
from postings.models.choices import EDITABLE, RELISTABLE, Status

if TYPE_CHECKING:
    from accounts.models import User

SITTING = timedelta(minutes=30)
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


def content_columns() -> list[str]:
    """The columns that say something to readers, by the names that rows have them under: no life, nothing derived,
    nothing about how the team works."""
    outside = _OF_ITS_LIFE | {"hospital_id", "description_html", "applications_max", "blind"}
    return [f.attname for f in Posting._meta.concrete_fields if f.attname not in outside]


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
    where: Where | Sequence[Where] | None = None,
    at: datetime | None = None,
    quietly: bool = False,
) -> None:
    """Store an edited or a new opening. Raises NotAllowed, WrongState (it is no draft) or EditedMeanwhile.

    `quietly`: an editor that saves by itself is one line of the trail for each half hour, not one for each sentence.
    """
    if not has_right(by, posting.hospital_id, Right.WRITE_OPENINGS):
        raise NotAllowed("edit")
    at, verb = at or timezone.now(), "edited"
    if not posting.pk:
        verb = "relist" if posting.predecessor_id else "created"
    with transaction.atomic():
        if posting.pk:
            _claim(posting, expected_version)
        posting.version = expected_version + 1
        posting.description_html = markdown(posting.description)
        posting.save()
        if where is not None:
            put_places(posting, [where] if isinstance(where, Where) else where)
        index(posting)
        if not (quietly and _goes_on(posting, by, at)):
            data = {"version": posting.version}
            data |= {"from": posting.predecessor_id} if verb == "relist" else {}
            audit.record(posting, verb, by=by, at=at, after=posting.status, data=data)


def copied_columns() -> list[Any]:
    """The columns that a copy and a template take along: the content and how the team works, never the life."""
    return [f for f in Posting._meta.concrete_fields if f.attname not in _OF_ITS_LIFE]


def copy(
    posting: Posting, *, by: "User", follows: Posting | None = None, at: datetime | None = None
) -> Posting:
    """A new draft with the same content: no dates, no decisions, no applications come along."""
    names = [f.attname for f in copied_columns()]
    new = Posting(**{name: getattr(posting, name) for name in names}, created_by=by, status=Status.DRAFT)
    new.predecessor = follows
    where = [Where(p.country, p.region, p.city, p.postcode) for p in posting.places.all()]
    save(new, by=by, expected_version=0, where=where, at=at)
    return new


def relist(posting: Posting, *, by: "User", at: datetime | None = None) -> Posting:
    """A new draft that says which ended opening it follows. It is read and dated like any other; the old one stays
    as it ended, and leads to the new one while that is online. Raises WrongState when it has not ended."""
    if posting.state not in RELISTABLE:
        raise WrongState(posting, "relist", posting.state)
    return copy(posting, by=by, follows=posting, at=at)


def discard(posting: Posting, *, by: "User", at: datetime | None = None) -> None:
    """Delete a draft. The trail keeps that it was there. Raises NotAllowed, or WrongState when it is no draft."""
    if not has_right(by, posting.hospital_id, Right.WRITE_OPENINGS):
        raise NotAllowed("discard")
    with transaction.atomic():
        row = Posting.objects.select_for_update(of=("self",)).get(pk=posting.pk)
        if row.status != Status.DRAFT or row.applications.exists():
            raise WrongState(row, "discard", row.status)
        audit.record(row, "discard", by=by, at=at, before=row.status)
        row.delete()


def _goes_on(posting: Posting, by: "User", at: datetime) -> bool:
    """Whether the newest line of the trail about this opening already says that this person is writing it."""
    last = Event.objects.about(posting).newest_first().first()
    writes = last is not None and last.verb in ("created", "edited") and last.actor_id == by.pk
    return bool(writes and last and at - last.at < SITTING)


def _claim(posting: Posting, expected_version: int) -> None:
    """Lock the stored row; stop when it is no longer the draft that the editor saw."""
    stored = (
        Posting.objects.select_for_update(of=("self",))
        .only("version", "status", "questions")
        .get(pk=posting.pk)
    )
    if stored.status not in EDITABLE:
        raise WrongState(posting, "edit", stored.status)
    if stored.version != expected_version:
        raise EditedMeanwhile
    posting.status = stored.status
    posting.questions = stored.questions  # they have a page of their own: postings/questions.py


def put_places(posting: Posting, places: Iterable[Where]) -> None:
    """The opening's places in their order; none while the draft does not say a city."""
    posting.places.all().delete()
    for position, where in enumerate(where for where in places if where.city):
        lat, lon = _point(posting, where)
        Place.objects.create(
            posting=posting,
            country=where.country,
            region=where.region,
            city=where.city,
            postcode=where.postcode,
            words=words_of_place(where.country, where.region, where.city, where.postcode),
            lat=lat,
            lon=lon,
            position=position,
        )


def _point(posting: Posting, where: Where) -> tuple[float | None, float | None]:
    """The hospital's own point in its own town, else the town's."""
    home = posting.hospital
    theirs = (home.country, home.region, home.city.casefold())
    if (where.country, where.region, where.city.casefold()) == theirs and home.lat is not None:
        return home.lat, home.lon
    return gazetteer.point(where.country, where.region, where.city, where.postcode) or (None, None)


def index(posting: Posting) -> None:
    """Write the words that the search knows the opening by."""
    from postings.search import terms  # that file reads what is written here

    terms.index(posting)
