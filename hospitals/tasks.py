"""What the clock starts for hospitals. Each job is safe to run twice."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from core.jobs import every
from hospitals import digest, notices
from hospitals.models import Notice


@task()
def morning_mails() -> None:
    """Every few minutes: it is 07:30 somewhere."""
    digest.send_due(timezone.now())


@task()
def sweep_notices() -> None:
    """They name people, so they are not kept for ever."""
    Notice.objects.filter(at__lt=timezone.now() - notices.KEPT).delete()


every(timedelta(minutes=5), morning_mails)
every(timedelta(days=1), sweep_notices)
