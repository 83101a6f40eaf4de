"""A plain one-page PDF, so that the demo's CVs are real files that a reader opens."""

import textwrap


def one_page(title: str, lines: list[str]) -> bytes:
    """A4, Helvetica, WinAnsi: a title and lines of text below it."""
    shown = [f"BT /F1 20 Tf 56 770 Td ({_escape(title)}) Tj ET", "BT /F1 11 Tf 16 TL 56 740 Td"]
    for line in lines:
        shown += [f"({_escape(part)}) Tj T*" for part in _wrap(line)]
    stream = ("\n".join([*shown, "ET"])).encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _wrap(line: str, width: int = 88) -> list[str]:
    return textwrap.wrap(line, width) or [""]
