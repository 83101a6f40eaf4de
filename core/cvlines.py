"""The lines of a CV as the eye reads them, found by a child process that may die of the file without harm.

    page = lines_of(content, "pdf")     # None: nobody could read it
    page.lines                          # column after column, "\\t" between cells of a row, "" for a gap
    page.links                          # addresses behind words ("LinkedIn")

PDF goes through PDFium and core/cvcolumns.py; DOCX and ODT are zip archives of XML, read part by part. The child has
limits of memory and time (core/pdfcheck.py) and gets no more than the file, on its standard input.
"""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from xml.etree import ElementTree  # nosec  # in the child only: an entity bomb ends the child

from django.conf import settings

from core.cvcolumns import COLUMN, in_order, segments

CHILD_SECONDS = 15  # wall clock; the child gives itself less CPU time than this
MOST_LINES = 1_500
MOST = 120_000  # characters of all lines together
MOST_LINKS = 60
LONG_CELL = 6  # lines; a taller cell is a column of a page, not a cell of a row
_BULLET = "• "
# Inside of these nothing is text of the CV: comments, what was deleted, and the copy of a text box for old programs.
_SILENT = ("}Fallback", "}annotation", "}tracked-changes", "}instrText", "}delText")


@dataclass(frozen=True, slots=True)
class Page:
    """What the child found. No lines: a scan without words."""

    lines: list[str]
    links: list[str]
    largest: str = ""  # of a PDF's first page: mostly its owner's name
    maker: str = ""  # the program that a PDF names


def lines_of(content: bytes, kind: str) -> Page | None:
    """`kind` is pdf, docx or odt, as core.uploads.check_cv found it."""
    quiet = {"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "core.cvlines", kind],
            input=content,
            capture_output=True,
            timeout=CHILD_SECONDS,
            cwd=settings.BASE_DIR,
            env=quiet,
            check=True,
        )
        said = json.loads(done.stdout)
        lines, links = ([str(one) for one in said[name]] for name in ("lines", "links"))
        return Page(lines, links, str(said["largest"]), str(said["maker"]))
    except (subprocess.SubprocessError, OSError, ValueError, KeyError, TypeError):
        return None


# ── In the child ─────────────────────────────────────────────────────────────────────────────────────
def read(content: bytes, kind: str) -> Page:
    lines, links, *more = _pdf(content) if kind == "pdf" else _office(content, kind)
    kept, length = [], 0
    for line in lines[:MOST_LINES]:
        kept.append(line.replace("\x00", " ").rstrip(" \t")[:2_000])
        length += len(kept[-1])
        if length > MOST:
            break
    return Page(kept, list(dict.fromkeys(links))[:MOST_LINKS], *(text[:200] for text in more))


def _pdf(content: bytes) -> tuple[list[str], list[str], str, str]:
    from pypdfium2 import PdfDocument

    lines: list[str] = []
    links: list[str] = []
    largest, length = "", 0
    document = PdfDocument(content)
    for number in range(len(document)):
        page = document[number]
        pieces = segments(page.get_textpage())
        if number == 0 and pieces:
            largest = max(pieces, key=lambda s: (s.size, s.base)).text
        told = in_order(pieces, page.get_width())
        # overleaf the column goes on with what it was about
        lines += [*(told if number == 0 else [line for line in told if line != COLUMN]), ""]
        links += _links(document, page)
        page.close()
        length += sum(map(len, told))
        if len(lines) > MOST_LINES or length > MOST:
            break
    return lines, links, largest, document.get_metadata_value("Creator")


def _links(document: object, page: object) -> Iterator[str]:
    """The addresses that a PDF opens when one clicks."""
    import ctypes

    import pypdfium2.raw as c

    place, link = ctypes.c_int(0), c.FPDF_LINK()
    while c.FPDFLink_Enumerate(page, place, link):
        action = c.FPDFLink_GetAction(link)
        size = c.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if 0 < size < 400:
            text = ctypes.create_string_buffer(size)
            c.FPDFAction_GetURIPath(document, action, text, size)
            yield text.value.decode("utf-8", "replace")


