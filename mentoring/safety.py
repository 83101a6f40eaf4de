"""Blocks and reports, the same for both sides.

          dismiss
  open ──────────▶ dismissed
    └── bar ─────▶ barred      the person neither finds, asks nor is a mentor any more
                     └── lift ──▶ dismissed    it was wrong: they may again

All arrows are a moderator's, never of somebody who is one of the two. They are drawn in the case of all reports about
somebody (moderation/cases.py), and that writes every letter.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from core import audit
from core.workflow import Arrow, Life
from mentoring import asking
from mentoring.models import Block, Mentorship, Report


def _moderator(user: Any, report: Report) -> bool:
    return bool(user.is_moderator) and user.pk not in (report.by_id, report.about_id)


# What upper floors do with a report: called with it inside the transaction.
when_reported: list[Callable[[Report], None]] = []

LIFE = Life(
    Report,
    [
        Arrow("dismiss", ("open",), "dismissed", _moderator, stamp="settled_at"),
        Arrow("bar", ("open",), "barred", _moderator, stamp="settled_at"),
        Arrow("lift", ("barred",), "dismissed", _moderator, stamp="settled_at"),
    ],
)


def block(whom: User, *, by: User, at: datetime | None = None) -> None:
    """Neither finds the other from now on, and what runs between them ends. The other is not told who did it."""
    at = at or timezone.now()
    with transaction.atomic():
        Block.objects.get_or_create(by=by, whom=whom)
        for row in Mentorship.objects.between(by, whom).filter(ended_at=None).order_by("pk"):
            asking.part(row, at=at, quietly=True)


def unblock(whom: User, *, by: User) -> None:
    Block.objects.filter(by=by, whom=whom).delete()


def report(
    about: User,
    *,
    by: User,
    reason: str,
    words: str = "",
    mentorship: Mentorship | None = None,
    at: datetime | None = None,
) -> Report:
    """Moderators look. Who reports somebody twice adds to nothing: the first one still waits."""
    at = at or timezone.now()
    try:
        with transaction.atomic():
            row = Report.objects.create(
                about=about, by=by, reason=reason, words=words, mentorship=mentorship, at=at
            )
            audit.record(row, "report_person", by=by, at=at, reasons=[reason])
            for tell in when_reported:
                tell(row)
    except IntegrityError:
        return Report.objects.get(about=about, by=by, status=Report.Status.OPEN)
    return row


def dismiss(row: Report, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(row, "dismiss", by=by, at=at):
        pass


def lift(row: Report, *, by: User, at: datetime | None = None) -> None:
    """They may ask and be asked again; what ended stays ended."""
    with LIFE.move(row, "lift", by=by, at=at):
        pass


def bar(row: Report, *, by: User, at: datetime | None = None) -> None:
    """Their page goes, what they asked and what runs ends."""
    at = at or timezone.now()
    with LIFE.move(row, "bar", by=by, at=at) as move:
        leave_all(move.row.about, at=at)


def leave_all(user: User, *, at: datetime) -> None:
    """Somebody leaves mentoring on both sides: what waits and what runs ends, the others are told."""
    for row in Mentorship.objects.of(user).filter(ended_at=None).order_by("pk"):
        asking.part(row, at=at, leaver=user)
