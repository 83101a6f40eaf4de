"""What the worker does for alerts."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from alerts import keeping, mails, running, saving, talks_given
from core.jobs import every


@task()
def mail_what_is_new() -> None:
    running.run_due(timezone.now())


@task()
def remind_of_saved() -> None:
    saving.remind(timezone.now())


@task()
def tidy() -> None:
    now = timezone.now()
    keeping.ask_to_keep(now)
    keeping.end_unanswered(now)
    keeping.forget_unconfirmed(now)


@task()
def tell_of_talks(hospital_id: int) -> None:
    talks_given.tell(hospital_id, timezone.now())


@task()
def tell_of_mentor(hospital_id: int) -> None:
    talks_given.tell(hospital_id, timezone.now(), mails.mentor_joins)


every(timedelta(minutes=5), mail_what_is_new)
every(timedelta(hours=1), remind_of_saved)
every(timedelta(hours=6), tidy)
