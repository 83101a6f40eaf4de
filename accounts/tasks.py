from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from accounts import closing, copies, inbox, morning, profiles, suspending, sweeping, throttle, visibility
from accounts.models import InboxItem
from core.jobs import Policy, every, retried


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


@task()
def build_copy(copy_id: int) -> None:
    """Everything that is kept of one person, as a file."""
    copies.build(copy_id)


@task()
def end_accounts() -> None:
    """Closed and idle accounts: a warning first, then they are erased."""
    now = timezone.now()
    closing.warn_closed(now)
    closing.erase_closed(now)
    closing.warn_idle(now)
    closing.erase_idle(now)


@task()
def end_suspensions() -> None:
    """They hold to the second by themselves; this writes that they are over, and tells."""
    suspending.run_out(timezone.now())


@task()
def forget() -> None:
    """What has had its time: see docs/privacy.md."""
    sweeping.run(timezone.now())


retried(build_copy, Policy(attempts=3, first_gap=5, lost_after=300))
every(timedelta(minutes=10), forget)
every(timedelta(hours=1), end_accounts)
every(timedelta(minutes=1), end_suspensions)
every(timedelta(minutes=5), inbox_mails)
every(timedelta(hours=1), sweep_tries)
every(timedelta(hours=6), hide_idle_profiles)
every(timedelta(days=1), sweep_files)
every(timedelta(days=1), sweep_inbox)
