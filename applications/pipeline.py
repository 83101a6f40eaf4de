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

Offers with their terms: applications/offers.py. Interviews: applications/interviews.py.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Document, User
from applications import answers as answering
from applications import (
    caps,
    consents,
    cvpictures,
    draft,
    interview_ends,
    interviews,
    inviting,
    mails,
    pool,
    receipts,
    wording,
)
from applications.models import ACTIVE, Application, ConsentKind, Interview, Offer, Stage
from applications.refusals import Refused, Unanswered
from applications.rights import decides, is_candidate, nobody
from core.workflow import Arrow, Life, WrongState
from hospitals.models import Seat
from postings import limits, seen
from postings.models import Posting, Source


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


# ── The candidate ────────────────────────────────────────────────────────────────────────────────────


def start(posting: Posting, candidate: User, *, source: str = Source.DIRECT) -> Application:
    """The candidate's application for this opening: the one that is there, else a new draft that keeps where they
    found it. Two calls make one."""
    if works_at(candidate, posting):
        raise Refused(_("You are in the team of this hospital, so you cannot apply here."))
    new = {"source": Source.INVITED if inviting.of_candidate(candidate, posting) else source}
    return Application.objects.get_or_create(posting=posting, candidate=candidate, defaults=new)[0]


def keep_draft(
    application: Application,
    *,
    by: User,
    cv: Document | None = None,
    letter: str | None = None,
    answers: list[dict[str, Any]] | None = None,
) -> None:
    """Write what was filled in. Raises WrongState when it has been sent meanwhile: what was sent never changes."""
    changes: dict[str, Any] = {"changed_at": timezone.now()}
    changes |= {"cv": cv} if cv is not None else {}
    changes |= {"letter": letter} if letter is not None else {}
    changes |= {"answers": answers} if answers is not None else {}
    draft = Application.objects.by_candidate(by).filter(pk=application.pk, status=Stage.DRAFT)
    if not draft.update(**changes):
        application.refresh_from_db()
        raise WrongState(application, "keep_draft", application.status)
    application.refresh_from_db()


def submit(
    application: Application,
    *,
    by: User,
    allowed: Collection[str] = (ConsentKind.PROCESSING,),
    at: datetime | None = None,
) -> Application:
    """Send it with what the candidate allows (ConsentKind): once, to an opening that is live at this moment. A second
    click finds it sent and changes nothing.

    The opening stays locked until the commit, so that it cannot close between the question and the answer, and so
    that an opening with a limit takes exactly as many as it says; the candidate, so that the caps are exact.
    Raises Refused with words when it cannot be sent.
    """
    with transaction.atomic():
        posting = Posting.objects.select_for_update(no_key=True, of=("self",)).get(pk=application.posting_id)
        application.refresh_from_db()
        if application.status != Stage.DRAFT and by.pk == application.candidate_id:
            return application
        if not Posting.objects.live().filter(pk=posting.pk).exists():
            if posting.places_left == 0:
                raise Refused(
                    _(
                        "This opening has as many applications as it takes. Yours was not sent. Your draft is kept."
                    )
                )
            raise Refused(_("This opening has closed, so it takes no more applications. Your draft is kept."))
        if ConsentKind.PROCESSING not in allowed:
            raise Refused(_("Allow the hospital to read your application first."))
        if application.cv_id is None:
            raise Refused(_("Choose a CV first."))
        if works_at(by, posting):
            raise Refused(_("You are in the team of this hospital, so you cannot apply here."))
        caps.lock(by)
        if why_not := caps.count(by, at=at).why_not:
            raise Refused(why_not)
        if answering.mend(posting, application):
            raise Unanswered(_("Answer the questions of the hospital first."))
        with LIFE.move(application, "submit", by=by, at=at) as move:
            move.row.snapshot, move.row.answers = (
                draft.as_sent(application, by),
                answering.frozen(posting, application),
            )
            move.row.typed = {}
            move.row.respond_by = move.at + timedelta(days=posting.respond_by_days)
            move.row.number = 1 + (posting.applications.aggregate(n=Max("number"))["n"] or 0)
            consents.give(move.row, allowed, at=move.at)
            receipts.send(move.row)
            mails.new_application(move.row)
            wording.index(move.row)
            cvpictures.ask()
            inviting.accept_with(move.row, by=by, at=move.at)
        seen.count_application(posting.pk, application.source, at=move.at)
        limits.take_application(posting, at=move.at)
    return application


def withdraw(
    application: Application, *, by: User, reason: str, message: str = "", at: datetime | None = None
) -> None:
    with LIFE.move(application, "withdraw", by=by, at=at, reasons=[reason]) as move:
        _take_back_untold_rejection(move.row, move.before, "withdraw")
        move.row.withdrawal_reason, move.row.withdrawal_message = reason, message
        _end_what_runs(move.row, "withdraw", move.at)
        mails.withdrawn(move.row)
        mails.withdrew(move.row)


def decline(application: Application, *, by: User, at: datetime | None = None) -> None:
    """Say no to an offer."""
    with LIFE.move(application, "decline", by=by, at=at) as move:
        if move.before == Stage.REJECTED and move.row.stage_before != Stage.OFFERED:
            raise WrongState(move.row, "decline", move.before)
        _take_back_untold_rejection(move.row, move.before, "decline")
        _end_what_runs(move.row, "decline", move.at)
        mails.declined(move.row)
        mails.said_no(move.row)


