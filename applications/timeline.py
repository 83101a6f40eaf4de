"""What happened with an application, for its candidate: one line with dates and words, the oldest first.

Nothing of a rejection shows before its letter has left, and nothing ever of one that was undone. Who at the hospital did
something is told by their role, never by name: only who writes to the candidate is named, in the messages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import InboxItem
from applications import clock
from applications.mails.words import about
from applications.models import UNANSWERED, Application, Interview, Stage
from core import zones
from core.models import Event
from hospitals.models import Seat
from hospitals.roles import Right, Role

SOON = 2  # days before the promise in which it is near
PATIENCE = timedelta(days=14)  # after the reminder, as applications/tasks.py keeps it
Stop = tuple[str, str, str]  # label, text under it, state: the parameters of components/line.html

_SAID: dict[str, str | Promise] = {
    "submit": gettext_lazy("You sent your application"),
    "change": gettext_lazy("You changed your application"),
    "read": gettext_lazy("The hospital began to read"),
    "shortlist": gettext_lazy("You are on the shortlist"),
    "invite": gettext_lazy("The hospital invited you to an interview"),
    "offer": gettext_lazy("The hospital made you an offer"),
    "change_offer": gettext_lazy("The hospital changed its offer"),
    "accept": gettext_lazy("You accepted the offer"),
    "hire": gettext_lazy("You are hired"),
    "withdraw": gettext_lazy("You withdrew"),
    "decline": gettext_lazy("You declined the offer"),
    "no_answer": gettext_lazy("Closed: the hospital did not answer"),
    "nudge": gettext_lazy("We reminded the hospital of its promise"),
    "pool_joined": gettext_lazy("You allowed the hospital to keep in touch"),
    "pool_left": gettext_lazy("The hospital may no longer keep in touch"),
    "consent_given": gettext_lazy("You gave a permission"),
    "consent_revoked": gettext_lazy("You took a permission back"),
    "erased": gettext_lazy("We erased what you sent"),
}
_OF_TALKS: dict[str, str | Promise] = {
    "propose": gettext_lazy("The hospital proposed times for an interview"),
    "propose_times": gettext_lazy("The hospital proposed other times"),
    "pick": gettext_lazy("You picked a time"),
    "ask_others": gettext_lazy("You asked for other times"),
    "decline": gettext_lazy("You declined the interview"),
    "cancel": gettext_lazy("The interview was called off"),
}
_OF_THE_OPENING = ("application_posting_changed", "application_posting_closed")
_OPENED: dict[str, str | Promise] = {
    "cv_opened": gettext_lazy("opened your application and your CV"),
    "sample_opened": gettext_lazy("opened a work sample of yours"),
    "file_opened": gettext_lazy("opened a file that you sent"),
    "exported": gettext_lazy("took your application along as a file"),
}


def words_of(verb: str) -> str:
    """What one move means to the candidate."""
    return str(_SAID.get(verb) or _("The hospital chose not to go on"))


@dataclass(frozen=True, slots=True)
class Happened:
    at: datetime
    words: str
    end: bool = False


def line(application: Application, trail: list[Event]) -> list[Stop]:
    """The stops of components/line.html: what was, then what is promised or agreed."""
    now, zone = timezone.now(), application.posting.hospital.zone
    talks = list(application.interviews.all())
    found = [*_of_application(application, trail), *_of_talks(talks, now), *_of_opening(application, now)]
    if application.seen_at:
        found.append(Happened(application.seen_at, _("The hospital opened it for the first time")))
    stops = [
        (one.words, zones.day_and_time(one.at, zone), "end" if one.end else "done")
        for one in sorted(found, key=lambda one: one.at)
    ]
    return [*stops, *_to_come(application, talks, now)]


def _of_application(application: Application, trail: list[Event]) -> list[Happened]:
    found = [Happened(e.at, str(_SAID[e.verb]), e.verb in _ENDS) for e in trail if e.verb in _SAID]
    for event in trail:
        if event.verb.startswith("take_back_to_"):
            words = _("The hospital took its offer back") if event.actor_id else _("The offer ran out")
            found.append(Happened(event.at, words))
    if application.shown_status == Stage.REJECTED and application.told_at:
        found.append(Happened(application.told_at, _("The hospital chose not to go on"), end=True))
    return [*found, *_messages(application)]


_ENDS = {"withdraw", "decline", "no_answer"}


def _messages(application: Application) -> Iterable[Happened]:
    """Those of one side on one day are one line."""
    zone = application.posting.hospital.zone
    told: dict[tuple[bool, date], Happened] = {}
    for by_hospital, at in application.messages.in_order().values_list("by_hospital", "at"):
        words = _("The hospital wrote to you") if by_hospital else _("You wrote to the hospital")
        told.setdefault((by_hospital, at.astimezone(zone).date()), Happened(at, words))
    return told.values()


def _of_talks(talks: list[Interview], now: datetime) -> list[Happened]:
    if not talks:
        return []
    label = Interview._meta.label_lower
    trail = Event.objects.filter(subject_type=label, subject_id__in=[talk.pk for talk in talks])
    found = [
        Happened(event.at, str(_OF_TALKS[event.verb]))
        for event in trail.order_by("at", "id")
        if event.verb in _OF_TALKS
    ]
    held = [talk for talk in talks if talk.status == Interview.Status.AGREED and talk.is_over]
    return [*found, *(Happened(t.starts_at, _("Your interview")) for t in held if t.starts_at)]


def _of_opening(application: Application, now: datetime) -> list[Happened]:
    """In the words in which the candidate was told."""
    told = InboxItem.objects.filter(
        user=application.candidate_id, about=about(application), letter__in=_OF_THE_OPENING, at__lte=now
    )
    return [Happened(one.at, one.said) for one in told]


def _to_come(application: Application, talks: list[Interview], now: datetime) -> list[Stop]:
    """What is agreed or promised; the next of them is where the line stands."""
    if not application.is_running:
        return []
    coming: list[tuple[str, str]] = []
    for talk in talks:
        if talk.status == Interview.Status.AGREED and talk.starts_at and not talk.is_over:
            coming.append((_("Your interview"), clock.in_full(talk.starts_at, talk.minutes, talk.hospital_zone)))  # fmt: skip
        elif talk.status == Interview.Status.PROPOSED:
            coming.append((_("Pick a time for your interview"), ""))
    if application.shown_status in (Stage.SUBMITTED, Stage.IN_REVIEW) and application.respond_by:
        late = application.respond_by < now
        day = zones.day(application.respond_by, application.posting.hospital.zone)
        coming.append((_("Answer from the hospital"), _("Was promised for %(day)s") % {"day": day} if late else _("Promised before %(day)s") % {"day": day}))  # fmt: skip
    if not coming:
        coming.append((_("The next step of the hospital"), ""))
    return [(words, text, "now" if not n else "") for n, (words, text) in enumerate(coming)]


@dataclass(frozen=True, slots=True)
class Promised:
    """The promise to answer, while it runs as far as the candidate knows. `kind`: open, soon, today or late."""

    kind: str
    days: int
    by: str
    reminded: str = ""  # the day on which we reminded the hospital
    ends: str = ""  # the day on which we close it when it stays silent


def promise(application: Application, now: datetime) -> Promised | None:
    if application.shown_status not in UNANSWERED or application.respond_by is None:
        return None
    zone, until, nudged = application.posting.hospital.zone, application.respond_by, application.nudged_at
    days = (until.astimezone(zone).date() - now.astimezone(zone).date()).days
    kind = "late" if until < now else "today" if days == 0 else "soon" if days <= SOON else "open"
    return Promised(
        kind,
        abs(days),
        zones.day(until, zone),
        zones.day(nudged, zone) if nudged else "",
        zones.day(nudged + PATIENCE, zone) if nudged else "",
    )


# ── Who can see it, and who did ──────────────────────────────────────────────────────────────────────
def readers(application: Application) -> list[tuple[str, int]]:
    """(role, how many people hold it) of the seats that may read the application now."""
    seats = Seat.objects.with_right(Right.SEE_APPLICATIONS).filter(
        hospital=application.posting.hospital_id, user__is_active=True
    )
    roles = list(seats.exclude(user=application.candidate_id).values_list("role", flat=True))
    return [(str(role.label), n) for role in Role if (n := roles.count(role.value))]


def openings(application: Application, trail: list[Event]) -> list[tuple[datetime, str, str]]:
    """(when, role, what they did) once a day, role and thing; the newest first."""
    seen = [e for e in trail if e.verb in _OPENED and e.actor_id != application.candidate_id]
    held = Seat.objects.filter(
        hospital=application.posting.hospital_id, user__in={event.actor_id for event in seen}
    )
    roles = {user: Role(role).label for user, role in held.order_by("pk").values_list("user_id", "role")}
    zone = application.posting.hospital.zone
    told: dict[tuple[str, str, date], tuple[datetime, str, str]] = {}
    for event in seen:
        role = str(roles.get(event.actor_id or 0) or _("Someone"))
        told[(event.verb, role, event.at.astimezone(zone).date())] = (event.at, role, str(_OPENED[event.verb]))  # fmt: skip
    return sorted(told.values(), reverse=True)
