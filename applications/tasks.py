"""What the board does every hour: promises, talks and offers that come near or are over, files that have to go.

Each step finds nothing of what it did before, so a job that is run twice does no harm.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from applications import arrivals, exports, interview_ends, inviting, looking, offers, pool, promises, record
from applications.models import Application
from core.jobs import Policy, every, retried
from core.workflow import WrongState

PATIENCE = timedelta(days=14)
WARN_BEFORE = timedelta(days=2)


@task()
def keep_promises() -> None:
    warn(timezone.now())
    remind(timezone.now())
    end_silence(timezone.now())
    record.refresh(timezone.now())


@task()
def keep_appointments() -> None:
    now = timezone.now()
    interview_ends.end_told(now)
    interview_ends.remind(now)
    offers.end_those_that_ran_out(now)
    offers.remind(now)
    pool.forget_expired(now)
    arrivals.sweep(now)
    exports.clean(now)
    inviting.end_those_that_ran_out(now)
    inviting.forget_old(now)
    looking.forget_old(now)


@task()
def build_export(export_id: int) -> None:
    exports.build(export_id)


retried(build_export, Policy(attempts=3, first_gap=5, lost_after=300))


every(timedelta(hours=1), keep_promises)
every(timedelta(minutes=10), keep_appointments)


def warn(now: datetime) -> int:
    """Returns how many hospitals' promises are near. One that answers within two days by promise is not warned at once."""
    near = Application.objects.unanswered().filter(
        warned_at=None, nudged_at=None, respond_by__gt=now, respond_by__lte=now + WARN_BEFORE
    )
    near = near.filter(submitted_at__lte=now - timedelta(hours=20)).order_by("respond_by")
    return sum(promises.warn(application, at=now) for application in near.iterator())


def remind(now: datetime) -> int:
    """Returns how many hospitals' promises were recalled. A second run finds none of them again."""
    due = Application.objects.unanswered().filter(nudged_at=None, respond_by__lte=now).order_by("respond_by")
    return sum(promises.nudge(application, at=now) for application in due.iterator())


def end_silence(now: datetime) -> int:
    """Only after a reminder: a board that was down must first remind, then wait."""
    silent = Application.objects.unanswered().filter(nudged_at__lte=now - PATIENCE).order_by("nudged_at")
    ended = 0
    for application in silent.iterator():
        try:
            promises.no_answer(application, at=now)
        except WrongState:  # answered while we were looking
            continue
        ended += 1
    return ended
