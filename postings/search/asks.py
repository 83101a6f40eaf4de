"""What each filter asks of a segment, as the set of documents that answer it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.gazetteer import Spot
from core.text import normalise
from core.vocabulary import vocabulary
from postings.search import bits
from postings.search.bits import Bits
from postings.search.segment import Segment
from postings.search.source import DUTIES

DAY = 86_400_000_000  # µs
EARTH_KM = 6371.0
KM_A_DEGREE = 111.19  # of latitude; never too much
_CURRENCY = {"USD": 1, "EUR": 2}


@dataclass(frozen=True)
class Asked:
    """A search in the types that a segment takes."""

    values: Mapping[str, Any]  # cleaned, by filter name
    spot: Spot | None  # what `near` means
    km: float
    mine: frozenset[int]  # the reader's skills
    floor: tuple[int, str] | None  # (amount, currency) that the reader set
    hospitals: list[int]  # ids, for `hospital`
    now: int  # µs


Ask = Callable[[Segment, Asked], Bits]


def _row(facet: str) -> Ask:
    """One of the chosen values."""

    def ask(segment: Segment, asked: Asked) -> Bits:
        return segment.any_of(facet, asked.values[facet])

    return ask


def _ids(facet: str, slugs: list[str]) -> list[int]:
    find = vocabulary().skill if facet == "skill" else vocabulary().channel
    return [word.pk for slug in slugs if (word := find(slug))]


def _skill(segment: Segment, asked: Asked) -> Bits:
    ids = _ids("skill", asked.values["skill"])
    if asked.values.get("match") != "all":
        return segment.any_of("skill", ids)
    found = bits.every(segment.n)
    for pk in ids:
        found = found & segment.having("skill", pk)
    return found


def _fit(segment: Segment, asked: Asked) -> Bits:
    """No skill is required that the reader does not have."""
    others = (value for facet, value in segment.rows if facet == "required" and int(value) not in asked.mine)
    return ~segment.any_of("required", others)


def _duty(segment: Segment, asked: Asked) -> Bits:
    """One of the duties takes time, or at least the share that is asked for (per cent)."""
    least = asked.values.get("duty_min")
    if not least:
        return segment.any_of("duty", asked.values["duty"])
    return taking_time(segment, asked.values["duty"], int(least))


def taking_time(segment: Segment, duties: list[str], least: int) -> Bits:
    chosen = [DUTIES.index(duty) for duty in duties]
    enough: NDArray[np.bool_] = np.any(segment.column("shares")[chosen] >= least, axis=0)
    return segment.where(enough)


def _pay_min(segment: Segment, asked: Asked) -> Bits:
    """The top of the range reaches the amount, in its own currency; `nopay` adds those that give no figure."""
    annual = segment.column("annual")
    code = _CURRENCY[asked.values.get("currency") or "USD"]
    paid = (annual >= asked.values["pay_min"]) & (segment.column("currency") == code)
    return segment.where(paid | (annual < 0) if asked.values.get("nopay") else paid)


def _floor(segment: Segment, asked: Asked) -> Bits:
    """Nothing of which it is certain that it pays less than the reader set: the same currency, and a lower top."""
    if asked.floor is None:
        return bits.every(segment.n)
    least, currency = asked.floor
    annual = segment.column("annual")
    below = (annual >= 0) & (annual < least) & (segment.column("currency") == _CURRENCY.get(currency, 0))
    return segment.where(~below)


def _unpaid(segment: Segment, asked: Asked) -> Bits:
    return bits.every(segment.n) if asked.values.get("unpaid") else ~segment.having("unpaid", 1)


def _near(segment: Segment, asked: Asked) -> Bits:
    """In the state or within the distance; and remote ones where a person there may live."""
    spot = asked.spot
    if spot is None:
        return bits.every(segment.n)
    remote = segment.having("remote_in", spot.country) & segment.having("mode", "remote")
    if spot.kind == "region":
        return segment.having("region", f"{spot.country}:{normalise(spot.region)}") | remote
    docs, _ = distances(segment, spot, asked.km)
    return bits.of_docs(docs, segment.n) | remote


def distances(segment: Segment, spot: Spot, within_km: float) -> tuple[NDArray[Any], NDArray[Any]]:
    """(documents, km) of every place within so many km of a spot. Great circle (haversine), R = 6,371 km."""
    lat = segment.column("place_lat")
    reach = within_km / KM_A_DEGREE
    start, stop = np.searchsorted(lat, [spot.lat - reach, spot.lat + reach])
    degrees = (segment.column("place_lon")[start:stop] - spot.lon + 180) % 360 - 180
    # A degree of longitude is shortest at the edge that is nearer to a pole.
    shortest = max(0.01, np.cos(np.radians(min(89.0, abs(spot.lat) + reach))))
    close = np.flatnonzero(np.abs(degrees) <= reach / shortest)
    there, here, east = np.radians(lat[start:stop][close]), np.radians(spot.lat), np.radians(degrees[close])
    a = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(east / 2) ** 2
    km = 2 * EARTH_KM * np.arcsin(np.sqrt(a))
    inside = km <= within_km
    return segment.column("place_doc")[start:stop][close][inside], km[inside]


def _hospital(segment: Segment, asked: Asked) -> Bits:
    return segment.where(np.isin(segment.column("hospital"), asked.hospitals))


ASKS: dict[str, Ask] = {
    "near": _near,
    "engagement": _row("engagement"),
    "hours": _row("hours"),
    "skill": _skill,
    "fit": _fit,
    "duty": _duty,
    "pay_min": _pay_min,
    "floor": _floor,
    "unpaid": _unpaid,
    "mode": _row("mode"),
    "channel": lambda segment, asked: segment.any_of("channel", _ids("channel", asked.values["channel"])),
    "experience": _row("experience"),
    "education": _row("education"),
    "country": _row("country"),
    "law": _row("law"),
    "lang": _row("lang"),
    "kind": _row("kind"),
    "hospital": _hospital,
    "responsive": lambda segment, _: segment.having("responsive", 1),
    "posted_in": lambda segment, asked: segment.published_since(asked.now - asked.values["posted_in"] * DAY),
    "closing_in": lambda segment, asked: segment.closing_until(asked.now + asked.values["closing_in"] * DAY),
}
ALWAYS = ("unpaid",)  # counts also when nothing is chosen
