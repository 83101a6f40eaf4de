"""A CV is what its content says it is. Every refusal tells the person what to do."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from core import uploads
from core.uploads import check_cv, display_name

TYPES = (
    '<Types><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
MACRO_TYPES = TYPES.replace(
    "openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.macroEnabled"
)
DOCX = {"[Content_Types].xml": TYPES, "word/document.xml": "<w:document>Curriculum vitae</w:document>"}
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office>CV</office>"}


def archive(entries: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


def pdf(pages: int = 1, password: str | None = None, owner_only: bool = False) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    if password is not None:
        writer.encrypt("" if owner_only else password, owner_password=password, algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def refusal(content: bytes, name: str = "cv.pdf") -> str:
    with pytest.raises(ValidationError) as refused:
        check_cv(SimpleUploadedFile(name, content))
    return str(refused.value.code)


def test_a_pdf_is_accepted_whatever_it_is_called() -> None:
    checked = check_cv(SimpleUploadedFile("cv.exe", pdf(3)))
    assert (checked.kind, checked.pages, checked.size) == ("pdf", 3, len(pdf(3)))


def test_a_pdf_that_only_forbids_editing_is_accepted() -> None:
    assert check_cv(SimpleUploadedFile("cv.pdf", pdf(password="x", owner_only=True))).pages == 1


@pytest.mark.parametrize(("entries", "kind"), [(DOCX, "docx"), (ODT, "odt")])
def test_word_and_libreoffice_files_are_accepted(entries: dict[str, str | bytes], kind: str) -> None:
    content = archive(entries)
    upload = SimpleUploadedFile("cv.pdf", content)
    assert check_cv(upload).kind == kind
    assert upload.read() == content, "the file is left at its start"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "kind"),
        (b"<html><script>alert(1)</script>", "kind"),
        (b"\x89PNG\r\n\x1a\n", "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word"),
        (b"%PDF-1.7\nnothing that follows makes sense", "unreadable"),
        (b"PK\x03\x04 cut off", "unreadable"),
        (archive({"hello.txt": "hi"}), "kind"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "kind"),
        (archive({**DOCX, "[Content_Types].xml": MACRO_TYPES}), "macros"),
        (archive({**DOCX, "word/vbaProject.bin": "x"}), "macros"),
        (archive({**ODT, "Basic/Standard/Module1.xml": "x"}), "macros"),
        (archive({**ODT, "META-INF/manifest.xml": "<manifest:encryption-data/>"}), "password"),
        (archive({**DOCX, "word/media/zeros.bin": bytes(30_000_000)}), "bomb"),
        (archive({**DOCX, **{f"word/x{i}.xml": "" for i in range(2_100)}}), "bomb"),
    ],
)
def test_everything_else_is_refused_with_its_reason(content: bytes, code: str) -> None:
    assert refusal(content) == code


def test_a_pdf_with_a_password_is_refused() -> None:
    assert refusal(pdf(password="secret")) == "password"


def test_a_book_is_refused() -> None:
    assert refusal(pdf(pages=51)) == "too_long"


def test_a_broken_entry_is_noticed() -> None:
    content = bytearray(archive({**DOCX, "word/x.bin": bytes(range(256)) * 20}))
    content[len(content) // 2] ^= 0xFF
    assert refusal(bytes(content)) == "unreadable"


def test_a_file_over_the_limit_is_not_even_looked_at(settings: object) -> None:
    settings.CV_MAX_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    assert refusal(b"%PDF-" + bytes(1024 * 1024)) == "too_large"


def test_a_pdf_that_never_ends_takes_down_its_child_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "CHILD_SECONDS", 0.01)
    assert refusal(pdf()) == "unreadable"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\My CV.docx", "My CV.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "ab Set-Cookie x.pdf"),
        ("", "CV.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_safe_to_show_and_ends_as_its_kind(given: str, shown: str) -> None:
    assert display_name(given, "pdf") == shown


def test_the_child_knows_its_limits() -> None:
    from core import pdfcheck

    assert pdfcheck.MEMORY <= 256 * 1024 * 1024
    assert pdfcheck.look(pdf(2)) == {"pages": 2}
