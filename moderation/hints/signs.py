"""Signs in texts. Pure: the same texts give the same hints, without the database."""

import re
from collections.abc import Iterator
from functools import cache

from moderation.hints import words_en, words_nl
from moderation.hints.catalogue import SAYS, WEIGHTS
from moderation.hints.hint import Ad, Hint, Words, words

MOST = 3  # places that one hint shows
SHORT_TEXT, SHORT_COMPANY = 250, 120  # characters
_SIGNS = {"en": words_en.SIGNS, "nl": words_nl.SIGNS}
_TITLE_ONLY = {"clerk"}
_PLAIN = str.maketrans(
    {**dict.fromkeys("\n\r\t\u00a0\u2009\u202f", " "), "’": "'", "‘": "'", "“": '"', "”": '"'}
)
_AMOUNT = re.compile(r"(?:[$€£]\s?\d|\d\s?(?:[$€£]|usd|euro?\b)|\d+k\b)")
_SHOUT = re.compile(r"[!?]{2,}|[$€£]{2,}|\*{3,}(?! *\n)|(?:\b[A-Z]{3,}\b[ ,!&-]+){5,}")


def signs(ad: Ad) -> Iterator[Hint]:
    """What in the texts fits the way in which frauds write. Each sign once, with the first places where it stands."""
    plain = {name: _lower(text) for name, text in ad.texts.items() if text}
    for code in _SIGNS[ad.language]:
        read = {"title": plain["title"]} if code in _TITLE_ONLY and "title" in plain else plain
        if code not in _TITLE_ONLY or "title" in plain:
            if found := _find(code, ad, read):
                yield Hint(code, SAYS[code], WEIGHTS[code], found)
    yield from _form(ad)
    yield from _emptiness(ad)


def _find(code: str, ad: Ad, plain: dict[str, str]) -> tuple[Words, ...]:
    hits, excuses = _patterns(ad.language, code)
    found = []
    for name, text in plain.items():
        excused = None
        for match in hits.finditer(text):
            if excused is None:
                excused = [m.span() for m in excuses.finditer(text)] if excuses else []
            start, end = match.span()
            if any(first < end and start < last for first, last in excused):
                continue
            found.append(words(name, ad.texts[name], start, end))
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def _form(ad: Ad) -> Iterator[Hint]:
    """How it is written: amounts in the title, shouting."""
    title = ad.texts.get("title", "")
    if match := _AMOUNT.search(title.lower()):
        yield _one("money_title", "title", title, match.start(), len(title))
    shouts = [
        words(name, text, *match.span()) for name, text in ad.texts.items() for match in _SHOUT.finditer(text)
    ]
    if len(shouts) >= 2 or any(one.field == "title" for one in shouts):
        yield Hint("shouting", SAYS["shouting"], WEIGHTS["shouting"], tuple(shouts[:MOST]))


def _emptiness(ad: Ad) -> Iterator[Hint]:
    """What an honest employer would have said."""
    text = " ".join(ad.texts.get("description", "").split())
    if len(text) < SHORT_TEXT:
        code = "thin_text" if text else "no_text"
        yield Hint(code, SAYS[code] % {"n": len(text)} if text else SAYS[code], WEIGHTS[code])
    if ad.company is not None and len(company := " ".join(ad.company.split())) < SHORT_COMPANY:
        code = "thin_company" if company else "no_company"
        yield Hint(code, SAYS[code], WEIGHTS[code])


def _one(code: str, name: str, text: str, start: int, end: int) -> Hint:
    return Hint(code, SAYS[code], WEIGHTS[code], (words(name, text, start, end),))


def _lower(text: str) -> str:
    """Lower case and plain spaces and quotes, character by character: places stay where they are."""
    low = text.translate(_PLAIN)
    lower = low.lower()
    return lower if len(lower) == len(low) else "".join(c.lower() if len(c.lower()) == 1 else c for c in low)


@cache
def _patterns(language: str, code: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    hits, excuses = _SIGNS[language][code]
    return _compiled(hits), _compiled(excuses) if excuses else None


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


def language_of(text: str) -> str:
    """English or Dutch, by its commonest little words. For texts whose language nobody gave."""
    found = _lower(text[:3000]).split()
    dutch = sum(word in _DUTCH for word in found)
    return "nl" if dutch > sum(word in _ENGLISH for word in found) else "en"


_DUTCH = set(
    "de het een en van je jij wij we voor met dat niet zijn bij naar ook maar onze ons jouw te op wordt als".split()
)
_ENGLISH = set(
    "the and of to you we for with that not are is our your in on will be as at this from or an".split()
)
__all__ = ["SHORT_TEXT", "language_of", "signs"]
