"""What is kept for a while only: letters, sessions, results of jobs, accounts that nobody confirmed, copies.

Each step finds nothing of what it did before, so a job that is run twice does no harm.
"""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_tasks_db.models import DBTaskResult

from accounts import copies
from accounts.importing import offering
from accounts.mails_of_closing import FAREWELL
from accounts.models import User
from core.models import OutgoingMail

LETTERS = timedelta(days=30)
JOBS = timedelta(days=7)
UNCONFIRMED = timedelta(hours=24)


def run(at: datetime) -> None:
    copies.clean(at)
    forget_letters(at)
    forget_jobs(at)
    forget_sessions(at)
    forget_unconfirmed(at)
    offering.forget_old(at)


def forget_letters(at: datetime) -> int:
    """Letters that have left, were stopped or given up: after 30 days; the last one to an erased mailbox at once."""
    old = at - LETTERS
    ended = Q(sent_at__lt=old) | Q(given_up_at__lt=old) | Q(cancelled_at__lt=old)
    farewell = Q(kind=FAREWELL) & (Q(sent_at__isnull=False) | Q(given_up_at__isnull=False))
    return OutgoingMail.objects.filter(ended | farewell).delete()[0]


def forget_jobs(at: datetime) -> int:
    """A failed job's traceback may quote what it worked on."""
    return DBTaskResult.objects.filter(finished_at__lt=at - JOBS).delete()[0]


def forget_sessions(at: datetime) -> int:
    return Session.objects.filter(expire_date__lt=at).delete()[0]


def forget_unconfirmed(at: datetime) -> int:
    """Accounts whose mailbox was never confirmed: made by a typing error, or by somebody else."""
    mailboxes = EmailAddress.objects.filter(user=OuterRef("pk"))
    never = User.objects.filter(
        Exists(mailboxes),
        ~Exists(mailboxes.filter(verified=True)),
        standing=User.Standing.OPEN,
        last_login=None,
        is_staff=False,
        is_superuser=False,
        date_joined__lt=at - UNCONFIRMED,
    )
    return sum(_forget(never, pk) for pk in list(never.values_list("pk", flat=True)))


def _forget(never: QuerySet[User], pk: int) -> bool:
    """False when its owner has confirmed it just now."""
    with transaction.atomic():
        list(EmailAddress.objects.select_for_update().filter(user=pk))
        user = never.filter(pk=pk).first()
        return user is not None and bool(user.delete())
