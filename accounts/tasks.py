from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from accounts import inbox, morning, profiles, throttle, visibility
from accounts.models import InboxItem
from core.jobs import every


@task()
def sweep_tries() -> None:
    """Sign-in tries that no longer count."""
    throttle.sweep()


@task()
def sweep_files() -> None:
    """Stored files that no row names."""
    profiles.sweep_files()


@task()
def hide_idle_profiles() -> None:
    """Profiles that hospitals find, of people who stay away: a warning first, two weeks later they are hidden."""
    visibility.warn_idle(timezone.now())
    visibility.hide_idle(timezone.now())


@task()
def inbox_mails() -> None:
    """Every few minutes: it is 07:30 somewhere."""
    morning.send_due(timezone.now())


@task()
def sweep_inbox() -> None:
    """They say what somebody applied for, so they are not kept for ever."""
    InboxItem.objects.filter(at__lt=timezone.now() - inbox.KEPT).delete()


every(timedelta(minutes=5), inbox_mails)
every(timedelta(hours=1), sweep_tries)
every(timedelta(hours=6), hide_idle_profiles)
every(timedelta(days=1), sweep_files)
every(timedelta(days=1), sweep_inbox)
