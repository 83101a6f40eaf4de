"""The web server over one database, started as bin/run starts it, and what it and PostgreSQL use."""

import socket
import time
from http.client import HTTPConnection, HTTPException

from jobboard.bench import cpu
from jobboard.bench.client import Client
from jobboard.bench.ground import CannotMeasure, Ground
from jobboard.processes import Child
from jobboard.supervisor import web_command

HOST = "127.0.0.1"
FIRST_ANSWER = 600  # seconds: a million postings may have to be read first


class Server:
    """Starts at once. `postmaster` is PostgreSQL's first process, 0 when it runs elsewhere."""

    def __init__(self, ground: Ground, *, workers: int, postmaster: int) -> None:
        self.ground, self.workers, self.postmaster = ground, workers, postmaster
        self.port = _free_port()
        self._child = Child("web server", web_command(HOST, self.port, workers), ground.environment)

    def wait(self) -> None:
        """Until it answers. Raises CannotMeasure."""
        deadline = time.monotonic() + FIRST_ANSWER
        while time.monotonic() < deadline:
            if self._child.process.poll() is not None:
                raise CannotMeasure("The web server does not come up: what it wrote is above.")
            try:
                if self.client().get("/readyz").status == 200:
                    return
            except (OSError, HTTPException):
                pass
            time.sleep(0.1)
        raise CannotMeasure(f"The web server over {self.ground.name} did not answer within {FIRST_ANSWER} s.")

    def client(self, reader: str = "", kind: type[HTTPConnection] = HTTPConnection) -> Client:
        """As somebody signed in, or as a visitor."""
        cookie = self.ground.sample["cookies"][reader] if reader else ""
        return Client(HOST, self.port, token=self.ground.token, cookie=cookie, kind=kind)

    def cpu(self) -> cpu.Reading:
        """So far, PostgreSQL's included when it runs here."""
        return cpu.read([self._child.pid, *([self.postmaster] if self.postmaster else [])])

    def memory(self) -> tuple[float, float]:
        """MB of its largest process: all, and its share."""
        return max(cpu.memory(pid) for pid in cpu.family(self._child.pid))

    def stop(self) -> None:
        Child.end_all([self._child])


def _free_port() -> int:
    with socket.socket() as door:
        door.bind((HOST, 0))
        return int(door.getsockname()[1])
