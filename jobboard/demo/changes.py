"""The demo's changes of live openings, one at each end, and how often its openings were seen."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from applications.models import Application
from core import audit
from postings import material, revising, writing
from postings.models import Posting, Revision, Seen, Source

# How the readers of one day divide over where they came from.
_SHARES = {
    Source.SEARCH: 30, Source.LINKEDIN: 22, Source.ENGINE: 14, Source.DIRECT: 12, Source.HOME: 8, Source.LANDING: 6,
    Source.FACEBOOK: 4, Source.INSTAGRAM: 3, Source.HOSPITAL: 3, Source.X: 2, Source.FEED: 2, Source.OTHER: 2,
}  # fmt: skip


def load_changes(postings: dict[str, Posting], people: dict[str, User], now: datetime) -> None:
    """Call it when the applications are there: each is counted with a source."""
    moderator = people["moderator@demo.example"]
    waits = postings["northlake-social-media-manager"]
    lower = {"pay_min": waits.pay_min - Decimal(8000), "description": _reworded(waits.description)}  # type: ignore[operator]
    _propose(waits, lower, people["recruiter@demo.example"], now - timedelta(hours=3))
    fewer = postings["waterlinie-webcare"]
    applied = _propose(fewer, {"hours_min": 20, "hours_max": 28}, fewer.created_by, now - timedelta(days=3))
    revising.apply(applied, by=moderator, at=now - timedelta(days=2))
    refused = _propose(
        postings["northlake-physician-coach"], {"title": "Young social media coach for physicians"},
        people["owner@demo.example"], now - timedelta(days=2),
    )  # fmt: skip
    words = "“Young” points to age. Say what the work asks instead."
    revising.refuse(
        refused, by=moderator, reasons=["discriminating_words"], words=words, at=now - timedelta(days=1)
    )
    _seen(postings.values(), now)


def _reworded(text: str) -> str:
    first, dot, rest = text.partition(". ")
    return f"{first}{dot}You work one evening a week during campaigns. {rest}"


def _propose(posting: Posting, values: dict[str, Any], by: User | None, at: datetime) -> Revision:
    changed = material.as_if(posting, {})
    for name, value in values.items():
        setattr(changed, name, value)
    names = [name for name in writing.content_columns() if name in values]
    row = Revision.objects.create(
        posting=posting, changes=material.plain(changed, names), before=material.plain(posting, names),
        base_version=posting.version, proposed_by=by, proposed_at=at,
    )  # fmt: skip
    audit.record(row, "propose", by=by, at=at, after=row.status, data={"fields": sorted(values)})
    return row


def _seen(postings: Any, now: datetime) -> None:
    """The same numbers at every start; busiest in the first days, quieter at weekends."""
    dice = random.Random(20)  # noqa: S311 figures for a demo
    rows: dict[tuple[int, Any, str], Seen] = {}
    for posting in postings:
        if posting.publish_at is None or posting.publish_at > now:
            continue
        end = min(now, posting.closed_at or posting.closes_at or now)
        for n in range((end - posting.publish_at).days + 1):
            day = timezone.localdate(posting.publish_at + timedelta(days=n))
            readers = dice.randint(6, 18) * (3 if n < 3 else 1) // (2 if day.weekday() > 4 else 1)
            for source in dice.choices(list(_SHARES), weights=list(_SHARES.values()), k=readers):
                key = (posting.pk, day, source.value)
                rows.setdefault(key, Seen(posting=posting, day=day, source=source)).views += 1
    for application in Application.objects.sent().select_related("posting"):
        source = dice.choices(list(_SHARES), weights=list(_SHARES.values()))[0]
        Application.objects.filter(pk=application.pk).update(source=source)
        day = timezone.localdate(application.submitted_at)
        key = (application.posting_id, day, source.value)
        rows.setdefault(key, Seen(posting=application.posting, day=day, source=source)).applications += 1
    Seen.objects.bulk_create(rows.values())
