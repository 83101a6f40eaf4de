"""What this release is: one short text that changes with the code, the templates, the translations and the settings
that pages show. Pages that are recognised without being made (core/unchanged.py) must not outlive their templates."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

_SUFFIXES = {".py", ".html", ".txt", ".mo", ".css", ".js", ".svg"}


@cache
def release() -> str:
    """Read once in the life of a process, a few milliseconds; the same on all machines that run the same."""
    base = Path(settings.BASE_DIR)
    folders = [base / name for name in ("templates", "static", "locale")]
    own = (Path(app.path) for app in apps.get_app_configs())
    folders += sorted(path for path in own if path.is_relative_to(base) and "site-packages" not in path.parts)
    said = blake2b(repr((django.VERSION, settings.SITE_NAME, settings.DEMO, settings.TIME_ZONE)).encode())
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in _SUFFIXES and p.is_file()):
            said.update(str(path.relative_to(base)).encode())
            said.update(path.read_bytes())
    return said.hexdigest()[:16]
