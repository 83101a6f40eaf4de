"""What the board does for mentorships by the clock: close what nobody answered, ask how it goes, complete what is over."""

from datetime import datetime

from django.db import transaction

from core.workflow import WrongState
from mentoring import mails
from mentoring.asking import LIFE, complete
from mentoring.mentors import was_silent
from mentoring.models import Mentor, Mentorship


def expire_unanswered(at: datetime) -> int:
    """Requests without an answer. Returns how many ran out; a second run finds none of them."""
    ended = 0
    for row in Mentorship.objects.run_out(at).order_by("answer_by", "pk"):
        try:
            with transaction.atomic():
                Mentor.objects.select_for_update().filter(user=row.mentor_id).first()
                with LIFE.move(row, "expire", by=None, at=at) as move:
                    mails.expired(move.row)
                was_silent(row.mentor, at=at)
                ended += 1
        except WrongState:  # answered while we were looking
            continue
    return ended


def check_in(at: datetime) -> int:
    """At half time both are asked how it goes, once."""
    asked = 0
    due = Mentorship.objects.running().filter(check_in_at__lte=at, checked_in_at=None)
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            rows = Mentorship.objects.select_for_update(of=("self",), skip_locked=True)
            row = rows.running().filter(pk=pk, checked_in_at=None).first()
            if row is not None:
                row.checked_in_at = at
                row.save(update_fields=["checked_in_at"])
                mails.half_time(row)
                asked += 1
    return asked


def complete_old(at: datetime) -> int:
    """What ran its three months is completed, if nobody has said so."""
    ended = 0
    for row in Mentorship.objects.running().filter(until__lte=at).order_by("pk"):
        try:
            complete(row, by=None, at=at)
        except WrongState:
            continue
        ended += 1
    return ended
