"""One stylesheet for the browser, many small ones for people: no build step, the same page in both.

`static/css/` holds the parts. A page links `css/site.css`, which is put together from them whenever Django
looks for it: by `collectstatic` for production (then hashed and compressed), by `runserver` at each request.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage

SHEET = "css/site.css"
# The order matters inside a layer only; tokens.css comes first because it names the layers.
PARTS = ["tokens.css", "base.css", "layout.css", "components/*.css", "utilities.css"]
PARTS_FOLDER = Path(settings.BASE_DIR) / "static" / "css"


def assemble(folder: Path = PARTS_FOLDER) -> str:
    """All parts in order, without comments and indentation."""
    texts = [part.read_text(encoding="utf-8") for pattern in PARTS for part in sorted(folder.glob(pattern))]
    without_comments = re.sub(r"/\*.*?\*/", "", "\n".join(texts), flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", without_comments).strip() + "\n"


def write_sheet() -> FileSystemStorage:
    """Write the sheet if it changed, in one move (two processes may do it at once); give the storage that holds it."""
    target = Path(settings.VAR_DIR) / "assembled" / SHEET
    text = assemble()
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)
    return FileSystemStorage(location=target.parent.parent)


class FaceFinder(FileSystemFinder):
    """The project's static folder, with the assembled sheet in place of its parts."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        if path == SHEET:
            found = write_sheet().path(SHEET)
            return [found] if find_all else found
        return super().find(path, find_all=True) if find_all else super().find(path)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path, storage in super().list(ignore_patterns):
            if not path.startswith("css/"):
                yield path, storage
        yield SHEET, write_sheet()
