"""The life of an interview: a hospital offers times, the candidate picks one.

           pick                    cancel (hospital; the board when the application or the opening ends)
proposed ───────▶ agreed ─────┐        proposed, others asked, agreed ──────▶ cancelled
  │  ▲              │  │      │
  │  └─propose_times┼──┘      │ decline (candidate)
  │   (other times) │         ├──────────────────────────────────────────────▶ declined
  ├─ ask_others ─▶ others asked
  │                 │  ▲      (agreed ─ask_others─▶ others asked: the time is given back)
  └─────────────────┴──┘

who draws it:  candidate  pick, ask_others, decline         hospital  propose_times, cancel (DECIDE_APPLICATIONS)

A time may be offered to several candidates of an opening. Whoever picks it first gets it: the row of the slot is locked,
and `Slot.taken_by` holds one interview at most. Who comes second is told and picks again. Nobody of the team is in two
interviews at once (agendas.py): picking locks those who take part, so that two openings do not book one person.
Each change that a calendar must know raises `sequence`; the UID stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications import agendas
from applications.mails import interview as mails
from applications.mails import interview_team as team
from applications.models import Application, Interview, Slot
from applications.models.interview import OPEN, InterviewStatus
from applications.refusals import Refused
from applications.rights import decides, is_candidate
from core import audit
from core.workflow import Arrow, Life
from postings.models import Posting

MOST = 10  # times in one proposal
PROPOSED, OTHERS, AGREED = InterviewStatus.PROPOSED, InterviewStatus.OTHERS_ASKED, InterviewStatus.AGREED


def _decides(user: Any, interview: Interview) -> bool:
    return decides(user, interview.application)


def _candidate(user: Any, interview: Interview) -> bool:
    return is_candidate(user, interview.application)


LIFE = Life(
    Interview,
    [
        Arrow("pick", (PROPOSED,), AGREED, _candidate, stamp="settled_at"),
        Arrow("ask_others", (PROPOSED, AGREED), OTHERS, _candidate),
        Arrow(
            "decline", (PROPOSED, OTHERS, AGREED), InterviewStatus.DECLINED, _candidate, stamp="settled_at"
        ),
        Arrow("propose_times", (PROPOSED, OTHERS, AGREED), PROPOSED, _decides),
        Arrow("cancel", OPEN, InterviewStatus.CANCELLED, _decides, stamp="settled_at", by_board=True),
    ],
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a hospital offers: how long, how, where, who, and one to ten moments."""

    how: str
    where: str
    minutes: int
    moments: list[datetime]
    words: str = ""
    people: list[User] = field(default_factory=list)


class Taken(Refused):
    """Somebody else picked this time a moment ago."""


# ── The hospital ─────────────────────────────────────────────────────────────────────────────────────


def open_for(application: Application) -> Interview | None:
    """The interview that is still to come or to be agreed."""
    return next((i for i in application.interviews.open() if i.is_open), None)


def begin(application: Application, proposal: Proposal, *, by: User, at: datetime) -> Interview:
    """A first proposal. Runs inside the move of the application (applications/pipeline.py: `propose_interview`)."""
    if open_for(application):
        raise Refused(_("There is an interview already. Change its times instead."))
    interview = Interview(
        application=application, zone=str(application.posting.hospital.zone), proposed_by=by, proposed_at=at
    )
    _write(interview, proposal)
    interview.save()
    _offer(interview, proposal, at)
    mails.proposed(interview)
    audit.record(interview, "propose", by=by, at=at, after=PROPOSED)
    return interview


def propose_again(interview: Interview, proposal: Proposal, *, by: User, at: datetime | None = None) -> None:
    """Other times, another place or other people. What was agreed is given back, and calendars hear of it."""
    with transaction.atomic():
        Posting.objects.hold(
            interview.application.posting_id
        )  # the times point at it; whoever closes it cancels this
        _propose_again(interview, proposal, by, at)


def _propose_again(interview: Interview, proposal: Proposal, by: User, at: datetime | None) -> None:
    with LIFE.move(interview, "propose_times", by=by, at=at) as move:
        row = move.row
        if row.is_over:
            raise Refused(_("This interview is over. Propose a new one."))
        _give_back(row, move.before)
        _write(row, proposal)
        row.zone = str(row.application.posting.hospital.zone)
        row.settled_at = row.reminded_at = None
        row.proposed_by, row.proposed_at = by, move.at
        _offer(row, proposal, move.at)
        mails.proposed(row, again=True)


def cancel(interview: Interview, *, by: User | None, words: str = "", at: datetime | None = None) -> None:
    """Call it off. The candidate gets the words, also on the page, and who has it in a calendar gets a CANCEL."""
    with LIFE.move(interview, "cancel", by=by, at=at) as move:
        if move.row.is_over:
            raise Refused(_("This interview is over."))
        move.row.sequence += move.before == AGREED
        move.row.words = words  # how to prepare is past; both sides read why instead
        was_agreed = move.before == AGREED
        mails.cancelled(move.row, words=words, was_agreed=was_agreed)
        team.cancelled(move.row, was_agreed=was_agreed)
        _free(move.row)


