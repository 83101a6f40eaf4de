"""Ten minutes in which a moderator's decision can be undone (settings.DECISION_UNDO_MINUTES).

The letter to the hospital waits that long and undoing stops it, so nobody reads of a decision that was a slip. Alerts
wait as long before they name an opening (alerts/running.py): a mail cannot be taken back, a page can. A decision is kept
in the trail with what stood there before (`was`), undoing draws the arrow back and puts that there again, and is an event
of its own.

What happened meanwhile is never overwritten: then undoing raises CannotUndo and says what it is. Upper floors add their
reasons to `objections`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.mail import cancel
from core.models import Event, OutgoingMail
from core.models.mail import OutgoingMailQuerySet
from core.workflow import Life
from hospitals import notices
from hospitals.models import Hospital
from postings import decided
from postings.models import Posting, Revision
from postings.models.choices import Status

if TYPE_CHECKING:
    from accounts.models import User

# verb → the letter to the hospital that waits
LETTERS = {
    "publish": "posting_published",
    "return": "posting_returned",
    "reject": "posting_rejected",
    "remove": "posting_removed",
    "apply": "revision_applied",
    "refuse": "revision_refused",
}
# Those that say "it is online": they do not leave when by then it is not.
SAYS_ONLINE = (LETTERS["publish"], LETTERS["apply"])
_MOMENTS = ("publish_at", "published_at", "returned_at", "rejected_at", "removed_at", "closed_at")
_OTHERS = ("outcome", "decision_reasons", "decision_words")
# Why a decision about an opening, or about a change of it, cannot be undone any more: called with (opening, its event),
# they answer in words, or "". Apps of upper floors register in their AppConfig.ready().
objections: list[Callable[[Posting, Event], str]] = []


class CannotUndo(Exception):
    """Why not, in words for the moderator."""


def hold() -> timedelta:
    return timedelta(minutes=settings.DECISION_UNDO_MINUTES)


def facts(was: dict[str, Any]) -> dict[str, Any]:
    """What a decision is about to change on an opening, as the trail can hold it."""
    moments = {name: was[name].isoformat() if was[name] else None for name in _MOMENTS}
    return moments | {name: was[name] for name in _OTHERS}


def last_decision(row: Posting | Revision) -> Event | None:
    """The decision of a moderator that was the last thing that happened to it."""
    last = Event.objects.about(row).newest_first().first()
    return last if last and is_decision(last) else None


def is_decision(event: Event) -> bool:
    """Of a moderator, and one that can go back."""
    kept = "was" in event.data or (event.verb == "refuse" and event.subject_type == "postings.revision")
    return bool(event.actor_id and event.before) and event.verb in LETTERS and kept


def undoable_until(row: Posting | Revision, *, at: datetime | None = None) -> datetime | None:
    """Until when undoing is offered; None when it is not."""
    last = last_decision(row)
    until = last.at + hold() if last else None
    return until if until and until > (at or timezone.now()) else None


def undo(posting: Posting, life: Life, *, by: "User", at: datetime | None = None) -> str:
    """Take the last decision about an opening back. Returns its verb. Raises CannotUndo, WrongState, NotAllowed."""
    at = at or timezone.now()
    with transaction.atomic():
        decision = _to_undo(posting, at)
        with life.move(posting, f"undo_to_{decision.before}", by=by, at=at) as move:
            row = move.row
            if _to_undo(row, at).pk != decision.pk:  # under the lock now
                raise CannotUndo(_("Something else happened to this opening since."))
            _object(row, decision)
            for name, value in decision.data["was"].items():
                setattr(row, name, parse_datetime(value) if value and name in _MOMENTS else value)
            move.data["undone"] = decision.verb
            stop_letters(row, decision)
            kept = decided.last(row)
            if kept and kept.at == decision.at:
                kept.delete()
            if decision.verb == "remove":
                row.successors.update(changed_at=at)
                let_leave(row, since=decision.at)
    return decision.verb


def _to_undo(row: Posting | Revision, at: datetime) -> Event:
    decision = last_decision(row)
    if decision is None:
        raise CannotUndo(_("Something else happened to this opening since."))
    if decision.at + hold() <= at:
        raise CannotUndo(_("The time to undo it is over: the hospital has its letter."))
    return decision


def _object(posting: Posting, decision: Event) -> None:
    """Raise what happened meanwhile that undoing would overwrite."""
    if decision.verb == "return" and (kept := decided.last(posting)) and decided.differences(posting, kept):
        raise CannotUndo(_("The hospital has begun to mend it."))
    since = Q(proposed_at__gte=decision.at) | Q(decided_at__gte=decision.at)
    if posting.revisions.filter(since).exists():
        raise CannotUndo(_("A change of this opening was proposed or laid aside since."))
    if posting.spot_checks.filter(status="wanting", decided_at__gte=decision.at).exists():
        raise CannotUndo(_("It followed from a spot check, which ended trust in the hospital."))
    object_above(posting, decision)


def object_above(posting: Posting, decision: Event) -> None:
    for ask in objections:
        if why := ask(posting, decision):
            raise CannotUndo(why)


# ── Changes of an opening (postings/revising.py) ─────────────────────────────────────────────────────
def facts_of_change(posting: Posting) -> dict[str, Any]:
    """When the opening was last revised, and in what, before this change."""
    at = posting.revised_at
    return {"revised_at": at.isoformat() if at else None, "revised_what": posting.revised_what}


def decision_about_change(posting: Posting, revision: Revision, at: datetime) -> Event:
    """The decision that can be undone, with both locked. Raises CannotUndo."""
    decision = _to_undo(revision, at)
    if posting.revisions.filter(pk__gt=revision.pk).exists() or posting.status != Status.PUBLISHED:
        raise CannotUndo(_("Something else happened to this opening since."))
    if decision.verb == "apply":
        if posting.version != decision.data["version"]:
            raise CannotUndo(_("The hospital has changed the opening since."))
        object_above(posting, decision)
    return decision


def put_back(posting: Posting, decision: Event) -> None:
    """The opening's own marks of the change; its text is put back by postings/revising.py."""
    was = decision.data["was"]
    posting.revised_at = parse_datetime(was["revised_at"]) if was["revised_at"] else None
    posting.revised_what = was["revised_what"]
    kept = decided.last(posting)
    if kept and kept.at == decision.at:
        kept.delete()


