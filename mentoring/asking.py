"""The life of a mentorship.

               accept              complete
 requested ─────────────▶ accepted ────────▶ completed
   ├── decline ──▶ declined   └──── end ───▶ ended
   ├── expire ───▶ expired
   └── withdraw ─▶ withdrawn

verb      from        to          who draws it
accept    requested   accepted    the mentor, while fewer people than their capacity are with them
decline   requested   declined    the mentor; the board, when one of the two closes their account or is barred
expire    requested   expired     the board, ANSWER_WITHIN after it was asked
withdraw  requested   withdrawn   the candidate
complete  accepted    completed   either; the board, when its time is over
end       accepted    ended       either, early; the board, when one leaves or blocks the other

Locks, in this order: the candidate's account (how many requests are open), the mentor's page (how many places are
taken), the mentorship itself.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.models import Skill
from core.workflow import Arrow, Life, WrongState
from mentoring import mails, mentors
from mentoring.models import Block, Mentor, Mentorship, Report
from mentoring.refusals import Refused

MOST_OPEN = 3  # requests of one candidate that wait
ANSWER_WITHIN = timedelta(days=14)
LASTS = timedelta(days=90)
REST = timedelta(days=90)  # after a no, before the same mentor is asked again


def _mentor(user: Any, row: Mentorship) -> bool:
    return bool(user.pk == row.mentor_id)


def _candidate(user: Any, row: Mentorship) -> bool:
    return bool(user.pk == row.candidate_id)


def _either(user: Any, row: Mentorship) -> bool:
    return user.pk in (row.candidate_id, row.mentor_id)


def _nobody(user: Any, row: Mentorship) -> bool:
    return False


LIFE = Life(
    Mentorship,
    [
        Arrow("accept", ("requested",), "accepted", _mentor, stamp="accepted_at"),
        Arrow("decline", ("requested",), "declined", _mentor, stamp="ended_at", by_board=True),
        Arrow("expire", ("requested",), "expired", _nobody, stamp="ended_at", by_board=True),
        Arrow("withdraw", ("requested",), "withdrawn", _candidate, stamp="ended_at"),
        Arrow("complete", ("accepted",), "completed", _either, stamp="ended_at", by_board=True),
        Arrow("end", ("accepted",), "ended", _either, stamp="ended_at", by_board=True),
    ],
)


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────
def ask(
    mentor: Mentor,
    *,
    by: User,
    goal: str,
    questions: str,
    topic: Skill | None = None,
    at: datetime | None = None,
) -> Mentorship:
    """Exact for two clicks at once: they wait for each other at the candidate's row. Raises Refused with words."""
    at = at or timezone.now()
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        why_not = refusal(mentor, by=by, at=at)
        if why_not is not None:
            raise why_not
        row = Mentorship.objects.create(
            candidate=by,
            mentor_id=mentor.user_id,
            topic=topic,
            goal=goal,
            questions=questions,
            asked_at=at,
            answer_by=at + ANSWER_WITHIN,
        )
        audit.record(row, "ask_mentor", by=by, at=at, after=row.status)
        mails.asked(row)
    return row


def refusal(mentor: Mentor, *, by: User, at: datetime) -> Refused | None:
    """What stands against this person asking this mentor now, the first in words."""
    mine = Mentorship.objects.filter(candidate=by)
    theirs = mine.filter(mentor=mentor.user_id)
    listed = Mentor.objects.listed().for_reader(by).for_cards().filter(pk=mentor.pk).first()
    if is_barred(by):
        return Refused(_("A moderator has closed mentoring for you. Write to us if you think that is wrong."))
    if mentor.user_id == by.pk:
        return Refused(_("This is your own page."))
    if not by.name:
        return Refused(_("Fill in your name first, in your settings: a mentor wants to know who asks."))
    if theirs.filter(status="requested").exists():
        return Refused(_("You asked this mentor already. Wait for the answer."))
    if theirs.running().exists():
        return Refused(_("This is your mentor already."))
    if listed is None:
        return Refused(_("This mentor takes no requests now. Choose another one."))
    if listed.is_full:
        return Refused(_("All places of this mentor are taken. Choose another one."))
    if theirs.filter(status="declined", ended_at__gt=at - REST).exists():
        return Refused(_("This mentor said no. You can ask again after 90 days."))
    if mine.requested().count() >= MOST_OPEN:
        return Refused(_("You have three requests open. Wait for an answer, or take one back."))
    return None


