"""One database per size, filled once and kept: where it is, what is in it, what its programs are told."""

import json
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from jobboard.localpg import LocalPG
from jobboard.pgprograms import give_cache
from jobboard.processes import BASE_DIR, say

SEED = 1
LIVE_SHARE = 0.85  # of what `load` makes; the others have closed, wait or were refused
STILL_LIVE = 0.95  # of what was live when it was filled: postings close as the days pass


class CannotMeasure(RuntimeError):
    """Says in one sentence why."""


@dataclass
class Ground:
    """The database bench_N and everything that a page's address is made of."""

    size: int
    server: str  # address of any database of the server
    var: Path
    token: str = field(default_factory=lambda: secrets.token_hex(20))
    secret: str = field(default_factory=lambda: secrets.token_hex(40))
    sample: dict[str, Any] = field(default_factory=dict)
    label: str = ""  # ends the database's name; "" for the size
    sampler: str = "jobboard.bench.sample"

    @property
    def name(self) -> str:
        return f"bench_{self.label or self.size}"

    @property
    def url(self) -> str:
        return str(urlunsplit(urlsplit(self.server)._replace(path=f"/{self.name}")))

    @property
    def home(self) -> Path:
        """Its VAR_DIR: static files, and what the search keeps beside the database."""
        return self.var / "bench" / self.name

    @property
    def environment(self) -> dict[str, str]:
        """Of its programs: as in production, without the redirect to https (nothing stands in front)."""
        kept = {k: v for k, v in os.environ.items() if k not in {"DEBUG", "SITE_URL", "LOG_LEVEL"}}
        return {
            **kept,
            "DEMO": "0",
            "SECRET_KEY": self.secret,
            "SSL_REDIRECT": "0",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "DATABASE_URL": self.url,
            "VAR_DIR": str(self.home),
            "BENCH_TOKEN": self.token,
            "PYTHONUNBUFFERED": "1",
        }

    # ── Verbs ────────────────────────────────────────────────────────────────────────────────────────
    def make(self, *, fresh: bool) -> None:
        """Has the database there and full, and a sample of it drawn. Raises CannotMeasure."""
        if fresh:
            self._drop()
        self.home.mkdir(parents=True, exist_ok=True)
        self._create()
        self._manage("prepare")
        self.sample = self._draw()
        filled = self._filled
        if not self.sample["total"]:
            self._fill()
        elif filled.get("asked") != self.size or self.sample["live"] < STILL_LIVE * filled["live"]:
            say(f"{self.name}: half filled, or postings have closed since; making it anew")
            self.make(fresh=True)

    def warm(self) -> None:
        """Reads its tables into the database's memory, where those of a board that has run for a day are."""
        try:
            _ask(self.url, "CREATE EXTENSION IF NOT EXISTS pg_prewarm")
        except psycopg2.Error as error:
            say(
                f"{self.name}: not read beforehand, so the first answers wait for the disk: {str(error).strip()}"
            )
            return
        # long texts are in tables of their own ("t")
        _ask(
            self.url,
            "SELECT sum(pg_prewarm(oid)) FROM pg_class WHERE relkind IN ('r', 't', 'i') AND relpages > 0",
        )

    def make_empty(self) -> None:
        """Tables, no rows."""
        self._drop()
        self.home.mkdir(parents=True, exist_ok=True)
        self._create()
        self._manage("prepare")

    def _fill(self) -> None:
        count = round(self.size / LIVE_SHARE)
        say(f"{self.name}: loading {count:,} postings; they stay for the next run")
        self._manage("load", "--postings", str(count), "--seed", str(SEED))
        self._manage("search_index")  # else the first searches wait for it
        _ask(self.url, "VACUUM ANALYZE")
        self.sample = self._draw()
        (self.home / "filled").write_text(json.dumps({"asked": self.size, "live": self.sample["live"]}))

    def _draw(self) -> dict[str, Any]:
        """What the sampler says about the database."""
        drawn: dict[str, Any] = json.loads(self.run([sys.executable, "-m", self.sampler]))
        return drawn

    @property
    def _filled(self) -> dict[str, int]:
        try:
            facts: dict[str, int] = json.loads((self.home / "filled").read_text())
        except (OSError, ValueError):
            return {}
        return facts

    def _manage(self, *words: str) -> None:
        self.run([sys.executable, "manage.py", *words], show=True)

    def run(self, command: list[str], *, show: bool = False) -> str:
        """Runs a program over this database to its end. Returns what it wrote. Raises CannotMeasure."""
        where = sys.stderr if show else subprocess.PIPE
        done = subprocess.run(
            command, cwd=BASE_DIR, env=self.environment, stdout=where, text=True, check=False
        )
        if done.returncode:
            raise CannotMeasure(f"{self.name}: {' '.join(command[1:])} failed (code {done.returncode}).")
        return done.stdout or ""

    def _create(self) -> None:
        if not _ask(self.server, "SELECT 1 FROM pg_database WHERE datname = %s", self.name):
            _ask(self.server, f'CREATE DATABASE "{self.name}"')

    def _drop(self) -> None:
        _ask(self.server, f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        (self.home / "filled").unlink(missing_ok=True)


def _ask(url: str, sql: str, *params: object) -> list[tuple[Any, ...]]:
    """Outside a transaction, where VACUUM and CREATE DATABASE must be."""
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql, params or None)
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.close()


def find_server(var: Path) -> tuple[str, LocalPG | None]:
    """The address of the server: DATABASE_URL's, or our own in `var`, which the caller then leaves."""
    if given := os.environ.get("DATABASE_URL"):
        return given, None
    give_cache(2, most=16_384)
    local = LocalPG(var).start()
    return local.url(), local


def postmaster(server: str) -> int:
    """The process above PostgreSQL's backends, 0 when they run on another machine."""
    connection = psycopg2.connect(server)
    try:
        pid = connection.get_backend_pid()
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    finally:
        connection.close()
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    return int(facts["PPid"]) if facts["Name"] == "postgres" else 0
