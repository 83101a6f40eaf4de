"""What the clock starts for hospitals. Each job is safe to run twice."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from core.jobs import Policy, every, retried
from hospitals import channels, digest, notices, proof
from hospitals.models import Notice


@task()
def morning_mails() -> None:
    """Every few minutes: it is 07:30 somewhere."""
    digest.send_due(timezone.now())


@task()
def sweep_notices() -> None:
    """They name people, so they are not kept for ever."""
    Notice.objects.filter(at__lt=timezone.now() - notices.KEPT).delete()


@task()
def look_for_proof(pk: int) -> None:
    """One hospital's web domain, because somebody asked or a month is over."""
    proof.look(pk)


@task()
def look_again_for_proofs() -> None:
    """What verified a hospital must stay where it is."""
    proof.look_again(timezone.now())


@task()
def look_at_channel(pk: int) -> None:
    """One profile: is it there, and does it link back?"""
    channels.look(pk)


@task()
def look_at_channels() -> None:
    """Those that nobody could see yet, and each one again after a month."""
    for pk in channels.due(timezone.now()):
        look_at_channel.enqueue(pk)


retried(look_at_channel, Policy(attempts=1))  # the daily round comes back to it
every(timedelta(days=1), look_at_channels)
every(timedelta(minutes=5), morning_mails)
every(timedelta(days=1), look_again_for_proofs)
every(timedelta(days=1), sweep_notices)
