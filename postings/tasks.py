"""Jobs about openings that the clock starts. Each is safe to run twice."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from core import jobs
from core.workflow import WrongState
from pay.models import BoardCell
from postings import mails, outcomes, pay_cells, revising
from postings.models import Posting, Revision

REMIND_DAYS = 7


@task()
def remind_of_closing() -> int:
    """One letter a posting, seven days before it closes. Returns how many."""
    now = timezone.now()
    due = Posting.objects.live(now).filter(closes_at__lte=now + timedelta(days=REMIND_DAYS), reminded_at=None)
    # An opening that is only to be online for a week is not reminded on its first day.
    due = due.filter(publish_at__lte=now - timedelta(days=1))
    return sum(_remind(pk) for pk in due.values_list("pk", flat=True).order_by("closes_at", "id")[:500])


def _remind(pk: int) -> bool:
    with transaction.atomic():
        posting = (
            Posting.objects.live()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("hospital")
            .filter(pk=pk, reminded_at=None)
            .first()
        )
        if posting is None:
            return False
        Posting.objects.filter(pk=pk).update(reminded_at=timezone.now())
        mails.closes_soon(posting)
        return True


@task()
def ask_for_outcomes() -> int:
    """Of openings that passed their closing date two weeks ago. Returns how many letters were due."""
    return outcomes.ask(timezone.now())


@task()
def lay_aside_changes() -> int:
    """A change whose opening passed its closing date has nothing to change any more. Returns how many."""
    now = timezone.now()
    late = Revision.objects.pending().filter(posting__closes_at__lte=now).select_related("posting__hospital")
    return sum(_lay_aside(revision) for revision in late.order_by("id")[:500])


def _lay_aside(revision: Revision) -> bool:
    try:
        revising.posting_ended(revision.posting, timezone.now(), None)
    except WrongState:  # somebody took it back meanwhile
        return False
    return True


@task()
def count_pay() -> int:
    """What this board may show of its own openings' pay, once a month: counting more often would let a reader see one
    opening come in. Returns how many groups are shown."""
    first = timezone.now().date().replace(day=1)
    counted = BoardCell.objects.filter(until__gte=first).exists()
    return 0 if counted else pay_cells.count()


jobs.every(timedelta(hours=24), count_pay)
jobs.every(timedelta(hours=1), remind_of_closing)
jobs.every(timedelta(hours=1), ask_for_outcomes)
jobs.every(timedelta(hours=1), lay_aside_changes)
