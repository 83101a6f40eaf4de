"""What is promised, as figures, and whether a measurement keeps it. Nothing here measures."""

from collections.abc import Iterator
from dataclasses import dataclass, field

KB = 1024


@dataclass(frozen=True)
class PagePromise:
    """A page costs at most `times_floor` of the floor page, in time and in CPU, and at most so many queries."""

    words: str
    times_floor: dict[int, float]  # by the number of live postings
    queries: int

    def bound(self, size: int) -> float:
        """Of a size between two: the next larger one's."""
        return self.times_floor[
            min((n for n in self.times_floor if n >= size), default=max(self.times_floor))
        ]


def _by_size(small: float, middle: float, large: float) -> dict[int, float]:
    return {10_000: small, 100_000: middle, 1_000_000: large}


PAGES = {
    "list": PagePromise("list, any page, with exact or honestly capped counts", _by_size(1.5, 1.6, 2), 8),
    "words": PagePromise("words, common or rare, ranked, facets", _by_size(2, 2.5, 4), 8),
    "facets": PagePromise("engagement + 2 skills, all facet counts", _by_size(1.8, 2, 3.5), 8),
    "place": PagePromise("words + filters + place", _by_size(2, 2.5, 4), 9),
    "opening": PagePromise("one opening", _by_size(1, 1, 1), 5),
    "feed": PagePromise("Atom feed", _by_size(1.2, 1.2, 1.2), 2),
    "unchanged": PagePromise("unchanged page (304)", _by_size(0.3, 0.3, 0.3), 1),
    "applications": PagePromise("workspace list of 200 applications", _by_size(2, 2, 2), 12),
    "desk": PagePromise("moderation queue of 5,000; trail of 1,000,000 events", _by_size(2, 2, 2), 10),
}
GROWTH = 1.3  # from 10,000 to 100,000, on every page
GROWTH_BETWEEN = (10_000, 100_000)
# List page at 8 connections: so many a second where the floor page does so many; in proportion where it does fewer.
LIST_PER_SECOND, FLOOR_PER_SECOND = 100, 150
PROCESS_MB, PROCESS_MB_UP_TO = 200, 100_000  # one web process, at so many live postings
LIST_BYTES, LIST_BYTES_SENT = 30 * KB, 7 * KB
CSS_BYTES, SCRIPT_BYTES = 12 * KB, 25 * KB  # as sent
ALERTS_SECONDS = 60  # 20,000 saved searches against 500 new postings
HOSPITALS_SECONDS = 60  # import of 5,381 hospitals


@dataclass(frozen=True)
class Figures:
    """One page at one size. Milliseconds of the whole request, bytes of the largest answer."""

    promise: str
    floor: str  # the page it is compared with
    p50: float
    p95: float
    p99: float
    cpu: float | None  # ms per request, None where it cannot be known
    queries: int  # of 95 in 100 requests: now and then one reads the vocabulary anew
    db_ms: float
    bytes: int
    bytes_sent: int
    requests: int
    failed: list[str] = field(default_factory=list)  # answers that were not what was asked for


@dataclass(frozen=True)
class Face:
    """What a browser fetches with the list page. Bytes as sent."""

    css: int
    scripts: int
    blocking: int  # stylesheets and scripts that the page waits for
    foreign: list[str]  # addresses of others


@dataclass
class Measured:
    """One size."""

    live: int
    pages: dict[str, Figures] = field(default_factory=dict)
    per_second: dict[str, float] = field(default_factory=dict)  # at 8 connections: "floor", "list"
    process_mb: float | None = None
    process_share_mb: float | None = None
    face: Face | None = None


@dataclass(frozen=True)
class Verdict:
    promise: str
    where: str
    figure: str
    kept: bool


def judge(run: dict[int, Measured]) -> list[Verdict]:
    """Every promise that the run says something about."""
    verdicts: list[Verdict] = []
    for size, measured in run.items():
        for name, figures in measured.pages.items():
            verdicts += _page(size, name, figures, measured.pages)
        verdicts += _rest(size, measured)
    return [*verdicts, *_growth(run)]


