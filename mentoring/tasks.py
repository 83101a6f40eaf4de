"""What the worker does for mentors and for talks."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from core.jobs import every
from mentoring import mentorships_by_clock, talks_by_clock


@task()
def look_after_mentorships() -> None:
    now = timezone.now()
    mentorships_by_clock.expire_unanswered(now)
    mentorships_by_clock.check_in(now)
    mentorships_by_clock.complete_old(now)


@task()
def look_after_talks() -> None:
    now = timezone.now()
    talks_by_clock.remind(now)
    talks_by_clock.settle(now)
    talks_by_clock.expire_unanswered(now)


every(timedelta(hours=1), look_after_mentorships)
every(timedelta(minutes=10), look_after_talks)
