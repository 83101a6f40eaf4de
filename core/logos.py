"""Logos: judged by their content, drawn anew in fixed sizes, kept under a random name that anyone may read.

key = keep(upload)          # raises ValidationError with one sentence for the person
address(key, 96)            # → "/logos/<key>-96.webp"
forget(key)
"""

import os
import re
import secrets
import subprocess
import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from core.picturecheck import TOO_LARGE

SIZES = (96, 320)  # pixels: in rows, on its own page
MOST_BYTES = 2 * 1024 * 1024
CHILD_SECONDS = 12  # wall clock; the child gives itself less CPU time than this
_NAME = re.compile(r"[0-9a-f]{32}-(?:" + "|".join(map(str, SIZES)) + ")")


def keep(upload: File) -> str:
    """Store the logo in all sizes; returns its key."""
    files = drawn_anew(upload)
    key = secrets.token_hex(16)
    for size, content in zip(SIZES, files, strict=True):
        default_storage.save(_path(f"{key}-{size}"), ContentFile(content))
    return key


def forget(key: str) -> None:
    for size in SIZES:
        default_storage.delete(_path(f"{key}-{size}"))


def address(key: str, size: int) -> str:
    return reverse("logo", args=[f"{key}-{size}"])


def read(name: str) -> bytes | None:
    """The file of that name; None where there is none. Only names that `keep` gives are looked up."""
    if not _NAME.fullmatch(name):
        return None
    try:
        with default_storage.open(_path(name)) as stored:
            content: bytes = stored.read()
    except OSError:
        return None
    return content


def drawn_anew(upload: File) -> list[bytes]:
    """WebP files, one for each of SIZES."""
    if not upload.size:
        raise ValidationError(_("This file is empty. Choose your logo again."), code="empty")
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("This file is larger than 2 MB. Save a smaller version and choose it again."), code="too_large"
        )
    upload.seek(0)
    data = upload.read()
    if not _is_picture(data):
        raise ValidationError(_("Save your logo as PNG, JPEG or WebP and choose it again."), code="kind")
    return _by_child(data)


def _is_picture(data: bytes) -> bool:
    """By its first bytes: a name or a content type is what the sender says."""
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def _by_child(data: bytes) -> list[bytes]:
    command = [sys.executable, "-m", "core.picturecheck", *map(str, SIZES)]
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
    for _size in SIZES:
        length, _mark, rest = rest.partition(b"\n")
        files.append(rest[: int(length)])
        rest = rest[int(length) :]
    return files


def _unreadable() -> ValidationError:
    return ValidationError(
        _("We could not read this picture. Save it again as PNG and choose it again."), code="unreadable"
    )


def _path(name: str) -> str:
    return f"logos/{name}.webp"
