"""What people with a draft are told while an opening is online: that it is full, or that it takes more again."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from applications.mails.limits import posting_full, posting_takes_more
from applications.models import Application, Stage
from core import rounds
from postings.models import Posting

ROUND = "limit.drafts"


def tell_of_limit(posting: Posting) -> None:
    """Runs in the transaction that moved the limit."""
    rounds.begin(ROUND, posting.pk, at=timezone.now())


def register() -> None:
    rounds.register(ROUND, whom=_drafts, tell=_told)


def _drafts(posting: int, at: datetime) -> QuerySet[Application]:
    rows = Application.objects.filter(posting=posting, status=Stage.DRAFT)
    return rows.filter(posting__status=Posting.Status.PUBLISHED).select_related(
        "candidate", "posting__hospital"
    )


def _told(application: Application, posting: int) -> None:
    (posting_full if application.posting.places_left == 0 else posting_takes_more)(application)
