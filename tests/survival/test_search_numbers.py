"""A process of PostgreSQL is killed: the server goes on, and may give the number of a transaction twice.

The search goes by such numbers: what has a smaller one than its horizon it knows already. A number that was given twice
would hide an opening for good.
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from jobboard.localpg import LocalPG
from postings.search import files, index
from tests.running import until


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a PostgreSQL of this test's own, which writes to its disk when somebody commits and seldom else."""
    own = LocalPG(tmp_path).start()
    try:
        asked = session(own.url("postgres"))
        asked.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        asked.execute("SELECT pg_reload_conf()")
        asked.execute("CREATE TABLE postings_indexed (posting_id int PRIMARY KEY, words text, changed xid8)")
        yield own.url("postgres")
    finally:
        own.leave()


def session(url: str) -> Any:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    return connection.cursor()


def write(asked: Any, end: str) -> int:
    """The number of a transaction that writes an opening's stamp and ends so."""
    asked.execute("BEGIN")
    asked.execute(
        "INSERT INTO postings_indexed VALUES (1, '', pg_current_xact_id()) "
        "ON CONFLICT (posting_id) DO UPDATE SET changed = pg_current_xact_id() RETURNING changed::text"
    )
    number = int(asked.fetchone()[0])
    asked.execute(end)
    return number


def look(asked: Any, since: str = "0") -> tuple[Any, ...]:
    asked.execute(index._CHANGED, [since])
    return tuple(asked.fetchone())


def kill_one(url: str) -> Any:
    """kill -9 of a session: the server ends all others, repairs itself, and is there again. A new session."""
    victim = session(url)
    os.kill(victim.connection.get_backend_pid(), signal.SIGKILL)
    there: list[Any] = []

    def again() -> bool:
        try:
            there.append(session(url))
            there[-1].execute("SELECT 1")
        except psycopg2.OperationalError:
            return False
        return True

    def gone() -> bool:
        try:
            victim.execute("SELECT 1")
        except psycopg2.Error:
            return True
        return False

    until("the server to notice", gone)
    until("the server to come back", again)
    return there[-1]


@pytest.mark.slow
def test_a_number_that_is_given_twice_is_noticed_by_a_process_and_cannot_be_below_a_file(server: str) -> None:
    asked = session(server)
    rolled_back = write(asked, "ROLLBACK")
    before = look(asked)
    assert int(before[0]) > rolled_back  # known, and nothing to it

    asked = kill_one(server)
    published = write(asked, "COMMIT")
    after = look(asked, since=before[0])
    assert published == rolled_back, "control: the server did not give it twice, so this shows nothing"
    assert after[4] is None, "control: the horizon of before hides it"
    assert after[2] != before[2], "a process would not begin anew"

    rolled_back = write(asked, "ROLLBACK")
    since = look(asked)[0]
    asked.execute(files.FIX_NUMBERS)
    asked = kill_one(server)
    assert write(asked, "COMMIT") >= int(since) > rolled_back
    assert look(asked, since)[4] == [1]
