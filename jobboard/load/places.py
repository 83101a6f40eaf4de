"""Where the invented hospitals stand: where real ones do when the directory is imported, else in the largest towns."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from core import placefile
from core.regions import words_of_place
from hospitals.models import DirectoryEntry

TOWNS = {"US": 400, "NL": 120}


@dataclass(frozen=True, slots=True)
class Site:
    country: str
    region: str
    city: str
    postcode: str
    lat: float | None
    lon: float | None

    def facts(self) -> dict[str, Any]:
        """The fields of a Place, without its posting."""
        words = words_of_place(self.country, self.region, self.city, self.postcode)
        return {**{name: getattr(self, name) for name in Site.__slots__}, "words": words}


def sites() -> dict[str, list[Site]]:
    """For each country, the places in a fixed order."""
    towns = _towns()
    return {country: _of_directory(country) or towns[country] for country in TOWNS}


def _of_directory(country: str) -> list[Site]:
    rows = DirectoryEntry.objects.filter(country=country, gone_at=None, lat__isnull=False).order_by("code")
    return [Site(*row) for row in rows.values_list("country", "region", "city", "postcode", "lat", "lon")]


def _towns() -> dict[str, list[Site]]:
    cities: dict[str, list[placefile.Line]] = {country: [] for country in TOWNS}
    postcodes: dict[tuple[str, str, str], str] = {}
    for line in placefile.read():
        if line.kind == "city" and line.country in cities:
            cities[line.country].append(line)
        elif line.kind == "postcode":
            postcodes.setdefault((line.country, line.region, line.city), line.name)
    found = {}
    for country, lines in cities.items():
        lines.sort(key=lambda line: (-int(line.population or 0), line.name, line.region))
        found[country] = [
            Site(
                country,
                c.region,
                c.name,
                postcodes.get((country, c.region, c.name), ""),
                float(c.lat),
                float(c.lon),
            )
            for c in islice(lines, TOWNS[country])
        ]
    return found
