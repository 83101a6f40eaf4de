"""What happened with an application, in words for its hospital, from the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from applications.models import UNANSWERED, Application, Stage
from core.models import Event

# What is told of the trail; whatever else happened (a note, a rating) is nobody's business on this list.
WORDS: dict[str, str | Promise] = {
    "submit": gettext_lazy("Application sent"),
    "change": gettext_lazy("Changed by the candidate"),
    "read": gettext_lazy("Being read"),
    "shortlist": gettext_lazy("Put on the shortlist"),
    "invite": gettext_lazy("Invited to an interview"),
    "offer": gettext_lazy("Offer made"),
    "change_offer": gettext_lazy("Offer changed"),
    "accept": gettext_lazy("Offer accepted"),
    **{
        f"take_back_to_{stage.value}": gettext_lazy("Offer taken back")
        for stage in (Stage.SHORTLISTED, Stage.INTERVIEW)
    },
    "hire": gettext_lazy("Hired"),
    "reject": gettext_lazy("Not chosen"),
    "withdraw": gettext_lazy("Withdrawn by the candidate"),
    "decline": gettext_lazy("Offer declined"),
    "no_answer": gettext_lazy("Closed by the board: no answer"),
    "nudge": gettext_lazy("Reminder of the promise"),
    "cv_opened": gettext_lazy("CV opened"),
    "sample_opened": gettext_lazy("Work sample opened"),
    "message": gettext_lazy("Message"),
    "consent_revoked": gettext_lazy("Permission taken back"),
    "consent_given": gettext_lazy("Permission given"),
    "exported": gettext_lazy("Taken along as a file"),
}
OF_TALKS: dict[str, str | Promise] = {
    "propose": gettext_lazy("Times for an interview proposed"),
    "propose_times": gettext_lazy("Other times proposed"),
    "pick": gettext_lazy("Time for the interview picked"),
    "ask_others": gettext_lazy("Other times asked for"),
    "decline": gettext_lazy("Interview declined"),
    "cancel": gettext_lazy("Interview called off"),
}
ONCE = ("cv_opened", "sample_opened", "exported")  # told once a day and reader
SOON = 2  # days before the promise in which it is near


@dataclass(frozen=True, slots=True)
class Happened:
    at: datetime
    words: str
    who: str


def of(application: Application, trail: list[Event], talks: Sequence[Event] = ()) -> list[Happened]:
    """The newest first, in one query for the names. Who opened the CV several times a day did so once,
    and so did who took it along. `talks`: what happened with its interviews (journeys.talks_of)."""
    told = [event for event in trail if event.verb in WORDS or event.verb.startswith("undo_to_")]
    talks = [event for event in talks if event.verb in OF_TALKS]
    asked = {event.actor_id for event in (*told, *talks) if event.actor_id}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=asked)}
    names[application.candidate_id] = application.candidate_name
    found: dict[tuple[object, ...], Happened] = {}
    for event in told:
        words = str(WORDS.get(event.verb) or _("Undone: not chosen"))
        if event.actor_id is None and event.verb.startswith("take_back_to_"):
            words = _("Offer ran out")
        once = timezone.localtime(event.at).date() if event.verb in ONCE else event.pk
        found.setdefault((event.verb, event.actor_id, once), Happened(event.at, words, _who(event, names)))
    of_talks = [Happened(event.at, str(OF_TALKS[event.verb]), _who(event, names)) for event in talks]
    all_of_it = sorted([*found.values(), *of_talks], key=lambda happened: happened.at)
    return all_of_it[::-1]


def _who(event: Event, names: dict[int, str]) -> str:
    return _("The board") if event.actor_id is None else names.get(event.actor_id, _("Someone"))


def opened_today(trail: list[Event], reader: User, now: datetime) -> bool:
    """Whether the trail knows already that this reader saw the CV today."""
    today = timezone.localtime(now).date()
    mine = [event for event in trail if event.verb == "cv_opened" and event.actor_id == reader.pk]
    return any(timezone.localtime(event.at).date() == today for event in mine)


def promise(application: Application, now: datetime) -> tuple[str, int] | None:
    """("late" | "today" | "soon" | "open", whole days) of a promise that runs; None when nothing is owed."""
    if application.status not in UNANSWERED or application.respond_by is None:
        return None
    days = (timezone.localtime(application.respond_by).date() - timezone.localtime(now).date()).days
    if application.respond_by < now:
        return "late", -days
    return ("today" if days == 0 else "soon" if days <= SOON else "open"), days
