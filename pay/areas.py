"""The metropolitan area of a town: which row of the official wage table speaks of it. Towns are joined by state and name,
areas by their code: Cleveland in Ohio is not Cleveland in Tennessee. The table and its source: pay/data/README.md."""

import csv
import gzip
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from core.placenames import key

DATA = Path(__file__).resolve().parent / "data"
FILE = DATA / "towns_us.csv.gz"


def area_of(city: str, state: str) -> str:
    """The five digits of the metropolitan area (CBSA code); "" where a town lies in none that has wage figures."""
    return _towns().get((state.upper(), key(city)), "")


@cache
def _towns() -> dict[tuple[str, str], str]:
    """(state, name as core.placenames.key writes it) → code. Read once: the file changes with a release only."""
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {(state, town): code for state, town, code in rows}


def write(towns: Iterable[tuple[str, str, str]]) -> int:
    """Write the file; the same lines give the same bytes. Returns its size."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["state", "town", "area"])
    table.writerows(sorted(towns))
    data = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    FILE.write_bytes(data)
    return len(data)
