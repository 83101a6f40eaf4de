"""Hiring somebody, and what the others are told."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from applications import bulk, pipeline
from applications.models import Application, BatchKind, Offer, RejectionReason, Stage
from postings import lifecycle
from postings.models import Posting
from postings.models.choices import Outcome, Status


@dataclass(frozen=True, slots=True)
class Decision:
    """`words` (by language) go to the others when they are rejected; empty: they stay open. `close` ends the opening."""

    words: dict[str, str] = field(default_factory=dict)
    close: bool = False


def others(application: Application) -> QuerySet[Application]:
    """Everybody else who still waits for this opening."""
    return (
        Application.objects.active()
        .filter(posting_id=application.posting_id)
        .exclude(pk=application.pk)
        .select_related("candidate", "posting")
        .order_by("submitted_at", "id")
    )


def with_an_open_offer(some: list[Application]) -> list[str]:
    """The names of those who cannot be told no, because an offer waits for their answer."""
    waiting = Offer.objects.filter(application__in=some, accepted_at=None, ended_at=None)
    ids = set(waiting.values_list("application_id", flat=True))
    return [one.candidate_name for one in some if one.pk in ids]


def left(posting: Posting) -> int:
    """How many of its positions are still free."""
    hired = Application.objects.filter(posting=posting, status=Stage.HIRED).count()
    return max(0, posting.positions - hired)


def hire(application: Application, decision: Decision, *, by: User, at: datetime | None = None) -> None:
    """All of it or nothing. The letters to the others wait 24 hours, like every rejection."""
    at = at or timezone.now()
    with transaction.atomic():
        pipeline.hire(application, by=by, at=at)
        rest = [a.pk for a in others(application).exclude(candidate=by)]
        if decision.words and rest:
            bulk.start(
                BatchKind.REJECT,
                rest,
                hospital=application.posting.hospital,
                by=by,
                reason=RejectionReason.OTHER_CANDIDATE,
                words=decision.words,
                at=at,
            )
        if decision.close and application.posting.status == Status.PUBLISHED:
            lifecycle.close(application.posting, by=by, outcome=Outcome.HIRED_HERE, at=at)
