"""What the hints for moderators find in labelled adverts: bin/bench hints FILE.

FILE is a CSV with the columns title, company_profile, description, requirements and fraudulent (0 or 1), the shape of the
public collection of fake job postings (EMSCAD); other columns are not read. Nothing is learnt from it and nothing is kept.
The rows are read one after the other and judged in as many processes as the machine has, so memory stays the same however
long the file is.
"""

import csv
import html
import multiprocessing
import os
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

COLUMNS = ("title", "company_profile", "description", "requirements", "fraudulent")
LABELS = {
    "1": True,
    "0": False,
    "t": True,
    "f": False,
    "true": True,
    "false": False,
    "yes": True,
    "no": False,
}
CHUNK, HIGHEST = 200, 12
_TAG = re.compile(r"<[^<>]{1,400}>")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z])")  # "experienceMust": lists that lost their line breaks

Row = tuple[str, str, str, str, bool]
Judged = tuple[bool, int, list[tuple[str, int]]]


class WrongFile(Exception):
    """What is wrong with the file, in a sentence."""


@dataclass(slots=True)
class Found:
    """Counts while reading. `fired` and `caught` are by code; `sums` counts (sum of weights, fraudulent)."""

    rows: int = 0
    frauds: int = 0
    seconds: float = 0
    fired: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    sums: Counter[tuple[int, bool]] = field(default_factory=Counter)
    heaviest: Counter[tuple[int, bool]] = field(default_factory=Counter)

    def add(self, judged: list[Judged]) -> None:
        for fraud, total, hints in judged:
            self.rows += 1
            self.frauds += fraud
            self.sums[total, fraud] += 1
            self.heaviest[max((weight for _code, weight in hints), default=0), fraud] += 1
            for code in {code for code, _weight in hints}:
                self.fired[code] += 1
                self.caught[code] += fraud


def main(path: Path | None) -> int:
    """Prints the tables. Returns the exit code: 0, or 1 with a sentence when the file is not of this kind."""
    try:
        found = measure(path)
    except WrongFile as error:
        print(error, file=sys.stderr)
        return 1
    for line in tables(found):
        print(line)
    return 0


def measure(path: Path | None, *, processes: int | None = None) -> Found:
    """Read and judge every row. Raises WrongFile."""
    _prepare()
    found, began = Found(), time.perf_counter()
    rows = read(path)
    waiting: deque[Future[list[Judged]]] = deque()
    count = processes or min(4, os.cpu_count() or 1)
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("fork")) as pool:
        while chunk := list(islice(rows, CHUNK)):
            waiting.append(pool.submit(judge, chunk))
            if len(waiting) > 2 * count:
                found.add(waiting.popleft().result())
        for one in waiting:
            found.add(one.result())
    if not found.rows:
        raise WrongFile(f"{path}: there is no row below the heading.")
    found.seconds = time.perf_counter() - began
    return found


def _prepare() -> None:
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
    if not apps.ready:
        django.setup()


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────
def read(path: Path | None) -> Iterator[Row]:
    """One row after the other. Raises WrongFile, at the first row that is not of this kind."""
    if path is None:
        raise WrongFile("Name the file: bin/bench hints FILE. It is a CSV with the columns " + ", ".join(COLUMNS) + ".")  # fmt: skip
    csv.field_size_limit(10_000_000)
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            yield from _rows(file, path)
    except OSError as error:
        raise WrongFile(f"{path}: {error.strerror or error}.") from error
    except csv.Error as error:
        raise WrongFile(f"{path}: this is not a CSV file ({error}).") from error


