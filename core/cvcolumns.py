"""In which order the words of a PDF page are read: rows, or one column after the other.

A CV with a bar at its side has its words in any order in the file; read across, a job and a hobby become one line.
A CV with dates at its side looks alike, and there the row is the meaning. The rules are below, in plain sight.
"""

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_GAP = 1.6  # a white space wider than this many letters' height parts two pieces of a row
_HEADING = re.compile(
    r"^\W*(?:(?:work|professional|top|key|personal|relevante?)\s)?(?:summary|profile|about(?: me)?|experience|employment(?: history)?|"
    r"education|skills|languages|certificat\w+|interests|references|courses|training|profiel|over mij|werkervaring|ervaring|"
    r"opleiding(?:en)?|vaardigheden|talen|cursussen|hobby.?s|referenties|competenties|samenvatting|volunteering)\W*$",
    re.IGNORECASE,
)
COLUMN = "\f"  # a line of its own: here another column begins
_ENOUGH = 6  # pieces on a side: less is no column
MOST_LETTERS = 150_000  # of one page
MOST_PIECES = 3_000  # of a page that is looked at for columns


@dataclass(frozen=True, slots=True)
class Segment:
    """Words without a wide white space between them. In points, from the lower left corner of the page."""

    left: float
    right: float
    base: float
    size: float
    text: str


def segments(text: Any) -> list[Segment]:
    """The pieces of a page (a PdfTextPage), in the order of the file."""
    import pypdfium2.raw as c

    found: list[Segment] = []
    run = _Run()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = [ctypes.c_double() for _ in range(4)]
    for i in range(min(text.count_chars(), MOST_LETTERS)):
        letter = chr(c.FPDFText_GetUnicode(text, i) or 32)
        if letter in "\r\n":
            continue  # where PDFium would break: places say it better
        c.FPDFText_GetCharOrigin(text, i, x, y)
        c.FPDFText_GetCharBox(text, i, *box)
        if letter.isspace() or letter == "\x02":  # \x02: a hyphen at the end of a line
            run.letters.append("-" if letter == "\x02" else " ")
            continue
        size = max(c.FPDFText_GetFontSize(text, i), 4.0)
        if not run.goes_on(box[0].value, y.value, size):
            found += run.segment()
            run = _Run()
        run.add(letter, box[0].value, box[1].value, y.value, size)
    return found + run.segment()


class _Run:
    def __init__(self) -> None:
        self.letters: list[str] = []
        self.left = self.right = self.last = self.base = self.size = 0.0
        self.begun = False

    def goes_on(self, left: float, base: float, size: float) -> bool:
        size = max(size, self.size)
        ligature = abs(left - self.last) < 0.05 * size  # its letters all stand where it stands
        near = ligature or -0.6 * size < left - self.right < _GAP * size
        return not self.begun or (abs(base - self.base) < 0.45 * size and near)

    def add(self, letter: str, left: float, right: float, base: float, size: float) -> None:
        if not self.begun:
            self.begun, self.left, self.right, self.base, self.size = True, left, right, base, size
            self.letters = []
        self.letters.append(letter)
        self.last = left
        self.right, self.size = max(self.right, right), max(self.size, size)

    def segment(self) -> list[Segment]:
        words = " ".join("".join(self.letters).split())
        return [Segment(self.left, self.right, self.base, self.size, words)] if words else []


def in_order(pieces: list[Segment], width: float) -> list[str]:
    """Lines; "" where the page has a gap, "\\t" between the cells of a row, COLUMN where one begins."""
    gutter = _gutter(pieces, width)
    if gutter is None:
        return _rows(pieces)
    lines: list[str] = []
    band: list[Segment] = []
    for piece in sorted(pieces, key=lambda s: -s.base):
        if _crosses(piece, gutter):
            lines += _columns(band, gutter)
            band = []
            lines.append(piece.text)
        else:
            band.append(piece)
    return lines + _columns(band, gutter)


def _columns(band: list[Segment], gutter: float) -> list[str]:
    sides = ([s for s in band if s.left < gutter], [s for s in band if s.left >= gutter])
    # The fuller one last: it is what goes on overleaf.
    told = sorted((side for side in sides if side), key=lambda side: sum(len(s.text) for s in side))
    return [line for side in told for line in [COLUMN, *_rows(side), ""]]


def _crosses(piece: Segment, x: float) -> bool:
    return piece.left < x - 2 and piece.right > x + 2


def _gutter(pieces: list[Segment], width: float) -> float | None:
    """Where the page is parted into two columns; None when it is to be read across.

    The white strip that the fewest pieces cross (headings over the whole width may), with enough on both sides.
    """
    if len(pieces) > MOST_PIECES:
        return None
    best: tuple[int, float, float] | None = None
    for step in range(15, 86):
        x = width * step / 100
        crossing = sum(_crosses(s, x) for s in pieces)
        left = sum(s.right <= x + 2 for s in pieces)
        right = len(pieces) - left - crossing
        if min(left, right) < _ENOUGH or crossing > 0.12 * len(pieces):
            continue
        rank = (crossing, -_strip(pieces, x), x)
        best = min(best, rank) if best else rank
    if best is None:
        return None
    x = best[2]
    sides = ([s for s in pieces if s.right <= x + 2], [s for s in pieces if s.left >= x - 2])
    return None if _one_table(*sides) else x


def _strip(pieces: list[Segment], x: float) -> float:
    """How wide the white strip around x is, in points."""
    aside = [s for s in pieces if not _crosses(s, x)]
    return min((s.left for s in aside if s.left >= x - 2), default=x) - max(
        (s.right for s in aside if s.right <= x + 2), default=x
    )


def _one_table(left: list[Segment], right: list[Segment]) -> bool:
    """Dates or labels beside what they are of: rows, not columns. Two columns have headings each of their own."""
    headed = [any(_HEADING.match(s.text) for s in side) for side in (left, right)]
    if all(headed):
        return False
    sizes = sorted(s.size for s in (*left, *right))
    body = 1.1 * sizes[len(sizes) // 2]
    shares = []
    for side, other in ((left, right), (right, left)):
        plain = [s for s in side if s.size <= body]
        beside = sum(any(abs(s.base - o.base) < 0.4 * s.size for o in other) for s in plain)
        shares.append(beside / max(len(plain), 1))
    return max(shares) > 0.75


def _rows(pieces: list[Segment]) -> list[str]:
    """What stands on one line is one line; a step down that is wider than most is a gap."""
    rows: list[list[Segment]] = []
    for piece in sorted(pieces, key=lambda s: (-s.base, s.left)):
        if rows and rows[-1][0].base - piece.base < 0.45 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    steps = [above[0].base - row[0].base for above, row in pairwise(rows)]
    usual = sorted(steps)[len(steps) // 3] if steps else 0.0
    lines: list[str] = []
    for step, row in zip([0.0, *steps], rows, strict=False):
        lines += ["", _joined(row)] if step > 1.35 * usual and step > 1.3 * row[0].size else [_joined(row)]
    return lines


def _joined(row: list[Segment]) -> str:
    row = sorted(row, key=lambda s: s.left)
    text = row[0].text
    for before, piece in pairwise(row):
        near = piece.left - before.right < _GAP * max(piece.size, before.size)
        text += (" " if near or before.text in "•●▪·–-*" else "\t") + piece.text
    return text