def times_floor(name: str, pages: dict[str, Figures]) -> tuple[float, float | None]:
    """How many times its floor page's time and CPU a page takes."""
    page = pages[name]
    base = pages[page.floor]
    return page.p50 / base.p50, page.cpu / base.cpu if page.cpu is not None and base.cpu else None


def _page(size: int, name: str, figures: Figures, pages: dict[str, Figures]) -> Iterator[Verdict]:
    where = f"{name}, {size:,}"
    if figures.failed:
        yield Verdict("every answer is what was asked for", where, figures.failed[0], False)
        return  # how fast it fails says nothing
    if figures.promise not in PAGES:
        return
    promise = PAGES[figures.promise]
    bound = promise.bound(size)
    time, cpu = times_floor(name, pages)
    yield Verdict(f"{promise.words}: ≤ {bound:g} × floor", where, f"time {time:.2f} ×", time <= bound)
    if cpu is not None:
        yield Verdict(f"{promise.words}: ≤ {bound:g} × floor", where, f"CPU {cpu:.2f} ×", cpu <= bound)
    asked = figures.queries
    yield Verdict(
        f"{promise.words}: ≤ {promise.queries} queries", where, f"{asked}", 0 <= asked <= promise.queries
    )


def _rest(size: int, measured: Measured) -> Iterator[Verdict]:
    where = f"{size:,}"
    if floor := measured.per_second.get("floor"):
        wanted = min(LIST_PER_SECOND, floor * LIST_PER_SECOND / FLOOR_PER_SECOND)
        yield Verdict(
            f"8 connections: list ≥ {LIST_PER_SECOND}/s where floor ≥ {FLOOR_PER_SECOND}/s",
            where,
            f"{measured.per_second['list']:.0f}/s, floor {floor:.0f}/s",
            measured.per_second["list"] >= wanted,
        )
    if measured.process_mb is not None and size <= PROCESS_MB_UP_TO:
        yield Verdict(
            f"web process ≤ {PROCESS_MB} MB at {PROCESS_MB_UP_TO:,}",
            where,
            f"{measured.process_mb:.0f} MB",
            measured.process_mb <= PROCESS_MB,
        )
    if page := measured.pages.get("list, as it is"):
        yield _bytes("list page ≤ 30 KB", where, page.bytes, LIST_BYTES)
        yield _bytes("list page ≤ 7 KB as sent", where, page.bytes_sent, LIST_BYTES_SENT)
    if face := measured.face:
        yield _bytes("all CSS ≤ 12 KB as sent", where, face.css, CSS_BYTES)
        yield _bytes("all JavaScript ≤ 25 KB as sent", where, face.scripts, SCRIPT_BYTES)
        yield Verdict("the page waits for one request only", where, f"{face.blocking}", face.blocking <= 1)
        yield Verdict(
            "no third-party request", where, ", ".join(face.foreign[:3]) or "none", not face.foreign
        )


def _bytes(promise: str, where: str, found: int, most: int) -> Verdict:
    return Verdict(promise, where, f"{found / KB:.1f} KB", found <= most)


def growth(name: str, small: Measured, large: Measured) -> tuple[float, float | None]:
    """How many times a page's time and CPU at the smaller size it takes at the larger one."""
    a, b = small.pages[name], large.pages[name]
    return b.p50 / a.p50, b.cpu / a.cpu if a.cpu and b.cpu is not None else None


def _growth(run: dict[int, Measured]) -> Iterator[Verdict]:
    small, large = (run.get(size) for size in GROWTH_BETWEEN)
    if small is None or large is None:
        return
    promise = f"growth {GROWTH_BETWEEN[0]:,} → {GROWTH_BETWEEN[1]:,} ≤ {GROWTH:g} ×"
    for name in small.pages:
        if name not in large.pages or small.pages[name].failed or large.pages[name].failed:
            continue
        time, cpu = growth(name, small, large)
        yield Verdict(promise, name, f"time {time:.2f} ×", time <= GROWTH)
        if cpu is not None:
            yield Verdict(promise, name, f"CPU {cpu:.2f} ×", cpu <= GROWTH)
