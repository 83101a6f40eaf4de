"""The life of a change of an opening that is online. The live text stays until the change is applied.

          propose               apply
 (none) ───────────▶ pending ───────────▶ applied
                     │  ⟲ edit
                     ├──refuse──▶ refused
                     └──withdraw─▶ withdrawn
      applied │ refused ──undo_to_pending──▶ pending

verb      from      to          who draws it
propose   —         pending     a seat with SUBMIT_OPENINGS, while the opening is live or planned
edit      pending   —           the same: a second change joins the one that waits
apply     pending   applied     a moderator without a seat there; the board for a trusted hospital (sampled later)
refuse    pending   refused     a moderator without a seat there, with reasons
undo_to_pending  applied, refused → pending  a moderator without a seat there, within ten minutes and while nothing else
                    happened (postings/undoing.py); what was applied is as it was before
withdraw  pending   withdrawn   a seat with SUBMIT_OPENINGS; the board when the opening ends

How an edit becomes a change: postings/proposing.py.
Locks are taken in one order: the opening, then its change.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text import markdown
from core.workflow import Arrow, Life, WrongState
from hospitals.access import has_right, seat_of
from hospitals.roles import Right
from postings import decided, fingerprints, material, sampling, undoing, writing
from postings import mails_of_changes as mails
from postings.models import Posting, Revision
from postings.models.revision import RevisionStatus as Status

if TYPE_CHECKING:
    from accounts.models import User

OPEN_STATES = ("live", "full", "scheduled")
# What upper floors do when a change went online: called inside the transaction with (revision, codes of
# postings/material.py, at). They register in their AppConfig.ready().
when_applied: list[Callable[[Revision, list[str], datetime], None]] = []


class ChangedMeanwhile(Exception):
    """Somebody changed the opening, or the change of it, after it was read here. Nothing was done."""


def _team(user: Any, revision: Revision) -> bool:
    return has_right(user, revision.posting.hospital_id, Right.SUBMIT_OPENINGS)


def _impartial(user: "User", revision: Revision) -> bool:
    """A moderator does not decide about a hospital at which they hold a seat."""
    return user.is_moderator and seat_of(user, revision.posting.hospital) is None


LIFE = Life(
    Revision,
    [
        Arrow("apply", (Status.PENDING,), Status.APPLIED, _impartial, "decided_at", by_board=True),
        Arrow("refuse", (Status.PENDING,), Status.REFUSED, _impartial, "decided_at"),
        Arrow("undo_to_pending", (Status.APPLIED, Status.REFUSED), Status.PENDING, _impartial),
        Arrow("withdraw", (Status.PENDING,), Status.WITHDRAWN, _team, "decided_at", by_board=True),
    ],
)


def pending_of(posting: Posting) -> Revision | None:
    return posting.revisions.pending().first()


def seen(posting: Posting, revision: Revision | None) -> str:
    """What a person has before them, as forms carry it: the opening's version and that of its change."""
    return f"{posting.version}.{revision.pk}.{revision.version}" if revision else f"{posting.version}"


def lock(pk: int) -> Posting:
    """The opening, held until the transaction ends; its change is locked after it."""
    return Posting.objects.select_for_update(of=("self",)).select_related("hospital").get(pk=pk)


def apply(
    revision: Revision,
    *,
    by: "User | None",
    seen_before: str | None = None,
    at: datetime | None = None,
    hints: Iterable[str] | None = None,
) -> None:
    """Put the change online; the date of publishing stays. Raises ChangedMeanwhile when it is not what was read."""
    at = at or timezone.now()
    with transaction.atomic():
        posting = lock(revision.posting_id)
        with LIFE.move(revision, "apply", by=by, at=at) as move:
            row = move.row
            _still_so(posting, row, "apply", seen_before)
            row.posting, row.decided_by, row.trusted = posting, by, by is None
            codes = material.codes(row.changes)
            move.data |= {"fields": sorted(row.changes), "version": posting.version + 1}
            move.data |= {} if hints is None else {"hints": list(hints)}
            move.data |= {"was": undoing.facts_of_change(posting)} if by else {}
            posting.revised_at, posting.revised_what = at, codes
            put_online(posting, row.changes, at)
            fingerprints.remember(posting)
            decided.keep(posting, "apply", at=at)
            if by is not None:
                mails.applied(row, hold=undoing.hold())
            else:
                move.data["sampled"] = sampling.draw(posting, revision=row, at=at)
            for tell in when_applied:
                tell(row, codes, at)


def refuse(
    revision: Revision,
    *,
    by: "User",
    reasons: Iterable[str],
    words: str = "",
    seen_before: str | None = None,
    at: datetime | None = None,
    hints: Iterable[str] | None = None,
) -> None:
    """Leave the opening as it is, and say why."""
    reasons = list(reasons)
    with transaction.atomic():
        posting = lock(revision.posting_id)
        with LIFE.move(revision, "refuse", by=by, at=at, reasons=reasons, words=words) as move:
            _still_so(posting, move.row, "refuse", seen_before)
            move.data |= {} if hints is None else {"hints": list(hints)}
            move.row.posting, move.row.decided_by = posting, by
            move.row.decision_reasons, move.row.decision_words = reasons, words
            mails.refused(move.row, hold=undoing.hold())


def undo(revision: Revision, *, by: "User", at: datetime | None = None) -> str:
    """Take back the last decision: the change waits again, and the opening reads as before. Returns its verb. Raises
    undoing.CannotUndo, which says why not."""
    at = at or timezone.now()
    with transaction.atomic():
        posting = lock(revision.posting_id)
        with LIFE.move(revision, "undo_to_pending", by=by, at=at) as move:
            row = move.row
            row.posting = posting
            decision = undoing.decision_about_change(posting, row, at)
            row.decided_at, row.decided_by, row.decision_reasons, row.decision_words = None, None, [], ""
            if decision.verb == "apply":
                undoing.put_back(posting, decision)
                put_online(posting, row.before, at)
                row.base_version = posting.version
                fingerprints.remember(posting)
            undoing.stop_letters(row, decision)
            move.data["undone"] = decision.verb
    return decision.verb


def withdraw(revision: Revision, *, by: "User | None", words: str = "", at: datetime | None = None) -> None:
    """Take it back. The board does it when the opening ends, and says so."""
    with transaction.atomic():
        posting = lock(revision.posting_id)
        with LIFE.move(revision, "withdraw", by=by, at=at, words=words) as move:
            move.row.decided_by, move.row.decision_words = by, words
            if by is None:
                move.row.posting = posting
                mails.withdrawn(move.row)


def posting_ended(posting: Posting, at: datetime, by: Any) -> None:
    """An opening closed, was removed or its closing date passed: a change of it has nothing to change any more."""
    if (revision := pending_of(posting)) is not None:
        withdraw(revision, by=None, words=_("The opening ended before the change was checked."), at=at)


def _still_so(posting: Posting, row: Revision, verb: str, seen_before: str | None) -> None:
    if posting.state not in OPEN_STATES:
        raise WrongState(row, verb, posting.state)
    if seen_before is not None and seen(posting, row) != seen_before:
        raise ChangedMeanwhile


def put_online(posting: Posting, values: dict[str, Any], at: datetime) -> None:
    """Write values onto the locked opening: text, places, version and the words that the search knows."""
    material.put(posting, values)
    posting.description_html = markdown(posting.description)
    posting.version += 1
    posting.save()
    if material.PLACES in values:
        writing.put_places(posting, [writing.Where(**place) for place in values[material.PLACES]])
    writing.index(posting)
