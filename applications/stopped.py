"""A hospital goes off the board and comes back: those who wait for its answer are told, in words that blame nobody.

Who was told that it stopped is told that it is back, once; nobody else hears of it.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import InboxItem
from applications.mails.candidate import to_candidate
from applications.mails.interview import when
from applications.mails.words import about
from applications.models import Application, Interview
from core.mail import in_language_of
from hospitals.models import Hospital

STOPPED, TALK_STOPPED = "application_hospital_stopped", "interview_hospital_stopped"
BACK, TALK_BACK = "application_hospital_back", "interview_hospital_back"


def tell_of_stop(hospital: Hospital, at: datetime) -> None:
    """Runs in the transaction that takes the hospital and its openings off the board."""
    for application, talk in _waiting(hospital, at):
        with in_language_of(application.candidate):
            to_candidate(
                application,
                TALK_STOPPED if talk else STOPPED,
                _("%(hospital)s is off the board for now"),
                [
                    _(
                        "We check something at %(hospital)s. Until then its page and its openings are offline."
                    ),
                    _(
                        "Your application for “%(title)s” stays as it is. This says nothing about you. The answer may come later than promised."
                    ),
                    *(
                        [_("Your interview is not called off. Ask the hospital whether it goes on.")]
                        if talk
                        else []
                    ),
                ],
                facts=_talk(talk),
                after=[_("You hear from us when the hospital is back.")],
            )


def tell_of_return(hospital: Hospital, at: datetime) -> None:
    """Runs in the transaction that brings it back."""
    for application, talk in _waiting(hospital, at):
        if not _knows_of_stop(application):
            continue
        with in_language_of(application.candidate):
            to_candidate(
                application,
                TALK_BACK if talk else BACK,
                _("%(hospital)s is back on the board"),
                [
                    _("The page and the openings of %(hospital)s can be seen again."),
                    _("Your application for “%(title)s” goes on where it was."),
                ],
                facts=_talk(talk),
            )


def _waiting(hospital: Hospital, at: datetime) -> Iterator[tuple[Application, Interview | None]]:
    """Those that run as far as their candidates know, each with the interview that is agreed and to come."""
    talks = Interview.objects.filter(
        application__posting__hospital=hospital, status=Interview.Status.AGREED, slot__starts_at__gt=at
    )
    agreed = {talk.application_id: talk for talk in talks.select_related("application__candidate", "slot")}
    rows = Application.objects.filter(posting__hospital=hospital).running(at)
    for application in rows.select_related("posting__hospital", "candidate").order_by("pk"):
        yield application, agreed.get(application.pk)


def _talk(talk: Interview | None) -> list[tuple[str, str]]:
    return [(_("Time"), when(talk, talk.starts_at))] if talk and talk.starts_at else []


def _knows_of_stop(application: Application) -> bool:
    """Whether the last that this person heard of the hospital itself is that it stopped."""
    told = InboxItem.objects.filter(about=about(application), user=application.candidate_id)
    last = {
        back: told.filter(letter__in=kinds).aggregate(last=Max("pk"))["last"] or 0
        for back, kinds in ((False, (STOPPED, TALK_STOPPED)), (True, (BACK, TALK_BACK)))
    }
    return last[False] > last[True]
