from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from accounts import profiles, throttle, visibility
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


every(timedelta(hours=1), sweep_tries)
every(timedelta(hours=6), hide_idle_profiles)
every(timedelta(days=1), sweep_files)
