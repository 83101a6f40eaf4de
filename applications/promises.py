"""What the board itself does, so that nobody waits in silence: remind, end what stays unanswered, tell of a closing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from applications import mails
from applications.models import ACTIVE, Application, Stage
from applications.pipeline import LIFE
from core import audit
from postings.models import Posting


def nudge(application: Application, *, at: datetime | None = None) -> bool:
    """Remind the hospital of its promise, once, and tell the candidate that we did. False when there is no need."""
    now = at or timezone.now()
    with transaction.atomic():
        due = Application.objects.unanswered().filter(pk=application.pk, nudged_at=None, respond_by__lte=now)
        row = due.select_for_update(of=("self",)).first()
        if row is None:
            return False
        row.nudged_at = now
        row.save(update_fields=["nudged_at", "changed_at"])
        audit.record(row, "nudge", by=None, at=now)
        mails.nudged(row)
        mails.waiting_longer(row)
    application.refresh_from_db()
    return True


def no_answer(application: Application, *, at: datetime | None = None) -> None:
    """The hospital stayed silent: say so."""
    with LIFE.move(application, "no_answer", by=None, at=at) as move:
        mails.no_answer(move.row)


def tell_of_closing(posting: Posting, at: datetime, by: Any) -> None:
    """Everyone with a draft or a running application hears that the opening ended. Runs in its transaction."""
    waiting = Application.objects.filter(posting=posting, status__in=[Stage.DRAFT, *ACTIVE]).select_related(
        "candidate"
    )
    for application in waiting.order_by("pk"):
        application.posting = posting
        mails.posting_closed(application)
