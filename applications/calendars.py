"""An interview as a calendar file: see core/calendars.py."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from applications.models import Interview
from core import calendars
from core.calendars import CANCEL, PUBLISH, REQUEST, Meeting
from core.mail import Attached

__all__ = ["CANCEL", "PUBLISH", "REQUEST", "attached", "names_of", "page_of", "written"]


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
    meeting = Meeting(
        uid=interview.uid,
        sequence=interview.sequence,
        starts_at=start,
        ends_at=end,
        summary=_summary(interview, reader),
        description=_description(interview, reader),
        where=interview.where,
        organiser=interview.posting.hospital.name,
        guest=(reader.email, reader.name or reader.email),
    )
    return calendars.written(meeting, method=method, at=at)


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