def stop_letters(row: Posting | Revision, decision: Event) -> None:
    """The hospital is told nothing of it, neither on the page nor by mail. Raises CannotUndo when a letter has left."""
    posting = row.posting if isinstance(row, Revision) else row
    about, kind = f"postings.posting:{posting.pk}", LETTERS[decision.verb]
    cancel(about, kind=kind)
    left = OutgoingMail.objects.filter(about=about, kind=kind, created_at__gte=decision.at)
    if left.exclude(sent_at=None).exists():
        raise CannotUndo(_("The time to undo it is over: the hospital has its letter."))
    left.filter(given_up_at=None).update(cancelled_at=timezone.now())  # held back before: it leaves no more
    notices.forget(about, since=decision.at)


def hold_back(posting: Posting, at: datetime, by: Any = None) -> None:
    """It was closed, removed, sent back or put out of sight: the letters that say it is online do not leave."""
    _stop(_about(posting), at)


def hold_back_all(hospital: Hospital, at: datetime) -> None:
    """The same, of all openings of a hospital that went off the board."""
    names = _named(hospital).values("name")
    _stop(OutgoingMail.objects.filter(kind__in=SAYS_ONLINE, about__in=names), at)


def let_all_leave(hospital: Hospital, at: datetime) -> None:
    """It is back on the board: what its stopping held back leaves after all, of openings that are open still."""
    stops = Event.objects.about(hospital).filter(verb__in=("freeze", "revoke"))
    online = _named(hospital).filter(status=Status.PUBLISHED, frozen_at=None, closes_at__gt=at)
    held = OutgoingMail.objects.filter(kind__in=SAYS_ONLINE, cancelled_at__in=stops.values("at"))
    held.filter(
        Exists(online.filter(name=OuterRef("about"), published_at__lte=OuterRef("created_at")))
    ).update(cancelled_at=None)


def _named(hospital: Hospital) -> QuerySet[Any]:
    """Its openings, each with the `name` that letters about it bear."""
    name = Concat(Value("postings.posting:"), Cast("pk", CharField()))
    return Posting.objects.filter(hospital=hospital).annotate(name=name)


def _stop(letters: OutgoingMailQuerySet, at: datetime) -> None:
    """Whichever wait. One that is being handed over has left: nothing goes off the board later because the post is slow."""
    waiting = letters.waiting().select_for_update(skip_locked=True)
    OutgoingMail.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(cancelled_at=at)


def let_leave(posting: Posting, *, since: datetime) -> None:
    """It is online again as if nothing had been: what was held back at that moment leaves after all. Not while its
    hospital is off the board: then it is not online."""
    if Hospital.objects.trustworthy().filter(pk=posting.hospital_id).exists():
        _about(posting).filter(cancelled_at=since).update(cancelled_at=None)


def _about(posting: Posting) -> OutgoingMailQuerySet:
    return OutgoingMail.objects.filter(about=f"postings.posting:{posting.pk}", kind__in=SAYS_ONLINE)


def in_reach(status: str) -> tuple[str, ...]:
    """From which states an undone decision may lead back to this one."""
    if status == Status.IN_REVIEW:
        return (Status.PUBLISHED, Status.RETURNED, Status.REJECTED, Status.REMOVED)
    return (Status.REMOVED,)
