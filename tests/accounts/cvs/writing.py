"""Files as Word, LibreOffice, LaTeX and page designers make them, built by hand."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REST = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'


def archive(entries: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


# ── Word ─────────────────────────────────────────────────────────────────────────────────────────────
def wp(text: str, style: str = "") -> str:
    """A paragraph. Word cuts words into runs as it likes; "* " begins an item, "# " a heading."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    if text.startswith("# "):
        text, properties = text[2:], '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    if text.startswith("* "):
        text = text[2:]
        properties = '<w:pPr><w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    middle = len(text) // 2
    runs = "".join(_run(part) for part in (text[:middle], text[middle:]))
    return f"<w:p>{properties}{runs}</w:p>"


def _run(text: str) -> str:
    told = "</w:t><w:tab/><w:t xml:space='preserve'>".join(escape(part) for part in text.split("\t"))
    return f"<w:r><w:t xml:space='preserve'>{told}</w:t></w:r>"


def wtable(rows: Iterable[tuple[str, ...]]) -> str:
    """Cells; a cell's lines are its paragraphs."""
    cells = [["".join(wp(line) for line in cell.split("\n")) for cell in row] for row in rows]
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(f'<w:tc>{c}</w:tc>' for c in row) + '</w:tr>' for row in cells)}</w:tbl>"


def wbox(*lines: str) -> str:
    """A text box, once for new programs and once for old ones."""
    inside = f"<w:txbxContent>{''.join(wp(line) for line in lines)}</w:txbxContent>"
    new = f"<mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return f"<w:p><w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r></w:p>"


def docx(body: str, *, header: str = "", links: Iterable[str] = ()) -> bytes:
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="hyperlink" Target="{escape(url)}" TargetMode="External"/>'
        for n, url in enumerate(links)
    )
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<?xml version='1.0'?><w:document {W} {REST}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{targets}</Relationships>",
    }
    if header:
        entries["word/header1.xml"] = f"<w:hdr {W}>{header}</w:hdr>"
    return archive(entries)


def simple_docx(lines: str) -> bytes:
    return docx("".join(wp(line) for line in lines.strip().split("\n")))


# ── LibreOffice ──────────────────────────────────────────────────────────────────────────────────────
def odt(lines: str) -> bytes:
    told = []
    for line in lines.strip().split("\n"):
        text = escape(line).replace("\t", "<text:tab/>")
        if line.startswith("# "):
            told.append(f'<text:h text:outline-level="1">{text[2:]}</text:h>')
        elif line.startswith("* "):
            told.append(
                f"<text:list><text:list-item><text:p>{text[2:]}</text:p></text:list-item></text:list>"
            )
        else:
            told.append(f"<text:p>{text[:9]}<text:span>{text[9:]}</text:span></text:p>" if "&" not in text and "<" not in text else f"<text:p>{text}</text:p>")  # fmt: skip
    comment = "<office:annotation><text:p>Ask her for her salary</text:p></office:annotation>"
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"<text:tracked-changes><text:p>Deleted: born 1980</text:p></text:tracked-changes>{''.join(told)}{comment}"
        "</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────
class Paper:
    """Words at places; y goes down from the top, in points."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4)
        if "Test" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont("Test", "core/data/fonts/DejaVuSans.ttf"))

    def text(self, x: float, y: float, words: str, size: float = 9.5) -> None:
        self.canvas.setFont("Test", size)
        self.canvas.drawString(x, A4[1] - y, words)

    def set_apart(self, x: float, y: float, words: str, size: float = 9.5) -> None:
        """As TeX does: each word at its place, no space between, ligatures."""
        for word in words.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").split(" "):
            self.text(x, y, word, size)
            x += pdfmetrics.stringWidth(word, "Test", size) + 0.3 * size

    def right(self, x: float, y: float, words: str, size: float = 9.5) -> None:
        self.text(x - pdfmetrics.stringWidth(words, "Test", size), y, words, size)

    def column(self, x: float, y: float, lines: str, size: float = 9.0, step: float = 13.0) -> float:
        """Lines under each other; "# " larger and with space above; "\\t" jumps 110 points. Returns the next y."""
        for line in lines.strip("\n").split("\n"):
            if line.startswith("# "):
                y += step * 0.9
            big = line.startswith("# ")
            for n, cell in enumerate(line.removeprefix("# ").split("\t")):
                self.text(x + 110 * n, y, cell, size + 2 if big else size)
            y += step
        return y

    def link(self, url: str, y: float) -> None:
        self.canvas.linkURL(url, (50, A4[1] - y - 3, 120, A4[1] - y + 9))

    def done(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()
