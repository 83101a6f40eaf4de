"""How many openings a hospital may have open while people wait for answers that it promised.

A hospital that leaves LIMIT_FROM_UNANSWERED applications without an answer, a week after we reminded it, may have
OPENINGS_WHILE_UNANSWERED openings open. What is online stays. Nothing is stored: the limit is gone as soon as the people
have their answer. A moderator may lift it for a time, with a reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.workflow import NotAllowed
from hospitals.models import Hospital
from hospitals.verification import may_decide
from postings.completeness import Missing
from postings.models import Posting
from postings.models.choices import Status

# Who knows of promises, on a floor above: called with (hospital, at), tells how many are left unanswered for too long.
# They register in their AppConfig.ready().
unanswered: list[Callable[[Hospital, datetime], int]] = []


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` openings may be open, `open` are, because `unanswered` people wait."""

    most: int
    open: int
    unanswered: int


def is_lifted(hospital: Hospital, at: datetime) -> bool:
    return hospital.limit_lifted_until is not None and hospital.limit_lifted_until > at


def limit_of(
    hospital: Hospital,
    at: datetime,
    *,
    but: Posting | None = None,
    in_review: bool = True,
    lifted_too: bool = False,
) -> Limit | None:
    """None while the hospital keeps its promises, or while the limit is lifted. `but`: an opening that does not count;
    `in_review`: those that wait for a moderator count too."""
    if is_lifted(hospital, at) and not lifted_too:
        return None
    waiting = sum(count(hospital, at) for count in unanswered)
    if waiting < settings.LIMIT_FROM_UNANSWERED:
        return None
    counted = Q(status=Status.PUBLISHED, closes_at__gt=at)
    counted |= Q(status=Status.IN_REVIEW) if in_review else Q()
    rows = Posting.objects.filter(counted, hospital=hospital)
    rows = rows.exclude(pk=but.pk) if but and but.pk else rows
    return Limit(settings.OPENINGS_WHILE_UNANSWERED, rows.count(), waiting)


def gaps(posting: Posting, at: datetime, *, publishing: bool = False, alone: bool = False) -> list[Missing]:
    """Why one more opening cannot be sent (or put online, by a moderator) now, and what ends that. `alone`: nobody
    else may come in between; call it in a transaction."""
    found = limit_of(posting.hospital, at, but=posting, in_review=not publishing)
    if found is None:
        return []
    if alone:
        Hospital.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.hospital_id)
        found = limit_of(posting.hospital, at, but=posting, in_review=not publishing)
    if found is None or found.open < found.most:
        return []
    if publishing:
        told = _("%(n)s people wait for an answer that this hospital promised. Until they have it, it may have %(most)s openings open, and it has %(open)s.")  # fmt: skip
    else:
        told = _("%(n)s people wait for an answer that you promised. Until they have it, you may have %(most)s openings open, and you have %(open)s. Answer them, or close another opening.")  # fmt: skip
    words = told % {"n": found.unanswered, "most": found.most, "open": found.open}
    return [Missing("limit", words, reverse("applications:workspace_list", args=[posting.hospital.slug]))]


def lift(hospital: Hospital, *, by: Any, days: int, reason: str, at: datetime | None = None) -> None:
    """For so many days the hospital may open as many openings as others. Raises NotAllowed."""
    at = at or timezone.now()
    if not may_decide(by, hospital):
        raise NotAllowed("lift_limit")
    with transaction.atomic():
        row = Hospital.objects.select_for_update(of=("self",)).get(pk=hospital.pk)
        row.limit_lifted_until = at + timedelta(days=days)
        row.save(update_fields=["limit_lifted_until"])
        until = row.limit_lifted_until.isoformat()
        audit.record(row, "lift_limit", by=by, at=at, words=reason, data={"until": until})
    hospital.limit_lifted_until = row.limit_lifted_until
