"""A browser that keeps its connection and a stopwatch."""

import http.client
import re
import time
from dataclasses import dataclass

_TIMING = re.compile(r'db;dur=([\d.]+), queries;desc="(\d+)"')
SLOWEST = 120  # seconds: the first search of a process may read all postings


@dataclass(frozen=True)
class Answer:
    status: int
    ms: float  # from the request to the last byte
    body: bytes
    headers: dict[str, str]

    @property
    def queries(self) -> int:
        """−1 when the server did not say."""
        return int(self._timing[1])

    @property
    def db_ms(self) -> float:
        return float(self._timing[0])

    @property
    def _timing(self) -> tuple[str, str]:
        found = _TIMING.search(self.headers.get("server-timing", ""))
        return (found[1], found[2]) if found else ("0", "-1")


class Client:
    """One kept connection, of whatever kind. Asks for compressed answers, as browsers do."""

    def __init__(self, host: str, port: int, *, token: str = "", cookie: str = "", kind: type[http.client.HTTPConnection] = http.client.HTTPConnection) -> None:  # fmt: skip
        self._connection = kind(host, port, timeout=SLOWEST)
        self._headers = {"Accept": "text/html", "Accept-Language": "en", "Accept-Encoding": "br, gzip"}
        self._headers |= {"X-Bench-Token": token} if token else {}
        self._headers |= {"Cookie": cookie} if cookie else {}

    def get(self, address: str, **headers: str) -> Answer:
        """Raises OSError or http.client.HTTPException when there is no answer."""
        try:
            return self._get(address, headers)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self._connection.close()  # the server ended an idle connection: a new one opens by itself
            return self._get(address, headers)

    def _get(self, address: str, headers: dict[str, str]) -> Answer:
        began = time.perf_counter()
        self._connection.request("GET", address, headers=self._headers | headers)
        response = self._connection.getresponse()
        body = response.read()
        ms = (time.perf_counter() - began) * 1000
        return Answer(response.status, ms, body, {k.lower(): v for k, v in response.getheaders()})

    def close(self) -> None:
        self._connection.close()
