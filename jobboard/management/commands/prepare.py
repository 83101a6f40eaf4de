"""Everything between an empty database and a web server: tables, static files, demo."""

import hashlib
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from jobboard.refusals import reason, sentence
from postings.models import Indexed
from postings.search import files
from postings.search.index import LARGE

LOCK = 7_264_001  # names PostgreSQL's advisory lock: of several starters one prepares, the others wait


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress goes to stderr; stdout carries what the demo wants to be shown when the site answers."""
        try:
            self._database()
            self._static_files()
            self._demo()
            self._search()
        except (OSError, DatabaseError) as error:
            self.stderr.write(self._sentence(error))
            sys.exit(1)

    def _database(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")  # another starter's migrations may take their time
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            cursor.execute("RESET lock_timeout")
            try:
                self._migrate()
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write(f"Making tables: {len(plan)} migrations …")
            call_command("migrate", verbosity=0, interactive=False)
            call_command("search_index", missing=True, stdout=self.stderr)

    def _static_files(self) -> None:
        stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
        fingerprint = _fingerprint()
        if stamp.exists() and stamp.read_text() == fingerprint:
            return
        self.stderr.write("Collecting static files …")
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(fingerprint)

    def _demo(self) -> None:
        if settings.DEMO and "demo" in get_commands():
            call_command("demo", stdout=self.stdout, stderr=self.stderr)

    def _search(self) -> None:
        """A large board's index is made here, not by the first searcher."""
        if files.latest() is None and Indexed.objects.count() > LARGE:
            self.stderr.write("Reading the openings for the search …")
            files.make(wait=True)

    def _sentence(self, error: Exception) -> str:
        said = " ".join(str(error).split())
        if isinstance(error, OSError):
            return sentence(error, error.filename or settings.VAR_DIR)
        if "No space left on device" in said:
            return reason("", said)
        if connection.connection is None:
            place = connection.settings_dict
            if place["ENGINE"] == "jobboard.localdb":
                return said
            where = f"{place.get('HOST') or 'the local socket'}:{place.get('PORT') or 5432}"
            why = str(error).splitlines()[0]
            return f"The database at {where} cannot be reached, see DATABASE_URL: {why}."
        return f"Preparing the database failed: {said}"


def _fingerprint() -> str:
    """Changes when any static file, or how they are stored, changes."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
