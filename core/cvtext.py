"""The words of a CV, read by a child process that may die of the file without harm.

    text = text_of(content, "pdf")      # None: nobody could read it

PDF goes through PDFium, DOCX and ODT are zip archives of XML. The child has limits of memory and time
(core/pdfcheck.py) and no more than the file on its standard input.
"""

import io
import os
import subprocess
import sys
import zipfile
from xml.etree import ElementTree  # nosec  # in the child only: an entity bomb ends the child

from django.conf import settings

CHILD_SECONDS = 12  # wall clock; the child gives itself less CPU time than this
MOST = 100_000  # characters that are kept of a CV
_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}
_BREAKS = ("}p", "}h", "}tab", "}br", "}line-break", "}s")


def text_of(content: bytes, kind: str) -> str | None:
    """The plain text of a CV (`kind` is pdf, docx or odt), at most MOST characters; "" for a scan without words."""
    quiet = {"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "core.cvtext", kind],
            input=content,
            capture_output=True,
            timeout=CHILD_SECONDS,
            cwd=settings.BASE_DIR,
            env=quiet,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout.decode("utf-8", "replace").replace("\x00", " ")[:MOST]


# ── In the child ─────────────────────────────────────────────────────────────────────────────────────
def read(content: bytes, kind: str) -> str:
    return _pdf(content) if kind == "pdf" else _xml(content, _PARTS[kind])


def _pdf(content: bytes) -> str:
    from pypdfium2 import PdfDocument

    texts, length = [], 0
    document = PdfDocument(content)
    for number in range(len(document)):
        texts.append(document[number].get_textpage().get_text_bounded())
        length += len(texts[-1])
        if length > MOST:
            break
    return "\n".join(texts)


class _Words:
    """What the parser tells: words in their order, a space where the eye sees one."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.length = 0

    def data(self, text: str) -> None:
        self.texts.append(text)
        self.length += len(text)

    def end(self, tag: str) -> None:
        if tag.endswith(_BREAKS):
            self.texts.append(" ")

    def close(self) -> str:
        return "".join(self.texts)


def _xml(content: bytes, part: str) -> str:
    words = _Words()
    parser = ElementTree.XMLParser(target=words)  # noqa: S314  # see the import
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as entry:
        while words.length < MOST and (chunk := entry.read(64 * 1024)):
            parser.feed(chunk)
    return words.close()


if __name__ == "__main__":
    import logging

    from core.pdfcheck import limit

    limit()
    logging.disable()
    sys.stdout.buffer.write(read(sys.stdin.buffer.read(), sys.argv[1])[:MOST].encode("utf-8", "replace"))
