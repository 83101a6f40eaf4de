"""How people write places, in English and Dutch: the key a name is found by, and what a text may mean."""

import re
from dataclasses import dataclass

from core.regions import NL_PROVINCES, US_STATES
from core.text import normalise

CITY, REGION, POSTCODE = "city", "region", "postcode"
LONGEST = 80

_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_WORD = re.compile(r"[^\W_]+")
_US_CODE = re.compile(r"(?<![^\W_])(\d{5})(?:[-\s]\d{4})?(?![^\W_])")
_NL_CODE = re.compile(r"(?<![^\W_])([1-9]\d{3})(?:\s?[a-z]{2})?(?![^\W_])", re.IGNORECASE)


def key(text: str) -> str:
    """The form in which names are compared: no case, accents or punctuation; "St. Paul" and "Saint Paul" are one.

    Anything is allowed: what is no letter or digit in any script (NUL, half a surrogate pair, emoji) is left out.
    """
    bare = normalise(text[: 4 * LONGEST])
    bare = re.sub(r"\b(st|ste|ft|mt)\.", lambda m: _SHORT[m[1]] + " ", bare)
    bare = re.sub(r"['’‘`´.]", "", bare)
    return " ".join(_SHORT.get(word, word) for word in _WORD.findall(bare))[:LONGEST].strip()


Where = frozenset[tuple[str, str]]  # (country, region); region "" is the whole country


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a text may mean: a name, perhaps with where it must be."""

    key: str
    kind: str = ""
    within: Where = frozenset()

    def allows(self, kind: str, country: str, region: str) -> bool:
        here = not self.within or (country, region) in self.within or (country, "") in self.within
        return here and self.kind in {"", kind}


_COUNTRIES = {
    **dict.fromkeys(("us", "usa", "united states", "united states of america", "america"), "US"),
    **dict.fromkeys(("vs", "verenigde staten", "amerika"), "US"),
    **dict.fromkeys(("nl", "nederland", "netherlands", "the netherlands", "holland"), "NL"),
}
# What the Dutch write behind a name that exists twice ("Hengelo (Ov)"), beside the provinces' names.
_NL_SHORT = {
    "dr": "Drenthe", "fl": "Flevoland", "fr": "Friesland", "frl": "Friesland", "gld": "Gelderland",
    "ge": "Gelderland", "gr": "Groningen", "gn": "Groningen", "lb": "Limburg", "li": "Limburg",
    "nb": "Noord-Brabant", "nbr": "Noord-Brabant", "nh": "Noord-Holland", "ov": "Overijssel", "ut": "Utrecht",
    "zl": "Zeeland", "ze": "Zeeland", "zld": "Zeeland", "zh": "Zuid-Holland",
}  # fmt: skip
# Other names of regions, in English, Dutch and Frisian.
REGION_NAMES = {
    "Friesland": ("Fryslân", "Frisia"),
    "Noord-Brabant": ("Brabant", "North Brabant"),
    "Noord-Holland": ("North Holland", "Holland"),
    "Zuid-Holland": ("South Holland", "Holland"),
    "Gelderland": ("Guelders",),
    "CA": ("Californië",),
    "PA": ("Pennsylvanië",),
    "NC": ("Noord-Carolina",),
    "SC": ("Zuid-Carolina",),
    "ND": ("Noord-Dakota",),
    "SD": ("Zuid-Dakota",),
    "VI": ("US Virgin Islands", "United States Virgin Islands"),
    "MP": ("Northern Marianas",),
}


def _where() -> dict[str, Where]:
    """Words that may stand behind a city, and the regions or the country that they name."""
    found: dict[str, set[tuple[str, str]]] = {}
    for code, name in US_STATES.items():
        for word in (code, name, *REGION_NAMES.get(code, ())):
            found.setdefault(key(word), set()).add(("US", code))
    for province in NL_PROVINCES:
        for word in (province, *REGION_NAMES.get(province, ())):
            found.setdefault(key(word), set()).add(("NL", province))
    for word, province in _NL_SHORT.items():
        found.setdefault(word, set()).add(("NL", province))
    for word, country in _COUNTRIES.items():
        found.setdefault(word, set()).add((country, ""))
    return {word: frozenset(places) for word, places in found.items()}


_WHERE = _where()
_WHOLE_COUNTRIES = {frozenset({(country, "")}) for country in _COUNTRIES.values()}
_BEFORE = {
    REGION: ("state of", "staat", "de staat", "province of", "provincie", "de provincie", "prov"),
    CITY: ("city of", "stad", "gemeente", "town of"),
}
_BEHIND = {REGION: ("state", "staat", "province", "provincie", "prov"), CITY: ("city", "stad", "gemeente")}


def postcodes(text: str) -> list[str]:
    """The ZIP codes in a text, else its Dutch postcodes (the four digits); at most four."""
    text = text[: 4 * LONGEST]
    codes = [m[1] for m in _US_CODE.finditer(text)] or [m[1] for m in _NL_CODE.finditer(text)]
    return [code for code in codes if code.isascii()][:4]


def readings(text: str) -> list[Reading]:
    """What a text may mean, the likeliest first: the whole as a name, then a name with its region behind it."""
    whole = key(text)
    if not whole or _WHERE.get(whole, frozenset()) in _WHOLE_COUNTRIES:
        return []
    found = [Reading(whole)]
    for name, where in _cuts(whole):
        found.append(Reading(name, CITY if _are_regions(where) else "", where))
        if not _are_regions(where):
            found += [Reading(n, CITY, w) for n, w in _cuts(name, inside=where) if w]
    for reading in list(found):
        found += _kinds(reading)
    # "Mississippi state" is the state, though a Mississippi State exists
    found.sort(key=lambda reading: not (reading.kind == REGION and reading.key in _WHERE))
    return list(dict.fromkeys(found))[:12]


def _are_regions(where: Where) -> bool:
    return any(region for _, region in where)


def _cuts(name: str, inside: Where | None = None) -> list[tuple[str, Where]]:
    """A name and where it is: "tacoma wa" → ("tacoma", {("US", "WA")}). The longest region first."""
    words = name.split()
    cuts = []
    for n in range(min(4, len(words) - 1), 0, -1):
        where = _WHERE.get(" ".join(words[-n:]), frozenset())
        if inside is not None:
            where = frozenset((c, r) for c, r in where if r and (c, "") in inside)
        if where:
            cuts.append((" ".join(words[:-n]), where))
    return cuts


def _kinds(reading: Reading) -> list[Reading]:
    """The same name without the word that says what it is: "utrecht province", "gemeente utrecht"."""
    found = []
    for kind in (CITY,) if _are_regions(reading.within) else (REGION, CITY):
        for word in _BEFORE[kind]:
            if reading.key.startswith(word + " "):
                found.append(Reading(reading.key[len(word) + 1 :], kind, reading.within))
        for word in _BEHIND[kind]:
            if reading.key.endswith(" " + word):
                found.append(Reading(reading.key[: -len(word) - 1], kind, reading.within))
    return found
