"""Draws a SharePicture: 1200 × 630, in the board's own face.

What people wrote always fits: words wrap, then the letters shrink, then the end is cut. Letters that the face does not
have lose their accents, or are left out.
"""

import io
import re
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from PIL import Image, ImageDraw

from core.lettering import BOLD, MEDIUM, REGULAR, cut, drawable, runs, wide
from core.share_picture import Fact, SharePicture

WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT = 72, 1128
COLUMN = 896  # pixels: how wide the words are beside the line
TOP, FLOOR = 138, 474  # between the board's name and the line
# the colours of a sign, as tokens.css names them
SIGN, WHITE, QUIET, LINE, WARN = "#0d3f38", "#ffffff", "#bfe0d7", "#7cd4be", "#f2c879"
TITLE_SIZES = range(84, 30, -2)
BELOW_SIZES = range(36, 23, -2)
FACT_SIZES = range(42, 23, -2)
SMOOTH = 4  # the line is drawn so many times larger
KEPT = 64  # pictures, of some 30 kB each

_TOKENS = re.compile(r"\s*(?:[^\s/–-]+[/–-]*|[/–-]+)")  # a line may end after a word, a slash or a hyphen


class Piece(NamedTuple):
    """Words on one line of the picture, at a baseline."""

    text: str
    x: int
    y: int
    size: int
    weight: int
    colour: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of its ink."""
        boxes, x = [], float(self.x)
        for run, font in runs(self.text, self.size, self.weight):
            left, top, right, bottom = font.getbbox(run, anchor="ls")
            boxes.append((x + left, self.y + top, x + right, self.y + bottom))
            x += font.getlength(run)
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def png(picture: SharePicture) -> bytes:
    """Drawn in some milliseconds, and kept for a while."""
    return _png(picture, str(settings.SITE_NAME))


@lru_cache(maxsize=KEPT)
def _png(picture: SharePicture, site: str) -> bytes:
    image = _ground().copy()
    draw = ImageDraw.Draw(image)
    for piece in [Piece(drawable(site), LEFT + 66, 99, 36, MEDIUM, WHITE), *laid_out(picture)]:
        x: float = piece.x
        for run, font in runs(piece.text, piece.size, piece.weight):
            draw.text((x, piece.y), run, font=font, fill=piece.colour, anchor="ls")
            x += font.getlength(run)
    out = io.BytesIO()
    image.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


# ── Where everything stands ──────────────────────────────────────────────────────────────────────────
def laid_out(picture: SharePicture) -> list[Piece]:
    """Every line of words: the title and what is below it stand on the line, the facts under it."""
    below, low = _below([line for line in map(drawable, picture.below) if line])
    title = drawable(picture.title) or drawable(picture.otherwise) or drawable(str(settings.SITE_NAME))
    return [*_title(title, low), *below, *_facts(picture.facts)]


def _below(lines: list[str]) -> tuple[list[Piece], int]:
    """The lines under the title, and above which height the title ends."""
    low = FLOOR - 46
    if not lines:
        return [], low
    whole = " · ".join(lines)
    if wide(whole, BELOW_SIZES[0], REGULAR) <= COLUMN:
        lines = [whole]
    sizes = [s for s in BELOW_SIZES if all(wide(line, s, REGULAR) <= COLUMN for line in lines)]
    size = sizes[0] if sizes else BELOW_SIZES[-1]
    step = round(size * 1.3)
    first = low - step * (len(lines) - 1)
    pieces = [
        Piece(cut(line, size, REGULAR, COLUMN), LEFT, first + step * at, size, REGULAR, QUIET)
        for at, line in enumerate(lines)
    ]
    return pieces, first - size - 20


def _title(title: str, low: int) -> list[Piece]:
    """As large as it fits above `low`, without a broken word where that is possible."""
    found: tuple[int, list[str]] | None = None
    for size in TITLE_SIZES:
        lines, broken = _wrapped(title, size)
        room = (low - TOP) // round(size * 1.12)
        if len(lines) <= min(room, 4):
            found = found or (size, lines)
            if not broken:
                found = size, _balanced(title, size, lines)
                break
    if found is None:
        size = TITLE_SIZES[-1]
        room, lines = (low - TOP) // round(size * 1.12), _wrapped(title, size)[0]
        found = size, [*lines[: room - 1], cut("".join(lines[room - 1 :]), size, BOLD, COLUMN)]
    size, lines = found
    step = round(size * 1.12)
    first = low - round(size * 0.2) - step * (len(lines) - 1)
    return [Piece(line, LEFT, first + step * at, size, BOLD, WHITE) for at, line in enumerate(lines)]


def _balanced(text: str, size: int, lines: list[str]) -> list[str]:
    """As many lines, of about the same length: no word stands alone on the last one."""
    for width in range(COLUMN - 20, COLUMN // 2, -20):
        narrower, broken = _wrapped(text, size, width)
        if broken or len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _wrapped(text: str, size: int, width: int = COLUMN) -> tuple[list[str], bool]:
    """Lines no wider than that, and whether a word had to be broken."""
    lines, broken = [""], False
    for token in _TOKENS.findall(text):
        if wide(lines[-1] + token, size, BOLD) <= width:
            lines[-1] += token
            continue
        rest = token.lstrip()
        while wide(rest, size, BOLD) > width:
            broken = True
            fits = next(n for n in range(len(rest) - 1, 0, -1) if wide(rest[:n], size, BOLD) <= width)
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return [line for line in lines if line], broken


def _facts(facts: tuple[Fact, ...]) -> list[Piece]:
    """In a row, each under its label, all of one size."""
    shown = [
        Fact(drawable(fact.label), drawable(fact.value), drawable(fact.more), fact.warn) for fact in facts
    ]
    gap = 64
    room = RIGHT - LEFT - gap * (len(shown) - 1)
    sizes = [s for s in FACT_SIZES if sum(_fact_wide(fact, s) for fact in shown) <= room]
    size = sizes[0] if sizes else FACT_SIZES[-1]
    most = RIGHT - LEFT if sizes else room // max(1, len(shown))
    pieces, x = [], LEFT
    for fact in shown:
        value = cut(fact.value, size, BOLD, most)
        pieces.append(Piece(cut(fact.label, 26, REGULAR, most), x, 532, 26, REGULAR, QUIET))
        pieces.append(Piece(value, x, 582, size, BOLD, WARN if fact.warn else WHITE))
        if fact.more and value == fact.value:
            beside = x + wide(value + " ", size, BOLD)
            pieces.append(
                Piece(cut(fact.more, 28, REGULAR, x + most - beside), beside, 582, 28, REGULAR, QUIET)
            )
        x += (_fact_wide(fact, size) if sizes else most) + gap
    return pieces


def _fact_wide(fact: Fact, size: int) -> int:
    value = wide(fact.value, size, BOLD)
    if fact.more:
        value += wide(" ", size, BOLD) + wide(fact.more, 28, REGULAR)
    return max(value, wide(fact.label, 26, REGULAR))


# ── What is the same in all of them ──────────────────────────────────────────────────────────────────
@lru_cache(maxsize=1)
def _ground() -> Image.Image:
    """The sign, and the board's mark on it twice: before its name, and as the line that leads to a stop."""
    mask = Image.new("L", (WIDTH * SMOOTH, HEIGHT * SMOOTH))
    draw = ImageDraw.Draw(mask)
    _mark(draw, start=-20, floor=FLOOR, corner=1036, top=94, end=1082, stroke=10, bend=40, ring=23)
    _mark(draw, start=LEFT + 3, floor=100, corner=LEFT + 23, top=80, end=LEFT + 37, stroke=5, bend=8, ring=8)
    image = Image.new("RGB", (WIDTH, HEIGHT), SIGN)
    image.paste(LINE, mask=mask.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))
    return image


def _mark(
    draw: ImageDraw.ImageDraw,
    *,
    start: int,
    floor: int,
    corner: int,
    top: int,
    end: int,
    stroke: int,
    bend: int,
    ring: int,
) -> None:
    """Along the floor, around a corner, and on to a ring. Drawn large, so that its edges come out smooth."""
    half = stroke / 2

    def large(*numbers: float) -> list[float]:
        return [SMOOTH * number for number in numbers]

    def around(x: float, y: float, radius: float) -> list[float]:
        return large(x - radius, y - radius, x + radius, y + radius)

    thick = SMOOTH * stroke
    draw.rectangle(large(start, floor - half, corner - bend, floor + half), fill=255)
    draw.ellipse(around(start, floor, half), fill=255)
    draw.arc(around(corner - bend, floor - bend, bend + half), 0, 90, fill=255, width=thick)
    draw.rectangle(large(corner - half, top + bend, corner + half, floor - bend), fill=255)
    draw.arc(around(corner + bend, top + bend, bend + half), 180, 270, fill=255, width=thick)
    draw.rectangle(large(corner + bend, top - half, end, top + half), fill=255)
    draw.ellipse(around(end + ring - half, top, ring), outline=255, width=thick)
