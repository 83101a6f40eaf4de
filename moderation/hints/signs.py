"""Signs in texts. Pure: the same texts give the same hints, without the database."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from moderation.hints import words_en, words_nl
from moderation.hints.anchors import anchors
from moderation.hints.catalogue import SAYS, WEIGHTS
from moderation.hints.hint import Ad, Hint, Words, lower, words

Plain = tuple[str, set[str]]  # a text in lower case, and every three letters in a row of it
MOST = 3  # places that one hint shows
SHORT_TEXT, SHORT_COMPANY = 250, 120  # characters
_SIGNS = {"en": words_en.SIGNS, "nl": words_nl.SIGNS}
_TITLE_ONLY = {"clerk"}
_AMOUNT = re.compile(r"(?:[$€£]\s?\d|\d\s?(?:[$€£]|usd|euro?\b)|\d+k\b)")
_SHOUT = re.compile(r"[!?]{2,}|[$€£]{2,}|\*{3,}(?! *\n)|[A-Z]{3,}(?:[ ,!&-]+[A-Z]{3,}){4,}")


def signs(ad: Ad) -> Iterator[Hint]:
    """What in the texts fits the way in which frauds write. Each sign once, with the first places where it stands."""
    plain = {name: _plain(lower(text)) for name, text in ad.texts.items() if text}
    for code in _SIGNS[ad.language]:
        read = {"title": plain["title"]} if code in _TITLE_ONLY and "title" in plain else plain
        if code not in _TITLE_ONLY or "title" in plain:
            if found := _find(code, ad, read):
                yield Hint(code, SAYS[code], WEIGHTS[code], found)
    yield from _form(ad)
    yield from _emptiness(ad)


def _plain(text: str) -> Plain:
    return text, {text[n : n + 3] for n in range(len(text) - 2)}


def _find(code: str, ad: Ad, plain: dict[str, Plain]) -> tuple[Words, ...]:
    """The first places of a sign: of matches that overlap the first one counts, the longer of two."""
    hits, excuses = _patterns(ad.language, code)
    found: list[Words] = []
    for name, (text, threes) in plain.items():
        spans = sorted(
            (match.span() for hit in hits for match in hit.finditer(text, threes)),
            key=lambda at: (at[0], -at[1]),
        )
        excused = [match.span() for one in excuses for match in one.finditer(text, threes)] if spans else []
        last = 0
        for start, end in spans:
            if start < last or any(first < end and start < after for first, after in excused):
                continue
            found.append(words(name, ad.texts[name], start, last := end))
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


class Pattern:
    """A regular expression for whole words that is only asked when the text has letters that every match has: first their
    beginnings are looked up among all threes of letters of the text, then the letters themselves."""

    def __init__(self, pattern: str) -> None:
        self.anchors = sorted(anchors(pattern), key=len)
        self.threes = frozenset(letters[:3] for letters in self.anchors)
        self.regex = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")

    def finditer(self, text: str, threes: set[str]) -> Iterable[re.Match[str]]:
        if self.anchors and (
            self.threes.isdisjoint(threes) or not any(letters in text for letters in self.anchors)
        ):
            return ()
        return self.regex.finditer(text)


@cache
def _patterns(language: str, code: str) -> tuple[list[Pattern], list[Pattern]]:
    hits, excuses = _SIGNS[language][code]
    return [Pattern(one) for one in hits], [Pattern(one) for one in excuses]


def language_of(text: str) -> str:
    """English or Dutch, by its commonest little words. For texts whose language nobody gave."""
    found = lower(text[:3000]).split()
    dutch = sum(word in _DUTCH for word in found)
    return "nl" if dutch > sum(word in _ENGLISH for word in found) else "en"


_DUTCH = set(
    "de het een en van je jij wij we voor met dat niet zijn bij naar ook maar onze ons jouw te op wordt als".split()
)
_ENGLISH = set(
    "the and of to you we for with that not are is our your in on will be as at this from or an".split()
)
__all__ = ["SHORT_TEXT", "language_of", "signs"]
