"""The life of a case: everything that was reported about one thing, until it is decided for good.

            ask                              decide               appeal                settle
   open ─────────▶ waiting    open, waiting ───────▶ decided ─────────────▶ appealed ──────────▶ closed
    ▲ ◀─── answer ────┘            │                    └──────── rest (after 14 days) ────────────▲
    └⟲ answer                      └──────────────── dismiss ──────────────────────────────────────┘

verb     from            to        who draws it
ask      open            waiting   a moderator, with a question to the owner
answer   open, waiting   open      the owner, once they were told: asked, or put out of sight by reports
dismiss  open, waiting   closed    a moderator: nothing is wrong, whatever was out of sight comes back
decide   open, waiting   decided   a moderator, with reasons: mended (it may be seen) or removed
appeal   decided         appealed  the owner, once, within 14 days
settle   appealed        closed    a moderator; another one than who decided, when there is one
rest     decided         closed    the board: nobody appealed

The owner is a hospital's owners and recruiters, or the person whose message, sample or mentor page it is. No moderator
decides about a hospital where they hold a seat, about themselves, or about what they reported. What becomes of the subject
is its own life's business: moderation/subjects.py drives it in the same transaction. Who reported stands in no event.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User, moderators
from core.workflow import Arrow, Life, WrongState
from hospitals.access import has_right
from hospitals.models import Hospital
from hospitals.roles import Right
from hospitals.verification import may_decide
from moderation import mails_of_cases as mails
from moderation import subjects, trust
from moderation.models import Case, Report

APPEAL = timedelta(days=14)
_S, _O, _W = Case.Status, Case.Outcome, Report.Worth


# ── Who may ──────────────────────────────────────────────────────────────────────────────────────────
def is_owner(user: Any, case: Case) -> bool:
    if case.hospital_id is not None:
        return has_right(user, case.hospital_id, Right.EDIT_HOSPITAL)
    return bool(case.owner_id is not None and user.pk == case.owner_id)


def _told_owner(user: Any, case: Case) -> bool:
    return is_owner(user, case) and (case.asked_at is not None or case.held_at is not None)


def is_impartial(user: Any, case: Case) -> bool:
    if not user.is_moderator or user.pk == case.owner_id or case.reports.filter(by=user.pk).exists():
        return False
    hospital = subjects.hospital_of(case)
    return hospital is None or may_decide(user, hospital)


def is_reported(user: Any, case: Case) -> bool:
    """Whether it is this moderator's own, or of a hospital where they hold a seat: they do not read who reported it."""
    return user.pk == case.owner_id or (case.hospital is not None and not may_decide(user, case.hospital))


def _second(user: Any, case: Case) -> bool:
    """Who decided does not judge the appeal, unless nobody else may."""
    if not is_impartial(user, case):
        return False
    if user.pk != case.decided_by_id:
        return True
    return not any(is_impartial(one, case) for one in moderators().exclude(pk=user.pk))


def _nobody(user: Any, case: Case) -> bool:
    return False


_RUNNING = (_S.OPEN, _S.WAITING)
LIFE = Life(
    Case,
    [
        Arrow("ask", (_S.OPEN,), _S.WAITING, is_impartial, "asked_at"),
        Arrow("answer", _RUNNING, _S.OPEN, _told_owner, "answered_at"),
        Arrow("dismiss", _RUNNING, _S.CLOSED, is_impartial, "closed_at"),
        Arrow("decide", _RUNNING, _S.DECIDED, is_impartial, "decided_at"),
        Arrow("appeal", (_S.DECIDED,), _S.APPEALED, is_owner, "appealed_at"),
        Arrow("settle", (_S.APPEALED,), _S.CLOSED, _second, "closed_at"),
        Arrow("rest", (_S.DECIDED,), _S.CLOSED, _nobody, "closed_at", by_board=True),
    ],
)


# ── Asking and answering ─────────────────────────────────────────────────────────────────────────────
def ask(case: Case, *, by: User, words: str, at: datetime | None = None) -> None:
    """Ask the owner. They hear what was reported, never by whom."""
    with LIFE.move(case, "ask", by=by, at=at) as move:
        move.row.question = words
        mails.asked(move.row)


def answer(case: Case, *, by: User, words: str, at: datetime | None = None) -> None:
    with LIFE.move(case, "answer", by=by, at=at) as move:
        before = move.row.answer
        move.row.answer, move.row.since = f"{before}\n\n{words}".strip()[-4000:], move.at


