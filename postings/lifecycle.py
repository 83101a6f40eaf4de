"""The life of an opening.

         submit              publish
draft ───────────▶ in review ──────▶ published ──close──▶ closed
  ▲ ▲               │  │  ▲            │
  │ └── take_back ──│──│──│────────────┘ (only before its hour)
  ├──── withdraw ───┘  │  │
  │                    │  │ submit
  │   return           ▼  │
  │  ┌──────────── in review ──reject──▶ rejected
  │  ▼                    │
returned ─────────────────┘              any but removed ──remove──▶ removed

verb      from              to          who draws it
submit    draft, returned   in review   a seat with SUBMIT_OPENINGS; complete (postings/completeness.py)
withdraw  in review         draft       a seat with SUBMIT_OPENINGS
publish   in review         published   a moderator without a seat there; the board for a trusted hospital
return    in review         returned    a moderator without a seat there, with reasons
reject    in review         rejected    a moderator without a seat there, with reasons
close     published         closed      a seat with CLOSE_OPENINGS, with the outcome
remove    any but removed   removed     a moderator without a seat there, with reasons
take_back published         draft       a seat with SUBMIT_OPENINGS, while it is not online yet (scheduled)
recall    published         returned    a moderator without a seat there, with reasons: what was online at once is wanting

undo_to_… what a moderator's last decision (publish, return, reject, remove) left, back to what it left: a moderator
          without a seat there, within ten minutes and while nothing else happened (postings/undoing.py):

          published │ returned │ rejected ──undo_to_in_review──▶ in review
          removed ──undo_to_…──▶ what it was

What moves while the status stays (extend, plan, full) is in postings/limits.py.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Required, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.workflow import Arrow, Life, Move, WrongState
from hospitals.access import has_right, seat_of
from hospitals.roles import Right
from postings import allowance, decided, fingerprints, mails, remarks, sampling, undoing
from postings.completeness import Missing, NotComplete, missing
from postings.models import Posting
from postings.models.choices import Status

if TYPE_CHECKING:
    from accounts.models import User

# What upper floors do when an opening ends (closed or removed): called inside the transaction with
# (posting, at, by). They register in their AppConfig.ready().
when_closed: list[Callable[[Posting, datetime, Any], None]] = []
# The same when one goes offline to be mended: applications stay.
when_recalled: list[Callable[[Posting, datetime, Any], None]] = []


def _seat_may(right: Right) -> Callable[[Any, Any], bool]:
    return lambda user, posting: has_right(user, posting.hospital_id, right)


def _impartial(user: "User", posting: Posting) -> bool:
    """A moderator does not decide about a hospital at which they hold a seat."""
    return user.is_moderator and seat_of(user, posting.hospital) is None


_may_submit, _may_close = _seat_may(Right.SUBMIT_OPENINGS), _seat_may(Right.CLOSE_OPENINGS)
_any_but_removed = tuple(s.value for s in Status if s != Status.REMOVED)

LIFE = Life(
    Posting,
    [
        Arrow("submit", (Status.DRAFT, Status.RETURNED), Status.IN_REVIEW, _may_submit, "submitted_at"),
        Arrow("withdraw", (Status.IN_REVIEW,), Status.DRAFT, _may_submit),
        Arrow("publish", (Status.IN_REVIEW,), Status.PUBLISHED, _impartial, "published_at", by_board=True),
        Arrow("return", (Status.IN_REVIEW,), Status.RETURNED, _impartial, "returned_at"),
        Arrow("reject", (Status.IN_REVIEW,), Status.REJECTED, _impartial, "rejected_at"),
        Arrow("close", (Status.PUBLISHED,), Status.CLOSED, _may_close, "closed_at"),
        Arrow("take_back", (Status.PUBLISHED,), Status.DRAFT, _may_submit),
        Arrow("recall", (Status.PUBLISHED,), Status.RETURNED, _impartial, "returned_at"),
        Arrow("remove", _any_but_removed, Status.REMOVED, _impartial, "removed_at"),
        *(
            Arrow(f"undo_to_{status}", undoing.in_reach(status), status, _impartial)
            for status in _any_but_removed
        ),
    ],
)


def submit(posting: Posting, *, by: "User", words: str = "", at: datetime | None = None) -> None:
    """Send it to the moderators, with a word on what was mended. Raises NotComplete. A trusted hospital's opening is
    online at once."""
    at = at or timezone.now()
    with transaction.atomic():
        with LIFE.move(posting, "submit", by=by, at=at) as move:
            if gaps := missing(move.row, at) + allowance.gaps(move.row, at, alone=True):
                raise NotComplete(gaps)
            fingerprints.remember(move.row)
            if words:
                remarks.along(move.row, by=by, words=words, at=at)
        if sampling.is_trusted(posting.hospital_id):
            publish(posting, by=None, at=at)
        elif posting.hospital.is_verified:
            mails.submitted(posting)


def withdraw(posting: Posting, *, by: "User", at: datetime | None = None) -> None:
    """Take a submission back to work on it."""
    with LIFE.move(posting, "withdraw", by=by, at=at) as move:
        move.row.submitted_at = None


def publish(
    posting: Posting,
    *,
    by: "User | None",
    publish_at: datetime | None = None,
    at: datetime | None = None,
    hints: Iterable[str] | None = None,
) -> None:
    """Put it online now, or at the later moment that the hospital chose. Raises NotComplete, for example when
    its closing date passed while it waited, or when the hospital is not verified."""
    at = at or timezone.now()
    with LIFE.move(posting, "publish", by=by, at=at) as move:
        row = move.row
        row.publish_at = max(at, publish_at or row.publish_at or at)
        gaps = missing(row, at) + allowance.gaps(row, at, publishing=True, alone=True)
        if not row.hospital.is_verified:
            gaps.append(Missing("hospital", _("This hospital is not verified yet.")))
        if row.closes_at and row.closes_at <= row.publish_at and not gaps:
            gaps.append(Missing("closes_on", _("The opening would close before it is online.")))
        if gaps:
            raise NotComplete(gaps)
        row.decision_reasons, row.decision_words = [], ""
        _note(move, "publish", hints)
        if by is None:
            move.data["sampled"] = sampling.draw(row, at=at)
        mails.published(row, hold=_held(move, by))


def take_back(posting: Posting, *, by: "User", at: datetime | None = None) -> None:
    """Make a draft again of an opening that is approved and not online yet. It is read anew before it comes back."""
    at = at or timezone.now()
    with transaction.atomic():
        with LIFE.move(posting, "take_back", by=by, at=at) as move:
            row = move.row
            if row.publish_at <= at:
                raise WrongState(row, "take_back", row.state)
            row.submitted_at = row.published_at = row.reminded_at = None
        _tell_those_above(posting, at, by)


class Against(TypedDict, total=False):
    """A moderator's decision against an opening. `hints`: what the moderator was shown; `follows`: for the letter."""

    by: Required["User"]
    reasons: Required[Iterable[str]]
    words: str
    at: datetime | None
    hints: Iterable[str] | None
    follows: mails.Follows


