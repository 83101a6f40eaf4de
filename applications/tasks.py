"""The promise is kept by a job: at `respond_by` the hospital is reminded, 14 days later silence gets its name."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from applications import promises, record
from applications.models import Application
from core.jobs import every
from core.workflow import WrongState

PATIENCE = timedelta(days=14)


@task()
def keep_promises() -> None:
    remind(timezone.now())
    end_silence(timezone.now())
    record.refresh(timezone.now())


every(timedelta(hours=1), keep_promises)


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
