"""What the board itself does, so that nobody waits in silence.

two days before `respond_by`   the hospital hears that its promise is near
at `respond_by`                the hospital is reminded, and the candidate is told so
14 days after the reminder     the application ends as "no answer", the candidate gets the honest mail, and the hospital
                               waits on the moderators' desk until one of them has dealt with it

Who waits longer than promised is told on the hospital's page, and three of them a week after the reminder limit how many
openings the hospital may have open (postings/allowance.py).
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from applications import interview_ends, mails
from applications.models import UNANSWERED, Application, Stage
from applications.models.application_queries import still_runs
from applications.pipeline import LIFE
from core import audit, rounds
from core.workflow import NotAllowed
from hospitals.models import Hospital
from hospitals.verification import may_decide
from postings.models import Posting

ENDED = "ended.applicants"  # a round of letters (core/rounds.py)
GRACE = timedelta(days=7)  # after the reminder, before it limits a hospital (postings/allowance.py)


def warn(application: Application, *, at: datetime | None = None) -> bool:
    """Tell the hospital that its promise is near, once. False when there is no need."""
    now = at or timezone.now()
    with transaction.atomic():
        near = Application.objects.unanswered().filter(pk=application.pk, warned_at=None, nudged_at=None)
        row = near.filter(respond_by__gt=now).select_for_update(of=("self",)).first()
        if row is None:
            return False
        row.warned_at = now
        row.save(update_fields=["warned_at", "changed_at"])
        audit.record(row, "warn", by=None, at=now)
        mails.promise_near(row)
    application.refresh_from_db()
    return True


def nudge(application: Application, *, at: datetime | None = None) -> bool:
    """Remind the hospital of its promise, once, and tell the candidate that we did. False when there is no need."""
    now = at or timezone.now()
    with transaction.atomic():
        due = Application.objects.unanswered().filter(pk=application.pk, nudged_at=None, respond_by__lte=now)
        row = due.select_for_update(of=("self",)).first()
        if row is None:
            return False
        row.nudged_at = now
        row.save(update_fields=["nudged_at", "changed_at"])
        audit.record(row, "nudge", by=None, at=now)
        mails.nudged(row)
        mails.waiting_longer(row)
    application.refresh_from_db()
    return True


def no_answer(application: Application, *, at: datetime | None = None) -> None:
    """The hospital stayed silent: say so."""
    with LIFE.move(application, "no_answer", by=None, at=at) as move:
        mails.no_answer(move.row)


def left_unanswered(hospital: Hospital, at: datetime) -> int:
    """People whom this hospital owes an answer a week after we reminded it, and those whose application ended so and
    about whom no moderator has spoken with it."""
    owed = Q(status__in=UNANSWERED, nudged_at__lte=at - GRACE)
    ended = Q(status=Stage.NO_ANSWER, silence_seen_at=None)
    return Application.objects.filter(owed | ended, posting__hospital=hospital).count()


def overdue_at(hospital: Hospital, at: datetime) -> int:
    """People who wait longer than the hospital promised: what everyone may know."""
    return Application.objects.unanswered().filter(posting__hospital=hospital, respond_by__lte=at).count()


def silences_of(hospital: Hospital) -> QuerySet[Application]:
    """Applications that ended in silence and that no moderator has dealt with, oldest first."""
    return (
        Application.objects.filter(posting__hospital=hospital, status=Stage.NO_ANSWER, silence_seen_at=None)
        .select_related("posting")
        .order_by("decided_at", "id")
    )


def deal_with_silence(
    hospital: Hospital, *, by: User, words: str, until: datetime, at: datetime | None = None
) -> int:
    """A moderator has spoken with the hospital about what ended in silence up to `until`. Returns how many."""
    if not may_decide(by, hospital):
        raise NotAllowed("deal_with_silence")
    now = at or timezone.now()
    with transaction.atomic():
        seen = Application.objects.filter(
            pk__in=silences_of(hospital).filter(decided_at__lte=until).values("pk")
        ).update(silence_seen_at=now)
        if seen:
            audit.record(hospital, "deal_with_silence", by=by, at=now, words=words, data={"n": seen})
    return seen


def tell_of_closing(posting: Posting, at: datetime, by: Any) -> None:
    """Everyone with a draft or a running application hears that the opening ended, and talks that were still to come
    are called off. Runs in its transaction."""
    interview_ends.end_with_posting(posting, at, by)
    rounds.begin(ENDED, posting.pk, at=at)


def register() -> None:
    rounds.register(ENDED, whom=_of_ended, tell=lambda application, _: mails.posting_closed(application))


def _of_ended(posting: int, at: datetime) -> QuerySet[Application]:
    waiting = Application.objects.filter(still_runs(timezone.now()) | Q(status=Stage.DRAFT), posting=posting)
    return waiting.exclude(posting__status=Posting.Status.PUBLISHED).select_related(
        "candidate", "posting__hospital"
    )
