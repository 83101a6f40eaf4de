"""Pages that people link to: the openings of one skill, kind of work, kind of hospital or place.

Each is one search with an address of its own. A place's page tells of the work that brings people there, on site or
hybrid: remote openings would fill every page of the country with the same rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext

from core import gazetteer
from core.gazetteer import Spot
from core.models import KnownPlace
from core.placenames import CITY, REGION
from core.regions import NL_PROVINCES, US_STATES
from core.vocabulary import vocabulary
from hospitals.models.kind import Country, Kind
from postings.search import Search
from postings.search.filters import KM
from postings.search.query import Views

HERE = (("mode", "hybrid"), ("mode", "on_site"))
THIN = 3  # a page of fewer openings stays out of search engines
# Regions that share their name with a city that many think of first.
_TWICE = {"New York", "Washington", "Utrecht", "Groningen"}


@dataclass(frozen=True)
class Landing:
    """One page. `about`: which sort (the URL's name); `words`: what stands in the address."""

    about: str  # "skill", "kind", "hospital_kind", "country", "region", "city"; "schools": postings/for_schools.py
    words: tuple[str, ...]
    name: str  # in the reader's language
    pairs: tuple[tuple[str, str], ...]  # the search
    spot: Spot | None = None

    @property
    def url(self) -> str:
        return reverse(f"postings:{self.about}", args=self.words)

    @property
    def is_place(self) -> bool:
        return self.about in ("region", "city")

    def search(self, views: Views = None) -> Search:
        return _search(self.pairs, views)

    def search_with_remote(self, views: Views = None) -> Search:
        """Of a place: also what may be done from there."""
        return _search(tuple(pair for pair in self.pairs if pair not in HERE), views)

    @cached_property
    def heading(self) -> str:
        if self.about == "skill":
            return gettext("Openings that ask for %(skill)s") % {"skill": self.name}
        if self.about == "kind":
            known = {
                "employee": gettext("Jobs in hospital social media"),
                "contract": gettext("Contracts in hospital social media"),
                "internship": gettext("Internships in hospital social media"),
            }
            return known.get(self.words[0]) or gettext("%(kind)s: openings") % {"kind": self.name}
        if self.about == "hospital_kind":
            return gettext("%(kind)s: openings") % {"kind": self.name}
        if self.about == "schools":
            told = gettext("For schools: internships in %(place)s") if self.name else gettext("For schools: all internships")  # fmt: skip
            return told % {"place": self.name} if self.name else told
        if self.about == "country":
            return gettext("Openings in the United States") if self.words == ("us",) else gettext("Openings in the Netherlands")  # fmt: skip
        told = (
            gettext("Openings in and around %(place)s")
            if self.about == "city"
            else gettext("Openings in %(place)s")
        )
        return told % {"place": self.name}


def _search(pairs: tuple[tuple[str, str], ...], views: Views) -> Search:
    return Search(urlencode(pairs), views=views)


# ── Finding one by the words of its address; None when nobody knows them ─────────────────────────────
def skill(slug: str) -> Landing | None:
    word = vocabulary().skill(slug)
    return Landing("skill", (word.slug,), word.name, (("skill", word.slug),)) if word else None


def kind(slug: str) -> Landing | None:
    word = vocabulary().engagements.get(slug)
    return Landing("kind", (slug,), word.name, (("engagement", slug),)) if word else None


def hospital_kind(slug: str) -> Landing | None:
    value = slug.replace("-", "_")
    if value not in Kind.values or "_" in slug:
        return None
    return Landing("hospital_kind", (slug,), str(Kind(value).label), (("kind", value),))


def country(code: str) -> Landing | None:
    if code not in _COUNTRIES:
        return None
    return Landing("country", (code,), str(Country(code.upper()).label), (("country", code.upper()),))


def region(code: str, slug: str) -> Landing | None:
    stored = _REGIONS.get((code, slug))
    spot = _region(stored) if stored else None
    if spot is None:
        return None
    name = spot.label if spot.name in _TWICE else spot.name
    return Landing("region", (code, slug), name, (("near", spot.label), *HERE), spot)


def city(code: str, of: str, slug: str) -> Landing | None:
    stored = _REGIONS.get((code, of))
    if stored is None:
        return None
    found = gazetteer.find(f"{slug.replace('-', ' ')}, {stored}")
    spot = next((s for s in found if s.kind == CITY and not s.guessed and (s.country, s.region) == (code.upper(), stored)), None)  # fmt: skip
    return city_of(spot) if spot else None


def city_of(spot: Spot) -> Landing:
    name = spot.label if spot.country == "US" else spot.name
    words = (spot.country.lower(), region_slug(spot.country, spot.region), slugify(spot.name))
    return Landing("city", words, name, (("near", spot.label), *HERE), spot)


def region_slug(country_code: str, stored: str) -> str:
    """ "WA" → "wa", "Noord-Holland" → "noord-holland"."""
    return slugify(stored)


def km(spot: Spot) -> int:
    return KM[spot.country]


_COUNTRIES = [code.lower() for code in Country.values]
_REGIONS = {("us", code.lower()): code for code in US_STATES} | {
    ("nl", slugify(name)): name for name in NL_PROVINCES
}


def regions(code: str) -> Iterator[Landing]:
    for of, slug in _REGIONS:
        if of == code and (found := region(of, slug)):
            yield found


def _region(stored: str) -> Spot | None:
    """The label of a region leads back to it and to nothing else, in either language."""
    return _regions().get(stored)


@lru_cache(maxsize=1)
def _regions() -> dict[str, Spot]:
    """Constant facts: read once in the life of a process."""
    rows = KnownPlace.objects.filter(kind=REGION, is_main=True)
    return {
        row.region: Spot(REGION, row.name, row.region, row.country, row.lat, row.lon, row.population)
        for row in rows
    }


def all_kinds() -> list[Landing]:
    words = sorted(vocabulary().engagements.values(), key=lambda word: word.position)
    return [found for word in words if (found := kind(word.slug))]


def all_hospital_kinds() -> list[Landing]:
    return [found for value in Kind.values if (found := hospital_kind(value.replace("_", "-")))]


def all_countries() -> list[Landing]:
    """The reader's own first."""
    codes = sorted(_COUNTRIES, key=lambda code: (code == "us") is ((get_language() or "") == "nl"))
    return [found for code in codes if (found := country(code))]
