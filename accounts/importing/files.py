"""A file that somebody chose → suggestions, or one sentence that says what to do."""

from typing import IO

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from accounts.importing import jsonresume, reading
from accounts.importing.suggestion import Suggestion
from accounts.models import Document
from core.cvlines import Page, lines_of
from core.uploads import check_cv

FEW = 40  # letters: less is a scan with a stamp on it


def read_upload(upload: File) -> list[Suggestion]:
    """PDF, DOCX, ODT or a JSON Resume, told by the content. Raises ValidationError."""
    if not upload.size:
        raise ValidationError(_("This file is empty. Choose your CV again."), code="empty")
    stream: IO[bytes] = upload.file  # type: ignore[assignment]
    stream.seek(0)
    if _is_json(stream.read(64)):
        stream.seek(0)
        return _some(jsonresume.suggestions_of(stream.read(jsonresume.MAX_BYTES + 1)))
    checked = check_cv(upload)
    return _of_cv(stream.read(), checked.kind)


def read_document(document: Document) -> list[Suggestion]:
    """A CV that is kept already. Raises ValidationError."""
    try:
        with document.file.open("rb") as stream:
            return _of_cv(stream.read(), document.kind)
    except OSError as error:
        raise _unreadable() from error


def _is_json(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def _of_cv(content: bytes, kind: str) -> list[Suggestion]:
    page = lines_of(content, kind)
    if page is None:
        raise _unreadable()
    if letters_of(page) < FEW:
        raise ValidationError(
            _("This file has no words in it that can be read, only pictures. Choose the file that your word processor made, as PDF or DOCX."),
            code="no_words",
        )  # fmt: skip
    return _some(reading.suggestions(page))


def letters_of(page: Page) -> int:
    return sum(c.isalnum() for line in page.lines for c in line)


def _some(found: list[Suggestion]) -> list[Suggestion]:
    if not found:
        raise ValidationError(
            _("We read this file but found nothing for your profile. Fill in your profile by hand, or choose another file."),
            code="nothing",
        )  # fmt: skip
    return found


def _unreadable() -> ValidationError:
    return ValidationError(
        _("We could not read the words of this file. Save it again as PDF and choose it again."),
        code="unreadable",
    )
