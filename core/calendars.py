"""A meeting as a calendar file (RFC 5545, RFC 5546): one UID for ever, a sequence that goes up, moments in UTC.

UTC needs no VTIMEZONE and is the same moment in every calendar program, which shows it on its owner's own clock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

if TYPE_CHECKING:
    from icalendar import vCalAddress

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a calendar knows of one: texts in the language that is active. `guest`: mail address and name of the reader."""

    uid: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    where: str
    organiser: str
    guest: tuple[str, str]


def written(meeting: Meeting, *, method: str, at: datetime) -> bytes:
    """The file for one reader. Its organiser is the board's own address, so that nobody's mail address is told."""
    from icalendar import Calendar, Event, vText  # 11 MB that few processes need

    own = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    event = Event()
    event.add("uid", f"{meeting.uid}@{own.rpartition('@')[2]}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", meeting.summary)
    event.add("description", meeting.description)
    event.add("location", meeting.where)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", _person(own, meeting.organiser))
    if method != PUBLISH:
        guest = _person(*meeting.guest)
        guest.params["PARTSTAT"], guest.params["ROLE"] = vText("ACCEPTED"), vText("REQ-PARTICIPANT")
        guest.params["RSVP"] = vText("FALSE")  # yes and no are said on the board, which both sides read
        event.add("attendee", guest, encode=False)
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _person(address: str, name: str) -> "vCalAddress":
    from icalendar import vCalAddress, vText

    who = vCalAddress(f"mailto:{address}")
    # a parameter may hold no quote and no control character (RFC 5545, 3.2)
    who.params["CN"] = vText("".join(c for c in name if c != '"' and c.isprintable()))
    return who
