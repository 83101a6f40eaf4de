"""Child processes that are kept up and leave nothing behind. Standard library only."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
PAUSES = (0.2, 0.5, 1, 2, 5, 10, 30)  # seconds before the next start, by deaths in a row
STEADY_AFTER = 30  # seconds of life after which a death counts as the first again
PATIENCE = 10  # seconds between asking a child to end and ending it
PR_SET_PDEATHSIG = 1


def say(line: str) -> None:
    """One line for whoever looks at the terminal."""
    print(f"[{time.strftime('%H:%M:%S')}] {line}", file=sys.stderr, flush=True)


def die_with_parent() -> Callable[[], None] | None:
    """What a child does before its program starts: asks Linux for SIGTERM at its parent's death, however it comes."""
    if not sys.platform.startswith("linux"):
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return ask


class Child:
    """A program that is started at once, and again whenever it dies."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str] | None = None) -> None:
        self.name = name
        self.command = command
        self.environment = environment  # of the program; None: this process's own
        self.deaths = 0
        self._next_start = 0.0
        self._start()

    @property
    def pid(self) -> int:
        """Its process, and its process group."""
        return self.process.pid

    def keep_up(self) -> None:
        """Called again and again: notices a death, cleans up after it and starts anew when the pause is over."""
        code = self.process.poll()
        if code is None:
            return
        now = time.monotonic()
        if not self._next_start:
            self.deaths = 1 if now - self._started_at > STEADY_AFTER else self.deaths + 1
            pause = PAUSES[min(self.deaths, len(PAUSES)) - 1]
            self._next_start = now + pause
            how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
            say(f"The {self.name} {how}; starting it again in {pause} s")
            self._signal(signal.SIGKILL)  # what it had started and left
        elif now >= self._next_start:
            self._start()

    @staticmethod
    def end_all(children: list["Child"], *, patience: float = PATIENCE) -> None:
        """Asks all to end and waits; whoever takes too long is killed. Nothing of their groups is left."""
        for child in children:
            if child.process.poll() is None:
                child.process.terminate()  # the leader alone: it ends its own children in its own order
        deadline = time.monotonic() + patience
        for child in children:
            try:
                child.process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"The {child.name} does not end; killing it")
            child._signal(signal.SIGKILL)
            child.process.wait()

    def _start(self) -> None:
        self._next_start = 0.0
        self._started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=BASE_DIR,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent(),
        )

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):  # nobody left (macOS says "permission" for a zombie)
            pass
