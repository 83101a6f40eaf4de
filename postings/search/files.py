"""The large segment of a board of many openings: files in VAR_DIR, mapped by all processes of a machine.

`bin/manage search_index` makes them anew while the site runs; a process takes the newest at its next search.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection, transaction

from postings.search import source
from postings.search.building import Builder
from postings.search.segment import Segment, load

KEPT = 2
FORMAT = 2  # one more with each change of what a segment's arrays hold or mean
_LATEST = "latest.json"
log = structlog.get_logger("search")


@dataclass(frozen=True)
class File:
    """One that was made. `since`: every transaction before this one is in it. `format`: how it is laid out."""

    name: str
    since: str
    database: str
    format: int


def folder() -> Path:
    """Where this database's large segment is kept on this machine."""
    return Path(settings.VAR_DIR) / "search" / str(connection.settings_dict["NAME"]).replace("/", "_")


def latest() -> File | None:
    """The newest one that this release can read, of whatever database bears this name."""
    try:
        file = File(**json.loads((folder() / _LATEST).read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (TypeError, ValueError) as error:  # of an older release
        log.warning("search_index_unreadable", error=type(error).__name__)
        return None
    return file if file.format == FORMAT else None


def read(file: File) -> Segment | None:
    """The segment in it; None (and a line in the log) when it is another database's or cannot be read."""
    if file.database != _database():
        log.warning("search_index_of_another_database")
        return None
    try:
        return load(folder() / file.name)
    except OSError as error:
        log.warning("search_index_unreadable", error=type(error).__name__)
        return None


def make(*, wait: bool = False) -> bool:
    """Make it from everything. When another process is at it: False at once, or when that one is done.

    Call it outside a transaction.
    """
    here = folder()
    here.mkdir(parents=True, exist_ok=True)
    with (here / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if wait:
                fcntl.flock(lock, fcntl.LOCK_EX)
            return False
        started = time.monotonic()
        segment, since = _build()
        file = File(uuid.uuid4().hex, since, _database(), FORMAT)
        segment.save(here / file.name)
        fresh = here / f"{file.name}.json"
        fresh.write_text(json.dumps(asdict(file)), "utf-8")
        os.replace(fresh, here / _LATEST)
        _tidy(here, file.name)
        log.info("search_index_made", openings=segment.n, seconds=round(time.monotonic() - started, 1))
    return True


def make_elsewhere() -> None:
    """Make it in a process of its own, whose memory is given back, and wait. Raises CalledProcessError."""
    subprocess.run([*_command(), "--wait"], stdout=subprocess.DEVNULL, check=True)


def make_in_background() -> None:
    """In a process of its own, which ends at once when another one is at it, and with the web server's group."""
    subprocess.Popen(_command(), stdout=subprocess.DEVNULL)


def _command() -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "search_index"]


def remove() -> None:
    shutil.rmtree(folder(), ignore_errors=True)


def _build() -> tuple[Segment, str]:
    """All openings as one moment saw them, and the oldest transaction that was running then."""
    builder = Builder()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
            since = str(cursor.fetchone()[0])
        for one in source.everything():
            builder.add(one)
    return builder.finish(), since


def _database() -> str:
    """Which database this is: one that was dropped and made again under the same name is another one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database "
            "WHERE datname = current_database()"
        )
        return str(cursor.fetchone()[0])


def _tidy(here: Path, newest: str) -> None:
    """Older ones may still be mapped by a process that has not looked since: the last KEPT stay."""
    made = sorted((path for path in here.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for path in made[:-KEPT]:
        if path.name != newest:
            shutil.rmtree(path, ignore_errors=True)
