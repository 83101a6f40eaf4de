"""20,000 alerts against 500 new postings: how long until every letter is written.

The measuring runs in a process of its own over a bench database, in a transaction that is taken back:
python -m jobboard.bench.alerts.
"""

import json
import os
import sys
import time
from datetime import timedelta
from typing import Any

from jobboard.bench.ground import Ground
from jobboard.bench.promises import ALERTS_SECONDS, Verdict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
SEARCHES, POSTINGS = 20_000, 500
PROMISE = f"alerts: {SEARCHES:,} alerts against {POSTINGS} new postings ≤ {ALERTS_SECONDS} s"


def measure(ground: Ground) -> list[Verdict]:
    """The promise's verdict."""
    told = json.loads(ground.run([sys.executable, "-m", "jobboard.bench.alerts"]))
    figure = f"{told['seconds']:.1f} s ({told['cpu']:.1f} s CPU), {told['pairs']:,} pairs in {told['letters']:,} letters"
    return [Verdict(PROMISE, f"{ground.size:,}", figure, told["seconds"] <= ALERTS_SECONDS)]


def _measured() -> dict[str, Any]:
    """Making up the alerts does not count; reading the postings, finding, and writing the letters does."""
    from django.db import transaction
    from django.utils import timezone

    from alerts import running
    from alerts.models import Alert, Told
    from jobboard.load import alerts
    from postings.models import Posting

    now = timezone.now()
    with transaction.atomic():
        alerts.load(SEARCHES, seed=1, at=now)
        came = Posting.objects.live(now).newest_first().values_list("publish_at", flat=True)[:POSTINGS]
        Alert.objects.update(active_at=min(at for at in came if at) - timedelta(seconds=1))
        began, cpu = time.perf_counter(), time.process_time()
        letters = running.run_due(now)
        told = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
        pairs = Told.objects.count()
        transaction.set_rollback(True)
    return told | {"letters": letters, "pairs": pairs}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measured()))