@contextmanager
def _against(posting: Posting, verb: str, said: Against) -> Iterator[Move]:
    reasons, words = list(said["reasons"]), said.get("words", "")
    with LIFE.move(posting, verb, by=said["by"], at=said.get("at"), reasons=reasons, words=words) as move:
        move.row.decision_reasons, move.row.decision_words = reasons, words
        _note(move, verb, said.get("hints"))
        yield move


def return_(posting: Posting, **said: Unpack[Against]) -> None:
    """Send it back with reasons, to be mended and sent again."""
    with _against(posting, "return", said) as move:
        mails.returned(move.row, hold=_held(move, said["by"]))


def recall(posting: Posting, **said: Unpack[Against]) -> None:
    """Take it offline until it is mended and sent again. Whoever applied keeps the application; a change of it that
    waited is taken back."""
    with transaction.atomic():
        with _against(posting, "recall", said) as move:
            mails.returned(move.row, follows=said.get("follows", list))
        for tell in when_recalled:
            tell(posting, move.at, said["by"])


def reject(posting: Posting, **said: Unpack[Against]) -> None:
    """Refuse it for good, with reasons."""
    with _against(posting, "reject", said) as move:
        mails.rejected(move.row, hold=_held(move, said["by"]))


def close(posting: Posting, *, by: "User", outcome: str, at: datetime | None = None) -> None:
    """End it with its outcome; those who wait for an answer are told by the apps that registered in `when_closed`."""
    at = at or timezone.now()
    with transaction.atomic():
        with LIFE.move(posting, "close", by=by, at=at) as move:
            move.row.outcome = outcome
            move.data["outcome"] = outcome
            mails.closed(move.row)
        _tell_those_above(posting, at, by)


def remove(posting: Posting, **said: Unpack[Against]) -> None:
    """Take it off every page at once, with reasons."""
    with transaction.atomic():
        with _against(posting, "remove", said) as move:
            row = move.row
            # Only a closed opening has an end of its own; what it was stays in the trail.
            move.data |= {"outcome": row.outcome} if row.outcome else {}
            row.closed_at, row.outcome = None, ""
            row.successors.update(changed_at=move.at)  # their pages name it no more
            mails.removed(row, hold=_held(move, said["by"]), follows=said.get("follows", list))
        if move.before == Status.PUBLISHED:
            _tell_those_above(posting, move.at, said["by"])


def _held(move: Move, by: Any) -> timedelta:
    """Keep what a moderator's decision changes, so that it can be undone; returns how long its letter waits."""
    if by is None:
        return timedelta(0)
    move.data["was"] = undoing.facts(move.was)
    return undoing.hold()


def undo(posting: Posting, *, by: "User", at: datetime | None = None) -> str:
    """Take back the last decision. Returns its verb. Raises undoing.CannotUndo, which says why not."""
    return undoing.undo(posting, LIFE, by=by, at=at)


def _note(move: Move, verb: str, hints: Iterable[str] | None) -> None:
    """Keep with the decision the text that was read, and what the moderator was shown (moderation/hints): so that it can
    be explained, a later text compared with it, and the worth of the hints measured."""
    decided.keep(move.row, verb, at=move.at)
    move.data |= {} if hints is None else {"hints": list(hints)}


def _tell_those_above(posting: Posting, at: datetime, by: Any) -> None:
    for tell in when_closed:
        tell(posting, at, by)
