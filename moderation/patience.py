"""Work that locks many rows gives way to whoever writes one of them.

Locks are taken in one order (docs/architecture.md, "Locks"). Where that cannot be held, because a row that points at another
locks that one too, the large work gives way and begins anew: PATIENCE is shorter than the second after which PostgreSQL would
end one of the two.
"""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from psycopg2.errors import DeadlockDetected, LockNotAvailable

Done = TypeVar("Done")

PATIENCE = "800ms"
TRIES = 4


class Busy(Exception):
    """Somebody kept writing what had to follow. Nothing was changed; try again."""


def patiently(work: Callable[[], Done]) -> Done:
    """Do the work in one transaction, TRIES times at most. Raises Busy."""
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                return work()
        except OperationalError as crossed:
            if not isinstance(crossed.__cause__, LockNotAvailable | DeadlockDetected):
                raise
            if attempt == TRIES - 1:
                raise Busy from crossed
    raise Busy
