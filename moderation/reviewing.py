"""What a moderator has beside an opening, or a change of one: the facts that decide, each in a fixed number of queries."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.record import Record, record_of
from core.mail import Letter, in_language_of
from core.models import Event
from hospitals.models import Hospital, Seat
from moderation import history
from postings import decided, mails, mails_of_changes, material
from postings.models import Decided, Posting, Revision
from postings.models.choices import Status
from postings.pay_words import PayCompared, compared

DECISIONS = ("publish", "return", "recall", "reject", "remove", "apply", "refuse")
EARLIER, OF_HOSPITAL = 30, 5
LANGUAGE_NAMES = {"en": _("English"), "nl": _("Dutch")}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it: since when at this hospital, where else, and how their openings fared. `user` None: a person who left."""

    user: User | None
    seat: Seat | None
    elsewhere: list[Seat]
    openings: dict[str, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """`lines`: what happened to this opening; `recent`: what was decided last about others of the hospital."""

    counts: dict[str, int]
    record: Record | None
    sender: Sender
    lines: list[history.Line]
    recent: list[history.Line]
    pay: PayCompared | None


def facts(posting: Posting, sender: User | None, *, pay: Posting | None = None) -> Facts:
    """`pay`: the opening with the pay that is asked for, where that is another."""
    own = list(history.of_opening(posting)[:EARLIER])
    others = list(_decisions_of(posting.hospital_id, posting)[:OF_HOSPITAL])
    lines = history.read([*own, *others])
    return Facts(
        numbers_of(posting.hospital),
        record_of(posting.hospital, at=timezone.now()),
        sender_of(posting, sender),
        lines[: len(own)],
        lines[len(own) :],
        compared(pay or posting),
    )


def _decisions_of(hospital_id: int, besides: Posting) -> Any:
    kinds = ["postings.posting", "postings.revision"]
    rows = Event.objects.filter(hospital_id=hospital_id, verb__in=DECISIONS, subject_type__in=kinds)
    return rows.exclude(subject_type=kinds[0], subject_id=besides.pk).newest_first()


def numbers_of(hospital: Hospital) -> dict[str, int]:
    """How this hospital's openings fared so far."""
    return _numbers(Q(hospital=hospital))


def _numbers(whose: Q) -> dict[str, int]:
    return Posting.objects.filter(whose).aggregate(
        published=Count("pk", filter=Q(published_at__isnull=False)),
        returned=Count("pk", filter=Q(returned_at__isnull=False)),
        refused=Count("pk", filter=Q(status__in=[Status.REJECTED, Status.REMOVED])),
    )


# ── Who sent it ──────────────────────────────────────────────────────────────────────────────────────
def who_sent(posting: Posting) -> User | None:
    """Who sent it last; of one that nobody sent yet, who began it."""
    sent = Event.objects.about(posting).filter(verb="submit").newest_first().first()
    pk = sent.actor_id if sent and sent.actor_id else posting.created_by_id
    return User.objects.filter(pk=pk).first() if pk else None


def sender_of(posting: Posting, user: User | None) -> Sender:
    if user is None:
        return Sender(None, None, [], {})
    seats = list(Seat.objects.held().filter(user=user).select_related("hospital").order_by("joined_at", "pk"))
    here = next((seat for seat in seats if seat.hospital_id == posting.hospital_id), None)
    theirs = _numbers(Q(created_by=user) & ~Q(pk=posting.pk))
    return Sender(user, here, [seat for seat in seats if seat is not here], theirs)


def language_of(posting: Posting, sender: User | None) -> str:
    """In which language the sender reads: ready texts come in it, and the letter is shown in it."""
    return sender.language if sender else posting.language


# ── What changed ─────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Compared:
    """The text beside the one that was decided on. `same`: names of the parts that stayed."""

    kept: Decided
    lines: list[material.Change]
    same: list[Any]


def since_last_decision(posting: Posting) -> Compared | None:
    """None where nothing was decided yet, or the decision is the last word on it."""
    kept = decided.last(posting)
    if kept is None or posting.status not in (Status.IN_REVIEW, Status.DRAFT, Status.RETURNED):
        return None
    lines = decided.differences(posting, kept)
    return Compared(kept, lines, same_in(lines))


def same_in(lines: list[material.Change]) -> list[Any]:
    """Names of the parts that stayed."""
    changed = {line.code for line in lines}
    return [fact.name for fact in material.FACTS if fact.code not in changed]


# ── The letter that a decision sends ─────────────────────────────────────────────────────────────────
_OF_OPENING: dict[str, Callable[[Posting], Letter]] = {
    "publish": mails.published_letter,
    "return": mails.returned_letter,
    "reject": mails.rejected_letter,
    "remove": mails.removed_letter,
}
_OF_CHANGE: dict[str, Callable[[Revision], Letter]] = {
    "apply": mails_of_changes.applied_letter,
    "refuse": mails_of_changes.refused_letter,
}


def letter(
    row: Posting | Revision, verb: str, reasons: list[str], words: str, *, reader: User | str
) -> Letter | None:
    """As it will leave: by the same function, in the reader's language. None while nothing is chosen."""
    as_decided = copy(row)
    as_decided.decision_reasons, as_decided.decision_words = reasons, words
    with in_language_of(reader):
        if isinstance(as_decided, Revision):
            return _OF_CHANGE[verb](as_decided) if verb in _OF_CHANGE else None
        if verb not in _OF_OPENING:
            return None
        if verb == "publish":
            now = timezone.now()
            as_decided.published_at = now
            as_decided.publish_at = max(now, row.publish_at or now)
        return _OF_OPENING[verb](as_decided)


def letter_beside(form: Any, row: Posting | Revision, sender: User | None) -> dict[str, Any]:
    """What templates/moderation/_letter.html needs: the letter of what is chosen in the form, and who reads it how."""
    posting = row.posting if isinstance(row, Revision) else row
    language = language_of(posting, sender)
    verb, reasons, words = (form[name].value() or "" for name in ("decision", "reasons", "words"))
    found = letter(row, str(verb), list(reasons), str(words).strip(), reader=language)
    return {"letter": found, "reads": language, "reads_name": LANGUAGE_NAMES[language], "sender": sender}
