"""Another moment for everything at once: Python's clock and the database's, so that nothing is waited for."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import time_machine
from django.db import connection

_NOW = re.compile(r"\b(?:statement_timestamp|transaction_timestamp|clock_timestamp|now)\(\)", re.IGNORECASE)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Both clocks stand still at that moment."""

    def rewritten(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        return execute(_NOW.sub(f"timestamptz '{moment.isoformat()}'", sql), params, many, context)

    with time_machine.travel(moment, tick=False), connection.execute_wrapper(rewritten):
        yield
