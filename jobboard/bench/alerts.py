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
from jobboard.processes import say

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
SEARCHES, POSTINGS = 20_000, 500
PROMISE = f"alerts: {SEARCHES:,} saved searches against {POSTINGS} new postings ≤ {ALERTS_SECONDS} s"


def measure(ground: Ground) -> list[Verdict]:
    """The promise's verdict; none, with a line that says why, where there is nothing to measure yet."""
    told = json.loads(ground.run([sys.executable, "-m", "jobboard.bench.alerts"]))
    if "missing" in told:
        say(f"Alerts are not measured: there is no {told['missing']} yet.")
        return []
    figure = f"{told['seconds']:.1f} s ({told['cpu']:.1f} s CPU), {told['pairs']:,} pairs"
    return [Verdict(PROMISE, f"{ground.size:,}", figure, told["seconds"] <= ALERTS_SECONDS)]


def views_of(postings: list[Any]) -> tuple[list[Any], int]:
    """An index of these postings alone, as of now: what Search(…, views=) asks. Alerts are to make theirs in one place
    (postings.search.index.of); until it is there, the same is put together here."""
    from postings.search import bits, index, source
    from postings.search.building import build

    if of := getattr(index, "of", None):
        found: tuple[list[Any], int] = of(postings)
        return found
    segment = build(source.some([posting.pk for posting in postings]))
    return [index.View(segment, bits.every(segment.n))], int(time.time() * 1_000_000)


def match(searches: list[str], postings: list[Any]) -> int:
    """How many pairs of a saved search and a posting fit."""
    from postings.search import Search

    views = views_of(postings)
    return sum(Search(search, language="en", views=views).found().total for search in searches)


def _measured() -> dict[str, Any]:
    """Making up the searches does not count; reading the postings does."""
    try:
        from jobboard.load import saved_searches
    except ImportError:
        return {"missing": "jobboard.load.saved_searches"}
    from postings.models import Posting

    searches = saved_searches(SEARCHES, seed=1)
    began, cpu = time.perf_counter(), time.process_time()
    postings = list(Posting.objects.live().newest_first()[:POSTINGS])
    pairs = match(searches, postings)
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu, "pairs": pairs}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measured()))
