"""The migrations run once, not once in every process of every run: test databases are copies of one that they made.

It stays beside the data and is made anew when migrations, what they load, or libraries are other ones. Each copy is migrated
as ever, which finds nothing left to do.
"""

import fcntl
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management import call_command
from django.db import connection

SOURCES = ("*/migrations/*.py", "core/data/*", "core/placefile.py", "core/placenames.py", "requirements.txt")
PREFIX = "test_template_"  # with test_ in front the local server makes none by itself


def digest() -> str:
    found = blake2b(digest_size=8)
    root = Path(settings.BASE_DIR)
    for path in sorted(path for pattern in SOURCES for path in root.glob(pattern) if path.is_file()):
        found.update(f"{path.relative_to(root)} {path.stat().st_size}\n".encode() + path.read_bytes())
    return found.hexdigest()


def template() -> str:
    """The name of the database that the migrations made; whoever comes first makes it."""
    name, creation = PREFIX + digest(), cast(Any, connection.creation)
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with creation._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
            there = {row[0] for row in cursor.fetchall()}
            if name in there:
                return name
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}_draft"')
        _migrate(f"{name}_draft")
        with creation._nodb_cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{name}_draft" RENAME TO "{name}"')
    return name


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
