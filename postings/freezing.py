"""One opening out of sight for a while, whatever its status; its hospital and its other openings go on.

freeze    nobody finds or reads it, nobody can apply; what was sent stays   a moderator without a seat there; the board, when
                                                                            reports ask for it (moderation/reporting.py)
unfreeze  everything is as it was                                           a moderator without a seat there

`PostingQuerySet.live()` and `readable()` leave frozen openings out, and with them every page, count, feed and alert.
Whoever calls tells the team, with the why (moderation/mails_of_cases.py).
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.workflow import NotAllowed, WrongState
from hospitals.verification import may_decide
from postings import undoing
from postings.models import Posting
from postings.models.choices import Status

if TYPE_CHECKING:
    from accounts.models import User

# What upper floors do when one goes out of sight: called inside the transaction with (posting, at, by).
when_frozen: list[Callable[[Posting, datetime, Any], None]] = []


def freeze(posting: Posting, *, by: "User | None", at: datetime | None = None) -> None:
    """Out of sight at once. Raises NotAllowed, or WrongState when it is so already."""
    at = at or timezone.now()
    _move(posting, "freeze", by, at, to=at)


def unfreeze(posting: Posting, *, by: "User", at: datetime | None = None) -> None:
    """Back where it was. Raises NotAllowed, or WrongState when it is not frozen."""
    _move(posting, "unfreeze", by, at or timezone.now(), to=None)


def _move(posting: Posting, verb: str, by: "User | None", at: datetime, *, to: datetime | None) -> None:
    with transaction.atomic():
        rows = Posting.objects.select_for_update(of=("self",)).select_related("hospital")
        row = rows.get(pk=posting.pk)
        if by is not None and not may_decide(by, row.hospital):
            raise NotAllowed(verb)
        if (row.frozen_at is None) is (to is None):
            raise WrongState(row, verb, "frozen" if row.frozen_at else row.status)
        if row.frozen_at and row.status == Status.PUBLISHED:
            undoing.let_leave(row, since=row.frozen_at)
        row.frozen_at = to
        row.save(update_fields=["frozen_at", "changed_at"])
        row.successors.update(changed_at=at)  # their pages name it no more, or again
        audit.record(row, verb, by=by, at=at, before=row.status, after=row.status)
        for tell in when_frozen if to else []:
            tell(row, at, by)
    posting.frozen_at = to
