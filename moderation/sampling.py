"""The life of a spot check: a moderator reads what a trusted hospital put online at once. Drawn by postings/sampling.py.

              pass
 waiting ────────────▶ fine
    │
    └──────fail──────▶ wanting     the opening is sent back or removed, with reasons, and trust is taken

verb   from      to        who draws it
pass   waiting   fine      a moderator without a seat there
fail   waiting   wanting   a moderator without a seat there, with reasons

Locks are taken in one order: the opening, its spot check, the hospital.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core.workflow import Arrow, Life
from hospitals.models import Hospital
from hospitals.verification import may_decide
from moderation import mails_of_trust, trust
from postings import lifecycle
from postings.models import SpotCheck
from postings.models.spot_check import SpotCheckStatus as Status

if TYPE_CHECKING:
    from accounts.models import User


def _impartial(user: Any, check: SpotCheck) -> bool:
    return may_decide(user, check.posting.hospital)


LIFE = Life(
    SpotCheck,
    [
        Arrow("pass", (Status.WAITING,), Status.FINE, _impartial, "decided_at"),
        Arrow("fail", (Status.WAITING,), Status.WANTING, _impartial, "decided_at"),
    ],
)


def pass_(check: SpotCheck, *, by: "User", hints: Iterable[str] = (), at: datetime | None = None) -> None:
    """It is in order; it stays online."""
    with LIFE.move(check, "pass", by=by, at=at) as move:
        move.row.decided_by = by
        move.data["hints"] = list(hints)


def fail(
    check: SpotCheck,
    *,
    by: "User",
    remove: bool,
    reasons: Iterable[str],
    words: str = "",
    hints: Iterable[str] = (),
    at: datetime | None = None,
) -> None:
    """It is not: removed for good, or taken offline to be mended. Its hospital's openings are read first again, which the
    letter about the opening says."""
    at, reasons, hints = at or timezone.now(), list(reasons), list(hints)
    why: dict[str, Any] = {"by": by, "reasons": reasons, "words": words, "at": at, "hints": hints}
    with transaction.atomic():
        if Hospital.objects.filter(pk=check.posting.hospital_id, trusted=True).exists():
            why["follows"] = mails_of_trust.what_follows
        (lifecycle.remove if remove else lifecycle.recall)(check.posting, **why)
        with LIFE.move(check, "fail", by=by, at=at, reasons=reasons) as move:
            move.row.decided_by = by
        trust.lost(check.posting.hospital, by=by, why=trust.Why.SAMPLE, at=at)
