"""What a moderator has beside an opening, or a change of one: the facts that decide, each in a fixed number of queries."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Count, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.record import Record, record_of
from core.mail import Letter, in_language_of
from core.models import Event
from hospitals.models import Seat
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


def facts(posting: Posting, *, change: Revision | None = None, pay: Posting | None = None) -> Facts:
    """Of an opening, or of a change of it. `pay`: the opening with the pay that is asked for, where that is another."""
    own, others = _events(posting)
    lines = history.read([*own, *others])
    user = change.proposed_by if change else _sent_by(lines[: len(own)], posting)
    hospitals, theirs = _numbers(posting, user)
    return Facts(
        hospitals,
        record_of(posting.hospital, at=timezone.now()),
        _sender(posting, user, theirs),
        lines[: len(own)],
        lines[len(own) :],
        compared(pay or posting),
    )


def _events(posting: Posting) -> tuple[list[Event], list[Event]]:
    """What happened to it and to changes of it, and what was decided last about others there; with one query."""
    opening, change = "postings.posting", "postings.revision"
    changes = Revision.objects.filter(posting=posting).values("pk")
    own = Event.objects.about(posting).newest_first()[:EARLIER]
    of_changes = Event.objects.filter(subject_type=change, subject_id__in=changes).newest_first()[:EARLIER]
    decisions = Event.objects.filter(hospital_id=posting.hospital_id, verb__in=DECISIONS)
    others = decisions.filter(subject_type__in=[opening, change]).exclude(
        subject_type=opening, subject_id=posting.pk
    )
    parts: list[Any] = [
        rows.annotate(part=Value(part, output_field=CharField()))
        for part, rows in (
            ("own", own),
            ("own", of_changes),
            ("other", others.newest_first()[: 2 * OF_HOSPITAL]),
        )
    ]
    found = sorted(parts[0].union(*parts[1:], all=True), key=lambda e: (e.at, e.pk), reverse=True)
    mine = [event for event in found if event.part == "own"]
    known = {event.pk for event in mine}
    return mine[:EARLIER], [event for event in found if event.part == "other" and event.pk not in known][
        :OF_HOSPITAL
    ]


def _numbers(posting: Posting, user: User | None) -> tuple[dict[str, int], dict[str, int]]:
    """How openings fared so far: those of this hospital, and the others that this person began."""
    whose = {"here": Q(hospital=posting.hospital_id), "theirs": Q(created_by=user) & ~Q(pk=posting.pk)}
    if user is None:
        del whose["theirs"]
    what = {
        "published": Q(published_at__isnull=False),
        "returned": Q(returned_at__isnull=False),
        "refused": Q(status__in=[Status.REJECTED, Status.REMOVED]),
    }
    counts = {
        f"{of}_{name}": Count("pk", filter=one & q) for of, one in whose.items() for name, q in what.items()
    }
    rows = Posting.objects.filter(reduce(or_, whose.values())).aggregate(**counts)
    here, theirs = ({name: rows.get(f"{of}_{name}", 0) for name in what} for of in ("here", "theirs"))
    return here, theirs


# ── Who sent it ──────────────────────────────────────────────────────────────────────────────────────
def who_sent(posting: Posting) -> User | None:
    """Who sent it last; of one that nobody sent yet, who began it."""
    sent = Event.objects.about(posting).filter(verb="submit").newest_first().first()
    pk = sent.actor_id if sent and sent.actor_id else posting.created_by_id
    return User.objects.filter(pk=pk).first() if pk else None


def _sent_by(lines: list[history.Line], posting: Posting) -> User | None:
    """The same, from lines of the trail that are read already."""
    sent = next((line for line in lines if line.event.verb == "submit"), None)
    return sent.actor if sent and sent.actor else posting.created_by


def _sender(posting: Posting, user: User | None, openings: dict[str, int]) -> Sender:
    if user is None:
        return Sender(None, None, [], {})
    seats = list(Seat.objects.held().filter(user=user).select_related("hospital").order_by("joined_at", "pk"))
    here = next((seat for seat in seats if seat.hospital_id == posting.hospital_id), None)
    return Sender(user, here, [seat for seat in seats if seat is not here], openings)


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
            as_decided.publish_at = max(now, as_decided.publish_at or now)
        return _OF_OPENING[verb](as_decided)


def letter_beside(form: Any, row: Posting | Revision, sender: User | None) -> dict[str, Any]:
    """What templates/moderation/_letter.html needs: the letter of what is chosen in the form, and who reads it how."""
    posting = row.posting if isinstance(row, Revision) else row
    language = language_of(posting, sender)
    verb, reasons, words = (form[name].value() or "" for name in ("decision", "reasons", "words"))
    found = letter(row, str(verb), list(reasons), str(words).strip(), reader=language)
    return {"letter": found, "reads": language, "reads_name": LANGUAGE_NAMES[language], "sender": sender}
