"""Which place is meant: cities, states, provinces and postcodes of the United States and the Netherlands, offline.

The table is core.models.KnownPlace (constant data, loaded by a migration from core/data, see the README there).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override
from rapidfuzz.distance import OSA

from core.models import KnownPlace
from core.placenames import CITY, POSTCODE, REGION, Reading, key, postcodes, readings

# Amsterdam has 41 times the people of Amsterdam, NY; Portland, OR only 10 times those of Portland, ME.
ALONE_RATIO = 15
# A place that is so much smaller than the first is not offered: its region must be typed.
NAMELESS_RATIO = 225
KM_PER_MILE = 1.609344
_KEPT = 4096
_TOWN = 20_000
# Towns whose name is first of all a word of this profession.
_COMMON_WORDS = {
    "media",
    "mobile",
    "reading",
    "page",
    "best",
    "orange",
    "independence",
    "university",
    "holland",
}
_LONGEST_GUESS = 24  # letters; longer texts are seldom misspelt places, and cost more to compare
_ALIKE = 60  # names compared letter by letter after the index has found them
_TERRITORIES = {"DC", "PR", "GU", "VI", "AS", "MP"}
_FIELDS = ("key", "kind", "name", "region", "country", "lat", "lon", "population", "city")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that is known. A region's point is the middle of where its people live.

    `guessed`: the text was not its name but nearly so; say which one was taken.
    A Dutch postcode stands at the middle of its town (see core/data/README.md).
    """

    kind: str  # "city", "region" or "postcode"
    name: str
    region: str  # "WA", "Noord-Holland"
    country: str  # "US", "NL"
    lat: float
    lon: float
    population: int
    guessed: bool = False
    city: str = ""  # of a postcode

    @property
    def label(self) -> str:
        """Short text in the reader's language, which find() leads back to this place and no other."""
        if self.kind == CITY:
            return f"{self.name}, {self.region}"
        if self.kind == POSTCODE:
            behind = f", {self.region}" if self.country == "US" else ""
            return f"{self.name} {self.city}{behind}".strip()
        if self.region in _TERRITORIES:
            return self.name
        return (_("%(name)s state") if self.country == "US" else _("%(name)s province")) % {"name": self.name}

    @property
    def weight(self) -> float:
        """How likely it is meant: its people; of a region a quarter, as most who say "Utrecht" mean the city."""
        return max(1, self.population) / (4 if self.kind == REGION else 1)


def find(text: str, *, most: int = 8) -> list[Spot]:
    """The places that a text may mean, the likeliest first; never raises, [] when nothing is known.

    One when it is clear: a postcode, a name with its region ("Tacoma, WA"), the only place of that name, or a name
    of which the first has at least ALONE_RATIO times the weight (people; a region counts a quarter) of the second:
    Amsterdam, Seattle. Several, at most `most`, when the reader must be asked: Portland, Springfield, Utrecht.
    A text that is no name but nearly one ("Seatle") gives the nearest place, marked `guessed`.
    """
    return list(_find(text[:320])[:most]) if text else []


def point(country: str, region: str, city: str, postcode: str) -> tuple[float, float] | None:
    """Latitude and longitude of an address: its postcode's, else its city's; None when neither is known."""
    known = country in {"US", "NL"}
    return _point(country, region, key(city), next(iter(postcodes(postcode)), "")) if known else None


def named(texts: Iterable[str]) -> dict[str, Spot]:
    """Of several texts those that are the whole name of a city (20,000 people or more) or a region: text → place."""
    towns = _towns()
    return {text: towns[key(text)] for text in texts if key(text) in towns}


def unit(country: str) -> str:
    """What distances are told in there."""
    return "mi" if country == "US" else "km"


def distance_text(km: float, country: str, language: str) -> str:
    """ "12 miles", "19 km", "less than 1 mile", in that language. Rounded up, so that nobody is promised too much."""
    with override(language):
        if unit(country) == "mi":
            miles = ceil(km / KM_PER_MILE - 1e-9)
            return _("less than 1 mile") if miles <= 1 else _("%(n)d miles") % {"n": miles}
        return _("less than 1 km") if km <= 1 else _("%(n)d km") % {"n": ceil(km - 1e-9)}


def forget() -> None:
    """After the table was loaded anew: the next question reads it."""
    _find.cache_clear()
    _towns.cache_clear()
    _point.cache_clear()


