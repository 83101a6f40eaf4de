"""A hospital became verified: the openings that waited for it are in the moderators' queue now, and moderators hear so."""

from datetime import datetime

from django.db.models import QuerySet

from core import rounds
from hospitals.models import Hospital
from postings import mails
from postings.models import Posting
from postings.models.choices import Status

ROUND = "verified.openings"


def tell(hospital: Hospital, at: datetime) -> None:
    """Runs in the transaction in which it became so."""
    rounds.begin(ROUND, hospital.pk, at=at)


def register() -> None:
    rounds.register(ROUND, whom=_in_review, tell=lambda posting, _: mails.submitted(posting))


def _in_review(hospital: int, at: datetime) -> QuerySet[Posting]:
    """Those sent later were told of when they were sent."""
    rows = Posting.objects.filter(hospital=hospital, hospital__status=Hospital.Status.VERIFIED)
    return rows.filter(status=Status.IN_REVIEW, submitted_at__lte=at).select_related("hospital")