def is_barred(user: User) -> bool:
    return Report.objects.filter(about=user, status=Report.Status.BARRED).exists()


# ── Answering ────────────────────────────────────────────────────────────────────────────────────────
def accept(row: Mentorship, *, by: User, answer: str = "", at: datetime | None = None) -> None:
    """Never more people than places: all who say yes for one mentor wait at the mentor's page. Raises Refused when it is
    full, WrongState when it was answered or taken back meanwhile."""
    at = at or timezone.now()
    with transaction.atomic():
        mentor = Mentor.objects.select_for_update().filter(user=row.mentor_id).first()
        with LIFE.move(row, "accept", by=by, at=at) as move:
            taken = Mentorship.objects.running().filter(mentor=row.mentor_id).count()
            if mentor is None or taken >= mentor.capacity:
                raise Refused(
                    _("All your places are taken. End one mentorship, or give yourself more places.")
                )
            if Block.stands_between(row.candidate_id, row.mentor_id):
                raise Refused(_("One of you has blocked the other."))
            move.row.answer = answer
            move.row.until, move.row.check_in_at = at + LASTS, at + LASTS / 2
            mentors.answered(by)
            mails.accepted(move.row)


def decline(
    row: Mentorship,
    *,
    by: User | None,
    answer: str = "",
    at: datetime | None = None,
    leaver: User | None = None,
) -> None:
    with LIFE.move(row, "decline", by=by, at=at) as move:
        move.row.answer = answer
        if by is not None:
            mentors.answered(by)
        if leaver is not None and leaver.pk == row.candidate_id:
            mails.withdrawn(move.row)
        else:
            mails.declined(move.row)


def withdraw(row: Mentorship, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(row, "withdraw", by=by, at=at) as move:
        mails.withdrawn(move.row)


def complete(row: Mentorship, *, by: User | None, at: datetime | None = None) -> None:
    with LIFE.move(row, "complete", by=by, at=at) as move:
        mails.over(move.row, by=by)


def end(
    row: Mentorship,
    *,
    by: User | None,
    at: datetime | None = None,
    quietly: bool = False,
    leaver: User | None = None,
) -> None:
    """Early. `quietly`: one blocked the other; who is blocked is not told of it."""
    with LIFE.move(row, "end", by=by, at=at) as move:
        if not quietly:
            mails.over(move.row, by=by or leaver)


def part(row: Mentorship, *, at: datetime, quietly: bool = False, leaver: User | None = None) -> None:
    """The board ends what is there, whatever it is. `leaver` goes, and is told of that elsewhere."""
    try:
        if row.status == Mentorship.Status.REQUESTED:
            decline(row, by=None, at=at, leaver=leaver)
        elif row.status == Mentorship.Status.ACCEPTED:
            end(row, by=None, at=at, quietly=quietly, leaver=leaver)
    except WrongState:  # somebody was quicker: read where it is now
        row.refresh_from_db()
        if row.status == Mentorship.Status.ACCEPTED:
            end(row, by=None, at=at, quietly=quietly, leaver=leaver)


def leave(mentor: Mentor, *, by: User, at: datetime | None = None) -> None:
    """A mentor's page goes for good. Who waits is told no; who is helped keeps their mentor until the end."""
    at = at or timezone.now()
    with transaction.atomic():
        audit.record(mentor, "leave_mentoring", by=by, at=at)
        for row in Mentorship.objects.requested().filter(mentor=mentor.user_id).order_by("pk"):
            part(row, at=at)
        Mentor.objects.filter(pk=mentor.pk).delete()
