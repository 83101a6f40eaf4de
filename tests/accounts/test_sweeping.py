"""What is kept for a while only, each at its boundary."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import sweeping
from accounts.models import User
from core.mail import Letter, queue
from core.models import OutgoingMail

MOMENT = timedelta(seconds=1)


@pytest.mark.parametrize("ended", ["sent_at", "cancelled_at", "given_up_at"])
def test_a_letter_is_kept_for_30_days_after_its_end(candidate: User, ended: str) -> None:
    now = timezone.now()
    mail = queue(Letter(subject="Hello", paragraphs=["…"]), kind="x", to=candidate)
    assert sweeping.forget_letters(now + timedelta(days=400)) == 0, "it waits"
    OutgoingMail.objects.filter(pk=mail.pk).update(**{ended: now})
    assert sweeping.forget_letters(now + sweeping.LETTERS) == 0
    assert sweeping.forget_letters(now + sweeping.LETTERS + MOMENT) == 1


def test_an_account_that_nobody_confirmed_goes_after_a_day(make_person: Any, candidate: User) -> None:
    typo = make_person("tpyo@people.example", "Typo")
    EmailAddress.objects.filter(user=typo).update(verified=False)
    joined = typo.date_joined
    assert sweeping.forget_unconfirmed(joined + sweeping.UNCONFIRMED) == 0
    assert sweeping.forget_unconfirmed(joined + sweeping.UNCONFIRMED + MOMENT) == 1
    assert sorted(User.objects.values_list("email", flat=True)) == [candidate.email]


def test_an_administrator_made_by_hand_stays(db: None) -> None:
    User.objects.create_superuser("root@board.example", "a-long-password")
    assert sweeping.forget_unconfirmed(timezone.now() + timedelta(days=9)) == 0


def test_sessions_and_results_of_jobs_go(db: None) -> None:
    now = timezone.now()
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=now)
    DBTaskResult.objects.create(
        task_path="a.b", args_kwargs={}, backend_name="default", status="SUCCESSFUL", finished_at=now,
        enqueued_at=now, worker_ids=[], run_after=now, exception_class_path="", traceback="",
    )  # fmt: skip
    assert (sweeping.forget_sessions(now), sweeping.forget_jobs(now + sweeping.JOBS)) == (0, 0)
    assert sweeping.forget_sessions(now + MOMENT) == 1
    assert sweeping.forget_jobs(now + sweeping.JOBS + MOMENT) == 1


def test_a_second_run_does_nothing_more(candidate: User) -> None:
    now = timezone.now()
    sweeping.run(now)
    sweeping.run(now)
    assert User.objects.count() == 1