@lru_cache(maxsize=1)
def _towns() -> dict[str, Spot]:
    """Cities of _TOWN people or more and regions by their names: a few thousand, read once by each process."""
    rows = KnownPlace.objects.filter(population__gte=_TOWN).exclude(kind=POSTCODE).values_list(*_FIELDS)
    spots: dict[str, list[Spot]] = {}
    for row in rows:
        spots.setdefault(row[0], []).append(_spot(row))
    return {
        name: _likely(known)[0]
        for name, known in spots.items()
        if len(name) > 2 and name not in _COMMON_WORDS
    }


@lru_cache(maxsize=_KEPT)
def _find(text: str) -> tuple[Spot, ...]:
    codes, meant = postcodes(text), readings(text)
    names = {reading.key for reading in meant}
    if not codes and not names:
        return ()
    rows = list(KnownPlace.objects.filter(key__in=[*codes, *names]).values_list(*_FIELDS))
    for code in codes:
        if known := [_spot(row) for row in rows if row[0] == code and row[1] == POSTCODE]:
            return tuple(known)
    for reading in meant:
        if known := [_spot(r) for r in rows if r[0] == reading.key and reading.allows(r[1], r[4], r[3])]:
            return _likely(known)
    return _guess(meant)


def _spot(row: tuple[str, str, str, str, str, float, float, int, str]) -> Spot:
    _key, kind, name, region, country, lat, lon, population, city = row
    return Spot(kind, name, region, country, lat, lon, population, city=city)


def _likely(known: Iterable[Spot]) -> tuple[Spot, ...]:
    spots = sorted(set(known), key=lambda spot: (-spot.weight, spot.country, spot.region))
    alone = len(spots) > 1 and spots[0].weight >= ALONE_RATIO * spots[1].weight
    return tuple(spots[:1] if alone else [s for s in spots if s.weight * NAMELESS_RATIO >= spots[0].weight])


def _guess(meant: list[Reading]) -> tuple[Spot, ...]:
    """The one place whose name is nearest: one wrong letter in up to six, two in up to ten, three in longer ones.

    Asked with the reading that says most about where or what it is ("seatle", in Washington), else the whole text.
    """
    told = (r for r in meant if r.kind == REGION or any(region for _, region in r.within))
    reading = next(told, meant[0] if meant else None)
    if reading is None or not 4 <= len(reading.key) <= _LONGEST_GUESS or not _is_name(reading.key):
        return ()
    alike = Q(key__trigram_similar=reading.key) | Q(key__in=_swapped(reading.key))
    names = KnownPlace.objects.exclude(kind=POSTCODE).filter(alike)
    rows = names.annotate(alike=TrigramSimilarity("key", reading.key)).order_by("-alike", "-population")
    allowed = 1 if len(reading.key) <= 6 else 2 if len(reading.key) <= 10 else 3
    near = [
        (OSA.distance(reading.key, row[0], score_cutoff=allowed), _spot(row))
        for row in rows.values_list(*_FIELDS)[:_ALIKE]
        if reading.allows(row[1], row[4], row[3])
    ]
    near = [(distance, spot) for distance, spot in near if distance <= allowed]
    if not near:
        return ()
    return (replace(min(near, key=lambda pair: (pair[0], -pair[1].weight))[1], guessed=True),)


def _is_name(text: str) -> bool:
    """Whether it is worth comparing: up to four words, none twice, at least one of them no number."""
    words = text.split()
    return len(set(words)) == len(words) <= 4 and not all(word.isdecimal() for word in words)


def _swapped(name: str) -> list[str]:
    """The name with two neighbouring letters changed round: of a short name few trigrams survive that."""
    return [name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(len(name) - 1)]


@lru_cache(maxsize=_KEPT)
def _point(country: str, region: str, city: str, postcode: str) -> tuple[float, float] | None:
    asked = [name for name in (postcode, city) if name]
    rows = list(
        KnownPlace.objects.filter(key__in=asked, country=country)
        .exclude(kind=REGION)
        .values_list("kind", "region", "lat", "lon")
    )
    for kind, where, lat, lon in sorted(rows, key=lambda row: row[0] != POSTCODE):
        if kind == POSTCODE or where == region:
            return lat, lon
    return None
