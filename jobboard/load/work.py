"""Loads openings with one process per core. The rows do not depend on how many processes there are."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, connections
from django.utils import timezone

from hospitals.models import Hospital
from jobboard.load import hospitals
from jobboard.load.copying import reserve
from jobboard.load.rows import BATCH, Maker, Plan
from postings.models import Posting

ALONE_UP_TO = 5000  # fewer postings than this are made in this process
Progress = Callable[[int, int], None]


def today() -> datetime:
    """The moment that all dates are counted from: this midnight, so that a day's loads are alike."""
    return timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)


def load(
    total: int, *, seed: int, at: datetime | None = None, progress: Progress = lambda done, of: None
) -> Plan:
    """Make `total` postings and their hospitals. Each batch is a transaction; a broken load is taken away by drop()."""
    at = at or today()
    count = max(2, total // hospitals.POSTINGS_EACH)
    homes, lines = hospitals.make(count, seed=seed, first_id=reserve(Hospital, count), at=at)
    hospitals.store(lines, at=at)
    plan = Plan(seed, total, reserve(Posting, total), at, homes)
    done = 0
    with _workers(plan) as batches:
        for stored in batches:
            done += stored
            progress(done, total)
    analyse()
    return plan


@contextmanager
def _workers(plan: Plan) -> Iterator[Iterator[int]]:
    if plan.total <= ALONE_UP_TO:
        maker = Maker(plan)
        yield map(maker.store, range(plan.batches))
        return
    connections.close_all()  # a connection must not be shared with a child
    processes = min(os.cpu_count() or 1, 8)
    context = multiprocessing.get_context("fork")
    with context.Pool(processes, initializer=_begin, initargs=(plan,)) as pool:
        yield pool.imap_unordered(_store, range(plan.batches))


_maker: Maker | None = None


def _begin(plan: Plan) -> None:
    global _maker
    _maker = Maker(plan)


def _store(number: int) -> int:
    assert _maker is not None
    return _maker.store(number)


def analyse() -> None:
    """Tell the planner what is there now."""
    with connection.cursor() as cursor:
        for table in ("hospitals_hospital", "postings_posting", "postings_place", "postings_indexed"):
            # VACUUM marks what all may see; it cannot run inside a transaction (tests)
            cursor.execute(f"{'ANALYZE' if connection.in_atomic_block else 'VACUUM ANALYZE'} {table}")


__all__ = ["BATCH", "load", "today"]
