"""What it means for applications that a candidate closes the account: see accounts/closing.py."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from applications import endings
from applications.models import Application, WithdrawalReason
from core.workflow import WrongState


def what_closing_does(user: User) -> list[str]:
    n = Application.objects.by_candidate(user).running(timezone.now()).count()
    if not n:
        return []
    words = ngettext(
        "%(n)s application is withdrawn and the hospital is told.",
        "%(n)s applications are withdrawn and the hospitals are told.",
        n,
    )
    return [words % {"n": n}]


def withdraw_all(user: User, at: datetime) -> None:
    """Hospitals hear of it as of every withdrawal. One that ended in this second stays as it ended."""
    mine = Application.objects.by_candidate(user).running(at)
    for application in mine.select_related("posting__hospital", "candidate"):
        try:
            with transaction.atomic():
                endings.withdraw(application, by=user, reason=WithdrawalReason.OTHER, at=at)
        except WrongState:
            continue
