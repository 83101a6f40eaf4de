"""The step before the web server: `manage.py prepare` in a process of its own. Standard library only."""

import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


class CannotStart(RuntimeError):
    """Says in one sentence why, and what to do; empty when that was said already."""


class Preparation:
    """Makes tables, static files and the demo where they are missing, beginning at once."""

    def __init__(self, var: Path, stopping: threading.Event) -> None:
        self._stamp = var / "prepared"
        self._stopping = stopping
        self._wanted = _fingerprint()
        self._said: str | None = None
        command = [sys.executable, "manage.py", "prepare"]
        self._process = subprocess.Popen(
            command, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        threading.Thread(target=self._end_with_us, daemon=True).start()

    @property
    def is_routine(self) -> bool:
        """Whether nothing has changed since it last ran to its end: then the web server need not wait for it."""
        return self._stamp.exists() and self._stamp.read_text() == self._wanted

    def wait(self) -> str:
        """Until it is done. Returns what is to be shown once the site answers. Raises CannotStart."""
        if self._said is None:
            self._said = self._process.communicate()[0]
            if self._process.returncode and not self._stopping.is_set():
                self._stamp.unlink(missing_ok=True)
                raise CannotStart
            if not self._process.returncode:
                self._stamp.write_text(self._wanted)
        return self._said

    def _end_with_us(self) -> None:
        while self._process.poll() is None:
            if self._stopping.wait(0.1):
                self._process.terminate()
                return


def _fingerprint() -> str:
    """Of the files that can give it something to do."""
    digest = sha256()
    names = [
        "*/migrations/*.py",
        "static/**/*",
        "jobboard/demo/*",
        "jobboard/settings.py",
        "requirements.txt",
    ]
    for path in sorted(path for name in names for path in BASE_DIR.glob(name) if path.is_file()):
        facts = path.stat()
        digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
