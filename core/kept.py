"""What a process keeps of the database for some seconds, so that no page asks for it."""

import random
import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection, transaction

T = TypeVar("T")


class Kept(Generic[T]):
    """Called, it gives what `read` brought at most `seconds` ago. `read` gets what was kept before, None at first, and may
    give it back: when nothing changed, or when the database is away."""

    def __init__(self, read: Callable[[T | None], T], seconds: float) -> None:
        self.read, self.seconds = read, seconds
        self._value: T | None = None
        self._until = 0.0
        self._dropped = 0  # times
        self._lock = Lock()

    def __call__(self) -> T:
        if self._value is not None and time.monotonic() < self._until:
            return self._value
        with self._lock:
            if self._value is None or time.monotonic() >= self._until:
                dropped = self._dropped
                self._value = self.read(self._value)
                # What changed while it was read may not be in it.
                self._until = time.monotonic() + self._while if dropped == self._dropped else 0.0
            return self._value

    @property
    def _while(self) -> float:
        """A little less each time, by chance: else whatever one request read first would be read anew by one request
        for ever."""
        return self.seconds * random.uniform(0.7, 1)  # noqa: S311  # no secret

    def forget(self) -> None:
        """With a change: the next reader reads anew, and once more when the change is committed, for whoever read
        meanwhile has read what was before."""
        self._drop()
        if connection.in_atomic_block:
            transaction.on_commit(self._drop)

    def _drop(self) -> None:
        self._until, self._dropped = 0.0, self._dropped + 1

    def assume(self, value: T) -> None:
        """Nothing is read any more until `forget`. For tests."""
        self._value, self._until = value, float("inf")
