"""Filters in words, as chips, offers and suggestions show them."""

from decimal import Decimal

from django.utils.translation import gettext

from core import gazetteer
from core.gazetteer import Spot
from core.placenames import REGION
from pay.writing import amount
from postings.search.facets import DAYS, days_label, known_options
from postings.search.query import Search


def label(search: Search, name: str, value: str) -> str:
    """One chosen filter in words."""
    if name == "q":
        return f"“{value}”"
    if name == "near":
        return place_label(search)
    if name == "hospital":
        return search.hospitals[value][1] if value in search.hospitals else value
    if name == "pay_min":
        pay = amount(Decimal(value), search.currency, search.language)
        told = gettext("At least %(amount)s a year, or no figure") if search.values["nopay"] else gettext("At least %(amount)s a year")  # fmt: skip
        return told % {"amount": pay}
    if name in DAYS:
        return days_label(name, int(value))
    text = next((text for key, text, _ in known_options(name) if key == value), value)
    if name == "duty" and search.values["duty_min"]:
        return gettext("%(duty)s, at least %(n)s%%") % {"duty": text, "n": search.values["duty_min"]}
    return text


def place_label(search: Search) -> str:
    """ "Within 25 miles of Tacoma, WA", "In Washington"; what was typed when nobody knows it."""
    spot = search.spot
    if spot is None:
        return gettext("Near %(place)s") % {"place": search.values["near"]}
    if spot.kind == REGION:
        return gettext("In %(place)s") % {"place": spot.label}
    return within(spot, search.km, search.language)


def within(spot: Spot, km: int, language: str) -> str:
    reach = gazetteer.distance_text(km, spot.country, language)
    return gettext("Within %(distance)s of %(place)s") % {"distance": reach, "place": spot.label}
