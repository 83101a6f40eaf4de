"""Letters to a hospital's team about an interview.

Who takes part always gets the mail, with the calendar file; the others who decide hear of it as they chose.
"""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from applications import calendars, clock
from applications.mails.words import about, facts
from applications.models import Interview
from core.mail import Letter, in_language_of, queue
from core.said import said as _
from hospitals import notices
from hospitals.models import Seat
from hospitals.models.notice import Kind
from hospitals.roles import Right


def agreed(interview: Interview) -> None:
    _to_people(interview, "agreed", gettext_noop("Interview with %(name)s is agreed"), calendars.REQUEST)
    _tell(interview, "agreed", gettext_noop("Interview with %(name)s is agreed"), except_people=True)


def given_back(interview: Interview) -> None:
    _to_people(interview, "given_back", gettext_noop("The time with %(name)s is off"), calendars.CANCEL)


def cancelled(interview: Interview, *, was_agreed: bool) -> None:
    if was_agreed:
        _to_people(
            interview, "cancelled", gettext_noop("The interview with %(name)s is off"), calendars.CANCEL
        )


def others_asked(interview: Interview) -> None:
    _tell(interview, "others_asked", gettext_noop("%(name)s asks for other times for the interview"))


def declined(interview: Interview) -> None:
    _tell(interview, "declined", gettext_noop("%(name)s declines the interview"))


def reminded(interview: Interview) -> None:
    _to_people(interview, "reminder", gettext_noop("Soon: the interview with %(name)s"), "")


def _letter(interview: Interview, subject: str, reader: User, method: str = "") -> Letter:
    application, moment = interview.application, interview.starts_at
    known = facts(application)
    return Letter(
        subject=_(subject) % known,
        paragraphs=[_("This is about “%(title)s”.") % known],
        facts=[
            *(
                [(_("When"), clock.in_full(moment, interview.minutes, interview.hospital_zone))]
                if moment
                else []
            ),
            (str(interview.get_how_display()), interview.where),
        ],
        quote=interview.candidate_words,
        button=(_("See the application"), _page(interview)),
        why=_(
            "You get this because you take part in this interview, or decide on applications at %(hospital)s."
        )
        % known,
        files=[calendars.attached(interview, reader, method, timezone.now())] if method else [],
    )


def _page(interview: Interview) -> str:
    application = interview.application
    return reverse("applications:workspace_detail", args=[interview.posting.hospital.slug, application.pk])


def _to_people(interview: Interview, kind: str, subject: str, method: str) -> None:
    """Only those who hold a seat there still; never the candidate, who may have taken one since."""
    held = Seat.objects.with_right(Right.SEE_APPLICATIONS).filter(hospital=interview.posting.hospital)
    people = interview.people.filter(pk__in=held.values("user"), is_active=True)
    for person in people.exclude(pk=interview.application.candidate_id).order_by("pk"):
        with in_language_of(person):
            queue(
                _letter(interview, subject, person, method),
                kind=f"interview_{kind}",
                to=person,
                about=about(interview.application),
            )


def _tell(interview: Interview, kind: str, subject: str, *, except_people: bool = False) -> None:
    posting = interview.posting
    deciders = Seat.objects.with_right(Right.DECIDE_APPLICATIONS).filter(hospital=posting.hospital)
    if except_people:
        deciders = deciders.exclude(user__in=interview.people.all())
    notices.tell(
        posting.hospital,
        Kind.INTERVIEW,
        letter=lambda reader: _letter(interview, subject, reader),
        about=about(interview.application),
        url=_page(interview),
        topic=posting.title,
        to=[seat.user for seat in deciders.select_related("user")],
        except_=interview.application.candidate,
        mail=f"interview_{kind}",
    )
