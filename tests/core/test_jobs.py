"""Jobs are tried again, found again after a crash, and scheduled once however many workers run."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from core import jobs
from core.models import Schedule


@task()
def nothing() -> None:
    """A job that only exists."""


@pytest.fixture
def one_periodic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_periodic", {nothing.module_path: (nothing, timedelta(hours=1))})


@pytest.mark.django_db(transaction=True)
def test_three_workers_enqueue_a_periodic_job_once(one_periodic: None) -> None:
    def work() -> None:
        jobs.tick()
        connection.close()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert DBTaskResult.objects.count() == 1
    assert Schedule.objects.get(name=nothing.module_path).next_run_at > timezone.now() + timedelta(minutes=59)


@pytest.fixture
def nothing_periodic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_periodic", {})


@pytest.mark.usefixtures("nothing_periodic")
@pytest.mark.django_db
def test_a_job_whose_worker_died_runs_again_and_is_given_up_after_the_last_try() -> None:
    nothing.enqueue()
    long_ago = timezone.now() - timedelta(hours=1)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=long_ago, worker_ids=["a"])
    jobs.tick()
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=long_ago, worker_ids=list("abcde")
    )
    jobs.tick()
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


@pytest.mark.usefixtures("nothing_periodic")
@pytest.mark.django_db
def test_a_job_that_runs_is_left_alone() -> None:
    nothing.enqueue()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=["a"])
    jobs.tick()
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_failed_job_goes_back_with_a_gap() -> None:
    result = nothing.enqueue()
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, worker_ids=["a"], finished_at=timezone.now())
    jobs.try_again(sender=None, task_result=nothing.get_result(result.id))
    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.READY
    assert timedelta(seconds=7) < row.run_after - timezone.now() < timedelta(seconds=13)
