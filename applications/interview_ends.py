"""What the board does with interviews: it ends them with their application or opening, and reminds both sides."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from applications.interviews import cancel
from applications.mails import interview as mails
from applications.mails import interview_team as team
from applications.models import Application, Interview, InterviewStatus, Stage
from applications.refusals import Refused
from core.workflow import WrongState
from postings.models import Posting

JUST_AGREED = timedelta(hours=2)  # nobody needs to be reminded of what was agreed so lately


def end_with(application: Application, verb: str, at: datetime) -> None:
    """An application ends, so its talks do. A rejection that nobody knows of yet must not be given away by a
    cancelled talk: only what would take place before its letter leaves is called off now; `end_told` does the rest."""
    limit = at + timedelta(hours=settings.REJECTION_UNDO_HOURS) if verb == "reject" else None
    rows = application.interviews.open().order_by("pk")
    _call_off([i for i in rows if limit is None or (i.starts_at is not None and i.starts_at < limit)], at)


def end_told(at: datetime) -> int:
    """Talks of applications whose rejection is told by now. Returns how many were called off."""
    told = at - timedelta(hours=settings.REJECTION_UNDO_HOURS)
    rows = Interview.objects.open().filter(
        application__status=Stage.REJECTED, application__decided_at__lte=told
    )
    return _call_off(rows.select_related("application__posting__hospital"), at)


def end_with_posting(posting: Posting, at: datetime, by: Any) -> None:
    """The opening closed or was removed. Who is rejected and does not know it yet hears of it from `end_told`."""
    rows = Interview.objects.open().filter(application__posting=posting)
    _call_off(rows.exclude(application__status=Stage.REJECTED).order_by("pk"), at)


def _call_off(rows: Iterable[Interview], at: datetime) -> int:
    """What is over stays, and what somebody ended in this very second too: it keeps nobody from ending the rest."""
    ended = 0
    for interview in rows:
        if interview.is_over:
            continue
        try:
            cancel(interview, by=None, at=at)
        except (WrongState, Refused):
            continue
        ended += 1
    return ended


def remind(at: datetime) -> int:
    """A mail to both sides on the day before, once. Returns how many talks were recalled."""
    due = Interview.objects.filter(
        status=InterviewStatus.AGREED,
        reminded_at=None,
        slot__starts_at__gt=at,
        slot__starts_at__lte=at + timedelta(hours=24),
    )
    reminded = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            row = due.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
            if row is None:
                continue
            row.reminded_at = at
            row.save(update_fields=["reminded_at"])
            if row.settled_at is None or row.settled_at <= at - JUST_AGREED:
                mails.reminded(row)
                team.reminded(row)
                reminded += 1
    return reminded
