"""Months and years as CVs write them, in English and Dutch: "Jan 2019 – heden", "2019--2021", "03/2019 tot 05/2021"."""

import re
from dataclasses import dataclass
from datetime import date

_NAMES = {
    1: "january januari jan", 2: "february februari feb febr", 3: "march maart mar mrt", 4: "april apr",
    5: "may mei", 6: "june juni jun", 7: "july juli jul", 8: "august augustus aug",
    9: "september sep sept", 10: "october oktober oct okt", 11: "november nov", 12: "december dec",
}  # fmt: skip
_SEASONS = {3: "spring lente voorjaar", 6: "summer zomer", 9: "autumn fall herfst najaar", 12: "winter"}
MONTHS = {word: n for names in (_NAMES, _SEASONS) for n, words in names.items() for word in words.split()}

_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")"
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_NOW = r"(?:present|current|currently|now|today|ongoing|to\ date|heden|nu|nog\ steeds|vandaag|lopend)"
_POINT = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?\b{_MONTH}\b\.?,?\s*(?:\d{{1,2}},\s*)?(?:{_YEAR}|['’]\d\d)"
    rf"|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}\b"
    rf"|\b(?:0?[1-9]|1[0-2])\s?[/.-]\s?{_YEAR}\b"
    rf"|\b{_YEAR}[-/.](?:0[1-9]|1[0-2])(?:[-/.]\d\d)?(?!\d)"
    rf"|\b{_YEAR}(?!\d))"
)
_TO = r"\s*(?:-{1,3}|[–—−‒]|\bt/m\b|\bto\b|\btot(?:\ en\ met)?\b|\buntil\b|\btill\b|\bthrough\b)\s*"
_PERIOD = re.compile(
    rf"(?P<from>{_POINT}){_TO}(?:(?P<to>{_POINT})|(?P<now>\b{_NOW}\b)|(?P<short>\d\d)\b|(?P<open>(?=[\s)\]|,;:]*$)))"
    rf"|\b(?P<m1>{_MONTH})\b\.?{_TO}(?P<same>\b{_MONTH}\b\.?,?\s*{_YEAR})"
    rf"|\b(?:since|from|sinds|vanaf)\s+(?P<since>{_POINT})",
    re.IGNORECASE,
)
_SINGLE = re.compile(_POINT, re.IGNORECASE)
_YEARS = re.compile(_YEAR)


@dataclass(frozen=True, slots=True)
class Period:
    """The first days of two months; `ended` None: it goes on. `years_only`: the months are ours, not the text's."""

    began: date
    ended: date | None
    years_only: bool
    start: int  # where in the line it stands
    end: int


def period(line: str) -> Period | None:
    """The first period of a line."""
    found = _PERIOD.search(line)
    if found is None:
        return None
    named = found.groupdict()
    if named["same"]:
        last, _m = _point(named["same"], late=True)
        first = last.replace(month=MONTHS[named["m1"].casefold()])
        return _made(first, last, False, found)
    first, exact = _point(named["from"] or named["since"], late=False)
    if named["short"]:
        if int(named["short"]) <= 12 and not exact:
            return None  # "2011-12" says nothing that one could rely on
        return _made(first, date(first.year // 100 * 100 + int(named["short"]), 12, 1), not exact, found)
    if not named["to"]:
        return _made(first, None, not exact, found)
    last, also = _point(named["to"], late=True)
    return _made(first, last, not (exact and also), found)


def moment(line: str) -> Period | None:
    """The last single date of a line, as a period of that month or year."""
    found = None
    for found in _SINGLE.finditer(line):  # noqa: B007  # the last one counts
        pass
    if found is None:
        return None
    first, exact = _point(found[0], late=False)
    return Period(first, _point(found[0], late=True)[0], not exact, found.start(), found.end())


def _made(first: date, last: date | None, years_only: bool, found: re.Match[str]) -> Period | None:
    if last is not None and last < first:
        return None
    return Period(first, last, years_only, found.start(), found.end())


def _point(text: str, *, late: bool) -> tuple[date, bool]:
    """(first day of the month, whether the text named a month); without one January, or December where it ends."""
    text = text.casefold()
    named = _YEARS.search(text)
    year = int(named[0]) if named else 2000 + int(text[-2:])
    for word in re.findall(r"[a-z]+", text):
        if word in MONTHS:
            return date(year, MONTHS[word], 1), True
    numbers = [int(n) for n in re.findall(r"\d+", text.replace(named[0], "", 1) if named else "")]
    if len(numbers) == 2 and named and named.start() > 0:  # 31-12-2019, or 12/31/2019
        month = numbers[1] if numbers[1] <= 12 else numbers[0]
    else:
        month = numbers[0] if numbers else 0
    if 1 <= month <= 12:
        return date(year, month, 1), True
    return date(year, 12 if late else 1, 1), False
