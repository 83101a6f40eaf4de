"""bin/run as a test starts it: on a free port, with a folder of its own."""

import fcntl
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FIRST_START = 600  # seconds: tables, static files and the demo on a busy machine


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def processes() -> dict[int, tuple[int, str]]:
    """Every living process: its parent and its command line."""
    listed = subprocess.run(
        ["ps", "-ewwo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = (line.split(None, 3) for line in listed.splitlines())
    return {
        int(row[0]): (int(row[1]), row[3]) for row in rows if len(row) == 4 and not row[2].startswith("Z")
    }


def until(what: str, question: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain: {what}"
        time.sleep(0.05)


class Running:
    """bin/run on a port and a folder of its own."""

    def __init__(self, var: Path) -> None:
        self.var, self.port = var, free_port()
        environment = {**os.environ, "PORT": str(self.port), "VAR_DIR": str(var), "JOBBOARD_VENV": sys.prefix}
        for name in ("DATABASE_URL", "SECRET_KEY", "DEMO", "DJANGO_SETTINGS_MODULE"):
            environment.pop(name, None)
        # Outside the environment that bin/ made there is nothing to set up, and nothing is installed.
        made_by_us = (Path(sys.prefix) / ".requirements.txt.sha256").exists()
        command = ["bin/run"] if made_by_us else [sys.executable, "-m", "jobboard.supervisor"]
        self.output = (var / "output").open("w+")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=self.output, stderr=self.output
        )

    def said(self) -> str:
        return Path(self.output.name).read_text()

    def answers(self) -> bool:
        assert self.process.poll() is None, self.said()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def is_up(self, seconds: float) -> None:
        """Waits for the address that it tells."""
        until("the address", lambda: "Ctrl-C stops it" in self.said() or self.process.poll(), seconds)
        assert self.process.poll() is None, self.said()

    def children(self, word: str) -> list[int]:
        return [
            pid for pid, (parent, line) in processes().items() if parent == self.process.pid and word in line
        ]

    def another(self, word: str, pid: int) -> bool:
        return bool(set(self.children(word)) - {pid})

    def postmaster(self) -> int:
        """Its number; 0 while there is none."""
        try:
            words = (self.var / "pgdata" / "postmaster.pid").read_text().split()
        except FileNotFoundError:  # it may go between two looks
            return 0
        return int(words[0]) if words else 0

    def everything(self) -> set[int]:
        """The process, its children and theirs, and all of the database's."""
        found = {self.process.pid, self.postmaster()} - {0}  # 0 is everybody's ancestor
        while more := {pid for pid, (parent, _) in processes().items() if parent in found} - found:
            found |= more
        return found


def first_start(factory: pytest.TempPathFactory) -> Path:
    """A folder in which bin/run came up from nothing and was ended: tables, static files and the demo are made once for all
    tests of all processes, and by whoever comes first."""
    shared = factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder, done = shared / "first-start", shared / "first-start.done"
    with (shared / "first-start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            assert not folder.exists(), "the first start failed: see the test that tried it"
            folder.mkdir()
            board = Running(folder)
            try:
                board.is_up(FIRST_START)
                assert board.answers()
            finally:
                board.process.terminate()
                board.process.wait(30)
            assert board.process.returncode == 0, board.said()
            done.touch()
    return folder


def begun(factory: pytest.TempPathFactory, folder: Path) -> "Running":
    """bin/run in that folder, where it ran before."""
    subprocess.run(["cp", "-a", f"{first_start(factory)}/.", str(folder)], check=True)
    return Running(folder)
