"""A hospital goes off the board and comes back: those who wait for its answer are told, in words that blame nobody.

Who was told that it stopped is told that it is back, once; nobody else hears of it. Few are told at once, many by the worker
(core/rounds.py), who asks what is true by then and what each of them heard last.
"""

from datetime import datetime

from django.db.models import CharField, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from accounts.models import InboxItem
from applications.mails.candidate import to_candidate
from applications.mails.interview import when
from applications.models import Application, Interview
from core import rounds
from core.mail import in_language_of
from core.said import said as _
from hospitals.models import Hospital

STOPPED, TALK_STOPPED = "application_hospital_stopped", "interview_hospital_stopped"
BACK, TALK_BACK = "application_hospital_back", "interview_hospital_back"
STOPS = (STOPPED, TALK_STOPPED)
ROUND = "hospital.applicants"


def tell(hospital: Hospital, at: datetime) -> None:
    """Runs in the transaction that takes the hospital and its openings off the board, or brings them back."""
    rounds.begin(ROUND, hospital.pk, at=at)


def register() -> None:
    rounds.register(ROUND, whom=_waiting, tell=_told)


def _waiting(hospital: int, at: datetime) -> QuerySet[Application]:
    """Of those that run as far as their candidates know, the ones whose candidates know of the other state. Each has
    `heard` (the last letter about the hospital itself) and `talks` (the interview that is agreed and to come)."""
    now = timezone.now()
    letters = InboxItem.objects.filter(
        about=Concat(Value("applications.application:"), Cast(OuterRef("pk"), CharField())),
        user=OuterRef("candidate"),
        letter__in=(*STOPS, BACK, TALK_BACK),
    )
    agreed = Interview.objects.filter(status=Interview.Status.AGREED, slot__starts_at__gt=now)
    rows = Application.objects.filter(posting__hospital=hospital).running(now)
    rows = rows.annotate(
        heard=Coalesce(Subquery(letters.order_by("-pk").values("letter")[:1]), Value(""))
    ).select_related("posting__hospital", "candidate")
    rows = rows.prefetch_related(Prefetch("interviews", agreed.select_related("slot"), to_attr="talks"))
    if Hospital.objects.trustworthy().filter(pk=hospital).exists():
        return rows.filter(heard__in=STOPS)
    return rows.exclude(heard__in=STOPS)


def _told(application: Application, hospital: int) -> None:
    talk = next(iter(application.talks), None)  # type: ignore[attr-defined]
    write = _back if application.heard in STOPS else _stopped  # type: ignore[attr-defined]
    with in_language_of(application.candidate):
        write(application, talk)


def _stopped(application: Application, talk: Interview | None) -> None:
    to_candidate(
        application,
        TALK_STOPPED if talk else STOPPED,
        _("%(hospital)s is off the board for now"),
        [
            _("We check something at %(hospital)s. Until then its page and its openings are offline."),
            _(
                "Your application for “%(title)s” stays as it is. This says nothing about you. The answer may come later than promised."
            ),
            *([_("Your interview is not called off. Ask the hospital whether it goes on.")] if talk else []),
        ],
        facts=_talk(talk),
        after=[_("You hear from us when the hospital is back.")],
    )


def _back(application: Application, talk: Interview | None) -> None:
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


def _talk(talk: Interview | None) -> list[tuple[str, str]]:
    return [(_("Time"), when(talk, talk.starts_at))] if talk and talk.starts_at else []
