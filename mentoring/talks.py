"""The life of an informational talk.

                book                        hold
   (a free time) ────▶ booked ──────────────────▶ held
                        ▲  │ └── miss ───────────▶ no_show
              pick      │  └──── cancel ─────────▶ cancelled
   requested ───────────┘
     ├── decline ──▶ declined
     ├── expire ───▶ expired
     └── cancel ───▶ cancelled

verb      from                 to          who draws it
pick      requested            booked      the candidate: one of the times that a host offers them
decline   requested            declined    who hosts talks there; the board, when the hospital or the candidate leaves
expire    requested            expired     the board, ANSWER_WITHIN after it was asked, or after times were offered
cancel    requested, booked    cancelled   the candidate; who hosts talks there (booked); the board
hold      booked               held        the host, once it began; the board, SETTLED_AFTER its end, when nobody says else
miss      booked               no_show     the host or the candidate, once it began: the other did not come

A talk that is booked at once begins its life at "booked". Locks: whoever begins one, the candidate's account (how many
talks are open), then the time (one talk each; the constraint stands behind it); whoever moves one, the talk, then the time.
The beginning is in mentoring/booking.py.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.workflow import Arrow, Life, NotAllowed, WrongState
from hospitals.access import has_right
from hospitals.roles import Right
from mentoring import hosting
from mentoring import mails_of_talks as mails
from mentoring.models import Talk, TalkTime
from mentoring.refusals import Refused

ANSWER_WITHIN = timedelta(days=14)
MOST_OFFERED = 3  # times with which a request is answered


def _candidate(user: Any, row: Talk) -> bool:
    return bool(user.pk == row.candidate_id)


def _hosts(user: Any, row: Talk) -> bool:
    return has_right(user, row.hospital_id, Right.HOST_TALKS) and user.pk != row.candidate_id


def _either(user: Any, row: Talk) -> bool:
    return _candidate(user, row) or (row.status == Talk.Status.BOOKED and _hosts(user, row))


def _nobody(user: Any, row: Talk) -> bool:
    return False


LIFE = Life(
    Talk,
    [
        Arrow("pick", ("requested",), "booked", _candidate, stamp="booked_at"),
        Arrow("decline", ("requested",), "declined", _hosts, stamp="ended_at", by_board=True),
        Arrow("expire", ("requested",), "expired", _nobody, stamp="ended_at", by_board=True),
        Arrow("cancel", ("requested", "booked"), "cancelled", _either, stamp="ended_at", by_board=True),
        Arrow("hold", ("booked",), "held", _hosts, stamp="ended_at", by_board=True),
        Arrow("miss", ("booked",), "no_show", _either, stamp="ended_at"),
    ],
)


# ── The candidate ────────────────────────────────────────────────────────────────────────────────────
def end_offers(row: Talk, at: datetime, *, but: TalkTime | None = None) -> None:
    offers = row.offered.filter(withdrawn_at=None)
    (offers.exclude(pk=but.pk) if but else offers).update(withdrawn_at=at)


def cancel(row: Talk, *, by: User | None, words: str = "", at: datetime | None = None) -> None:
    """Call it off; whoever has it in a calendar gets a CANCEL. A candidate's goes back to the free times. Raises Refused
    once it has begun."""
    with LIFE.move(row, "cancel", by=by, at=at) as move:
        was_booked = move.before == Talk.Status.BOOKED
        if was_booked and move.row.time.starts_at <= move.at:
            raise Refused(_("This talk has begun. Say how it went."))
        by_candidate = by is not None and by.pk == row.candidate_id
        move.row.called_off_by = "board" if by is None else "candidate" if by_candidate else "hospital"
        move.row.sequence += was_booked
        move.row.answer = words or move.row.answer
        if was_booked and not by_candidate:
            TalkTime.objects.filter(pk=move.row.time_id).update(withdrawn_at=move.at)
        end_offers(row, move.at)  # a time for one person is nobody's when they cancel
        mails.cancelled(move.row, was_booked=was_booked, words=words)


# ── The host ─────────────────────────────────────────────────────────────────────────────────────────
def offer(
    row: Talk, times: Iterable[TalkTime], *, by: User, words: str = "", at: datetime | None = None
) -> None:
    """Answer a request with one to three times of one's own, for this person alone. Raises NotAllowed, WrongState, Refused."""
    at, times = at or timezone.now(), list(times)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        locked = Talk.objects.select_for_update(of=("self",)).with_all().get(pk=row.pk)
        if not _hosts(by, locked):
            raise NotAllowed("offer")
        if locked.status != Talk.Status.REQUESTED:
            raise WrongState(locked, "offer", locked.status)
        if not 1 <= len(times) <= MOST_OFFERED:
            raise Refused(_("Offer one to three times."))
        end_offers(locked, at)
        hosting.must_be_open([one.starts_at for one in times], times[0].minutes, by=by, at=at)
        for time in times:
            time.host, time.hospital, time.meant_for = by, locked.hospital, locked
            time.zone = str(locked.hospital.zone)
            time.save()
        locked.host, locked.answer = by, words
        locked.answer_by = min(at + ANSWER_WITHIN, max(one.starts_at for one in times))
        locked.save(update_fields=["host", "answer", "answer_by"])
        audit.record(locked, "offer_talk", by=by, at=at)
        mails.offered(locked)


