"""The life of a mentor's page.

          pause
  open ◀─────────▶ paused
          resume

verb     from     to       who draws it
pause    open     paused   the mentor; the board, after SILENCES requests in a row without an answer
resume   paused   open     the mentor

Who stops for good takes the page away; people whom they help already keep their mentor.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import audit
from core.workflow import Arrow, Life
from hospitals import telling
from hospitals.models import Hospital, Seat
from mentoring import mails
from mentoring.models import Mentor

SILENCES = 3


def _oneself(user: Any, mentor: Mentor) -> bool:
    return bool(user.pk == mentor.user_id)


LIFE = Life(
    Mentor,
    [
        Arrow("pause", ("open",), "paused", _oneself, stamp="paused_at", by_board=True),
        Arrow("resume", ("paused",), "open", _oneself),
    ],
)


def hospitals_of(user: User) -> list[Hospital]:
    """Verified hospitals in which this person holds a seat: of these the board knows that it is true."""
    held = Seat.objects.held().filter(user=user, hospital__status=Hospital.Status.VERIFIED)
    return [seat.hospital for seat in held.select_related("hospital").order_by("hospital__name")]


def save(mentor: Mentor, *, by: User, at: datetime | None = None) -> Mentor:
    """Somebody becomes a mentor, or changes what they say. A second click changes the page that the first one made."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        there = Mentor.objects.select_for_update().filter(user=by).first()
        is_new = there is None
        if there is not None:  # what is moved elsewhere stays as it is now
            mentor.pk, mentor.status, mentor.paused_at = there.pk, there.status, there.paused_at
            mentor.paused_by_board, mentor.silences = there.paused_by_board, there.silences
            mentor.joined_at = there.joined_at
            mentor._state.adding = False
        mentor.user = by
        mentor.save()
        at_hospital = mentor.hospital if there is None or there.hospital_id != mentor.hospital_id else None
        if at_hospital is not None and mentor.capacity and mentor.status == Mentor.Status.OPEN:
            for tell in telling.when_mentor_joins:
                tell(at_hospital, at or timezone.now())
        audit.record(mentor, "become_mentor" if is_new else "edit", by=by, at=at)
    return mentor


def pause(mentor: Mentor, *, by: User | None, at: datetime | None = None) -> None:
    """Nobody finds them any more; who has asked or is helped already keeps their place. Raises WrongState."""
    with LIFE.move(mentor, "pause", by=by, at=at) as move:
        move.row.paused_by_board = by is None
        if by is None:
            mails.paused(move.row)


def resume(mentor: Mentor, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(mentor, "resume", by=by, at=at) as move:
        move.row.paused_at, move.row.paused_by_board, move.row.silences = None, False, 0


def was_silent(user: User, *, at: datetime) -> None:
    """A request to this mentor ran out. Runs inside its transaction, which locked the mentor's row."""
    mentor = Mentor.objects.select_for_update().filter(user=user).first()
    if mentor is None:
        return
    mentor.silences += 1
    mentor.save(update_fields=["silences"])
    if mentor.silences >= SILENCES and mentor.status == Mentor.Status.OPEN:
        pause(mentor, by=None, at=at)


def answered(user: User) -> None:
    """Whoever answers, yes or no, is there."""
    Mentor.objects.filter(user=user).update(silences=0)