def _write(interview: Interview, proposal: Proposal) -> None:
    interview.how, interview.where, interview.minutes = proposal.how, proposal.where, proposal.minutes
    interview.words, interview.candidate_words = proposal.words, ""


def _offer(interview: Interview, proposal: Proposal, at: datetime) -> None:
    """Tie the interview to its moments; one that this opening offers already is shared, one that is taken is refused."""
    moments = sorted({m for m in proposal.moments if m > at})
    if not 1 <= len(moments) <= MOST:
        raise Refused(_("Offer one to ten times in the future."))
    if agendas.overlapping(moments, interview.minutes):
        raise Refused(_("Two of these times overlap. Leave more time between them."))
    posting_id = interview.application.posting_id
    Slot.objects.bulk_create(
        [Slot(posting_id=posting_id, starts_at=m) for m in moments], ignore_conflicts=True
    )
    slots = list(Slot.objects.filter(posting_id=posting_id, starts_at__in=moments))
    if any(slot.taken_by_id not in (None, interview.pk) for slot in slots):
        raise Refused(_("One of these times was just taken by another candidate. Choose another."))
    interview.offered.set(slots)
    interview.people.set(proposal.people)
    if _collisions(interview, moments):
        raise Refused(
            _("Somebody who takes part has an interview at one of these times by now. Choose another.")
        )


def _give_back(interview: Interview, before: str) -> None:
    """Free the time that was agreed; who has it in a calendar hears that it is off."""
    if before != AGREED:
        return
    interview.sequence += 1
    mails.given_back(interview)
    team.given_back(interview)
    _free(interview)


def _free(interview: Interview) -> None:
    Slot.objects.filter(taken_by=interview).update(taken_by=None)
    interview.__dict__.pop("taken", None)


# ── The candidate ────────────────────────────────────────────────────────────────────────────────────


def free_slots(interview: Interview, *, at: datetime | None = None) -> list[Slot]:
    """What can still be picked."""
    return free_among(interview, interview.offered.all(), at=at)


def free_among(interview: Interview, slots: Iterable[Slot], *, at: datetime | None = None) -> list[Slot]:
    """Those of its slots that nobody took, that are not past, and at which everybody who takes part is free."""
    now = at or timezone.now()
    free = [slot for slot in slots if slot.taken_by_id is None and slot.starts_at > now]
    busy = _collisions(interview, [slot.starts_at for slot in free])
    return [slot for slot in free if slot.starts_at not in busy]


def _collisions(interview: Interview, moments: list[datetime]) -> dict[datetime, set[int]]:
    people = [person.pk for person in interview.people.all()]
    return agendas.collisions(people, moments, interview.minutes, apart_from=interview) if people else {}


def pick(interview: Interview, slot_id: int, *, by: User, zone: str = "", at: datetime | None = None) -> None:
    """Take one of the times. Raises Taken when another candidate was first; then nothing has changed."""
    with LIFE.move(interview, "pick", by=by, at=at) as move:
        row = move.row
        slot = row.offered.select_for_update(of=("self",)).filter(pk=slot_id).first()
        if slot is None or slot.starts_at <= move.at:
            raise Refused(_("This time cannot be picked any more. Pick another."))
        if slot.taken_by_id is not None:
            raise Taken(_("Someone else just took this time. Pick another."))
        list(row.people.select_for_update(of=("self",), no_key=True).order_by("pk"))
        if _collisions(row, [slot.starts_at]):
            raise Taken(_("The hospital cannot make this time any more. Pick another."))
        slot.taken_by = row
        slot.save(update_fields=["taken_by"])
        row.__dict__.pop("taken", None)
        row.candidate_words, row.candidate_zone = "", zone or row.candidate_zone
        row.sequence += 1
        mails.agreed(row)
        team.agreed(row)
    interview.__dict__.pop("taken", None)


def ask_others(interview: Interview, *, by: User, words: str, at: datetime | None = None) -> None:
    """None of the times fits, or the one that was picked fits no longer."""
    _answer(interview, "ask_others", by=by, words=words, at=at)


def decline(interview: Interview, *, by: User, words: str, at: datetime | None = None) -> None:
    """No talk. The application itself goes on until somebody ends it."""
    _answer(interview, "decline", by=by, words=words, at=at)


def _answer(interview: Interview, verb: str, *, by: User, words: str, at: datetime | None) -> None:
    with LIFE.move(interview, verb, by=by, at=at) as move:
        if move.row.is_over:
            raise Refused(_("This interview is over."))
        _give_back(move.row, move.before)
        move.row.candidate_words = words
        if verb == "ask_others":
            move.row.settled_at = None
            team.others_asked(move.row)
        else:
            team.declined(move.row)
