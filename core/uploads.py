"""What people upload, judged by its content and never by its name.

    checked = check_cv(upload)      # raises ValidationError with one sentence for the person

PDF is opened in a child process with limits of memory and time (core/pdfcheck.py); DOCX and ODT are zip
archives whose table of contents is judged before anything in them is unpacked.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MAX_PAGES = 50
MAX_ENTRIES = 2_000
MAX_UNPACKED = 60 * 1024 * 1024  # bytes, all entries of an archive together
MAX_RATIO = 200  # unpacked to packed, per entry over a megabyte: text in office files packs about 10 to 1
CHILD_SECONDS = 12  # wall clock; the child gives itself less CPU time than this

_PDF_HEADER_WITHIN = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .doc, and every Office file with a password
_DOCX_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ODT_MIME = b"application/vnd.oasis.opendocument.text"


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
        _check_archive(stream, kind)
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
        return _sniff_archive(stream)
    if head.startswith(_OLE):
        raise ValidationError(
            _(
                "This is an old Word file or has a password. Save it as PDF without a password and choose it again."
            ),
            code="old_word",
        )
    if b"%PDF-" in head:
        return "pdf"
    raise _not_a_cv()


def _sniff_archive(stream: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return "docx"
            if "mimetype" in names and _start_of(archive, "mimetype", 100).strip() == _ODT_MIME:
                return "odt"
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise _unreadable() from error
    raise _not_a_cv()


def _check_archive(stream: IO[bytes], kind: str) -> None:
    """Refuse bombs by the declared sizes first, then macros and passwords, then read every entry once."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _refuse_bomb(archive.infolist())
            _refuse_macros(archive, kind)
            if any(i.flag_bits & 1 for i in archive.infolist()) or _odt_has_password(archive, kind):
                raise _has_password()
            # zipfile never unpacks more than an entry declares, so this is bounded by MAX_UNPACKED.
            if archive.testzip() is not None:
                raise _unreadable()
    except ValidationError:
        raise
    except Exception as error:  # a hostile archive can raise nearly anything from zipfile and zlib
        raise _unreadable() from error


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(e.file_size for e in entries)
    dense = any(
        e.file_size > 1024 * 1024 and e.file_size > MAX_RATIO * max(e.compress_size, 1) for e in entries
    )
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or dense:
        raise ValidationError(
            _("This file unpacks to far more than a CV. Save it as PDF and choose it again."), code="bomb"
        )


def _refuse_macros(archive: zipfile.ZipFile, kind: str) -> None:
    names = [n.lower() for n in archive.namelist()]
    if kind == "docx":
        types = _start_of(archive, "[Content_Types].xml", 200_000)
        found = b"macroenabled" in types.lower() or any(n.endswith("vbaproject.bin") for n in names)
        if not found and _DOCX_MAIN not in types:
            raise _not_a_cv()
    else:
        found = any(n.startswith(("basic/", "scripts/")) for n in names)
    if found:
        raise ValidationError(
            _("This file contains macros. Save it as PDF and choose it again."), code="macros"
        )


def _odt_has_password(archive: zipfile.ZipFile, kind: str) -> bool:
    manifest = "META-INF/manifest.xml"
    return (
        kind == "odt"
        and manifest in archive.namelist()
        and b"encryption-data" in _start_of(archive, manifest, 200_000)
    )


def _start_of(archive: zipfile.ZipFile, name: str, length: int) -> bytes:
    with archive.open(name) as entry:
        return entry.read(length)


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
        raise _unreadable_pdf() from error
    if said.get("encrypted"):
        raise _has_password()
    pages = int(said.get("pages", 0))
    if pages < 1:
        raise _unreadable_pdf()
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


def _not_a_cv() -> ValidationError:
    return ValidationError(_("Save your CV as PDF, DOCX or ODT and choose it again."), code="kind")


def _unreadable() -> ValidationError:
    return ValidationError(
        _("We could not read this file. Save it as PDF and choose it again."), code="unreadable"
    )


def _unreadable_pdf() -> ValidationError:
    return ValidationError(
        _("We could not read this PDF. Save it again from your word processor and choose it again."),
        code="unreadable",
    )


def _has_password() -> ValidationError:
    return ValidationError(
        _("This file has a password. Save it without one and choose it again."), code="password"
    )