def _rows(file: Any, path: Path) -> Iterator[Row]:
    reader = csv.reader(file)
    heading = [name.strip().lower() for name in next(reader, [])]
    if missing := [name for name in COLUMNS if name not in heading]:
        raise WrongFile(f"{path}: the columns {', '.join(missing)} are missing. The first line must name {', '.join(COLUMNS)}, with commas between.")  # fmt: skip
    places = [heading.index(name) for name in COLUMNS]
    for row in reader:
        if not row:
            continue
        if len(row) <= max(places):
            raise WrongFile(f"{path}, line {reader.line_num}: {len(row)} columns instead of {len(heading)}.")
        *texts, label = (row[place] for place in places)
        if label.strip().lower() not in LABELS:
            raise WrongFile(f"{path}, line {reader.line_num}: fraudulent is 0 or 1, not “{label[:40]}”.")
        title, company, description, requirements = map(_text, texts)
        yield title, company, description, requirements, LABELS[label.strip().lower()]


def _text(cell: str) -> str:
    """As people read it: marks of HTML gone, words that were glued together apart."""
    if "<" in cell:
        cell = _TAG.sub(" ", cell)
    return _GLUED.sub(" ", html.unescape(cell) if "&" in cell else cell).strip()


# ── Judging ──────────────────────────────────────────────────────────────────────────────────────────
def judge(rows: list[Row]) -> list[Judged]:
    """(fraudulent, sum of the weights, (code, weight) of each hint) for some rows."""
    from moderation.hints.harm import harms
    from moderation.hints.hint import Ad, total
    from moderation.hints.signs import language_of, signs

    done: list[Judged] = []
    for title, company, description, requirements, fraud in rows:
        texts = {"title": title, "company": company, "description": description, "requirements": requirements}
        ad = Ad(language_of(f"{title} {description}"), {k: v for k, v in texts.items() if v}, company)
        hints = [*signs(ad), *harms(ad)]
        done.append((fraud, total(hints), [(hint.code, hint.weight) for hint in hints]))
    return done


# ── Telling ──────────────────────────────────────────────────────────────────────────────────────────
def tables(found: Found) -> Iterator[str]:
    from moderation.hints.catalogue import WEIGHTS
    from moderation.hints.hint import LOOK_CLOSER

    share = found.frauds / found.rows
    yield f"{found.rows:,} adverts, {found.frauds:,} of them fraudulent ({share:.1%}); {found.seconds:.1f} s, {found.seconds / found.rows * 1000:.2f} ms a row"
    yield ""
    yield f"{'hint':<18}{'weight':>7}{'fired':>8}{'precision':>11}{'recall':>9}"
    for code, weight in sorted(WEIGHTS.items(), key=lambda pair: (-pair[1], pair[0])):
        if fired := found.fired[code]:
            caught = found.caught[code]
            yield f"{code:<18}{weight:>7}{fired:>8,}{_share(caught, fired):>11}{_share(caught, found.frauds):>9}"
    silent = [code for code in WEIGHTS if not found.fired[code]]
    yield f"never fired: {', '.join(silent) or 'none'} (some are of facts that the file does not have)"
    yield from _thresholds("any hint of weight", found.heaviest, found, range(1, max(WEIGHTS.values()) + 1))
    yield from _thresholds("sum of weights", found.sums, found, range(1, HIGHEST + 1))
    yield ""
    yield f"“Worth a closer look” is a sum of {LOOK_CLOSER} or more (docs/moderators-hints.md)."


def _thresholds(name: str, counts: Counter[tuple[int, bool]], found: Found, limits: range) -> Iterator[str]:
    yield ""
    yield f"{name:<20}{'precision':>10}{'recall':>9}{'F1':>7}{'fraud seen':>12}{'fraud missed':>14}{'honest seen':>13}{'honest left':>13}"
    for limit in limits:
        hit = sum(n for (value, fraud), n in counts.items() if fraud and value >= limit)
        alarm = sum(n for (value, fraud), n in counts.items() if not fraud and value >= limit)
        honest = found.rows - found.frauds
        both = 2 * hit / (hit + alarm + found.frauds) if hit else 0
        yield (
            f"≥ {limit:<18}{_share(hit, hit + alarm):>10}{_share(hit, found.frauds):>9}{both:>7.2f}"
            f"{hit:>12,}{found.frauds - hit:>14,}{alarm:>13,}{honest - alarm:>13,}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
