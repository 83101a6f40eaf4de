"""An application's life.

draft ──submit──▶ submitted ──read──▶ in_review ──shortlist──▶ shortlisted ──invite──▶ interview ──offer──▶ offered ──hire──▶ hired
                      │ (stages may be skipped: invite and shortlist start anywhere before them)                │
                      │                                                                                         └──decline──▶ declined
                      │   offered ──accept, change_offer──▶ offered   offered ──take_back_to_…──▶ the stage before
                      ├─ submitted ──change──▶ submitted             (until the hospital first opens it: mending.py)
                      └─ any active ──reject──▶ rejected ──undo_to_…──▶ the stage before (24 hours)
                      └─ any active ──withdraw──▶ withdrawn          (also while a rejection is not told yet)
                      └─ any active ──no_answer──▶ no_answer         (the board, when the promise was broken)

who draws it:  candidate   submit, change, withdraw, accept, decline
               hospital    read, shortlist, invite, offer, change_offer, take_back_to_…, hire, reject, undo_to_…
                           (DECIDE_APPLICATIONS, never one's own)
               the board   no_answer, take_back_to_… (nobody answered the offer in time)

Here are the table and what a hospital does on the way. How an application begins and is sent: applications/sending.py; how
it ends without a hire: applications/endings.py. Offers with their terms: applications/offers.py. Interviews:
applications/interviews.py.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from applications import interview_ends, interviews, mails
from applications.models import ACTIVE, Application, Interview, Offer, Stage
from applications.rights import decides, is_candidate, nobody
from core.workflow import Arrow, Life, WrongState
from hospitals.models import Seat
from postings import limits
from postings.models import Posting


def _outside_candidate(user: Any, application: Application) -> bool:
    """Who works at the hospital may not apply there: they would read each other's applications."""
    may = is_candidate(user, application) and not user.is_suspended
    return may and not works_at(user, application.posting)


LIFE = Life(
    Application,
    [
        Arrow("submit", (Stage.DRAFT,), Stage.SUBMITTED, _outside_candidate, stamp="submitted_at"),
        Arrow("change", (Stage.SUBMITTED,), Stage.SUBMITTED, _outside_candidate),
        Arrow("read", (Stage.SUBMITTED,), Stage.IN_REVIEW, decides),
        Arrow("shortlist", (Stage.SUBMITTED, Stage.IN_REVIEW), Stage.SHORTLISTED, decides, stamp="named_at"),
        Arrow(
            "invite",
            (Stage.SUBMITTED, Stage.IN_REVIEW, Stage.SHORTLISTED),
            Stage.INTERVIEW,
            decides,
            stamp="named_at",
        ),
        Arrow("offer", (Stage.SHORTLISTED, Stage.INTERVIEW), Stage.OFFERED, decides),
        Arrow("change_offer", (Stage.OFFERED,), Stage.OFFERED, decides),
        Arrow("accept", (Stage.OFFERED,), Stage.OFFERED, is_candidate),
        *(
            Arrow(f"take_back_to_{stage.value}", (Stage.OFFERED,), stage, decides, by_board=True)
            for stage in (Stage.SHORTLISTED, Stage.INTERVIEW)
        ),
        Arrow("hire", (Stage.OFFERED,), Stage.HIRED, decides, stamp="decided_at"),
        Arrow("reject", ACTIVE, Stage.REJECTED, decides, stamp="decided_at"),
        *(Arrow(f"undo_to_{stage.value}", (Stage.REJECTED,), stage, decides) for stage in ACTIVE),
        Arrow("withdraw", (*ACTIVE, Stage.REJECTED), Stage.WITHDRAWN, is_candidate, stamp="decided_at"),
        Arrow("decline", (Stage.OFFERED, Stage.REJECTED), Stage.DECLINED, is_candidate, stamp="decided_at"),
        Arrow("no_answer", ACTIVE, Stage.NO_ANSWER, nobody, stamp="decided_at", by_board=True),
    ],
)

# The moves forward that a hospital makes, in their order.
FORWARD = ("read", "shortlist", "invite", "offer", "hire")


def works_at(user: User, posting: Posting) -> bool:
    return Seat.objects.held().filter(user=user, hospital_id=posting.hospital_id).exists()


def moves_open_to(user: User, application: Application) -> list[str]:
    """The hospital's verbs that start where the application stands, if this person decides. For showing buttons."""
    if not decides(user, application):
        return []
    return [v for v in (*FORWARD, "reject") if application.status in LIFE.arrows[v].sources]


def read(application: Application, *, by: User, at: datetime | None = None) -> None:
    """Somebody begins to read. That is no answer yet: the promise runs on."""
    with LIFE.move(application, "read", by=by, at=at) as move:
        mails.being_read(move.row)


def shortlist(application: Application, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(application, "shortlist", by=by, at=at) as move:
        answered(move.row, move.at)
        mails.shortlisted(move.row)


def invite(application: Application, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(application, "invite", by=by, at=at) as move:
        answered(move.row, move.at)
        mails.invited(move.row)


def propose_interview(
    application: Application, proposal: interviews.Proposal, *, by: User, at: datetime | None = None
) -> Interview:
    """Offer times for a talk. An application that is not at "interview" yet moves there with it."""
    at = at or timezone.now()
    with transaction.atomic():
        Posting.objects.hold(application.posting_id)  # its times point at it
        # Locked: it may end, or a colleague may propose, in this very second.
        locked = Application.objects.select_for_update(of=("self",), no_key=True)
        now = locked.values_list("status", flat=True).get(pk=application.pk)
        if now in LIFE.arrows["invite"].sources:
            with LIFE.move(application, "invite", by=by, at=at) as move:
                answered(move.row, at)
        elif now not in {Stage.INTERVIEW, Stage.OFFERED} or not decides(by, application):
            raise WrongState(application, "propose_interview", now)
        return interviews.begin(application, proposal, by=by, at=at)


def offer(application: Application, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(application, "offer", by=by, at=at) as move:
        answered(move.row, move.at)
        mails.offered(move.row)


def hire(application: Application, *, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        # Whoever closes it, or hires another, ends what runs here too.
        Posting.objects.hold(application.posting_id)
        with LIFE.move(application, "hire", by=by, at=at) as move:
            answered(move.row, move.at)
            end_what_runs(move.row, "hire", move.at)
            limits.fill_position(move.row.posting, at=move.at)
            mails.hired(move.row)


VERBS = {"read": read, "shortlist": shortlist, "invite": invite, "offer": offer, "hire": hire}


def answered(row: Application, at: datetime) -> None:
    row.first_answer_at = row.first_answer_at or at


def end_what_runs(row: Application, verb: str, at: datetime) -> None:
    """Talks are called off; an offer that stood is over. A rejected candidate who accepted keeps the date of it."""
    interview_ends.end_with(row, verb, at)
    if verb in {"withdraw", "decline"}:
        Offer.objects.filter(application=row, ended_at=None).update(ended_at=at)