def _office(content: bytes, kind: str) -> tuple[list[str], list[str]]:
    """Word keeps heads and feet in files of their own; contact details stand there often."""
    words = _Words()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if kind == "odt":
            parts = ["content.xml"]
        else:
            heads = sorted(n for n in names if n.startswith("word/header") and n.endswith(".xml"))
            feet = sorted(n for n in names if n.startswith("word/footer") and n.endswith(".xml"))
            rels = [n for n in names if n == "word/_rels/document.xml.rels"]
            parts = [*heads[:4], "word/document.xml", *feet[:4], *rels]
        for part in parts:
            parser = ElementTree.XMLParser(target=words)  # noqa: S314  # see the import
            with archive.open(part) as entry:
                while words.length < MOST and (chunk := entry.read(64 * 1024)):
                    parser.feed(chunk)
    return words.lines, words.links


class _Words:
    """What the parser tells, as lines: paragraphs, cells of a row beside each other, "• " before items."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.links: list[str] = []
        self.length = 0
        self._open: list[list[str]] = []  # paragraphs; a text box stands inside of one
        self._rows: list[list[list[str]]] = []  # rows that are open: their cells, each with its lines
        self._silent = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        self._silent += tag.endswith(_SILENT)
        name = tag.rpartition("}")[2]
        if self._silent:
            return
        if name in {"p", "h"}:
            self._open.append([])
        elif name in {"tr", "table-row"}:
            self._rows.append([])
        elif name in {"tc", "table-cell"} and self._rows:
            self._rows[-1].append([])
        elif name == "Relationship" and given.get("TargetMode") == "External":
            self.links.append(given.get("Target", ""))
        elif name == "a":
            self.links.extend(value for key, value in given.items() if key.endswith("}href"))
        elif name in {"numPr", "list-item"}:
            self._item(name)
        elif self._open and name in {"tab", "ptab", "br", "line-break", "cr", "s", "noBreakHyphen"}:
            self._open[-1].append({"tab": "\t", "ptab": "\t", "s": " ", "noBreakHyphen": "-"}.get(name, "\n"))

    def _item(self, name: str) -> None:
        if name == "list-item":  # ODT: the paragraph comes after it
            self._next = _BULLET
        elif self._open and not "".join(self._open[-1]).strip():  # DOCX: said inside the paragraph
            self._open[-1].append(_BULLET)

    _next = ""

    def data(self, text: str) -> None:
        if self._open and not self._silent:
            if self._next:
                self._open[-1].append(self._next)
                self._next = ""
            # XML made to be read by people breaks lines where no line ends
            self._open[-1].append(text.replace("\n", " "))
            self.length += len(text)

    def end(self, tag: str) -> None:
        if self._silent:
            self._silent -= tag.endswith(_SILENT)
            return
        name = tag.rpartition("}")[2]
        if name in {"p", "h"} and self._open:
            for line in "".join(self._open.pop()).split("\n"):
                self._put(" ".join(line.split(" ")).strip(" "))
        elif name in {"tr", "table-row"} and self._rows:
            for line in _beside(self._rows.pop()):
                self._put(line)

    def _put(self, line: str) -> None:
        (self._rows[-1][-1] if self._rows and self._rows[-1] else self.lines).append(line)

    def close(self) -> None:
        return None


def _beside(cells: list[list[str]]) -> list[str]:
    """A row of short cells is read across, one of tall cells down."""
    filled = [[line for line in cell if line.strip()] for cell in cells]
    if any(len(cell) > LONG_CELL for cell in filled):
        return [line for cell in cells for line in [*cell, ""]]
    first = "\t".join(cell[0] for cell in filled if cell)
    return [first, *(line for cell in filled for line in cell[1:])]


if __name__ == "__main__":
    import logging

    from core.pdfcheck import limit

    limit()
    logging.disable()
    found = read(sys.stdin.buffer.read(), sys.argv[1])
    answer = json.dumps(asdict(found))
    sys.stdout.write(answer)
