"""The files of places in core/data (see the README there), read and loaded into the table of KnownPlace."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from core.placenames import LONGEST, key

DATA = Path(__file__).resolve().parent / "data"
FILES = ("places.csv.gz", "postcodes_us.csv.gz", "postcodes_nl.csv.gz")
COLUMNS = ("key", "is_main", "kind", "name", "city", "region", "country", "lat", "lon", "population")


class Line(NamedTuple):
    """One line of a file. `others` are the place's other names, separated by "|"."""

    kind: str
    country: str
    region: str
    name: str
    city: str
    lat: str
    lon: str
    population: str
    others: str


def read() -> Iterator[Line]:
    """All lines of all files."""
    for name in FILES:
        with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            yield from map(Line._make, rows)


def write(name: str, lines: Iterable[Line]) -> int:
    """Write a file; the same lines give the same bytes. Returns its size."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(Line._fields)
    table.writerows(lines)
    data = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    (DATA / name).write_bytes(data)
    return len(data)


def load(cursor: Any) -> None:
    """Fill the table anew. For a migration: whoever makes new files adds a migration that calls this."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    for line in read():
        others = line.others.split("|") if line.others else []
        names = [line.name] if line.name.isdecimal() else dict.fromkeys(map(key, (line.name, *others)))
        for position, name in enumerate(filter(None, names)):
            place = [line.kind, line.name, line.city, line.region, line.country]
            table.writerow([name[:LONGEST], position == 0, *place, line.lat, line.lon, line.population])
    text.seek(0)
    cursor.execute("TRUNCATE core_knownplace RESTART IDENTITY")
    how = "WITH (FORMAT csv, FORCE_NOT_NULL (city))"
    cursor.copy_expert(f"COPY core_knownplace ({', '.join(COLUMNS)}) FROM STDIN {how}", text)
    cursor.execute("ANALYZE core_knownplace")
