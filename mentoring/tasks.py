"""What the worker does for mentors."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from core.jobs import every
from mentoring import asking


@task()
def look_after_mentorships() -> None:
    now = timezone.now()
    asking.expire_unanswered(now)
    asking.check_in(now)
    asking.complete_old(now)


every(timedelta(hours=1), look_after_mentorships)
