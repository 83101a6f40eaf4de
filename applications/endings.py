"""How an application ends without a hire: the candidate withdraws or declines, the hospital rejects and may undo that.

Its life: applications/pipeline.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications import mails, pool
from applications.models import Application, Offer, Stage
from applications.pipeline import LIFE, answered, end_what_runs
from applications.refusals import Refused
from core.workflow import WrongState


def withdraw(
    application: Application, *, by: User, reason: str, message: str = "", at: datetime | None = None
) -> None:
    with LIFE.move(application, "withdraw", by=by, at=at, reasons=[reason]) as move:
        _take_back_untold_rejection(move.row, move.before, "withdraw")
        move.row.withdrawal_reason, move.row.withdrawal_message = reason, message
        end_what_runs(move.row, "withdraw", move.at)
        mails.withdrawn(move.row)
        mails.withdrew(move.row)


def decline(application: Application, *, by: User, at: datetime | None = None) -> None:
    """Say no to an offer."""
    with LIFE.move(application, "decline", by=by, at=at) as move:
        if move.before == Stage.REJECTED and move.row.stage_before != Stage.OFFERED:
            raise WrongState(move.row, "decline", move.before)
        _take_back_untold_rejection(move.row, move.before, "decline")
        end_what_runs(move.row, "decline", move.at)
        mails.declined(move.row)
        mails.said_no(move.row)


def _take_back_untold_rejection(row: Application, before: str, verb: str) -> None:
    """Who does not know yet of a rejection may still go first; once the letter has left, the end stands."""
    if before != Stage.REJECTED:
        return
    if not mails.unsay_rejection(row):
        raise WrongState(row, verb, before)
    _forget_rejection(row)


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
        answered(move.row, move.at)
        end_what_runs(move.row, "reject", move.at)
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
