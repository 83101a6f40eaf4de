from datetime import timedelta

from django_tasks import task

from accounts import throttle
from core.jobs import every


@task()
def sweep_tries() -> None:
    """Sign-in tries that no longer count."""
    throttle.sweep()


every(timedelta(hours=1), sweep_tries)