def decline(row: Talk, *, by: User | None, words: str = "", at: datetime | None = None) -> None:
    with LIFE.move(row, "decline", by=by, at=at) as move:
        move.row.answer = words
        end_offers(row, move.at)
        mails.declined(move.row)


# ── Afterwards ───────────────────────────────────────────────────────────────────────────────────────
def hold(row: Talk, *, by: User | None, at: datetime | None = None) -> None:
    """It took place."""
    with LIFE.move(row, "hold", by=by, at=at) as move:
        _must_have_begun(move.row, move.at)
        mails.held(move.row)


def miss(row: Talk, *, by: User, at: datetime | None = None) -> None:
    """The other did not come. Whoever says so is believed; the other reads it, and can write to the moderators."""
    with LIFE.move(row, "miss", by=by, at=at) as move:
        _must_have_begun(move.row, move.at)
        move.row.missed_by = "host" if by.pk == row.candidate_id else "candidate"
        mails.missed(move.row)


def _must_have_begun(row: Talk, at: datetime) -> None:
    if row.time is None or row.time.starts_at > at:
        raise Refused(_("This talk has not begun yet."))


# ── By the board ─────────────────────────────────────────────────────────────────────────────────────
def call_off(rows: Iterable[Talk], *, at: datetime) -> int:
    """The board ends what is open: a hospital went off the board, somebody left or may not go on."""
    ended = 0
    for row in rows:
        done = _called_off(row, at)
        if not done:
            row.refresh_from_db()  # they chose a time in this second
            done = _called_off(row, at)
        ended += done
    return ended


def _called_off(row: Talk, at: datetime) -> bool:
    return tried(cancel if row.status == Talk.Status.BOOKED else decline, row, at)


def tried(verb: Any, row: Talk, at: datetime, *, by: User | None = None) -> bool:
    """Whether it went: somebody else may have been quicker, or the talk has begun."""
    try:
        verb(row, by=by, at=at)
    except (WrongState, Refused):
        return False
    return True


# ── By the candidate's own choice ────────────────────────────────────────────────────────────────────
def link(row: Talk, application: Any, *, by: User, at: datetime | None = None) -> None:
    """The team sees the talk beside this application of the candidate at this hospital; None takes it away again."""
    with transaction.atomic():
        locked = Talk.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if not _candidate(by, locked):
            raise NotAllowed("link")
        if application is not None and (
            application.candidate_id != by.pk or application.posting.hospital_id != locked.hospital_id
        ):
            raise NotAllowed("link")
        locked.application = application
        locked.save(update_fields=["application"])
        audit.record(locked, "link_talk" if application else "unlink_talk", by=by, at=at)
