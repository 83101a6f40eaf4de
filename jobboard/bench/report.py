"""What was measured, as tables for a terminal or for docs/performance.md, and as JSON."""

import json
import platform
import time
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

from jobboard.bench.promises import Measured, Verdict, growth, times_floor

Row = list[str]


def tables(run: dict[int, Measured], *, markdown: bool) -> Iterator[str]:
    """One table per size, then growth."""
    for size, measured in run.items():
        yield f"\n{'### ' if markdown else ''}{size:,} live postings ({measured.live:,})\n"
        yield from _table(_pages(measured), markdown)
        yield from _rest(measured)
    for (small, a), (large, b) in pairwise(run.items()):
        yield f"\n{'### ' if markdown else ''}Growth {small:,} → {large:,}\n"
        yield from _table(_growth(a, b), markdown)


def _pages(measured: Measured) -> Iterator[Row]:
    yield "page|p50 ms|p95|p99|CPU ms|× floor, time|× floor, CPU|queries|SQL ms|KB|KB sent".split("|")
    for name, page in measured.pages.items():
        time_, cpu = times_floor(name, measured.pages)
        yield [
            name,
            *(f"{ms:.1f}" for ms in (page.p50, page.p95, page.p99)),
            _or_dash(page.cpu, ".1f"),
            f"{time_:.2f}",
            _or_dash(cpu, ".2f"),
            str(page.queries),
            f"{page.db_ms:.1f}",
            f"{page.bytes / 1024:.1f}",
            f"{page.bytes_sent / 1024:.1f}",
        ]


def _rest(measured: Measured) -> Iterator[str]:
    rates = ", ".join(f"{name} {rate:.0f}" for name, rate in measured.per_second.items())
    yield ""
    if rates:
        yield f"Answers a second at 8 connections: {rates}."
    if measured.process_mb is not None:
        yield f"Largest web process: {measured.process_mb:.0f} MB ({measured.process_share_mb:.0f} MB its own share)."
    if face := measured.face:
        yield f"With the list page come {face.css / 1024:.1f} KB CSS and {face.scripts / 1024:.1f} KB JavaScript, as sent."


def _growth(small: Measured, large: Measured) -> Iterator[Row]:
    yield ["page", "time", "CPU"]
    for name in small.pages:
        if name in large.pages:
            time_, cpu = growth(name, small, large)
            yield [name, f"{time_:.2f} ×", f"{_or_dash(cpu, '.2f')} ×"]


def _or_dash(number: float | None, form: str) -> str:
    return "–" if number is None else format(number, form)


def judgement(verdicts: list[Verdict], *, markdown: bool) -> Iterator[str]:
    """Every promise once with how often it was kept, and each miss."""
    yield f"\n{'### ' if markdown else ''}Promises\n"
    rows = [["promise", "kept"]]
    for promise in dict.fromkeys(verdict.promise for verdict in verdicts):
        of_it = [verdict for verdict in verdicts if verdict.promise == promise]
        rows.append([promise, f"{sum(verdict.kept for verdict in of_it)} of {len(of_it)}"])
    yield from _table(iter(rows), markdown)
    yield ""
    for verdict in verdicts:
        if not verdict.kept:
            yield f"{'- ' if markdown else ''}MISSED {verdict.promise}. {verdict.where}: {verdict.figure}"
    bad = sum(not verdict.kept for verdict in verdicts)
    yield f"\n{bad} of {len(verdicts)} figures missed." if bad else f"\nAll {len(verdicts)} figures kept."


def _table(rows: Iterator[Row], markdown: bool) -> Iterator[str]:
    found = list(rows)
    if markdown:
        yield from (f"| {' | '.join(row)} |" for row in found[:1])
        yield "|" + "---|" * len(found[0])
        yield from (f"| {' | '.join(row)} |" for row in found[1:])
        return
    widths = [max(len(row[i]) for row in found) for i in range(len(found[0]))]
    for row in found:
        first, *others = [
            cell.ljust(width) if i == 0 or len(row) == 3 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join([first, *others]).rstrip()


def save(folder: Path, name: str, run: dict[int, Measured], verdicts: list[Verdict]) -> Path:
    """Writes NAME-<time>.json. Returns its path."""
    at = time.strftime("%Y-%m-%dT%H%M%S")
    path = folder / f"{name}-{at}.json"
    facts = {
        "at": at,
        "machine": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "sizes": {size: asdict(measured) for size, measured in run.items()},
        "verdicts": [asdict(verdict) for verdict in verdicts],
    }
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(facts, indent=1))
    return path
