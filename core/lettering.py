"""Words in the board's own face, for pictures: which letters can be drawn, how wide they are, where they end."""

import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

REGULAR, MEDIUM, BOLD = 400, 600, 700
_FONTS = Path(settings.BASE_DIR) / "static" / "fonts"
_FIGURES = frozenset("0123456789$€")  # as in tokens.css: figures come from the other face
# letters without a plainer form in Unicode
_WRITTEN = {
    "Ł": "L",
    "ł": "l",
    "Đ": "D",
    "đ": "d",
    "Ħ": "H",
    "ħ": "h",
    "‐": "-",
    "‑": "-",
    "―": "–",
    "‒": "–",
}


@lru_cache(maxsize=4000)
def drawable(text: str) -> str:
    """On one line, of the letters that the face has: "Łódź 🎉" becomes "Lódz"."""
    return " ".join("".join(map(_letter, unicodedata.normalize("NFC", str(text)))).split())


@lru_cache(maxsize=4000)
def _letter(letter: str) -> str:
    if letter.isspace():
        return " "
    if _has(letter):
        return letter
    plain = [one for one in unicodedata.normalize("NFKD", letter) if one != letter and _has(one)]
    return "".join(plain) or _WRITTEN.get(letter, "")


def _has(letter: str) -> bool:
    """Whether the face draws it: marks that stand on other letters, and what controls or is private, it does not."""
    if unicodedata.category(letter)[0] in "MC":
        return False
    font = font_of("atkinson-next", 32, REGULAR, ImageFont.Layout.BASIC)
    return bytes(font.getmask(letter)) != _nothing()


@lru_cache(maxsize=1)
def _nothing() -> bytes:
    """What is drawn in place of a letter that is not there."""
    return bytes(font_of("atkinson-next", 32, REGULAR, ImageFont.Layout.BASIC).getmask("\uffff"))


@lru_cache(maxsize=4000)
def wide(text: str, size: int, weight: int) -> int:
    return round(sum(font.getlength(run) for run, font in runs(text, size, weight)))


def runs(text: str, size: int, weight: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """The text in parts, each with the face that draws it."""
    parts = groupby(text, _FIGURES.__contains__)
    return [
        ("".join(run), font_of("figures" if figures else "atkinson-next", size, weight))
        for figures, run in parts
    ]


@lru_cache(maxsize=200)
def font_of(
    name: str, size: int, weight: int, layout: ImageFont.Layout | None = None
) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(_FONTS / f"{name}.woff2"), size, layout_engine=layout)
    font.set_variation_by_axes([weight])
    return font


def cut(text: str, size: int, weight: int, width: int) -> str:
    """The text, or as much of it as fits before "…"."""
    if wide(text, size, weight) <= width:
        return text
    end = len(text)
    while end and wide(text[:end].rstrip() + "…", size, weight) > width:
        end -= 1
    return text[:end].rstrip() + "…"
