"""Background jobs: retries with growing gaps, periodic jobs, recovery of jobs whose worker died.

django-tasks-db gives the queue (rows in the caller's transaction) and the loop; this adds what it leaves out.
Jobs run at least once, so every job must be idempotent.
"""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.base import Task
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from core.models import Schedule


@dataclass(frozen=True, slots=True)
class Policy:
    """How often a job is tried, the first gap, and after how long a running one counts as lost (seconds)."""

    attempts: int = 5
    first_gap: float = 10
    lost_after: float = 600


_policies: dict[str, Policy] = {}
_periodic: dict[str, tuple[Task[Any, Any], timedelta]] = {}


def retried(task: Task[Any, Any], policy: Policy) -> Task[Any, Any]:
    """Give a task a policy other than the default."""
    _policies[task.module_path] = policy
    return task


def every(gap: timedelta, task: Task[Any, Any]) -> Task[Any, Any]:
    """Enqueue `task` once in each gap, by one worker only, however many run."""
    _periodic[task.module_path] = (task, gap)
    return task


@receiver(task_finished)
def try_again(task_result: TaskResult[Any], **_: Any) -> None:
    """A failed job goes back into the queue while tries are left; one worker id is kept for each claim."""
    if task_result.status != TaskResultStatus.FAILED:
        return
    policy = _policies.get(task_result.task.module_path, Policy())
    tries = len(task_result.worker_ids)
    if tries >= policy.attempts:
        return
    gap = policy.first_gap * 2 ** (tries - 1) * random.uniform(0.8, 1.2)  # noqa: S311 a gap, not a secret
    DBTaskResult.objects.filter(id=task_result.id, status=TaskResultStatus.FAILED).update(
        status=TaskResultStatus.READY, run_after=timezone.now() + timedelta(seconds=gap), finished_at=None
    )


def tick() -> None:
    """Called by every worker every few seconds; safe on any number of machines."""
    _enqueue_periodic()
    _recover_lost()


def _enqueue_periodic() -> None:
    now = timezone.now()
    Schedule.objects.bulk_create(
        [Schedule(name=n, next_run_at=now) for n in _periodic], ignore_conflicts=True
    )
    with transaction.atomic():
        due = Schedule.objects.select_for_update(skip_locked=True).filter(
            next_run_at__lte=now, name__in=_periodic
        )
        for schedule in due:
            task, gap = _periodic[schedule.name]
            task.enqueue()
            schedule.next_run_at = now + gap
            schedule.save(update_fields=["next_run_at"])


def _recover_lost() -> None:
    now = timezone.now()
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).order_by(F("started_at").asc()):
        policy = _policies.get(job.task_path, Policy())
        if job.started_at is None or job.started_at > now - timedelta(seconds=policy.lost_after):
            continue
        again = len(job.worker_ids) < policy.attempts
        DBTaskResult.objects.filter(
            id=job.id, status=TaskResultStatus.RUNNING, started_at=job.started_at
        ).update(status=TaskResultStatus.READY if again else TaskResultStatus.FAILED)