# ── Deciding ─────────────────────────────────────────────────────────────────────────────────────────
def dismiss(case: Case, *, by: User, words: str = "", at: datetime | None = None) -> None:
    """Nothing is wrong. Both sides hear it, the owner only where they knew of it."""
    at = at or timezone.now()
    with transaction.atomic():
        subject = subjects.now(case)
        with LIFE.move(case, "dismiss", by=by, at=at) as move:
            _keep(move.row, by, _O.NOTHING, [], words, move.at)
            _weigh(move.row, _W.UNFOUNDED)
            mails.dismissed(move.row)
        if subject:
            subjects.release(case, subject, by=by, at=at)


def decide(
    case: Case, *, by: User, outcome: str, reasons: list[str], words: str, at: datetime | None = None
) -> None:
    """The reports are right: it was mended, or it is removed now. A hospital loses the board's trust by it."""
    at, outcome = at or timezone.now(), _O(outcome)
    with transaction.atomic():
        subject = subjects.now(case)
        with LIFE.move(case, "decide", by=by, at=at, reasons=reasons, words=_said(case, words)) as move:
            _keep(move.row, by, outcome, reasons, words, move.at)
            move.data["outcome"] = outcome.value
            _weigh(move.row, _W.UPHELD)
        if subject and outcome == _O.REMOVED:
            subjects.remove(subject, by=by, reasons=reasons, words=words, at=at)
        elif subject:
            subjects.release(case, subject, by=by, at=at)
        hospital = case.hospital
        trusted = hospital is not None and trust.lost(hospital, by=by, why=trust.Why.REPORT, at=at)
        mails.decided(case, trust_ended=trusted)


def _keep(row: Case, by: User, outcome: str, reasons: list[str], words: str, at: datetime) -> None:
    row.outcome, row.reasons, row.words, row.decided_by, row.decided_at = outcome, reasons, words, by, at


def _weigh(row: Case, worth: str) -> None:
    row.reports.update(worth=worth)


def _said(case: Case, words: str) -> str:
    """The trail keeps a moderator's words about openings and hospitals, not about people."""
    return words if case.hospital_id is not None and case.kind != Case.Kind.MESSAGE else ""


# ── The appeal ───────────────────────────────────────────────────────────────────────────────────────
def may_appeal(case: Case, *, by: Any, at: datetime | None = None) -> bool:
    return LIFE.can(case, "appeal", by=by) and (at or timezone.now()) < last_day(case)


def last_day(case: Case) -> datetime:
    assert case.decided_at is not None
    return case.decided_at + APPEAL


def appeal(case: Case, *, by: User, words: str, at: datetime | None = None) -> None:
    """Once. Raises WrongState when the 14 days are over."""
    with LIFE.move(case, "appeal", by=by, at=at) as move:
        if move.at >= last_day(move.row):
            raise WrongState(move.row, "appeal", _S.CLOSED)
        move.row.appeal, move.row.since = words, move.at
        mails.appealed(move.row)


def settle(case: Case, *, by: User, granted: bool, words: str, at: datetime | None = None) -> None:
    """The second word, and the last. Where the appeal is right, what can come back comes back."""
    at = at or timezone.now()
    with transaction.atomic():
        with LIFE.move(case, "settle", by=by, at=at) as move:
            move.row.granted, move.row.verdict = granted, words
            move.data["granted"] = granted
            if granted:
                move.row.reports.update(worth="")  # neither right nor wrong: two moderators did not agree
            mails.settled(move.row)
        if granted and (subject := subjects.now(case)):
            subjects.release(case, subject, by=by, at=at)


def rest(at: datetime | None = None) -> int:
    """Nobody appealed in time. Returns how many cases are closed by this."""
    at = at or timezone.now()
    closed = 0
    for case in Case.objects.filter(status=_S.DECIDED, decided_at__lte=at - APPEAL).order_by("pk"):
        try:
            with LIFE.move(case, "rest", by=None, at=at):
                closed += 1
        except WrongState:  # they appealed in this very second, or another worker has it
            continue
    return closed


# ── Finding ──────────────────────────────────────────────────────────────────────────────────────────
KNOWN = Q(asked_at__isnull=False) | Q(held_at__isnull=False)
KNOWN |= Q(decided_at__isnull=False) & ~Q(outcome=_O.NOTHING)


def of_hospital(hospital: Hospital) -> Any:
    """What its team was told of: a report that nobody asked them about is not theirs to read."""
    return Case.objects.filter(KNOWN, hospital=hospital).order_by("-opened_at")


def of_person(user: User) -> Any:
    return Case.objects.filter(KNOWN, hospital=None, owner=user).order_by("-opened_at")
