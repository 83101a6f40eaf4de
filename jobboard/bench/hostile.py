"""Whatever stands in an address, the answer is a page within a second: some ten thousand hostile requests.

Search pages and feeds answer with 200, a redirect or "unchanged"; refused are only a NUL byte, a thousand parameters, an
address that no browser sends, another host's name, an odd charset. Other addresses may not exist. Nothing answers with 5xx, nothing takes longer than a second.
"""

import http.client
import json
import re
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from jobboard.bench.client import Client
from jobboard.bench.hostile_addresses import SEARCH, Hostile
from jobboard.bench.promises import Verdict
from jobboard.bench.server import Server
from jobboard.processes import say

SECOND = 1000.0  # ms
FIELDS = 1000  # parameters; more are refused
_CPU = re.compile(r"cpu;dur=([\d.]+)")
CONNECTIONS = 3
SIGNED_IN = 1  # of the connections
TOLD = 20
AGAIN = 3  # a slow one is asked for again alone, as often: a busy machine is not the board's fault
FOUND, REFUSED, UNKNOWN = {200, 301, 302, 304}, {400}, {404, 405, 410, 414, 431}


class AnyBytes(http.client.HTTPConnection):
    """Sends addresses as they are, also those that Python would refuse to send."""

    def _validate_path(self, url: str) -> None: ...

    def _encode_request(self, request: str) -> bytes:
        return request.encode("latin-1")


@dataclass
class Sent:
    address: str
    headers: dict[str, str]
    status: int  # 0: no answer at all
    ms: float
    own_ms: (
        float  # of the processor, and waiting for PostgreSQL: what this request took, whatever ran beside it
    )
    alone_ms: float = 0.0  # the quickest of some more, without others beside it

    @property
    def is_right(self) -> bool:
        path, _, query = self.address.partition("?")
        odd = (
            not query.isascii()
            or not query.isprintable()
            or "%00" in query
            or query.count("&") >= FIELDS
            or self.headers.keys() & {"Host", "Content-Type"}
        )
        if path in SEARCH and not odd:
            return self.status in FOUND
        return self.status in FOUND | REFUSED | UNKNOWN | {415}

    @property
    def is_quick(self) -> bool:
        return min(self.ms, self.alone_ms or self.ms, self.own_ms or self.ms) <= SECOND


@dataclass
class Told:
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: list[Sent] = field(default_factory=list)
    wrong: list[Sent] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, sent: Sent) -> None:
        with self.lock:
            self.statuses[sent.status] += 1
            if not sent.is_right:
                self.wrong.append(sent)
            self.slowest.append(sent)
            if len(self.slowest) > 50 * TOLD:
                self.slowest = self.worst()

    def worst(self) -> list[Sent]:
        return sorted(self.slowest, key=lambda sent: -sent.ms)[: 10 * TOLD]


def measure(server: Server, *, many: int, seed: int) -> tuple[list[Verdict], Told]:
    """Sends them on some connections side by side. Returns two verdicts, and what came."""
    told, began = Told(), time.monotonic()
    threads = [
        threading.Thread(target=_send, args=(server, many // CONNECTIONS, f"{seed} {n}", n < SIGNED_IN, told))
        for n in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    alone = server.client("", AnyBytes)
    slow = [sent for sent in told.worst() if sent.ms > SECOND]
    for sent in slow:
        sent.alone_ms = min(_ask(alone, sent.address, sent.headers).ms for _ in range(AGAIN))
    sent_in_all = told.statuses.total()
    say(f"{sent_in_all:,} hostile requests in {time.monotonic() - began:.0f} s, seed {seed}")
    where = f"{server.ground.size:,}"
    too_slow = [sent for sent in slow if not sent.is_quick]
    return [
        _verdict(
            "hostile requests: 200, a redirect or a 4xx that says what to do",
            where,
            told.wrong,
            sent_in_all,
            many,
        ),
        _verdict("hostile requests: each under a second", where, too_slow, sent_in_all, many),
    ], told


def _verdict(promise: str, where: str, bad: list[Sent], sent: int, many: int) -> Verdict:
    first = f", first {bad[0].status} in {bad[0].ms:.0f} ms: {bad[0].address[:150]}" if bad else ""
    return Verdict(
        promise,
        where,
        f"{len(bad)} of {sent:,} not{first}",
        not bad and sent >= many // CONNECTIONS * CONNECTIONS > 0,
    )


def _send(server: Server, many: int, seed: str, signed_in: bool, told: Told) -> None:
    client = server.client("candidate" if signed_in else "", AnyBytes)
    for address, headers in islice(Hostile(seed, server.ground.sample).requests(), many):
        told.note(_ask(client, address, headers))


def _ask(client: Client, address: str, headers: dict[str, str]) -> Sent:
    began = time.perf_counter()
    try:
        answer = client.get(address, **headers)
    except (OSError, http.client.HTTPException):
        client.close()
        return Sent(address, headers, 0, (time.perf_counter() - began) * 1000, 0.0)
    cpu = _CPU.search(answer.headers.get("server-timing", ""))
    return Sent(address, headers, answer.status, answer.ms, float(cpu[1]) + answer.db_ms if cpu else 0.0)


def report(told: Told, folder: Path) -> Path:
    """Prints answers by status and the slowest; everything odd goes to a file, whose path is returned."""
    say(", ".join(f"{status or 'no answer'}: {n:,}" for status, n in sorted(told.statuses.items())))
    worst = told.worst()
    for sent in worst[:TOLD]:
        alone = f", alone {sent.alone_ms:.0f}" if sent.alone_ms else ""
        print(
            f"{sent.ms:7.0f} ms (own {sent.own_ms:.0f}{alone}) {sent.status} {sent.address[:120]!r} {str(sent.headers)[:60]}"
        )
    path = folder / f"hostile-requests-{time.strftime('%Y-%m-%dT%H%M%S')}.json"
    folder.mkdir(parents=True, exist_ok=True)
    facts = {
        "statuses": told.statuses,
        "wrong": [asdict(x) for x in told.wrong[:500]],
        "slowest": [asdict(x) for x in worst],
    }
    path.write_text(json.dumps(facts, indent=1))
    return path
