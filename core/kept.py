"""What a process keeps of the database for some seconds, so that no page asks for it.

In a web server a thread of each process reads it anew before it is too old (`read_beside`), as long as somebody asks for
it; else whoever asks next reads it.
"""

import os
import random
import time
from collections.abc import Callable
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

import structlog
from django.db import Error, close_old_connections, connection, transaction

T = TypeVar("T")
EARLY = 4.0  # seconds before it is too old
_PAUSE = 2.0
log = structlog.get_logger("kept")


class Kept(Generic[T]):
    """Called, it gives what `read` brought at most `seconds` ago. `read` gets what was kept before, None at first, and may
    give it back: when nothing changed, or when the database is away."""

    def __init__(self, read: Callable[[T | None], T], seconds: float) -> None:
        self.read, self.seconds = read, seconds
        self._value: T | None = None
        self._until = 0.0
        self._dropped = 0  # times
        self._asked = False  # since it was read
        self._lock = Lock()
        _beside.kept.append(self)

    def __call__(self) -> T:
        self._asked = True
        if self._value is not None and time.monotonic() < self._until:
            return self._value
        _beside.begin()
        with self._lock:
            return self._read() if self._value is None or time.monotonic() >= self._until else self._value

    def renew(self) -> bool:
        """Read it anew when it is soon too old and was asked for since it was read. Was it?"""
        with self._lock:
            if due := self._asked and 0 < self._until < time.monotonic() + EARLY:
                self._asked = False
                self._read()
            return due

    def _read(self) -> T:
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


class _Beside:
    """The thread that reads anew, in each process that serves pages."""

    def __init__(self) -> None:
        self.kept: list[Kept[Any]] = []
        self.wanted = False
        self._process = 0

    def begin(self) -> None:
        """Once in a process. A process that parted from this one has no thread yet."""
        if self.wanted and self._process != os.getpid():
            self._process = os.getpid()
            Thread(target=self._for_ever, name="kept", daemon=True).start()

    def _for_ever(self) -> None:
        while True:
            time.sleep(_PAUSE)
            close_old_connections()
            self.round()

    def round(self) -> None:
        """One that cannot be read is read by whoever asks for it, and fails there."""
        for one in self.kept:
            try:
                one.renew()
            except Error as error:
                log.warning("not_read_beside", error=type(error).__name__)
                connection.close()


_beside = _Beside()


def read_beside() -> None:
    """From now on, in this process and those that part from it: no request reads what is kept, once it was read.

    Call it when nothing is kept any more before they part: a thread that reads just then would leave them a lock that
    nobody opens.
    """
    _beside.wanted = True
