"""What the board does for talks by the clock: remind, settle, close what nobody answered."""

from datetime import datetime, timedelta

from django.db import transaction

from core.workflow import WrongState
from mentoring import mails_of_talks as mails
from mentoring.models import Talk, TalkTime
from mentoring.talks import LIFE, end_offers, hold, tried

SETTLED_AFTER = timedelta(days=2)
KNOWS = timedelta(hours=12)  # who booked so shortly ago needs no reminder


def remind(at: datetime) -> int:
    """Both, the day before at the same hour of the hospital's clock, whatever summer time does. Returns how many talks
    were told of; a second run none. Who booked within the last half day knows."""
    coming = Talk.objects.booked().filter(
        time__starts_at__gt=at, time__starts_at__lte=at + timedelta(hours=26), reminded_at=None
    )
    told = 0
    for pk in coming.values_list("pk", flat=True):
        with transaction.atomic():
            rows = Talk.objects.select_for_update(of=("self",), skip_locked=True).with_all()
            row = rows.booked().filter(pk=pk, reminded_at=None).first()
            if row is None or row.time is None or row.booked_at is None or _day_before(row.time) > at:
                continue
            row.reminded_at = at
            row.save(update_fields=["reminded_at"])
            if at - row.booked_at > KNOWS:
                mails.reminder(row)
                told += 1
    return told


def _day_before(time: TalkTime) -> datetime:
    return time.starts_at.astimezone(time.clock) - timedelta(days=1)  # of one clock: the wall's hours


def settle(at: datetime) -> int:
    """What began two days ago, and of which nobody said that it failed, was held."""
    over = Talk.objects.booked().filter(time__starts_at__lte=at - SETTLED_AFTER).order_by("pk")
    return sum(tried(hold, row, at) for row in over)


def expire_unanswered(at: datetime) -> int:
    """Requests without an answer, and answers that nobody took up."""
    ended = 0
    for row in Talk.objects.filter(status="requested", answer_by__lte=at).order_by("pk"):
        try:
            with LIFE.move(row, "expire", by=None, at=at) as move:
                end_offers(row, at)
                mails.expired(move.row)
                ended += 1
        except WrongState:  # answered while we were looking
            continue
    return ended
