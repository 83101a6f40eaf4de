from datetime import timedelta

from django_tasks import task

from accounts import profiles, throttle
from core.jobs import every


@task()
def sweep_tries() -> None:
    """Sign-in tries that no longer count."""
    throttle.sweep()


@task()
def sweep_files() -> None:
    """Stored files that no row names."""
    profiles.sweep_files()


every(timedelta(hours=1), sweep_tries)
every(timedelta(days=1), sweep_files)
