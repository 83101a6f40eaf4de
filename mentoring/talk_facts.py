"""When, how and where a talk is, for one of the two: as facts of a letter and as a calendar file. In the active language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.clock import zone_of
from accounts.models import User
from core import calendars
from core.calendars import Meeting
from core.mail import Attached
from core.zones import day_and_time
from mentoring.models import Talk
from mentoring.naming import name_of


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
    clocks: list[ZoneInfo] = [row.time.clock]
    own = zone_of(reader)
    if reader.pk == row.candidate_id and str(own) not in ("UTC", str(row.time.clock)):
        clocks.insert(0, own)
    when = " · ".join(day_and_time(row.time.starts_at, clock) for clock in clocks)
    return [
        (_("When"), when),
        (_("How long"), row.time.get_minutes_display()),
        (_("How"), str(row.time.get_how_display())),
        (_("Where"), where(row, reader)),
    ]
