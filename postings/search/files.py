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
from django.db import OperationalError, connection, transaction

from postings.search import source
from postings.search.building import Builder
from postings.search.segment import WHOLE, Segment, load

KEPT = 2
FORMAT = 3  # one more with each change of what a segment's arrays hold or mean
_LATEST = "latest.json"
log = structlog.get_logger("search")


class NoIndex(OperationalError):
    """There is none and none could be made; whoever asks is told to come back."""


@dataclass(frozen=True)
class File:
    """One that was made. `since`: every transaction before this one is in it. `format`: how it is laid out.
    `table`: the one it was read from, "" when nobody noted it; a backup that is put in its place makes another one."""

    name: str
    since: str
    database: str
    format: int
    table: str = ""


def folder() -> Path:
    """Where this database's large segment is kept on this machine."""
    return Path(settings.VAR_DIR) / "search" / str(connection.settings_dict["NAME"]).replace("/", "_")


def latest() -> File | None:
    """The newest one that this release can read, of whatever database bears this name."""
    try:
        file = File(**json.loads((folder() / _LATEST).read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, TypeError, ValueError) as error:  # of an older release, or not to be read
        log.warning("search_index_unreadable", error=type(error).__name__)
        return None
    return file if file.format == FORMAT else None


def read(file: File) -> Segment | None:
    """The segment in it; None (and a line in the log) when it is another database's or cannot be read."""
    if (file.database, file.table or _table()) != (_database(), _table()):
        log.warning("search_index_of_another_database")
        return None
    try:
        return load(folder() / file.name)
    except (OSError, EOFError, LookupError, TypeError, ValueError) as error:  # missing or cut off
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
        _tidy(here)
        segment, since = _build()
        with connection.cursor() as cursor:
            cursor.execute(FIX_NUMBERS)
        file = File(uuid.uuid4().hex, since, _database(), FORMAT, _table())
        try:
            _save(segment, here, file)
        except OSError:  # a full disk stays as full as it was
            shutil.rmtree(here / file.name, ignore_errors=True)
            raise
        _tidy(here)
        log.info("search_index_made", openings=segment.n, seconds=round(time.monotonic() - started, 1))
    return True


def _save(segment: Segment, here: Path, file: File) -> None:
    """All of it is on the disk before it is named: after a power cut half a file would be believed."""
    segment.save(here / file.name)
    for path in (here / file.name).iterdir():
        with path.open("rb") as written:
            os.fsync(written.fileno())
    fresh = here / "fresh.json"
    fresh.write_text(json.dumps(asdict(file)), "utf-8")
    os.replace(fresh, here / _LATEST)


def make_elsewhere() -> bool:
    """Make it in a process of its own, whose memory is given back, and wait. False (and a line in the log): it failed."""
    try:
        return subprocess.run([*_command(), "--wait"], stdout=subprocess.DEVNULL, check=False).returncode == 0
    except OSError as error:
        log.warning("search_index_not_made", error=type(error).__name__)
        return False


def make_in_background() -> None:
    """In a process of its own, which ends at once when another one is at it, and with the web server's group."""
    try:
        subprocess.Popen(_command(), stdout=subprocess.DEVNULL)
    except OSError as error:
        log.warning("search_index_not_made", error=type(error).__name__)


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


# A transaction of its own that reaches the disk. A server that dies would else give the number of one that was rolled
# back, and that a file counts as known, to another one after its restart.
FIX_NUMBERS = "SELECT pg_logical_emit_message(true, 'search_index', '')"


def _table() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'postings_indexed'::regclass::oid::text")
        return str(cursor.fetchone()[0])


def _database() -> str:
    """Which database this is: one that was dropped and made again under the same name is another one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database "
            "WHERE datname = current_database()"
        )
        return str(cursor.fetchone()[0])


def _tidy(here: Path) -> None:
    """The newest stays, and the one before: somebody may be about to map it. What a builder that was killed left goes."""
    newest = latest()
    made = sorted((path for path in here.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    whole = [path for path in made if (path / WHOLE).exists()]
    for path in made:
        if path not in whole[-KEPT:] and (newest is None or path.name != newest.name):
            shutil.rmtree(path, ignore_errors=True)
