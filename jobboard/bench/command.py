"""bin/bench: measures what is promised, prints a table, ends with 1 when a promise is missed.

bin/bench search [--full]    pages and alerts at 10,000 and 100,000 postings, with --full at 1,000,000 too

The databases stay for the next run. Measure on a machine that does nothing else.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

from jobboard.bench import alerts, cpu, report
from jobboard.bench.ground import CannotMeasure, Ground, find_server, postmaster
from jobboard.bench.measuring import measure
from jobboard.bench.pages import chosen
from jobboard.bench.promises import Verdict, judge
from jobboard.bench.server import Server
from jobboard.localpg import LocalPGError
from jobboard.processes import BASE_DIR, say

SIZES, FULL = [10_000, 100_000], 1_000_000


def main(words: list[str]) -> int:
    """Returns the exit code: 0 all kept, 1 a promise missed or nothing measured."""
    options = _parser().parse_args(words)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # whoever ends it, its servers end with it
    try:
        return _search(options)
    except (CannotMeasure, LocalPGError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="?", default="search", choices=["search"])
    parser.add_argument("--full", action="store_true", help="1,000,000 postings too")
    parser.add_argument("--fresh", action="store_true", help="make the databases anew")
    parser.add_argument("--sizes", type=_sizes, help="other numbers of postings, as in 10000,50000")
    parser.add_argument("--rounds", type=int, default=12, help="of 5 requests for each page")
    parser.add_argument("--pages", default="", help="only those with these words: 'list,common word'")
    parser.add_argument("--workers", type=int, default=2, help="web processes, as WEB_WORKERS of bin/run")
    parser.add_argument("--markdown", action="store_true", help="tables as docs/performance.md shows them")
    return parser


def _sizes(text: str) -> list[int]:
    sizes = sorted({int(word) for word in text.split(",")})
    if not sizes or sizes[0] < 1:
        raise ValueError(text)
    return sizes


def _search(options: argparse.Namespace) -> int:
    var = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()
    var.mkdir(parents=True, exist_ok=True)
    server, local = find_server(var)
    servers: list[Server] = []
    try:
        above = postmaster(server)
        if not cpu.is_known():
            say("This system does not tell what processes use: CPU and memory are not measured.")
        elif not above:
            say("PostgreSQL runs on another machine: its CPU is not measured.")
        sizes = options.sizes or [*SIZES, *([FULL] if options.full else [])]
        grounds = [Ground(size, server, var) for size in sizes]
        for ground in grounds:
            ground.make(fresh=options.fresh)
        for ground in grounds:
            servers.append(Server(ground, workers=options.workers, postmaster=above))
            servers[-1].wait()
        run = measure(servers, rounds=options.rounds, pages=chosen(options.pages))
        for one in servers:
            one.stop()
        verdicts = judge(run) + alerts.measure(grounds[min(1, len(grounds) - 1)])
    finally:
        for one in servers:
            one.stop()
        if local:
            local.leave()
    for line in report.tables(run, markdown=options.markdown):
        print(line)
    say(f"Also in {report.save(var / 'bench', options.what, run, verdicts)}")
    return tell(verdicts, markdown=options.markdown)


def tell(verdicts: list[Verdict], *, markdown: bool = False) -> int:
    """Prints what was kept and what was missed. Returns the exit code."""
    for line in report.judgement(verdicts, markdown=markdown):
        print(line)
    return 0 if verdicts and all(verdict.kept for verdict in verdicts) else 1
