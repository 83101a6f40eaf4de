"""When, how and where a talk is: on pages, and for one of the two as facts of a letter and as a calendar file. In the
active language."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.clock import zone_of
from accounts.models import User
from core import calendars
from core.calendars import Meeting
from core.mail import Attached
from core.zones import day, day_and_time
from mentoring.models import Talk, TalkTime
from mentoring.naming import name_of


# ── A time that somebody gives ───────────────────────────────────────────────────────────────────────
def hour(time: TalkTime) -> str:
    """On the hospital's clock."""
    return time.starts_at.astimezone(time.clock).strftime("%H:%M")


def moment_here(time: TalkTime, clock: ZoneInfo | None) -> str:
    """On the reader's own clock; "" when that is the hospital's too, or not known."""
    if clock is None or str(clock) in ("UTC", time.zone):
        return ""
    return day_and_time(time.starts_at, clock)


def in_words(time: TalkTime, *, reader_clock: ZoneInfo | None) -> str:
    """ "14:00, 20 minutes · By video · English · Hana Sato" on the hospital's clock, and on the reader's own."""
    here = moment_here(time, reader_clock)
    parts = [
        f"{hour(time)}, {time.get_minutes_display()}",
        _("for you: %(when)s") % {"when": here} if here else "",
        str(time.get_how_display()),
        time.language_words,
        name_of(time.host),
    ]
    return " · ".join(part for part in parts if part)


def by_day(times: Iterable[TalkTime]) -> list[tuple[str, list[TalkTime]]]:
    return [(words, list(rows)) for words, rows in groupby(times, lambda one: day(one.starts_at, one.clock))]


# ── A talk, for one of the two ───────────────────────────────────────────────────────────────────────


def calendar(row: Talk, *, reader: User, method: str, at: datetime) -> bytes:
    """The talk as a file for one of the two, in the language that is active."""
    assert row.time is not None
    hosts = reader.pk != row.candidate_id
    lines = [f"{row.time.get_how_display()}: {where(row, reader)}", row.words]
    meeting = Meeting(
        uid=row.uid,
        sequence=row.sequence,
        starts_at=row.time.starts_at,
        ends_at=row.time.ends_at,
        summary=_("Talk with %(name)s") % {"name": name_of(row.candidate) if hosts else row.hospital.name},
        description="\n\n".join(line for line in lines if line),
        where=where(row, reader),
        organiser=row.hospital.name,
        guest=(reader.email, name_of(reader)),
    )
    return calendars.written(meeting, method=method, at=at)


def where(row: Talk, reader: User) -> str:
    """A number to call for the host; the link or the address otherwise."""
    assert row.time is not None
    if row.time.how != row.time.How.PHONE:
        return row.time.where
    return (
        row.phone if reader.pk != row.candidate_id else _("They call you on %(phone)s") % {"phone": row.phone}
    )


def attached(row: Talk, reader: User, method: str) -> list[Attached]:
    content = calendar(row, reader=reader, method=method, at=timezone.now())
    return [Attached("talk.ics", f"text/calendar; method={method}", content)]


def facts(row: Talk, reader: User) -> list[tuple[str, str]]:
    if row.time is None:
        return []
    there = day_and_time(row.time.starts_at, row.time.clock)
    here = moment_here(row.time, zone_of(reader)) if reader.pk == row.candidate_id else ""
    return [
        (_("When"), f"{here} · {there}" if here else there),
        (_("How long"), row.time.get_minutes_display()),
        (_("How"), str(row.time.get_how_display())),
        (_("Where"), where(row, reader)),
    ]
