from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.translation import override

from hospitals.directory import Report, import_file
from hospitals.directory_file import BrokenFile
from hospitals.models import DirectoryEntry

WIDTH = 40


class Command(BaseCommand):
    help = (
        "Read a file of the official hospital directory: the CMS file Hospital General Information, or the tidy one. "
        "Exit code 0: all rows are in; 1: the file could not be read, nothing was imported; 2: some rows were left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--complete",
            action="store_true",
            help="the file is the whole directory: mark what it lacks as gone",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if DirectoryEntry._meta.db_table not in connection.introspection.table_names():
            raise CommandError("The database has no tables yet: run the command migrate first.", returncode=1)
        with override("en"):
            try:
                report = import_file(options["file"], complete=options["complete"], progress=self._show)
            except BrokenFile as error:
                raise CommandError(str(error), returncode=1) from None
            self._tell(report)

    def _show(self, done: int, total: int) -> None:
        if not self.stderr.isatty():
            return
        full = WIDTH * done // max(total, 1)
        end = "\n" if done == total else ""
        self.stderr.write(f"\r{'█' * full}{'░' * (WIDTH - full)} {done:,} of {total:,}", ending=end)

    def _tell(self, report: Report) -> None:
        gone = f", {report.gone:,} gone" if report.gone else ""
        self.stdout.write(
            f"{report.added:,} added, {report.changed:,} changed, {report.unchanged:,} unchanged{gone}."
        )
        if report.bad:
            for row in report.bad:
                self.stderr.write(f"line {row.line}: {row.reason}")
            count = len(report.bad)
            raise CommandError(
                f"{count:,} {'row was' if count == 1 else 'rows were'} left out; all others are in.",
                returncode=2,
            )
