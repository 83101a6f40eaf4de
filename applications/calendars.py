"""An interview as a calendar file (RFC 5545, RFC 5546): one UID for ever, a sequence that goes up, moments in UTC.

UTC needs no VTIMEZONE and is the same moment in every calendar program, which shows it on its owner's own clock.
"""

from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from accounts.models import User
from applications.models import Interview
from core.mail import Attached

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def attached(interview: Interview, reader: User, method: str, at: datetime) -> Attached:
    return Attached(
        "interview.ics",
        f"text/calendar; method={method}",
        written(interview, reader=reader, method=method, at=at),
    )


def written(interview: Interview, *, reader: User, method: str, at: datetime) -> bytes:
    """The file for one reader, in the language that is active. Candidates see names, never mail addresses of the team."""
    start, end = interview.starts_at, interview.ends_at
    assert start is not None
    assert end is not None
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    event = Event()
    event.add("uid", f"{interview.uid}@{domain}")
    event.add("sequence", interview.sequence)
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", start.astimezone(UTC))
    event.add("dtend", end.astimezone(UTC))
    event.add("summary", _summary(interview, reader))
    event.add("description", _description(interview, reader))
    event.add("location", interview.where)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add(
        "organizer", _person(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], interview.posting.hospital.name)
    )
    if method != PUBLISH:
        guest = _person(reader.email, reader.name or reader.email)
        guest.params["PARTSTAT"], guest.params["ROLE"] = vText("ACCEPTED"), vText("REQ-PARTICIPANT")
        guest.params["RSVP"] = vText("FALSE")  # yes and no are said on the board, which both sides read
        event.add("attendee", guest, encode=False)
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def page_of(interview: Interview, reader: User) -> str:
    """The path of the page on which this reader finds it."""
    application = interview.application
    if reader.pk == application.candidate_id:
        return reverse("applications:detail", args=[application.pk])
    return reverse("applications:workspace_detail", args=[interview.posting.hospital.slug, application.pk])


def _summary(interview: Interview, reader: User) -> str:
    if reader.pk == interview.application.candidate_id:
        return _("Interview with %(hospital)s") % {"hospital": interview.posting.hospital.name}
    return _("Interview with %(name)s") % {"name": interview.application.candidate_name}


def _description(interview: Interview, reader: User) -> str:
    lines = [interview.posting.title, str(interview.get_how_display()) + ": " + interview.where]
    if names := names_of(interview):
        lines.append(_("You talk with: %(names)s") % {"names": names})
    if interview.words:
        lines.append(interview.words)
    lines.append(settings.SITE_URL + page_of(interview, reader))
    return "\n\n".join(lines)


def names_of(interview: Interview) -> str:
    """The team's people by name; somebody without a name is left out rather than shown by mail address."""
    return ", ".join(p.name for p in interview.people.order_by("name") if p.name)


def _person(address: str, name: str) -> vCalAddress:
    who = vCalAddress(f"mailto:{address}")
    # a parameter may hold no quote and no control character (RFC 5545, 3.2)
    who.params["CN"] = vText("".join(c for c in name if c != '"' and c.isprintable()))
    return who
