"""Times for talks: given by people of a hospital, one or a row of them, and taken back."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.workflow import NotAllowed
from core.zones import NoSuchTime, TwiceThatTime, moment
from hospitals import telling
from hospitals.access import has_right
from hospitals.models import Hospital
from hospitals.roles import Right
from mentoring import finding_talks
from mentoring.models import Talk, TalkTime
from mentoring.models.talk import TAKES_ITS_TIME
from mentoring.refusals import Refused

AHEAD = timedelta(days=90)  # an offer further away would be a promise that nobody keeps
MOST = 60  # times of one host that are to come
ROW = 13  # weeks


def weekly(first: date, at: time, weeks: int, zone: ZoneInfo) -> list[datetime]:
    """The same hour of the hospital's clock, week after week, whatever summer time does. A moment that the clock skips or
    shows twice is left out."""
    moments = []
    for week in range(weeks):
        try:
            moments.append(moment(datetime.combine(first + timedelta(weeks=week), at), zone))
        except (NoSuchTime, TwiceThatTime, OverflowError):  # the last: after the year 9999
            continue
    return moments


def within_reach(row: list[datetime], *, at: datetime | None = None) -> list[datetime]:
    """A row is cut where it leaves the days for which times are given; one that lies beyond them stays, to be refused."""
    last = (at or timezone.now()) + AHEAD
    return [one for one in row if one <= last] or row


def give(
    pattern: TalkTime,
    moments: Iterable[datetime],
    *,
    hospital: Hospital,
    by: User,
    at: datetime | None = None,
) -> list[TalkTime]:
    """Offer these moments with what `pattern` says. Raises NotAllowed; Refused with words, and then none is offered."""
    at = at or timezone.now()
    wanted = sorted(set(moments))
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        if not has_right(by, hospital.pk, Right.HOST_TALKS):
            raise NotAllowed("give")
        must_be_open(wanted, pattern.minutes, by=by, at=at)
        if TalkTime.objects.to_come(at).filter(host=by).count() + len(wanted) > MOST:
            raise Refused(_("You have 60 times to come. That is enough."))
        made = TalkTime.objects.bulk_create([_copy(pattern, one, hospital, by) for one in wanted])
        finding_talks.giving.forget()
        for tell in telling.when_talks_given:
            tell(hospital, at)
        audit.record_all(made[:1], "give_talk_times", by=by, at=at, data={"n": len(made)})
    return made


def must_be_open(moments: list[datetime], minutes: int, *, by: User, at: datetime) -> None:
    """Raises Refused: in the past, too far away, or in the way of another talk of the same host."""
    if not moments or min(moments) <= at:
        raise Refused(_("Choose a moment in the future."))
    if max(moments) > at + AHEAD:
        raise Refused(_("Choose moments within the next 90 days."))
    if clash(moments, minutes, by=by, at=at):
        raise Refused(_("You have another talk at one of these times."))


def clash(moments: Iterable[datetime], minutes: int, *, by: User, at: datetime) -> bool:
    """Whether one of these would run into another time of the same host."""
    theirs = TalkTime.objects.to_come(at - timedelta(hours=1)).filter(host=by)
    known = [(one.starts_at, one.ends_at) for one in theirs]
    length = timedelta(minutes=minutes)
    moments = sorted(moments)
    apart = all(b - a >= length for a, b in pairwise(moments))
    return not apart or any(start < m + length and m < end for m in moments for start, end in known)


def _copy(pattern: TalkTime, starts_at: datetime, hospital: Hospital, by: User) -> TalkTime:
    return TalkTime(
        hospital=hospital,
        host=by,
        starts_at=starts_at,
        minutes=pattern.minutes,
        how=pattern.how,
        where=pattern.where,
        language=pattern.language,
        topics=pattern.topics,
        zone=str(hospital.zone),
    )


def take_back(times: Iterable[TalkTime], *, by: User, at: datetime | None = None) -> int:
    """One's own times that nobody booked; a colleague who manages the team may take back anybody's. Returns how many."""
    at, gone = at or timezone.now(), 0
    with transaction.atomic():
        for time_ in times:
            row = TalkTime.objects.select_for_update(of=("self",)).get(pk=time_.pk)
            own = row.host_id == by.pk and has_right(by, row.hospital_id, Right.HOST_TALKS)
            if not own and not has_right(by, row.hospital_id, Right.MANAGE_TEAM):
                raise NotAllowed("take_back")
            taken = Talk.objects.filter(time=row, status__in=TAKES_ITS_TIME).exists()
            if row.withdrawn_at is None and not taken:
                row.withdrawn_at = at
                row.save(update_fields=["withdrawn_at"])
                audit.record(row, "take_back_talk_time", by=by, at=at)
                gone += 1
    return gone
