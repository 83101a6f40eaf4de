"""Logos: judged by their content, drawn anew in fixed sizes, kept under a random name that anyone may read.

key = keep(upload)          # raises ValidationError with one sentence for the person
address(key, 96)            # → "/logos/<key>-96.webp"
forget(key)
"""

import re
import secrets

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from core.redrawn import by_child, is_picture

SIZES = (96, 320)  # pixels: in rows, on its own page
MOST_BYTES = 2 * 1024 * 1024
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
    if not is_picture(data):
        raise ValidationError(_("Save your logo as PNG, JPEG or WebP and choose it again."), code="kind")
    return [one.content for one in by_child(data, *map(str, SIZES))]


def _path(name: str) -> str:
    return f"logos/{name}.webp"
