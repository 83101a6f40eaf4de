"""Where a candidate lives, as it is stored and as it is told."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import gazetteer
from core.gazetteer import KM_PER_MILE, Spot
from core.placenames import CITY
from core.regions import region_of

COUNTRIES: dict[str, Promise] = {
    "US": _("United States"),
    "NL": _("Netherlands"),
    "BE": _("Belgium"),
    "CA": _("Canada"),
    "DE": _("Germany"),
    "FR": _("France"),
    "GB": _("United Kingdom"),
}
KNOWN = ("US", "NL")  # the countries of the gazetteer
_STEPS = (5, 10, 25, 50, 100)


def radii(country: str) -> list[int]:
    """Distances in km that a form offers: 5 to 100 miles or kilometres."""
    return [round(step * KM_PER_MILE) for step in _STEPS] if gazetteer.unit(country) == "mi" else list(_STEPS)


def region_for(country: str, region: str, city: str) -> str:
    """The region as it is stored: what was typed, else that of the only city of this name there; "" when that is open."""
    if country not in KNOWN:
        return region
    if region:
        return region_of(country, region) or region
    spots = cities_named(country, city)
    return spots[0].region if len(spots) == 1 else ""


def cities_named(country: str, city: str) -> list[Spot]:
    """The cities that the name may mean in that country; one when it is clear."""
    spots = [s for s in gazetteer.find(city) if s.kind == CITY and s.country == country and not s.guessed]
    return spots if city else []


def is_known(country: str, region: str, city: str) -> bool:
    """Whether distances from there can be told."""
    return gazetteer.point(country, region, city, "") is not None


def place_in_words(place: Mapping[str, Any]) -> str:
    """ "Tacoma, WA, United States"; what is not known is left out."""
    country = place.get("country") or ""
    parts = [place.get("city"), place.get("region"), COUNTRIES.get(country, country)]
    return ", ".join(str(part) for part in parts if part)
