"""Work in a process of its own that kills itself in the middle."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection


def run(work: Callable[[], Any], point: int) -> int:
    """Kills itself before its step number `point`; 0: never. The signal that ended it."""
    child = os.fork()
    if child == 0:  # whatever happens, it does not go on as a test
        try:
            _stepwise(work, point)
        finally:
            os._exit(os.EX_OK)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _stepwise(work: Callable[[], Any], point: int) -> None:
    """Steps: each statement before and after it reaches the database, each commit before and after."""
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

    database: Any = connection
    commit = database._commit

    def committed() -> None:
        step()
        commit()
        step()

    database._commit = committed
    with connection.execute_wrapper(around):
        work()
