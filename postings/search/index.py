"""The index of this process, and how it follows the database.

PostgreSQL holds the truth; this is a copy that answers fast. Before a search one query asks for the openings that were
stamped since the last one (postings/models/indexed.py): nothing is ever late. They go into small segments of their
own, which are merged as they grow; a board of many openings has one large segment in files, made anew by
`bin/manage search_index`, which this process starts when the small ones have grown too much.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import structlog
from django.db import OperationalError, connection, transaction

from postings.search import bits, files, source
from postings.search.bits import Bits
from postings.search.building import build
from postings.search.segment import Segment
from postings.search.source import Source

LARGE = 5_000  # openings: more are kept in files
MANY = 20_000  # openings: more are never read by a process that serves
MERGE = 4  # a segment takes in its newer neighbour when it is less than this many times larger
STALE_SHARE = 0.05  # of the large segment: changed since, and it is made anew
ASK_AGAIN = 60.0  # seconds
PATIENCE = 10.0  # seconds that a search waits while another one reads what changed
log = structlog.get_logger("search")


@dataclass
class Live:
    """A segment and which of its openings are live. `alive` is replaced, never changed in place."""

    segment: Segment
    alive: Bits  # not superseded by a newer segment, and not closed
    sources: list[Source] | None  # of a small one, to merge it
    closed: int = 0  # how many of `by_closing` have closed

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
    base: int = 0  # counts what news cannot be added to: a new file, a new start
    unusable: str = ""  # a file of another database, or a broken one
    moment: int = 0
    server: str = ""  # since when it runs without having died: the numbers of transactions hold until then
    asked_at: float = -1e9  # when a new file was asked for last
    failed_at: float = -1e9  # when making one failed last
    lock: threading.RLock = field(default_factory=threading.RLock)

    def views(self) -> tuple[list[View], int]:
        """(segments with what is live in them, the database's time in µs), after reading what changed.
        Raises OperationalError when that cannot be read now."""
        connection.ensure_connection()
        with self._alone():
            self._take_file()
            base, since, moment = self.base, self.since, self.moment
        news = _news(since)  # without the lock: searches ask the database side by side
        with self._alone():
            if base != self.base:
                news, moment = _news(self.since), self.moment
            now = self._follow(news, moment)
            return [part.at(now) for part in self.parts], now

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else changes the index meanwhile."""
        if not self.lock.acquire(timeout=PATIENCE):
            raise OperationalError("another search reads the index for longer than I wait")
        try:
            yield
        finally:
            self.lock.release()

    # ── Following the database ───────────────────────────────────────────────────────────────────────
    def _follow(self, news: "News", moment: int, *, made: bool = False) -> int:
        """`moment`: of the last news when these were asked for. Older news than the last may come later: what they do
        not know yet is read once more with the next ones."""
        if news.future:
            _restamp()
            return self._again()
        # A clock that was set back brings closed ones to life; a server that died may give a number of a transaction
        # that was rolled back to another one; and it may be another server, or the table of a backup.
        if news.now < moment or self.server not in ("", news.server):
            return self._again()
        self.moment, self.server = max(self.moment, news.now), news.server
        changed = [pk for pk, version in news.stamped.items() if self.seen.get(pk) != version]
        if len(changed) > (LARGE if self.since == "0" else MANY) and not made and self._make(len(changed)):
            return self._follow(_news(self.since), moment, made=True)
        if changed:
            self._take(changed)
        self.seen, self.since = news.stamped, news.horizon
        return news.now

    def _again(self) -> int:
        self.parts, self.since, self.seen, self.file, self.moment, self.server = [], "0", {}, "", 0, ""
        self.base += 1
        self._take_file()
        return self._follow(_news(self.since), 0)

    def _make(self, openings: int) -> bool:
        """Have the large segment made, and take it. When that fails, some thousands are read here. Raises NoIndex."""
        if time.monotonic() > self.failed_at + ASK_AGAIN:
            if files.make_elsewhere():
                self._take_file()
                if self.file:
                    return True
            self.failed_at = time.monotonic()
        if openings > MANY:
            raise files.NoIndex("the search index could not be made")
        return False

    def _take(self, changed: list[int]) -> None:
        found, ids = source.some(changed), np.array(changed, np.int64)
        for part in self.parts:
            part.drop(ids)
        parts = list(self.parts)
        while parts and (last := parts[-1]).sources is not None:
            if last.segment.n > MERGE * len(found):
                break
            parts.pop()
            kept = bits.has(last.alive, np.arange(last.segment.n))
            found += [one for one, keep in zip(last.sources or [], kept, strict=True) if keep]
        if found:
            found.sort(key=lambda one: (-one.publish, -one.id))
            segment = build(found)
            parts.append(Live(segment, bits.every(segment.n), found))
        self.parts = parts
        large = self.parts[0].segment.n if self.file and self.parts else 0
        small = sum(part.segment.n for part in self.parts if part.sources is not None)
        if small > max(LARGE, large * STALE_SHARE) and time.monotonic() > self.asked_at + ASK_AGAIN:
            self.asked_at = time.monotonic()
            files.make_in_background()

    def _take_file(self) -> None:
        """Change to a newer large segment when there is one."""
        latest = files.latest()
        if latest is None or latest.name in (self.file, self.unusable):
            return
        segment = files.read(latest)
        if segment is None:
            self.unusable = latest.name
            return
        self.parts = [Live(segment, bits.every(segment.n), None)]
        self.since, self.seen, self.file = latest.since, {}, latest.name
        self.base += 1


class News(NamedTuple):
    """What the database says in one statement, so in one snapshot."""

    horizon: str  # every transaction before this one is known now
    future: str | None  # a stamp that this server cannot have given
    server: str
    now: int  # µs
    stamped: dict[int, str]  # since what was asked: opening → version of its row


def _news(since: str) -> News:
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [since])
        horizon, future, server, now, ids, versions = cursor.fetchone()
    return News(horizon, future, server, int(now), dict(zip(ids or [], versions or [], strict=True)))


# The horizon, a stamp of the future, which server, the time, and what was stamped since: one statement, so one snapshot.
# Which server: when it was started; since when it counts, which begins anew when one of its processes died and took all
# down, while the server itself goes on; and which table, for a backup may have been put in the place of all tables.
_CHANGED = """
SELECT pg_snapshot_xmin(now.s)::text, future.stamp,
  concat_ws(' ', pg_postmaster_start_time(), pg_stat_get_bgwriter_stat_reset_time(), 'postings_indexed'::regclass::oid),
  (extract(epoch FROM statement_timestamp()) * 1000000)::bigint,
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
    files.remove()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = 0")  # another process is at it
        cursor.execute(
            "UPDATE postings_indexed SET words = words WHERE changed >= pg_snapshot_xmax(pg_current_snapshot())"
        )


_indexes: dict[str, Index] = {}


def views() -> tuple[list[View], int]:
    """(what is live now in each segment, the database's time in µs)."""
    return _indexes.setdefault(str(connection.settings_dict["NAME"]), Index()).views()


def forget() -> None:
    """Start anew: the database went back in time (a test's transaction was rolled back)."""
    _indexes.clear()
