"""bin/bench: measures what is promised, prints a table, ends with 1 when a promise is missed.

bin/bench search [--full]            pages and alerts at 10,000 and 100,000 postings, with --full at 1,000,000 too
bin/bench workspace                  list, board and one of 200 applications
bin/bench hostile                    50,000 requests that nobody honest sends, at 100,000 postings: no failure, none over 1 s
bin/bench hints FILE                 what the moderators' hints find in labelled adverts (CSV)
bin/bench desk [--hospitals FILE]    workspace list, moderators' queue and trail, import of the hospital directory

The databases stay for the next run. Measure on a machine that does nothing else.
"""

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jobboard.bench import alerts, cpu, hints, hospitals, hostile, plans, report
from jobboard.bench.ground import CannotMeasure, Ground, find_server, postmaster
from jobboard.bench.measuring import measure
from jobboard.bench.pages import DESKS, WORKSPACE, Page, chosen
from jobboard.bench.promises import Measured, Verdict, judge
from jobboard.bench.server import Server
from jobboard.localpg import LocalPGError
from jobboard.processes import BASE_DIR, say

Run = dict[int, Measured]
SIZES, FULL = [10_000, 100_000], 1_000_000


def main(words: list[str]) -> int:
    """Returns the exit code: 0 all kept, 1 a promise missed or nothing measured."""
    options = _parser().parse_args(words)
    if options.what == "hints":
        return hints.main(options.file)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # whoever ends it, its servers end with it
    try:
        return _run(options)
    except (CannotMeasure, LocalPGError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace) -> int:
    var = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()
    var.mkdir(parents=True, exist_ok=True)
    server, local = find_server(var)
    try:
        kinds = {"search": _search, "desk": _desk, "workspace": _workspace, "hostile": _hostile}
        run, verdicts = kinds[options.what](options, server, var)
    finally:
        if local:
            local.leave()
    for line in report.tables(run, markdown=options.markdown):
        print(line)
    say(f"Also in {report.save(var / 'bench', options.what, run, verdicts)}")
    return tell(verdicts, markdown=options.markdown)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "what", nargs="?", default="search", choices=["search", "desk", "workspace", "hostile", "hints"]
    )
    parser.add_argument("file", nargs="?", type=Path, help="hints: a CSV of labelled adverts")
    parser.add_argument("--full", action="store_true", help="1,000,000 postings too")
    parser.add_argument("--fresh", action="store_true", help="make the databases anew")
    parser.add_argument("--sizes", type=_sizes, help="other numbers of postings, as in 10000,50000")
    parser.add_argument("--rounds", type=int, default=12, help="of 5 requests for each page")
    parser.add_argument("--pages", default="", help="only those with these words: 'list,common word'")
    parser.add_argument("--requests", type=int, default=50_000, help="hostile: how many")
    parser.add_argument("--seed", type=int, default=1, help="hostile: the same requests again, or others")
    parser.add_argument("--workers", type=int, default=2, help="web processes, as WEB_WORKERS of bin/run")
    parser.add_argument("--hospitals", type=Path, help="desk: also time the import of this directory file")
    parser.add_argument("--markdown", action="store_true", help="tables as docs/performance.md shows them")
    return parser


def _sizes(text: str) -> list[int]:
    sizes = sorted({int(word) for word in text.split(",")})
    if not sizes or sizes[0] < 1:
        raise ValueError(text)
    return sizes


def _search(options: argparse.Namespace, server: str, var: Path) -> tuple[Run, list[Verdict]]:
    """Pages of all sizes, and the alerts."""
    sizes = options.sizes or [*SIZES, *([FULL] if options.full else [])]
    grounds = [Ground(size, server, var) for size in sizes]
    run = _measure(grounds, options, chosen(options.pages))
    middle = grounds[min(1, len(grounds) - 1)]
    alone = [] if options.pages else [*alerts.measure(middle), *plans.measure(middle)]
    return run, [*judge(run), *alone]


def _desk(options: argparse.Namespace, server: str, var: Path) -> tuple[Run, list[Verdict]]:
    """The desks' pages, and with --hospitals the import."""
    ground = Ground(SIZES[0], server, var, label="desk", sampler="jobboard.bench.desk_sample")
    run = _measure([ground], options, DESKS)
    empty = Ground(0, server, var, label="hospitals")
    imported = [hospitals.measure(empty, options.hospitals)] if options.hospitals else []
    return run, [*judge(run), *imported]


def _workspace(options: argparse.Namespace, server: str, var: Path) -> tuple[Run, list[Verdict]]:
    """The pages of a team that reads 200 applications for one opening."""
    few = SIZES[0] // 10  # what else is on the board does not matter to these pages
    ground = Ground(few, server, var, label="workspace", sampler="jobboard.bench.workspace_sample")
    run = _measure([ground], options, WORKSPACE)
    return run, judge(run)


def _hostile(options: argparse.Namespace, server: str, var: Path) -> tuple[Run, list[Verdict]]:
    """Requests that nobody honest sends, to the largest of the usual sizes."""
    ground = Ground((options.sizes or SIZES)[-1], server, var)
    with _serving([ground], options) as (one,):
        verdicts, told = hostile.measure(one, many=options.requests, seed=options.seed)
    say(f"All that was odd is in {hostile.report(told, var / 'bench')}")
    return {}, verdicts


def _measure(grounds: list[Ground], options: argparse.Namespace, pages: list[Page]) -> Run:
    with _serving(grounds, options) as servers:
        return measure(servers, rounds=options.rounds, pages=pages)


@contextmanager
def _serving(grounds: list[Ground], options: argparse.Namespace) -> Iterator[list[Server]]:
    """The databases filled, and a web server over each."""
    for ground in grounds:
        ground.make(fresh=options.fresh)
        ground.warm()
    above = postmaster(grounds[0].server)
    if not cpu.is_known():
        say("This system does not tell what processes use: CPU and memory are not measured.")
    elif not above:
        say("PostgreSQL runs on another machine: its CPU is not measured.")
    servers: list[Server] = []
    try:
        for ground in grounds:
            servers.append(Server(ground, workers=options.workers, postmaster=above))
            servers[-1].wait()
        yield servers
    finally:
        for one in servers:
            one.stop()


def tell(verdicts: list[Verdict], *, markdown: bool = False) -> int:
    """Prints what was kept and what was missed. Returns the exit code."""
    for line in report.judgement(verdicts, markdown=markdown):
        print(line)
    return 0 if verdicts and all(verdict.kept for verdict in verdicts) else 1
