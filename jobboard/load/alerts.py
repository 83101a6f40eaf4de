"""Alerts of invented visitors, for measuring: confirmed, due at once, each at an address of its own."""

from datetime import datetime, timedelta

from alerts.models import Alert
from jobboard.load import MAIL, saved_searches
from postings.search import canonical

STEP = 2000


def load(count: int, *, seed: int, at: datetime) -> int:
    """Make `count` alerts that ask for what came in the week before `at`. Returns how many were new."""
    before = Alert.objects.count()
    made = [_one(n, query, at) for n, query in enumerate(saved_searches(count, seed))]
    Alert.objects.bulk_create(made, ignore_conflicts=True, batch_size=STEP)
    return Alert.objects.count() - before


def _one(n: int, query: str, at: datetime) -> Alert:
    return Alert(
        email=f"alert-{n}{MAIL}",
        language="nl" if n % 4 == 0 else "en",
        query=canonical(query),
        time_zone="Europe/Amsterdam",
        status=Alert.Status.ACTIVE,
        active_at=at - timedelta(days=7),
        kept_at=at,
        due_at=at,
    )
