"""Starts the whole board and keeps it up: database, tables, demo, web server, worker. Standard library only.

    terminal ── bin/run ─┬─ PostgreSQL (when DATABASE_URL is not set)
                         ├─ manage.py prepare   once: tables, static files, demo
                         ├─ web server: granian ── its workers
                         └─ worker: manage.py worker

Each child leads a process group of its own, so that all of it can be ended, and on Linux dies with this
process even when that is killed. A child that dies is started again after a pause that grows.
"""

import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from jobboard.localpg import LocalPG, LocalPGError
from jobboard.pgprograms import give_cache
from jobboard.preparation import CannotStart, Preparation
from jobboard.processes import PATIENCE, Child, say
from jobboard.refusals import sentence

BASE_DIR = Path(__file__).resolve().parent.parent
LOOK_EVERY = 0.25  # seconds between two looks at the children
DATABASE_EVERY = 2.0  # seconds between two looks at the database
FIRST_ANSWER = 60  # seconds that the web server may take to answer for the first time


def web_command(host: str, port: int, workers: int) -> list[str]:
    """How the web server is started."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--blocking-threads": os.environ.get("WEB_THREADS") or str(min(8, 2 * (os.cpu_count() or 1) + 1)),
        "--respawn-interval": "0.5",
        "--workers-kill-timeout": "8",
        "--http1-header-read-timeout": "10000",
        "--backlog": "1024",
        "--log-level": "warning",
    }
    flat = [word for pair in options.items() for word in pair]
    served = ["--respawn-failed-workers", "jobboard.wsgi:application"]
    return [sys.executable, "-m", "jobboard.web", *flat, *served]


@dataclass
class Board:
    """One run of the board, described by the environment."""

    host: str
    port: int
    web_workers: int
    var: Path
    database_url: str
    stopping: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def from_environment(cls) -> "Board":
        """Reads HOST, PORT, WEB_WORKERS, VAR_DIR and DATABASE_URL. Raises CannotStart."""
        return cls(
            host=os.environ.get("HOST", "127.0.0.1"),
            port=_number("PORT", 8000, most=65535),
            web_workers=_number("WEB_WORKERS", 2, most=64),
            var=Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve(),
            database_url=os.environ.get("DATABASE_URL", ""),
        )

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def run(self) -> None:
        """Starts everything, and returns when a signal asked for the end and everything is down."""
        started = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        self.check_place()
        os.environ.update(PORT=str(self.port), VAR_DIR=str(self.var), PYTHONUNBUFFERED="1")
        give_cache(8, most=1024)
        database = None if self.database_url else LocalPG(self.var).start()
        children: list[Child] = []
        answered = False
        try:
            preparation = Preparation(self.var, self.stopping)
            if self.database_url or not preparation.is_routine:
                preparation.wait()
            if not self.stopping.is_set():
                children.append(self._web())
                answered = self._wait_for_first_answer(children[0])
            sign_ins = preparation.wait()
            if not self.stopping.is_set():
                children.append(self._worker())  # after the web server: two cores have enough to do
                print(
                    f"\n{self.address}/ answers after {time.monotonic() - started:.1f} s. Ctrl-C stops it.\n{sign_ins}",
                    flush=True,
                )
            self._watch(children, database)
        finally:
            if children:
                say("Stopping")
            Child.end_all(children, patience=PATIENCE if answered else 0.5)  # nobody was being served yet
            if database:
                database.leave()

    # ── Before anything runs ─────────────────────────────────────────────────────────────────────────

    def check_place(self) -> None:
        """Whether it may write in var/ and open its port. Raises CannotStart."""
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            probe = self.var / f".write-{os.getpid()}"
            probe.write_bytes(b"x" * 65536)
            probe.unlink()
        except OSError as error:
            raise CannotStart(sentence(error, self.var)) from error
        try:
            family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
            with socket.socket(family) as door:
                door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                door.bind((self.host, self.port))
        except PermissionError as error:
            raise CannotStart(
                f"Port {self.port} needs more rights: choose one above 1023, as in PORT=8000 bin/run."
            ) from error
        except OSError as error:
            raise CannotStart(
                f"Port {self.port} of {self.host} is taken: stop the other program, or PORT={self.port + 1} bin/run."
            ) from error

    # ── While it runs ────────────────────────────────────────────────────────────────────────────────

    def _web(self) -> Child:
        return Child("web server", web_command(self.host, self.port, self.web_workers))

    def _worker(self) -> Child:
        return Child("worker", [sys.executable, "manage.py", "worker"])

    def _wait_for_first_answer(self, web: Child) -> bool:
        deadline = time.monotonic() + FIRST_ANSWER
        while not self.stopping.is_set():
            code = web.process.poll()
            if (code and code > 0) or time.monotonic() > deadline:
                raise CannotStart("The web server does not come up: what it wrote is above.")
            web.keep_up()
            if self._answers():
                return True
            self.stopping.wait(0.05)
        return False

    def _answers(self) -> bool:
        request = urllib.request.Request(
            f"{self.address}/healthz", headers={"Host": f"localhost:{self.port}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=5):
                return True
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False

    def _watch(self, children: list[Child], database: LocalPG | None) -> None:
        looked = time.monotonic()
        while not self.stopping.wait(LOOK_EVERY):
            for child in children:
                child.keep_up()
            if database and time.monotonic() - looked > DATABASE_EVERY:
                looked = time.monotonic()
                self._keep_database_up(database)

    def _keep_database_up(self, database: LocalPG) -> None:
        if database.is_listening:
            return
        say("The database stopped; starting it again")
        try:
            database.start()
        except LocalPGError as error:
            say(str(error))


def _number(name: str, default: int, *, most: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise CannotStart(f"{name}={text}: a whole number from 1 to {most} is needed.")
    return int(text)


def main() -> int:
    """bin/run. Returns the exit code."""
    try:
        Board.from_environment().run()
    except (CannotStart, LocalPGError) as error:
        if str(error):
            print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(sentence(error, error.filename or os.environ.get("VAR_DIR", "var")), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
