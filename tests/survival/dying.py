"""Work in a process of its own that kills itself in the middle.

What it told before it died is in the pipe, which is the ledger.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

from tests.running import until

Tell = Callable[[str], None]
Work = Callable[[Tell], Any]
TOUCHED = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"}


class Ended(NamedTuple):
    """`told` before it ended, `steps` it took (when it lived), the `signal` that ended it (0: none)."""

    told: list[str]
    steps: int
    signal: int


def run(work: Work, point: int, *, folder: Path | None = None) -> Ended:
    """Kills itself at its step number `point`; 0: never. Steps: before and after each statement and commit, and before
    each file of `folder` that is opened, renamed or removed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # whatever happens, it does not go on as a test
        try:
            _stepwise(work, point, folder, writing)
        finally:
            os._exit(os.EX_SOFTWARE)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    assert ended or os.waitstatus_to_exitcode(status) == os.EX_OK
    until("the database to notice", lambda: not _others())
    return Ended(told, 0, ended) if ended else Ended(told[:-1], int(told[-1]), 0)


def _others() -> int:
    """Sessions of this database beside ours: a statement that was sent is carried out though its sender is dead."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def _stepwise(work: Work, point: int, folder: Path | None, ledger: int) -> None:
    connection.connection = None  # the parent's; psycopg2 closes it in no other process
    connection.ensure_connection()
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(execute: Callable[..., Any], *args: Any) -> Any:
        step()
        answer = execute(*args)
        step()
        return answer

    def commit(real: Callable[[], None] = connection._commit) -> None:  # type: ignore[attr-defined]
        step()
        real()
        step()

    def touched(event: str, args: tuple[Any, ...]) -> None:
        if event in TOUCHED and str(folder) in str(args):
            step()

    def tell(said: str) -> None:
        os.write(ledger, f"{said}\n".encode())

    if folder is not None:
        sys.addaudithook(touched)
    connection._commit = commit  # type: ignore[attr-defined]
    with connection.execute_wrapper(around):
        work(tell)
    tell(str(steps))
    os._exit(os.EX_OK)
