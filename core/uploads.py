"""What people upload, judged by its content and never by its name.

    checked = check_cv(upload)      # raises ValidationError with one sentence for the person

PDF is opened in a child process with limits of memory and time (core/pdfcheck.py); DOCX and ODT: core/officefile.py.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import officefile
from core.upload_refusals import has_password, not_a_cv, unreadable_pdf

MAX_PAGES = 50
CHILD_SECONDS = 12  # wall clock; the child gives itself less CPU time than this

_PDF_HEADER_WITHIN = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .doc, and every Office file with a password


@dataclass(frozen=True, slots=True)
class Checked:
    """What an accepted file is. `kind` is pdf, docx or odt; `size` in bytes; `pages` only for PDF."""

    kind: str
    size: int
    sha256: str
    pages: int | None = None


def check_cv(upload: File) -> Checked:
    """Judge a CV. The file is left at its start. Raises ValidationError saying what to do instead."""
    size = upload.size or 0
    if size == 0:
        raise ValidationError(_("This file is empty. Choose your CV again."), code="empty")
    if size > settings.CV_MAX_BYTES:
        limit = settings.CV_MAX_BYTES // (1024 * 1024)
        raise ValidationError(
            _("This file is larger than %(limit)s MB. Save a smaller version and choose it again.")
            % {"limit": limit},
            code="too_large",
        )
    stream: IO[bytes] = upload.file  # type: ignore[assignment]
    kind = _sniff(stream)
    pages = None
    if kind == "pdf":
        pages = _check_pdf(stream)
    else:
        officefile.check(stream, kind)
    digest = _sha256(stream)
    stream.seek(0)
    return Checked(kind=kind, size=size, sha256=digest, pages=pages)


def display_name(given: str, kind: str) -> str:
    """A name that is safe to show and to send: no path, no control or direction marks, the true kind's ending."""
    name = re.split(r"[/\\]", given)[-1]
    name = "".join(
        " " if c.isspace() else c for c in name if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    name = re.sub(r'[<>:"|?*]', "", name)
    stem = re.sub(r"(\.(pdf|docx|docm|doc|odt))+$", "", " ".join(name.split()), flags=re.IGNORECASE).strip(
        " ."
    )
    return f"{(stem or 'CV')[:100]}.{kind}"


def settle(stored: Any) -> None:
    """Have the disk hold the file before its row commits. `stored` is a saved FieldFile; S3 has done so already."""
    try:
        path = stored.path
    except NotImplementedError:
        return
    for target in (path, os.path.dirname(path)):
        descriptor = os.open(target, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sniff(stream: IO[bytes]) -> str:
    stream.seek(0)
    head = stream.read(_PDF_HEADER_WITHIN)
    if head.startswith(b"PK\x03\x04"):
        return officefile.kind_of(stream)
    if head.startswith(_OLE):
        raise ValidationError(
            _(
                "This is an old Word file or has a password. Save it as PDF without a password and choose it again."
            ),
            code="old_word",
        )
    if b"%PDF-" in head:
        return "pdf"
    raise not_a_cv()


def pages_of_pdf(stream: IO[bytes]) -> int:
    """The number of pages, counted by a child that may die of the file in our place. Raises ValidationError."""
    stream.seek(0)
    command = [sys.executable, "-m", "core.pdfcheck"]
    quiet = {"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            input=stream.read(),
            capture_output=True,
            timeout=CHILD_SECONDS,
            cwd=settings.BASE_DIR,
            env=quiet,
            check=True,
        )
        said = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError, OSError) as error:
        raise unreadable_pdf() from error
    if said.get("encrypted"):
        raise has_password()
    pages = int(said.get("pages", 0))
    if pages < 1:
        raise unreadable_pdf()
    return pages


def _check_pdf(stream: IO[bytes]) -> int:
    pages = pages_of_pdf(stream)
    if pages > MAX_PAGES:
        raise ValidationError(
            ngettext(
                "This CV has %(pages)s page. Keep it to %(limit)s pages or fewer.",
                "This CV has %(pages)s pages. Keep it to %(limit)s pages or fewer.",
                pages,
            )
            % {"pages": pages, "limit": MAX_PAGES},
            code="too_long",
        )
    return pages


def _sha256(stream: IO[bytes]) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(1024 * 1024):
        digest.update(chunk)
    return digest.hexdigest()
