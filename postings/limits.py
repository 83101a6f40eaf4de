"""The limits of an opening that is online: its two moments, how many applications it takes, how many people it wants.

None of these moves the status: *scheduled*, *live*, *full* and *expired* follow from the numbers (Posting.state).

verb    while                      who
extend  live, scheduled or full    a seat with CLOSE_OPENINGS: closes later, or takes more; never earlier or fewer
plan    scheduled                  a seat with SUBMIT_OPENINGS: another moment to come online, or now
fill    live                       the board, when the last application that fits came in
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.workflow import NotAllowed, WrongState
from hospitals.access import has_right
from hospitals.roles import Right
from postings import mails
from postings.completeness import Missing, NotComplete, latest_closing
from postings.models import Posting
from postings.models.choices import Status

if TYPE_CHECKING:
    from accounts.models import User

# What upper floors do when an opening is full, or takes applications again: called inside the transaction with
# (posting). They register in their AppConfig.ready(), and ask what is true when they tell.
when_limit_moves: list[Callable[[Posting], None]] = []


def extend(
    posting: Posting,
    *,
    by: "User",
    until: datetime,
    reason: str,
    applications_max: int | None = None,
    at: datetime | None = None,
) -> None:
    """Let an opening close later (at most 90 days from now), or take more applications. Its date of publishing stays.

    Raises NotAllowed, WrongState (it expired or is not online) or NotComplete (nothing is later or more).
    """
    at = at or timezone.now()
    with transaction.atomic():
        row = _locked(posting)
        if not has_right(by, row.hospital_id, Right.CLOSE_OPENINGS):
            raise NotAllowed("extend")
        if row.status != Status.PUBLISHED or row.closes_at is None or row.closes_at <= at:
            raise WrongState(row, "extend", row.state)
        limit = row.applications_max if applications_max is None else applications_max
        _check_extension(row, until, limit, at)
        was_full, data = row.places_left == 0, {"from": row.closes_at.isoformat(), "to": until.isoformat()}
        if limit != row.applications_max:
            data |= {"limit_from": str(row.applications_max), "limit_to": str(limit)}
        if until != row.closes_at:
            row.reminded_at = None
        row.closes_at, row.applications_max = until, limit
        row.save(update_fields=["closes_at", "applications_max", "reminded_at", "changed_at"])
        _record(row, "extend", by, at, words=reason, data=data)
        if was_full and row.places_left:
            _tell(row)
    _take_over(posting, row, "closes_at", "applications_max", "reminded_at")


def _check_extension(row: Posting, until: datetime, limit: int | None, at: datetime) -> None:
    assert row.closes_at is not None
    if until < row.closes_at:
        raise NotComplete([Missing("closes_on", _("Choose a day after the present closing date."))])
    if row.applications_max is not None and limit is not None and limit < row.applications_max:
        raise NotComplete([Missing("applications_max", _("Choose a higher number than the present one."))])
    if until == row.closes_at and limit == row.applications_max:
        raise NotComplete([Missing("closes_on", _("Choose a day after the present closing date."))])
    if until != row.closes_at and until > latest_closing(at, row.hospital.zone):
        raise NotComplete([Missing("closes_on", _("Choose a closing date at most 90 days from now."))])


def plan(
    posting: Posting, *, by: "User", publish_at: datetime | None = None, at: datetime | None = None
) -> None:
    """Another moment to come online, for one that waits for its own; None: now.

    Raises NotAllowed, WrongState (it is online already, or not approved) or NotComplete (not before it closes).
    """
    at = at or timezone.now()
    publish_at = publish_at or at
    with transaction.atomic():
        row = _locked(posting)
        if not has_right(by, row.hospital_id, Right.SUBMIT_OPENINGS):
            raise NotAllowed("plan")
        if row.status != Status.PUBLISHED or row.publish_at is None or row.publish_at <= at:
            raise WrongState(row, "plan", row.state)
        if publish_at < at:
            raise NotComplete([Missing("publish_on", _("Choose a later day, or put it online now."))])
        if row.closes_at and publish_at >= row.closes_at:
            raise NotComplete([Missing("publish_on", _("Choose a day before the closing date."))])
        data = {"from": row.publish_at.isoformat(), "to": publish_at.isoformat()}
        row.publish_at = publish_at
        row.save(update_fields=["publish_at", "changed_at"])
        _record(row, "plan", by, at, data=data)
    _take_over(posting, row, "publish_at")


def take_application(posting: Posting, *, at: datetime) -> None:
    """Count one application of an opening with a limit. The last one that fits closes it to others at once, everywhere.

    Call it in the transaction that holds the opening's lock: then exactly as many are admitted as fit.
    """
    if posting.applications_max is None:
        return
    Posting.objects.filter(pk=posting.pk).update(applications_taken=F("applications_taken") + 1)
    posting.refresh_from_db(fields=["applications_taken"])
    if posting.places_left == 0:
        _record(posting, "fill", None, at, data={"applications": posting.applications_taken})
        mails.full(posting)
        _tell(posting)


def fill_position(posting: Posting, *, at: datetime) -> None:
    """One of the wanted people is found. Whether the opening goes on is the hospital's to say."""
    Posting.objects.filter(pk=posting.pk).update(positions_filled=F("positions_filled") + 1)
    posting.refresh_from_db(fields=["positions_filled"])


def _locked(posting: Posting) -> Posting:
    return Posting.objects.select_for_update(of=("self",)).select_related("hospital").get(pk=posting.pk)


def _record(row: Posting, verb: str, by: Any, at: datetime, **more: Any) -> None:
    audit.record(row, verb, by=by, at=at, before=row.status, after=row.status, **more)


def _tell(posting: Posting) -> None:
    for tell in when_limit_moves:
        tell(posting)


def _take_over(posting: Posting, row: Posting, *names: str) -> None:
    for name in names:
        setattr(posting, name, getattr(row, name))
