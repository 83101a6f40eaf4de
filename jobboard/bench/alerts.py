"""20,000 saved searches against 500 new postings: how long until it is known which finds which.

The measuring runs in a process of its own over a bench database: python -m jobboard.bench.alerts.
"""

import json
import os
import sys
import time
from typing import Any

from jobboard.bench.ground import Ground
from jobboard.bench.promises import ALERTS_SECONDS, Verdict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
SEARCHES, POSTINGS = 20_000, 500
PROMISE = f"alerts: {SEARCHES:,} saved searches against {POSTINGS} new postings ≤ {ALERTS_SECONDS} s"


def measure(ground: Ground) -> list[Verdict]:
    """The promise's verdict."""
    told = json.loads(ground.run([sys.executable, "-m", "jobboard.bench.alerts"]))
    figure = f"{told['seconds']:.1f} s ({told['cpu']:.1f} s CPU), {told['pairs']:,} pairs"
    return [Verdict(PROMISE, f"{ground.size:,}", figure, told["seconds"] <= ALERTS_SECONDS)]


def _measured() -> dict[str, Any]:
    """Making up the searches does not count; reading the postings does."""
    from jobboard.load import saved_searches
    from postings.models import Posting
    from postings.search.matching import matches

    searches = saved_searches(SEARCHES, seed=1)
    began, cpu = time.perf_counter(), time.process_time()
    newest = list(Posting.objects.live().newest_first().values_list("pk", flat=True)[:POSTINGS])
    pairs = sum(len(found) for _, found in matches(searches, newest))
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu, "pairs": pairs}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measured()))
