"""DOCX and ODT: zip archives whose table of contents is judged before anything in them is unpacked."""

import zipfile
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.upload_refusals import has_password, not_a_cv, unreadable

MAX_ENTRIES = 2_000
MAX_UNPACKED = 60 * 1024 * 1024  # bytes, all entries of an archive together
MAX_RATIO = 200  # unpacked to packed, per entry over a megabyte: text in office files packs about 10 to 1

_DOCX_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ODT_MIME = b"application/vnd.oasis.opendocument.text"


def kind_of(stream: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return "docx"
            if "mimetype" in names and _start_of(archive, "mimetype", 100).strip() == _ODT_MIME:
                return "odt"
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise unreadable() from error
    raise not_a_cv()


def check(stream: IO[bytes], kind: str) -> None:
    """Refuse bombs by the declared sizes first, then macros and passwords, then read every entry once."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _refuse_bomb(archive.infolist())
            _refuse_macros(archive, kind)
            if any(i.flag_bits & 1 for i in archive.infolist()) or _odt_has_password(archive, kind):
                raise has_password()
            # zipfile never unpacks more than an entry declares, so this is bounded by MAX_UNPACKED.
            if archive.testzip() is not None:
                raise unreadable()
    except ValidationError:
        raise
    except Exception as error:  # a hostile archive can raise nearly anything from zipfile and zlib
        raise unreadable() from error


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
            raise not_a_cv()
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
