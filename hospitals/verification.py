"""The life of a hospital: who may say that it is what it says.

               ask                 verify
unverified ────────▶ pending ────────────▶ verified
                      ▲   │
                  ask │   │ refuse
                      │   ▼
                     refused

verb      from                           to        who draws it
ask       unverified, refused            pending   a seat with VERIFY_HOSPITAL, with words for the moderator
confirm   unverified, pending, refused   verified  a seat with VERIFY_HOSPITAL: the code came back (hospitals/mailbox.py),
                                                   or their web domain says so (hospitals/proof.py)
verify    pending                        verified  a moderator without a seat there
refuse    pending                        refused   a moderator without a seat there, with reasons
doubt     verified                       verified  the board: what proved it is gone from the web domain
trust     verified, doubted              verified  the board: it is there again
keep      verified, doubted              verified  a moderator without a seat there: from now on their word proves it
revoke    verified, doubted              refused   a moderator without a seat there, with reasons

A verified hospital stays verified until a moderator says otherwise: doubt takes nothing offline. `freeze` takes it and its openings off the board whatever its status; `unfreeze`
brings them back. Its name and web address are locked while it is checked and after it: a moderator changes them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.workflow import Arrow, Life, Move, NotAllowed, WrongState
from hospitals import mails
from hospitals.access import has_right, seat_of
from hospitals.models import DirectoryEntry, Hospital
from hospitals.roles import Right

if TYPE_CHECKING:
    from accounts.models import User

# What upper floors do when a hospital became verified, which is written by then: called inside the transaction with
# (hospital, at).
when_verified: list[Callable[[Hospital, datetime], None]] = []
# The same when it went off the board (frozen, or no longer verified) and when it came back.
when_stopped: list[Callable[[Hospital, datetime], None]] = []
when_back: list[Callable[[Hospital, datetime], None]] = []


class AlreadyVerified(Exception):
    """Another hospital on the board is the verified one of this directory entry."""


def may_decide(user: Any, hospital: Hospital) -> bool:
    """A moderator does not decide about a hospital at which they hold a seat."""
    return bool(user.is_moderator) and seat_of(user, hospital) is None


def _may_prove(user: Any, hospital: Hospital) -> bool:
    return has_right(user, hospital.pk, Right.VERIFY_HOSPITAL)


def _nobody(user: Any, hospital: Hospital) -> bool:
    return False


_S = Hospital.Status
LIFE = Life(
    Hospital,
    [
        Arrow("ask", (_S.UNVERIFIED, _S.REFUSED), _S.PENDING, _may_prove, "asked_at"),
        Arrow("confirm", (_S.UNVERIFIED, _S.PENDING, _S.REFUSED), _S.VERIFIED, _may_prove, "verified_at"),
        Arrow("verify", (_S.PENDING,), _S.VERIFIED, may_decide, "verified_at"),
        Arrow("refuse", (_S.PENDING,), _S.REFUSED, may_decide, "refused_at"),
        Arrow("doubt", (_S.VERIFIED,), _S.VERIFIED, _nobody, "doubted_at", by_board=True),
        Arrow("trust", (_S.VERIFIED,), _S.VERIFIED, _nobody, by_board=True),
        Arrow("keep", (_S.VERIFIED,), _S.VERIFIED, may_decide),
        Arrow("revoke", (_S.VERIFIED,), _S.REFUSED, may_decide, "refused_at"),
    ],
    pointed_at=True,
)


def ask(hospital: Hospital, *, by: "User", words: str, at: datetime | None = None) -> None:
    """Ask a moderator to look. `words` say how one can see that the person works there."""
    with LIFE.move(hospital, "ask", by=by, at=at) as move:
        move.row.claim_note = words
        mails.hospital_waits(move.row)


def confirm(
    hospital: Hospital, *, by: "User", domain: str, how: str = "mailbox", at: datetime | None = None
) -> None:
    """The hospital's own domain says that this person speaks for it. `how` is mailbox, dns or file.

    Raises AlreadyVerified.
    """
    with _becoming_verified(hospital, "confirm", by=by, at=at) as move:
        move.row.verified_how = how
        move.data |= {"how": how, "domain": domain}


def verify(hospital: Hospital, *, by: "User", at: datetime | None = None) -> None:
    """A moderator believes it. Raises AlreadyVerified."""
    with _becoming_verified(hospital, "verify", by=by, at=at) as move:
        move.row.verified_how = "moderator"


def refuse(
    hospital: Hospital, *, by: "User", reasons: list[str], words: str, at: datetime | None = None
) -> None:
    """A moderator does not believe it, and says why. The team may ask again."""
    with LIFE.move(hospital, "refuse", by=by, at=at, reasons=reasons, words=words) as move:
        mails.refused(move.row, [str(code) for code in reasons], words)


# ── What was proven is proven no more ────────────────────────────────────────────────────────────────
def doubt(hospital: Hospital, *, at: datetime | None = None) -> None:
    """What proved it is gone. Owners and moderators are told; a moderator decides. Until then nothing changes."""
    with _of_doubted(hospital, "doubt", by=None, at=at, doubted=False) as move:
        move.row.asked_at = move.at  # its place in the moderators' queue
        mails.doubted(move.row)
        mails.doubted_waits(move.row)


def trust(hospital: Hospital, *, at: datetime | None = None) -> None:
    """The proof is back before anybody decided."""
    with _of_doubted(hospital, "trust", by=None, at=at) as move:
        move.row.doubted_at = None


def keep(hospital: Hospital, *, by: "User", at: datetime | None = None) -> None:
    """A moderator knows that it is the hospital all the same."""
    with _of_doubted(hospital, "keep", by=by, at=at) as move:
        move.row.doubted_at, move.row.verified_how = None, "moderator"


def revoke(
    hospital: Hospital, *, by: "User", reasons: list[str], words: str, at: datetime | None = None
) -> None:
    """A moderator takes the verification back; page and openings go off the board. The team may ask again."""
    with transaction.atomic():
        with _of_doubted(hospital, "revoke", by=by, at=at, reasons=reasons, words=words) as move:
            move.row.doubted_at = None
            mails.refused(move.row, [str(code) for code in reasons], words)
        if move.row.frozen_at is None:
            _all(when_stopped, move.row, move.at)


@contextmanager
def _of_doubted(
    hospital: Hospital,
    verb: str,
    *,
    by: "User | None",
    at: datetime | None,
    doubted: bool = True,
    **said: Any,
) -> Iterator[Move]:
    with LIFE.move(hospital, verb, by=by, at=at, **said) as move:
        was = Hospital.objects.values_list("doubted_at", flat=True).get(pk=move.row.pk)
        if (was is not None) is not doubted:
            raise WrongState(move.row, verb, move.before)
        yield move


def freeze(
    hospital: Hospital, *, by: "User | None", words: str, at: datetime | None = None, quietly: bool = False
) -> None:
    """Take the hospital and its openings off the board at once. The board does it (None) when reports ask for it.

    `quietly`: whoever calls tells the team, with the why (moderation/mails_of_cases.py).
    """
    at = at or timezone.now()
    with _by_moderator(hospital, "freeze", by=by, at=at, frozen=False) as row:
        row.frozen_at = at
        audit.record(row, "freeze", by=by, at=at, words=words)
        if not quietly:
            mails.frozen(row, words)


def unfreeze(
    hospital: Hospital, *, by: "User", words: str, at: datetime | None = None, quietly: bool = False
) -> None:
    at = at or timezone.now()
    with _by_moderator(hospital, "unfreeze", by=by, at=at, frozen=True) as row:
        row.frozen_at = None
        audit.record(row, "unfreeze", by=by, at=at, words=words)
        if not quietly:
            mails.unfrozen(row)


def _all(told: list[Callable[[Hospital, datetime], None]], hospital: Hospital, at: datetime) -> None:
    for tell in told:
        tell(hospital, at)


@contextmanager
def _becoming_verified(hospital: Hospital, verb: str, *, by: "User", at: datetime | None) -> Iterator[Move]:
    with transaction.atomic():
        with LIFE.move(hospital, verb, by=by, at=at) as move:
            entry = move.row.entry
            if entry is not None:
                # Two claims of one entry are decided one after the other; the constraint stands behind this.
                DirectoryEntry.objects.select_for_update().get(pk=entry.pk)
                if Hospital.objects.filter(entry=entry, status=_S.VERIFIED).exclude(pk=move.row.pk).exists():
                    raise AlreadyVerified
            yield move
            mails.verified(move.row)
        _all(when_verified, move.row, move.at)
        if move.row.frozen_at is None:
            _all(when_back, move.row, move.at)


@contextmanager
def _by_moderator(
    hospital: Hospital, verb: str, *, by: "User | None", at: datetime, frozen: bool
) -> Iterator[Hospital]:
    with transaction.atomic():
        row = Hospital.objects.select_for_update(of=("self",), no_key=True).get(pk=hospital.pk)
        if by is not None and not may_decide(by, row):
            raise NotAllowed(verb)
        if (row.frozen_at is not None) is not frozen:
            raise WrongState(row, verb, "frozen" if row.frozen_at else row.status)
        yield row
        row.save(update_fields=["frozen_at"])
        if row.is_verified:
            _all(when_back if frozen else when_stopped, row, at)
    hospital.frozen_at = row.frozen_at
