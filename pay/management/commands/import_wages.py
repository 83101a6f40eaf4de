"""Import a release of official wage figures: the tidy OEWS table or the Dutch medians (columns: docs/pay.md)."""

import gzip
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DataError, IntegrityError

from pay import importing, known, wages

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--period", default="", help="month of an OEWS release, as 2026-05; else from the file's name"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        period = options["period"] or period_in(path.name)
        if period and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period):
            raise CommandError("Write the period as a year and a month: 2026-05")
        opened = gzip.open if path.suffix == ".gz" else open
        try:
            with opened(path, "rt", encoding="utf-8", newline="") as file:
                done = importing.keep(wages.read(file, period=period))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read: {error}") from error
        except (wages.BadFile, DataError, IntegrityError) as error:
            raise CommandError(str(error)) from error
        known.forget()
        if not done:
            raise CommandError("The file holds no rows.")
        for name, rows in done.items():
            self.stdout.write(f"{name}: {rows:,} rows")


def period_in(name: str) -> str:
    """ "2026-05" of "wages_us_oews_may2026.csv" or "oews_2026-05.csv"; "" when the name says none."""
    if found := re.search(r"(20\d\d)-(\d\d)", name):
        return found[0]
    found = re.search(rf"({'|'.join(_MONTHS)})[a-z]*[-_ ]?(20\d\d)", name.lower())
    return f"{found[2]}-{_MONTHS.index(found[1]) + 1:02d}" if found else ""
