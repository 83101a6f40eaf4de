"""bin/run itself: everything comes up, comes back when it is killed, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST_START = 120  # seconds: tables, static files and the demo on a busy machine


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def processes() -> dict[int, tuple[int, str]]:
    """Every living process: its parent and its command line."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
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

    def children(self, word: str) -> list[int]:
        return [
            pid for pid, (parent, line) in processes().items() if parent == self.process.pid and word in line
        ]

    def another(self, word: str, pid: int) -> bool:
        return bool(set(self.children(word)) - {pid})

    def postmaster(self) -> int:
        """Its number; 0 while there is none."""
        file = self.var / "pgdata" / "postmaster.pid"
        words = file.read_text().split() if file.exists() else []
        return int(words[0]) if words else 0

    def everything(self) -> set[int]:
        """The process, its children and theirs, and all of the database's."""
        found = {self.process.pid, self.postmaster()}
        while more := {pid for pid, (parent, _) in processes().items() if parent in found} - found:
            found |= more
        return found


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path)
    try:
        until(
            "the address", lambda: "Ctrl-C stops it" in running.said() or running.process.poll(), FIRST_START
        )
        assert running.process.poll() is None, running.said()
        yield running
    finally:
        if running.process.poll() is None:
            running.process.terminate()
            running.process.wait(timeout=30)


@pytest.mark.slow
def test_whatever_is_killed_comes_back_and_the_end_leaves_no_process(board: Running) -> None:
    assert board.answers()
    until("the worker", lambda: board.children("manage.py worker"))

    for word in ("jobboard.web", "manage.py worker"):
        [pid] = board.children(word)
        os.kill(pid, signal.SIGKILL)
        until(f"another {word}", partial(board.another, word, pid))
    until("an answer", board.answers)
    assert "was ended by SIGKILL; starting it again in" in board.said()

    database = board.postmaster()
    os.kill(database, signal.SIGKILL)
    until(
        "another database",
        lambda: "starting it again" in board.said() and board.postmaster() not in {0, database},
    )
    until("an answer", board.answers)

    everything = board.everything()
    board.process.terminate()
    assert board.process.wait(timeout=30) == 0, board.said()
    assert everything & processes().keys() == set()


@pytest.mark.slow
def test_killed_itself_it_takes_its_children_along_and_the_next_start_takes_over(board: Running) -> None:
    until("the worker", lambda: board.children("manage.py worker"))
    everything = board.everything()
    database = {pid for pid in everything if "postgres" in processes().get(pid, (0, ""))[1]}
    board.process.kill()
    board.process.wait()
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells children of their parent's death")
    until("the children's end", lambda: not (everything - database) & processes().keys())

    again = Running(board.var)
    until("the address", lambda: "Ctrl-C stops it" in again.said() or again.process.poll(), 30)
    everything = again.everything() | database
    again.process.send_signal(signal.SIGINT)
    assert again.process.wait(timeout=30) == 0, again.said()
    assert everything & processes().keys() == set()
