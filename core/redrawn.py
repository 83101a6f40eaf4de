"""What somebody uploads to be seen, drawn anew: a picture, or the pages of a PDF. Only pixels come back.

    pages = redrawn(upload)          # raises ValidationError with one sentence for the person
    page.content, page.kind, page.width, page.height

What a camera, a telephone or a word processor writes into a file (place, name, date, comments, hidden layers, attached
files, scripts) is gone by construction: the old file is opened only by child processes without rights, and never kept.
"""

import os
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from core import cvdraw
from core.picturecheck import TOO_LARGE, WHOLE
from core.uploads import pages_of_pdf

MOST_BYTES = 10 * 1024 * 1024
MOST_PAGES = 8
LONGEST_SIDE = 1600  # pixels: sharp on a wide column
CHILD_SECONDS = 12  # wall clock; the child gives itself less CPU time than this
_PDF_HEADER_WITHIN = 1024


@dataclass(frozen=True, slots=True)
class Page:
    """A picture of ours. `kind` is png or webp."""

    content: bytes
    kind: str
    width: int
    height: int


def redrawn(upload: File) -> list[Page]:
    """One page for a picture, one for each page of a PDF."""
    if not upload.size:
        raise ValidationError(_("This file is empty. Choose it again."), code="empty")
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("This file is larger than 10 MB. Save a smaller version and choose it again."), code="too_large"
        )
    upload.seek(0)
    data = upload.read()
    if is_picture(data):
        return by_child(data, f"{LONGEST_SIDE}{WHOLE}")
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return _pages(upload, data)
    raise ValidationError(_("Save it as PDF, PNG, JPEG or WebP and choose it again."), code="kind")


def is_picture(data: bytes) -> bool:
    """By its first bytes: a name or a content type is what the sender says."""
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def by_child(data: bytes, *sizes: str) -> list[Page]:
    """WebP files, one for each size as core/picturecheck.py names them."""
    command = [sys.executable, "-m", "core.picturecheck", *sizes]
    quiet = {"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=CHILD_SECONDS, cwd=settings.BASE_DIR, env=quiet, check=False
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        raise _unreadable() from error
    if done.returncode == TOO_LARGE:
        raise ValidationError(
            _("This picture has too many pixels. Make it 4000 by 4000 or smaller and choose it again."),
            code="pixels",
        )
    if done.returncode:
        raise _unreadable()
    files, rest = [], done.stdout
    for _size in sizes:
        head, _mark, rest = rest.partition(b"\n")
        length, width, height = map(int, head.split())
        files.append(Page(rest[:length], "webp", width, height))
        rest = rest[length:]
    return files


def _pages(upload: File, data: bytes) -> list[Page]:
    pages = pages_of_pdf(upload.file)  # type: ignore[arg-type]
    if pages > MOST_PAGES:
        raise ValidationError(
            _("This PDF has %(pages)s pages. Keep it to %(limit)s pages or fewer.")
            % {"pages": pages, "limit": MOST_PAGES},
            code="too_long",
        )
    found = cvdraw.drawn(data, colours="many")
    if found is None:
        raise ValidationError(
            _("We could not draw this PDF. Save it again, or as a picture, and choose it again."),
            code="unreadable",
        )
    return [Page(one.png, "png", one.width, one.height) for one in found[1]]


def _unreadable() -> ValidationError:
    return ValidationError(
        _("We could not read this picture. Save it again as PNG and choose it again."), code="unreadable"
    )
