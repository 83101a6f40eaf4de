"""Rounds over all pages and all sizes: a machine that becomes slower meanwhile becomes it for each of them alike.

A round asks a few times for each page, one after the other, and reads the processes' CPU before and after. All sizes
run side by side, so that growth compares figures of the same minutes.
"""

import gzip
import re
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from statistics import median
from urllib.parse import urlsplit

import brotli

from jobboard.bench import cpu
from jobboard.bench.client import Answer, Client
from jobboard.bench.pages import ANY_LIST, FLOOR, PAGES, Page, addresses
from jobboard.bench.promises import Face, Figures, Measured
from jobboard.bench.server import Server
from jobboard.processes import say

PER_ROUND = 5  # requests for a page in a row
WARM_UP = 4  # requests for a page, over as many connections, before anything counts
CONNECTIONS, SECONDS = 8, 4.0  # throughput
_TAG = re.compile(r"<(link|script)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


@dataclass
class Series:
    """What was seen of one page at one size."""

    page: Page
    line: Iterator[str]
    answers: list[Answer] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    largest: tuple[int, int] = (0, 0)

    def figures(self) -> Figures:
        times = sorted(answer.ms for answer in self.answers) or [0.0]
        return Figures(
            promise=self.page.promise,
            floor=self.page.floor,
            p50=median(times),
            p95=_quantile(times, 0.95),
            p99=_quantile(times, 0.99),
            cpu=sum(self.cpu) / len(self.answers) if cpu.is_known() and self.answers else None,
            queries=int(_quantile(sorted(answer.queries for answer in self.answers) or [-1], 0.95)),
            db_ms=median([answer.db_ms for answer in self.answers] or [0.0]),
            bytes=self.largest[0],
            bytes_sent=self.largest[1],
            requests=len(self.answers),
            failed=self.failed,
        )


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Size:
    """One size's server, and what was seen there."""

    def __init__(self, server: Server, pages: list[Page]) -> None:
        self.server = server
        sample = server.ground.sample
        self.clients = {page.reader: server.client(page.reader) for page in pages}
        self.series = [Series(page, addresses(page, sample)) for page in pages]
        self.measured = Measured(live=sample["live"])

    def close(self) -> None:
        """Lets go of the connections: the server would wait for their end."""
        for client in self.clients.values():
            client.close()

    def warm_up(self) -> None:
        """Every page on several connections, so that every process has answered. Leaves out what does not exist."""
        kept = []
        for one in self.series:
            clients = [self.server.client(one.page.reader) for _ in range(WARM_UP)]
            answers = [client.get(next(one.line)) for client in clients for _ in range(2)]
            if one.page.optional and answers[0].status == 404:
                say(f"{self.server.ground.size:,}: left out, as it does not exist: {one.page.name}")
            elif one.page.unchanged and "etag" not in answers[0].headers:
                say(f"{self.server.ground.size:,}: left out, as it has no ETag: {one.page.name}")
            else:
                kept.append(one)
            for client in clients:
                client.close()
        self.series = kept

    def block(self, one: Series) -> None:
        """A few requests in a row for one page, with the CPU they took."""
        client = self.clients[one.page.reader]
        asked = [next(one.line) for _ in range(PER_ROUND)]
        known = [_tag(client, address) if one.page.unchanged else {} for address in asked]
        if one.page.anew:
            known = [{"X-Bench-Forget": "1"} for _ in asked]
        wanted = 304 if one.page.unchanged else 200
        before = self.server.cpu()
        answers = []
        for address, headers in zip(asked, known, strict=True):
            try:
                answer = client.get(address, **headers)
            except (OSError, HTTPException) as error:
                client.close()
                one.failed.append(f"{type(error).__name__} at {address}")
                continue
            answers.append(answer)
            if answer.status != wanted:
                one.failed.append(f"{answer.status} at {address}")
        one.cpu.append(self.server.cpu().since(before))
        one.answers += answers
        one.largest = max([one.largest, *((len(unpacked(a)), len(a.body)) for a in answers)])


def _tag(client: Client, address: str) -> dict[str, str]:
    return {"If-None-Match": client.get(address).headers.get("etag", "")}


def unpacked(answer: Answer) -> bytes:
    """The answer as the browser reads it."""
    packed = answer.headers.get("content-encoding", "")
    if packed == "br":
        return bytes(brotli.decompress(answer.body))
    if packed == "gzip":
        return gzip.decompress(answer.body)
    return zlib.decompress(answer.body) if packed == "deflate" else answer.body


def measure(servers: list[Server], *, rounds: int, pages: list[Page] = PAGES) -> dict[int, Measured]:
    """By size."""
    sizes = [Size(server, pages) for server in servers]
    for size in sizes:
        say(f"{size.server.ground.size:,}: warming up")
        size.warm_up()
    say(f"{rounds} rounds of {PER_ROUND} requests for each page, {len(sizes)} sizes")
    for _ in range(rounds):
        for name in [page.name for page in pages]:
            for size in sizes:
                for one in size.series:
                    if one.page.name == name:
                        size.block(one)
    for size in sizes:
        size.measured.pages = {one.page.name: one.figures() for one in size.series}
    if pages is PAGES:
        throughput(sizes)
    for size in sizes:
        if pages is PAGES:
            size.measured.face = face(size.server)
        if cpu.is_known():
            size.measured.process_mb, size.measured.process_share_mb = size.server.memory()
        size.close()
    return {size.server.ground.size: size.measured for size in sizes}


# ── Many at once ─────────────────────────────────────────────────────────────────────────────────────
def throughput(sizes: list[Size]) -> None:
    """Answers a second at eight connections: the floor page and the list, in turns."""
    say(f"Throughput at {CONNECTIONS} connections")
    asked = {"floor": Page(FLOOR, ""), "list": ANY_LIST}
    lines = [
        {name: addresses(page, size.server.ground.sample, seed=1) for name, page in asked.items()}
        for size in sizes
    ]
    for _ in range(2):
        for size, line in zip(sizes, lines, strict=True):
            for name in asked:
                found = _flood(size.server, line[name])
                size.measured.per_second[name] = max(found, size.measured.per_second.get(name, 0.0))


def _flood(server: Server, line: Iterator[str]) -> float:
    counts, turn = [0] * CONNECTIONS, threading.Lock()
    until = time.monotonic() + SECONDS

    def ask(me: int) -> None:
        client = server.client()
        while time.monotonic() < until:
            with turn:
                address = next(line)
            try:
                counts[me] += client.get(address).status == 200
            except (OSError, HTTPException):
                client.close()
        client.close()

    threads = [threading.Thread(target=ask, args=(me,)) for me in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


# ── What comes with the list page ────────────────────────────────────────────────────────────────────
def face(server: Server) -> Face:
    """Stylesheets and scripts of the list page, fetched as a browser does."""
    client = server.client()
    css, scripts, blocking, foreign = 0, 0, 0, []
    for tag, words in _TAG.findall(unpacked(client.get("/openings/")).decode()):
        facts: dict[str, str] = dict(_ATTRIBUTE.findall(words))
        style = tag == "link" and "stylesheet" in facts.get("rel", "")
        address = facts.get("href" if tag == "link" else "src", "")
        fetched = style or (tag == "script" and address) or facts.get("rel") in {"preload", "icon"}
        if not fetched:
            continue
        if urlsplit(address).netloc:
            foreign.append(address)
            continue
        if style:
            css += len(client.get(address).body)
        elif tag == "script":
            scripts += len(client.get(address).body)
        blocking += bool(style or (tag == "script" and not {"defer", "async"} & facts.keys()))
    client.close()
    return Face(css, scripts, blocking, foreign)