def _end_what_runs(row: Application, verb: str, at: datetime) -> None:
    """Talks are called off; an offer that stood is over. A rejected candidate who accepted keeps the date of it."""
    interview_ends.end_with(row, verb, at)
    if verb in {"withdraw", "decline"}:
        Offer.objects.filter(application=row, ended_at=None).update(ended_at=at)


def _take_back_untold_rejection(row: Application, before: str, verb: str) -> None:
    """Who does not know yet of a rejection may still go first; once the letter has left, the end stands."""
    if before != Stage.REJECTED:
        return
    if not mails.unsay_rejection(row):
        raise WrongState(row, verb, before)
    _forget_rejection(row)


# ── The hospital ─────────────────────────────────────────────────────────────────────────────────────


def read(application: Application, *, by: User, at: datetime | None = None) -> None:
    """Somebody begins to read. That is no answer yet: the promise runs on."""
    with LIFE.move(application, "read", by=by, at=at) as move:
        mails.being_read(move.row)


def shortlist(application: Application, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(application, "shortlist", by=by, at=at) as move:
        _answered(move.row, move.at)
        mails.shortlisted(move.row)


def invite(application: Application, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(application, "invite", by=by, at=at) as move:
        _answered(move.row, move.at)
        mails.invited(move.row)


def propose_interview(
    application: Application, proposal: interviews.Proposal, *, by: User, at: datetime | None = None
) -> Interview:
    """Offer times for a talk. An application that is not at "interview" yet moves there with it."""
    at = at or timezone.now()
    with transaction.atomic():
        # Locked: it may end, or a colleague may propose, in this very second.
        locked = Application.objects.select_for_update(of=("self",), no_key=True)
        now = locked.values_list("status", flat=True).get(pk=application.pk)
        if now in LIFE.arrows["invite"].sources:
            with LIFE.move(application, "invite", by=by, at=at) as move:
                _answered(move.row, at)
        elif now not in {Stage.INTERVIEW, Stage.OFFERED} or not decides(by, application):
            raise WrongState(application, "propose_interview", now)
        return interviews.begin(application, proposal, by=by, at=at)


def offer(application: Application, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(application, "offer", by=by, at=at) as move:
        _answered(move.row, move.at)
        mails.offered(move.row)


def hire(application: Application, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(application, "hire", by=by, at=at) as move:
        _answered(move.row, move.at)
        _end_what_runs(move.row, "hire", move.at)
        limits.fill_position(move.row.posting, at=move.at)
        mails.hired(move.row)


VERBS = {"read": read, "shortlist": shortlist, "invite": invite, "offer": offer, "hire": hire}


def reject(
    application: Application,
    *,
    by: User,
    reason: str,
    message: str,
    shared: bool = True,
    ask_to_keep: bool = False,
    at: datetime | None = None,
) -> None:
    """Say no, with a reason (read by the candidate if `shared`) and words. The letter waits REJECTION_UNDO_HOURS, in
    which `undo_rejection` stops it. Raises Refused while an offer waits for the candidate's answer."""
    with _unnoticed(application), LIFE.move(application, "reject", by=by, at=at, reasons=[reason]) as move:
        if Offer.objects.filter(application=move.row, accepted_at=None, ended_at=None).exists():
            raise Refused(_("Your offer still waits for an answer. Take it back first."))
        move.row.stage_before = move.before
        # Nothing more is changed in it. For the candidate it was opened: a way to change that just goes away would tell.
        move.row.seen_at = move.row.seen_at or move.at
        move.row.rejection_reason, move.row.rejection_message = reason, message
        move.row.rejection_shared = shared
        _answered(move.row, move.at)
        _end_what_runs(move.row, "reject", move.at)
        if ask_to_keep:
            pool.ask(move.row, move.at)
        undo = move.at + timedelta(hours=settings.REJECTION_UNDO_HOURS)
        mails.rejected(move.row, not_before=undo, asks_to_keep=ask_to_keep)


def undo_rejection(application: Application, *, by: User, at: datetime | None = None) -> None:
    """Back to the stage before, as if nothing was said: nothing was. Raises Refused once the letter has left."""
    stage = application.stage_before or Stage.IN_REVIEW.value
    with _unnoticed(application), LIFE.move(application, f"undo_to_{stage}", by=by, at=at) as move:
        if (move.row.stage_before or Stage.IN_REVIEW.value) != stage:
            raise WrongState(move.row, "undo", move.before)
        if not mails.unsay_rejection(move.row):
            raise Refused(_("The letter has left, so this cannot be undone any more."))
        _forget_rejection(move.row)
        move.row.decided_at = None


@contextmanager
def _unnoticed(application: Application) -> Iterator[None]:
    """The candidate's lists go by the last change; what they do not know of moves nothing there."""
    row = Application.objects.filter(pk=application.pk)
    with transaction.atomic():
        shown = row.select_for_update(of=("self",)).values_list("changed_at", flat=True).get()
        yield
        row.update(changed_at=shown)


def _forget_rejection(row: Application) -> None:
    """The rejection was the first answer only if nothing was said before it."""
    if row.first_answer_at is not None and row.stage_before in {Stage.SUBMITTED, Stage.IN_REVIEW}:
        row.first_answer_at = None
    row.rejection_reason = row.rejection_message = row.stage_before = ""
    pool.take_question_back(row)


def _answered(row: Application, at: datetime) -> None:
    row.first_answer_at = row.first_answer_at or at
