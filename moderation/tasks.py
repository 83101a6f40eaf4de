"""What the desk does by the clock. Each job finds nothing of what it did before."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from core.jobs import every
from moderation import cases, claims, mails_of_numbers, merge_jobs, merging, numbers, trust


@task()
def count_numbers() -> None:
    """Kept for an hour: asked more often, so that they are never much older."""
    numbers.refresh_old(timezone.now())


@task()
def mail_numbers() -> None:
    mails_of_numbers.send(timezone.now())


@task()
def earn_trust() -> None:
    trust.earn_all(timezone.now())


@task()
def let_cases_rest() -> None:
    cases.rest(timezone.now())


@task()
def forget_claims() -> None:
    claims.sweep(timezone.now())


@task()
def merge_words(pk: int) -> None:
    """What a moderator asked for: two words become one, or two again."""
    merge_jobs.work(pk)


@task()
def go_on_with_merges() -> None:
    """Those of a worker that died."""
    for pk in list(merging.unfinished().order_by("pk").values_list("pk", flat=True)):
        merge_jobs.work(pk)


@task()
def settle_merges() -> None:
    """What an undo would need is kept for a day."""
    merging.settle(timezone.now())


every(timedelta(minutes=30), count_numbers)
every(timedelta(hours=6), mail_numbers)
every(timedelta(hours=1), earn_trust)
every(timedelta(hours=1), let_cases_rest)
every(timedelta(hours=6), forget_claims)
every(timedelta(minutes=1), go_on_with_merges)
every(timedelta(hours=1), settle_merges)
