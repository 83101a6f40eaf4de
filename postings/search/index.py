"""The index of this process, and how it follows the database.

PostgreSQL holds the truth; this is a copy that answers fast. Before a search one query asks for the openings that were
stamped since the last one (postings/models/indexed.py): nothing is ever late. They go into small segments of their
own, which are merged as they grow; a board of many openings has one large segment in files, made anew by
`bin/manage search_index`, which this process starts when the small ones have grown too much.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import structlog
from django.conf import settings
from django.db import connection, transaction

from postings.search import bits, source
from postings.search.bits import Bits
from postings.search.building import Builder, build
from postings.search.segment import Segment, load
from postings.search.source import Source

LARGE = 5_000  # openings: more are kept in files
MERGE = 4  # a segment takes in its newer neighbour when it is less than this many times larger
STALE_SHARE = 0.05  # of the large segment: changed since, and it is made anew
KEPT_FILES = 2
ASK_AGAIN = 60.0  # seconds
_LATEST = "latest.json"
log = structlog.get_logger("search")


@dataclass
class Live:
    """A segment and which of its openings are live. `alive` is replaced, never changed in place."""

    segment: Segment
    alive: Bits  # not superseded by a newer segment, and not closed
    sources: list[Source] | None  # of a small one, to merge it
    closed: int = 0  # how many of `by_closing` have closed
    waiting: int = -1  # how many of the newest are for later

    def at(self, now: int) -> "View":
        """What is live at `now` (µs)."""
        segment = self.segment
        closed = int(np.searchsorted(segment.column("closes_sorted"), now, "right"))
        if closed > self.closed:
            gone = segment.column("by_closing")[self.closed : closed]
            self.alive = self.alive & ~bits.of_docs(gone, segment.n)
            self.closed = closed
        waiting = int(np.searchsorted(segment.column("newest_first"), -now, "left"))
        alive = self.alive & ~bits.of_range(0, waiting, segment.n) if waiting else self.alive
        return View(segment, alive)

    def drop(self, ids: "np.ndarray[Any, np.dtype[np.int64]]") -> None:
        docs, here = self.segment.locate(ids)
        if here.any():
            self.alive = self.alive & ~bits.of_docs(docs[here], self.segment.n)


@dataclass(frozen=True)
class View:
    segment: Segment
    alive: Bits


@dataclass
class Index:
    """One database's index in this process."""

    parts: list[Live] = field(default_factory=list)  # largest and oldest first
    since: str = "0"  # every transaction before this one is in here
    seen: dict[int, str] = field(default_factory=dict)  # versions of rows stamped since
    file: str = ""
    foreign: str = ""  # a file that is of another database
    moment: int = 0
    asked_at: float = -1e9  # when a new file was asked for last
    lock: threading.RLock = field(default_factory=threading.RLock)

    def views(self) -> tuple[list[View], int]:
        """(segments with what is live in them, the database's time in µs), after reading what changed."""
        with self.lock:
            self._take_file()
            now = self._follow()
            return [part.at(now) for part in self.parts], now

    # ── Following the database ───────────────────────────────────────────────────────────────────────
    def _follow(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(_CHANGED, [self.since])
            horizon, future, now, ids, versions = cursor.fetchone()
        if future:
            _restamp()
            return self._again()
        if now < self.moment:  # a clock that was set back brings closed ones to life
            for part in self.parts:
                part.closed = 0
            return self._again()
        self.moment = now
        stamped = dict(zip(ids or [], versions or [], strict=True))
        changed = [pk for pk, version in stamped.items() if self.seen.get(pk) != version]
        if self.since == "0" and len(changed) > LARGE and not self.file:
            make_file()
            self._take_file()
            return self._follow()
        if changed:
            self._take(changed)
        self.seen, self.since = stamped, horizon
        return int(now)

    def _again(self) -> int:
        self.parts, self.since, self.seen, self.file, self.moment = [], "0", {}, "", 0
        self._take_file()
        return self._follow()

    def _take(self, changed: list[int]) -> None:
        ids = np.array(changed, np.int64)
        for part in self.parts:
            part.drop(ids)
        found = source.some(changed)
        while self.parts and (last := self.parts[-1]).sources is not None:
            if last.segment.n > MERGE * len(found):
                break
            self.parts.pop()
            kept = bits.has(last.alive, np.arange(last.segment.n))
            found += [one for one, keep in zip(last.sources or [], kept, strict=True) if keep]
        if found:
            found.sort(key=lambda one: (-one.publish, -one.id))
            segment = build(found)
            self.parts.append(Live(segment, bits.every(segment.n), found))
        large = self.parts[0].segment.n if self.file and self.parts else 0
        small = sum(part.segment.n for part in self.parts if part.sources is not None)
        if small > max(LARGE, large * STALE_SHARE) and time.monotonic() > self.asked_at + ASK_AGAIN:
            self.asked_at = time.monotonic()
            make_file_in_background()

    # ── The large segment ────────────────────────────────────────────────────────────────────────────
    def _take_file(self) -> None:
        """Change to a newer large segment when there is one."""
        try:
            latest = json.loads((folder() / _LATEST).read_text("utf-8"))
        except FileNotFoundError:
            return
        if latest["name"] in (self.file, self.foreign):
            return
        if latest["database"] != _database():
            self.foreign = latest["name"]
            return
        try:
            segment = load(folder() / latest["name"])
        except OSError as error:
            log.warning("search_index_unreadable", error=type(error).__name__)
            return
        self.parts = [Live(segment, bits.every(segment.n), None)]
        self.since, self.seen, self.file = latest["since"], {}, latest["name"]


# The horizon, a stamp of the future, the time, and what was stamped since: one statement, so one snapshot.
_CHANGED = """
SELECT pg_snapshot_xmin(now.s)::text, future.stamp, (extract(epoch FROM statement_timestamp()) * 1000000)::bigint,
  changed.ids, changed.versions
FROM (SELECT pg_current_snapshot() AS s) AS now,
LATERAL (SELECT max(changed)::text AS stamp FROM postings_indexed
         WHERE changed >= pg_snapshot_xmax(now.s) AND changed IS DISTINCT FROM pg_current_xact_id_if_assigned()) future,
LATERAL (SELECT array_agg(posting_id) AS ids, array_agg(changed::text || ctid::text) AS versions
         FROM postings_indexed WHERE changed >= %s::xid8) changed
"""


def _restamp() -> None:
    """Stamps of the future are another server's: this database was restored from a backup."""
    log.warning("search_index_restamped")
    shutil.rmtree(folder(), ignore_errors=True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE postings_indexed SET words = words")


def _database() -> str:
    """Which database this is: one that was dropped and made again under the same name is another one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database WHERE datname = current_database()"
        )
        return str(cursor.fetchone()[0])


def folder() -> Path:
    """Where this database's large segment is kept on this machine."""
    database = connection.settings_dict
    return Path(settings.VAR_DIR) / "search" / f"{database['NAME']}".replace("/", "_")


def make_file() -> bool:
    """Make the large segment from everything; False when another process is at it. Takes a transaction."""
    here = folder()
    here.mkdir(parents=True, exist_ok=True)
    with (here / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        name, started = uuid.uuid4().hex, time.monotonic()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("SET LOCAL statement_timeout = 0")
                cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
                since = cursor.fetchone()[0]
            builder = Builder()
            for one in source.everything():
                builder.add(one)
        segment = builder.finish()
        segment.save(here / name)
        fresh = here / f"{name}.json"
        fresh.write_text(json.dumps({"name": name, "since": since, "database": _database()}), "utf-8")
        os.replace(fresh, here / _LATEST)
        _tidy(here, name)
        log.info("search_index_made", openings=segment.n, seconds=round(time.monotonic() - started, 1))
    return True


def _tidy(here: Path, latest: str) -> None:
    """Older files may still be mapped by a process that has not looked since: the newest ones stay."""
    made = sorted((path for path in here.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for path in made[:-KEPT_FILES]:
        if path.name != latest:
            shutil.rmtree(path, ignore_errors=True)


def make_file_in_background() -> None:
    """In a process of its own, which ends at once when another one is at it."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "search_index"]
    subprocess.Popen(command, stdout=subprocess.DEVNULL)  # in our process group: it ends with the web server


_indexes: dict[str, Index] = {}


def views() -> tuple[list[View], int]:
    """(what is live now in each segment, the database's time in µs)."""
    return _indexes.setdefault(str(connection.settings_dict["NAME"]), Index()).views()


def forget() -> None:
    """Start anew: the database went back in time (a test's transaction was rolled back)."""
    _indexes.clear()
