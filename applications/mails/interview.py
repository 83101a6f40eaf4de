"""Letters to a candidate about an interview: in their language, on the hospital's clock and on their own."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from applications import calendars, clock
from applications.mails.candidate import to_candidate
from applications.models import Interview
from core import zones
from core.mail import in_language_of
from core.said import said as _


def proposed(interview: Interview, *, again: bool = False) -> None:
    candidate = interview.application.candidate
    with in_language_of(candidate):
        to_candidate(
            interview.application,
            "interview_proposed",
            _("%(hospital)s proposes other times for your interview")
            if again
            else _("%(hospital)s invites you to an interview"),
            [
                _("%(hospital)s wants to meet you about “%(title)s”."),
                _("Pick one of these times on the page of your application, ask for others, or decline."),
            ],
            facts=[
                *((_("Time"), when(interview, slot.starts_at)) for slot in interview.offered.all()),
                *_place(interview),
            ],
            quote=interview.words,
            after=[_("A time is yours once you have picked it. Others may be offered the same time.")],
        )


def cancelled(interview: Interview, *, words: str, was_agreed: bool) -> None:
    """With the hospital's words; who has it in a calendar gets a CANCEL."""
    candidate, moment = interview.application.candidate, interview.starts_at
    with in_language_of(candidate):
        to_candidate(
            interview.application,
            "interview_cancelled",
            _("Your interview with %(hospital)s is off"),
            [_("The interview about “%(title)s” does not take place.")],
            facts=[(_("It was"), when(interview, moment))] if moment else [],
            quote=words,
            after=[_("The attached file takes it out of your calendar.")] if was_agreed else [],
            files=[calendars.attached(interview, candidate, calendars.CANCEL, timezone.now())]
            if was_agreed
            else [],
        )


def given_back(interview: Interview) -> None:
    """What was agreed is off; another time may follow under the same name in calendars."""
    candidate, moment = interview.application.candidate, interview.starts_at
    assert moment is not None
    with in_language_of(candidate):
        to_candidate(
            interview.application,
            "interview_given_back",
            _("The time of your interview with %(hospital)s is off"),
            [_("The interview about “%(title)s” does not take place at this time.")],
            facts=[(_("It was"), when(interview, moment))],
            after=[_("The attached file takes it out of your calendar.")],
            files=[calendars.attached(interview, candidate, calendars.CANCEL, timezone.now())],
        )


def agreed(interview: Interview) -> None:
    candidate, moment = interview.application.candidate, interview.starts_at
    assert moment is not None
    with in_language_of(candidate):
        to_candidate(
            interview.application,
            "interview_agreed",
            _("Your interview with %(hospital)s"),
            [_("You talk with %(hospital)s about “%(title)s”.")],
            facts=[(_("When"), when(interview, moment)), *_place(interview)],
            after=[_("The attached file puts it into your calendar.")],
            files=[calendars.attached(interview, candidate, calendars.REQUEST, timezone.now())],
        )


def reminded(interview: Interview) -> None:
    moment = interview.starts_at
    assert moment is not None
    with in_language_of(interview.application.candidate):
        to_candidate(
            interview.application,
            "interview_reminder",
            _("Soon: your interview with %(hospital)s"),
            [_("You talk with %(hospital)s about “%(title)s”.")],
            facts=[(_("When"), when(interview, moment)), *_place(interview)],
            after=[_("You cannot come? Say so on the page of your application, so that nobody waits.")],
        )


def when(interview: Interview, moment: datetime) -> str:
    """On the hospital's clock, and on the candidate's where that shows something else."""
    home = interview.hospital_zone
    said = clock.in_full(moment, interview.minutes, home)
    place = interview.application.snapshot.get("place") or {}
    own = interview.candidate_zone or zones.zone_of_place(place)
    if own and not clock.same_clock([moment], ZoneInfo(own), home):
        said += "\n" + _("For you: %(when)s") % {
            "when": clock.in_full(moment, interview.minutes, ZoneInfo(own))
        }
    return said


def _place(interview: Interview) -> list[tuple[str, str]]:
    names = calendars.names_of(interview)
    return [
        (str(interview.get_how_display()), interview.where),
        *([(_("You talk with"), names)] if names else []),
    ]
