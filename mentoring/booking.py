"""A talk begins: what stands against it, a free time that is booked at once, a request, a time that was offered."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.models import Skill
from hospitals.access import seat_of
from hospitals.models import Hospital
from mentoring import mails_of_talks as mails
from mentoring.models import Talk, TalkTime
from mentoring.refusals import Refused
from mentoring.talks import ANSWER_WITHIN, LIFE, end_offers

MOST_OPEN = 2  # talks of one candidate that are asked for or booked
REST = timedelta(days=90)  # between two talks of one person at one hospital
MISSES, MISSED_WITHIN = 2, timedelta(days=180)  # so often, and who did not come cannot book for a while


class Taken(Refused):
    """Somebody else booked this time a moment ago."""


def refusal(hospital: Hospital, *, by: User, at: datetime) -> Refused | None:
    """What stands against this person asking this hospital for a talk now, the first in words."""
    mine = Talk.objects.filter(candidate=by)
    there = mine.filter(hospital=hospital)
    met = Q(status="held") | Q(status="no_show", missed_by="candidate")
    missed = mine.filter(status="no_show", missed_by="candidate", ended_at__gt=at - MISSED_WITHIN)
    if not hospital.is_verified or hospital.frozen_at:
        return Refused(_("This hospital gives no talks now."))
    if seat_of(by, hospital) is not None:
        return Refused(_("You work at this hospital."))
    if not by.name:
        return Refused(_("Fill in your name first, in your settings: the hospital wants to know who asks."))
    if there.open().exists():
        return Refused(_("You have a talk at this hospital already."))
    if there.filter(met, time__starts_at__gt=at - REST).exists():
        return Refused(
            _("You talked with this hospital in the last 90 days. Give others a turn, or ask later.")
        )
    if mine.open().count() >= MOST_OPEN:
        return Refused(_("You have two talks open. Have one first, or cancel one."))
    if missed.count() >= MISSES:
        return Refused(_("You missed two talks in the last half year. You can book again when the first is that long ago."))  # fmt: skip
    return None


def book(
    time: TalkTime,
    *,
    by: User,
    words: str,
    topic: Skill | None = None,
    phone: str = "",
    at: datetime | None = None,
) -> Talk:
    """A free time, at once. Raises Refused with words; Taken when somebody was quicker."""
    at = at or timezone.now()
    with transaction.atomic():
        _in_turn(by, time.hospital, at)
        locked = _free(time, at)
        row = Talk(
            hospital=locked.hospital,
            candidate=by,
            words=words,
            topic=topic,
            status=Talk.Status.BOOKED,
            asked_at=at,
            booked_at=at,
        )
        _take(row, locked, phone)
        row.save()
        audit.record(row, "book_talk", by=by, at=at, after=row.status)
        mails.booked(row)
    return row


def ask(
    hospital: Hospital,
    *,
    by: User,
    words: str,
    topic: Skill | None = None,
    phone: str = "",
    at: datetime | None = None,
) -> Talk:
    """No time fits, or there is none: those who host talks there may offer some. Raises Refused."""
    at = at or timezone.now()
    with transaction.atomic():
        _in_turn(by, hospital, at)
        row = Talk.objects.create(
            hospital=hospital,
            candidate=by,
            words=words,
            topic=topic,
            phone=phone,
            asked_at=at,
            answer_by=at + ANSWER_WITHIN,
        )
        audit.record(row, "ask_talk", by=by, at=at, after=row.status)
        mails.asked(row)
    return row


def pick(row: Talk, time: TalkTime, *, by: User, phone: str = "", at: datetime | None = None) -> None:
    """One of the times that a host offered with the answer. Raises Taken, WrongState."""
    with LIFE.move(row, "pick", by=by, at=at) as move:
        locked = _locked(time)
        if locked.meant_for_id != row.pk or locked.withdrawn_at or locked.starts_at <= move.at:
            raise Taken(_("This time is no longer offered. Choose another one."))
        _take(move.row, locked, phone)
        move.row.answer_by = None
        end_offers(row, move.at, but=locked)
        mails.booked(move.row)


def _in_turn(by: User, hospital: Hospital, at: datetime) -> None:
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    why_not = refusal(hospital, by=by, at=at)
    if why_not is not None:
        raise why_not


def _locked(time: TalkTime) -> TalkTime:
    rows = TalkTime.objects.select_for_update(of=("self",))
    return rows.select_related("hospital", "host").get(pk=time.pk)


def _free(time: TalkTime, at: datetime) -> TalkTime:
    locked = _locked(time)
    if not TalkTime.objects.free(at).filter(pk=locked.pk).exists():
        raise Taken(_("This time was just taken, or is no longer offered. Choose another one."))
    return locked


def _take(row: Talk, time: TalkTime, phone: str) -> None:
    if time.how == TalkTime.How.PHONE and not (phone or row.phone):
        raise Refused(_("Give the number on which they can call you."))
    row.time, row.host, row.phone = time, time.host, phone or row.phone
