"""20,000 saved searches against 500 new postings: how long until it is known which finds which.

The measuring runs in a process of its own over a bench database: python -m jobboard.bench.alerts.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
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
    figure = f"{told['seconds']:.1f} s, {told['pairs']:,} pairs"
    return [Verdict(PROMISE, f"{ground.size:,}", figure, told["seconds"] <= ALERTS_SECONDS)]


def match(searches: list[str], postings: list[Any]) -> int:
    """How many pairs of a saved search and a posting fit. To be asked in the way in which the alerts ask."""
    ask, views = _find("postings.search", "Search"), _find("postings.search.index", "of")(postings)
    return sum(ask(search, language="en", views=views).found().total for search in searches)


class Missing(LookupError):
    """Names what is not written yet."""


def _find(module: str, name: str) -> Callable[..., Any]:
    try:
        found: Callable[..., Any] = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise Missing(f"{module}.{name}") from error
    return found


def _measured() -> dict[str, Any]:
    """Reading the postings counts, making up the searches does not."""
    try:
        saved = _find("jobboard.load", "saved_searches")
        _find("postings.search.index", "of")
    except Missing as missing:
        return {"missing": str(missing)}
    from postings.models import Posting

    searches = [str(search) for search in saved(SEARCHES, seed=1)]
    began = time.perf_counter()
    postings = list(Posting.objects.live().for_cards().newest_first()[:POSTINGS])
    pairs = match(searches, postings)
    return {"seconds": time.perf_counter() - began, "pairs": pairs}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measured()))
