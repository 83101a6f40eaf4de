"""Letters for the PDFs that we write: the fonts, and what they cannot show."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(settings.BASE_DIR) / "core" / "data" / "fonts"
PLAIN, BOLD = "DejaVu", "DejaVu-Bold"
UNKNOWN = "\ufffd"  # what stands for a letter that the font does not have


@cache
def letters() -> frozenset[int]:
    """Registers the fonts once a process. Returns the letters that both have."""
    known: list[set[int]] = []
    for name, file in ((PLAIN, "DejaVuSans.ttf"), (BOLD, "DejaVuSans-Bold.ttf")):
        font = TTFont(name, FONTS / file)
        pdfmetrics.registerFont(font)
        known.append(set(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    return frozenset(known[0] & known[1])


def printable(text: str) -> str:
    """The text with "\ufffd" for what the font cannot show: nothing disappears without a trace."""
    known = letters()
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)  # browsers send lines with \r\n
    cleaned = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe0e\ufe0f]", "", text)
    return "".join(c if ord(c) in known or c in "\n\t" else UNKNOWN for c in cleaned)
