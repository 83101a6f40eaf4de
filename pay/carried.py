"""The figures that the board carries in pay/data, so that a fresh machine shows real pay. A newer release of the same
office is imported into the database beside them (`bin/manage import_wages`)."""

import gzip
from collections.abc import Iterator

from pay import wages as reading
from pay.areas import DATA
from pay.wages import Wage

OEWS, OEWS_PERIOD, CBS = "oews_2025-05.csv.gz", "2025-05", "cbs_85517.csv.gz"


def wages() -> Iterator[Wage]:
    """All rows of both files."""
    for name, period in ((OEWS, OEWS_PERIOD), (CBS, "")):
        with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as file:
            yield from reading.read(file, period=period)
