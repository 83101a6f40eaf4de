"""kill -9 of the alerts' run at ten random points, each time begun again: each match is mailed exactly once.

The ledger is the outbox: which opening a letter to which alert names. It is compared with what was written down (Told)
and with what must be found.
"""

import random
import re
import signal
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from alerts import running
from alerts.models import Alert, Told
from core.models import OutgoingMail
from postings.models import Posting
from tests.survival import dying

KILLS, ALERTS = 10, 240
AT_ONCE = 10  # alerts in a transaction: many commits
STEPS = range(10, 80)  # reading what is new takes some twenty, ten alerts take some twenty more


def run(moment: datetime, point: int) -> int:
    def work(_: dying.Tell) -> None:
        running.AT_ONCE = AT_ONCE
        running.run_due(moment)

    return dying.run(work, point).signal


def ledger() -> Counter[tuple[int, int]]:
    """(alert, opening) of every line of every letter."""
    return Counter(
        (int(letter.about.partition(":")[2]), int(opening))
        for letter in OutgoingMail.objects.filter(kind="alert_found")
        for opening in re.findall(r"/openings/(\d+)/", letter.text)
    )


def make_alerts(now: datetime) -> None:
    searches = ["", "mode=hybrid", "q=video", "engagement=employee&lang=en"]
    Alert.objects.bulk_create(
        Alert(
            email=f"reader-{n}@people.example",
            language="nl" if n % 3 == 0 else "en",
            query=searches[n % len(searches)],
            time_zone="Europe/Amsterdam",
            status=Alert.Status.ACTIVE,
            active_at=now - timedelta(days=1),
            kept_at=now,
            due_at=now - timedelta(minutes=n),
        )
        for n in range(ALERTS)
    )


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_ten_times_mails_each_match_exactly_once(
    make_posting: Callable[..., Posting],
) -> None:
    now = timezone.now()
    for n in range(3):
        make_posting(title=f"Video maker {n}", publish_at=now - timedelta(minutes=5 + n))
    make_alerts(now)
    rng = random.Random(20261123)

    died = [run(now, rng.choice(STEPS)) for _ in range(KILLS)]
    assert died == [signal.SIGKILL] * KILLS
    assert 0 < OutgoingMail.objects.count() < ALERTS  # some were written, and some were left to do
    assert run(now, 0) == 0

    told = Counter(Told.objects.values_list("alert", "posting"))
    assert ledger() == told
    assert set(told.values()) == {1}
    found = Counter(alert for alert, _ in told)
    assert {found[pk] for pk in Alert.objects.filter(query="").values_list("pk", flat=True)} == {3}
    assert len(found) == OutgoingMail.objects.count()
    before = OutgoingMail.objects.count()
    assert run(now, 0) == 0  # the same run twice
    Alert.objects.update(due_at=now)
    assert run(now, 0) == 0
    assert OutgoingMail.objects.count() == before
