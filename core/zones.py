"""Time zones: the clock that a hospital's place lives by, and what people call it.

Which state keeps which time: 49 CFR Part 71 (Standard Time Zone Boundaries) and the IANA database (`zone1970.tab`,
release 2026f). Places with the same clock rules since 2007 share one zone here: Detroit and Indianapolis with New
York, Boise with Denver, Saipan with Guam, the Virgin Islands with Puerto Rico. Where a state has two zones, the line
between them is drawn through a few points near the boundary of the rule: right for the towns in
tests/core/test_zones.py, a guess for a village on the line. The hospital can change it on its page.
"""

from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.regions import region_of

MORNING = time(7, 30)  # when a mail that gathers what is new leaves
EASTERN, CENTRAL, MOUNTAIN = "America/New_York", "America/Chicago", "America/Denver"
PACIFIC, ALASKA, HAWAII = "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu"

# Every zone that a hospital can have, with the words that stand behind a time of day.
NAMES: dict[str, Promise] = {
    EASTERN: _("Eastern time"),
    CENTRAL: _("Central time"),
    MOUNTAIN: _("Mountain time"),
    "America/Phoenix": _("Arizona time"),
    PACIFIC: _("Pacific time"),
    ALASKA: _("Alaska time"),
    "America/Adak": _("Aleutian time"),
    HAWAII: _("Hawaii time"),
    "America/Puerto_Rico": _("Puerto Rico time"),
    "Pacific/Guam": _("Guam time"),
    "Pacific/Pago_Pago": _("Samoa time"),
    "Europe/Amsterdam": _("Amsterdam time"),
}

# Whole states. A state with two zones stands here with the one that most of its people live in.
_STATES = {
    EASTERN: "CT DE DC FL GA IN KY ME MD MA MI NH NJ NY NC OH PA RI SC VT VA WV",
    CENTRAL: "AL AR IL IA KS LA MN MS MO NE ND OK SD TN TX WI",
    MOUNTAIN: "CO ID MT NM UT WY",
    PACIFIC: "CA NV OR WA",
    "America/Phoenix": "AZ",
    ALASKA: "AK",
    HAWAII: "HI",
    "America/Puerto_Rico": "PR VI",
    "Pacific/Guam": "GU MP",
    "Pacific/Pago_Pago": "AS",
}
_OF_STATE = {state: zone for zone, states in _STATES.items() for state in states.split()}

# States with two zones: west of the line, east of it, and the line's points (latitude, longitude), south to north.
_LINES: dict[str, tuple[str, str, list[tuple[float, float]]]] = {
    "FL": (CENTRAL, EASTERN, [(29.5, -85.2), (29.95, -85.42), (30.3, -85.05), (31.0, -84.95)]),
    "TN": (
        CENTRAL,
        EASTERN,
        [(35.0, -85.5), (35.36, -85.36), (35.6, -85.02), (36.0, -84.85), (36.6, -84.85)],
    ),
    "KY": (
        CENTRAL,
        EASTERN,
        [(36.6, -85.0), (37.1, -85.0), (37.25, -85.43), (37.32, -85.43), (37.5, -86.0), (37.9, -86.3)],
    ),
    "IN": (
        CENTRAL,
        EASTERN,
        [
            (37.7, -86.45),
            (38.2, -86.45),
            (38.22, -87.3),
            (38.5, -87.3),
            (38.53, -88.2),
            (40.72, -88.2),
            (40.74, -86.93),
            (41.17, -86.93),
            (41.2, -86.5),
            (41.8, -86.5),
        ],
    ),
    "MI": (
        CENTRAL,
        EASTERN,
        [(45.0, -87.5), (45.8, -87.4), (46.2, -87.7), (46.3, -89.0), (46.45, -89.6), (46.7, -90.5)],
    ),
    "TX": (MOUNTAIN, CENTRAL, [(29.0, -105.0), (32.1, -105.0), (32.2, -108.0)]),
    "KS": (MOUNTAIN, CENTRAL, [(37.7, -103.0), (37.75, -101.52), (40.1, -101.45)]),
    "NE": (
        MOUNTAIN,
        CENTRAL,
        [(40.0, -101.3), (41.2, -101.25), (41.6, -100.85), (42.3, -100.85), (43.0, -101.0)],
    ),
    "SD": (
        MOUNTAIN,
        CENTRAL,
        [(42.9, -101.1), (43.9, -101.0), (44.2, -100.4), (44.4, -100.36), (46.0, -100.5)],
    ),
    "ND": (
        MOUNTAIN,
        CENTRAL,
        [(45.9, -100.6), (46.28, -100.7), (46.4, -101.3), (46.7, -102.1), (47.5, -102.2), (47.6, -104.1)],
    ),
    "OR": (PACIFIC, MOUNTAIN, [(42.3, -117.0), (42.45, -118.2), (44.2, -118.2), (44.5, -117.0)]),
    "AK": ("America/Adak", ALASKA, [(50.0, -169.5)]),
}
_IDAHO_NORTH = 45.45  # the Salmon River: Pacific time north of it


def zone_of(country: str, region: str, lat: float | None = None, lon: float | None = None) -> str:
    """The IANA name of the zone of a place; `region` as it is stored or typed; degrees decide in states with two."""
    if country == "NL":
        return "Europe/Amsterdam"
    state = region_of(country, region) or ""
    if lat is not None and lon is not None:
        if state == "ID":
            return PACIFIC if lat > _IDAHO_NORTH else MOUNTAIN
        if state in _LINES:
            west, east, line = _LINES[state]
            return west if lon < _longitude_at(lat, line) else east
    return _OF_STATE.get(state, EASTERN)


def _longitude_at(lat: float, line: list[tuple[float, float]]) -> float:
    """Where the line crosses this latitude; beyond its ends it goes on due south and due north."""
    if lat <= line[0][0]:
        return line[0][1]
    for (south, lon_south), (north, lon_north) in pairwise(line):
        if lat <= north:
            return lon_south + (lon_north - lon_south) * (lat - south) / (north - south)
    return line[-1][1]


def zone_of_place(place: dict[str, Any]) -> str:
    """The zone of the place in a person's profile; "" when it says none that we know."""
    country, region = str(place.get("country") or ""), str(place.get("region") or "")
    return zone_of(country, region) if country in {"US", "NL"} and (region or country == "NL") else ""


def next_morning(at: datetime, zone: ZoneInfo) -> datetime:
    """The first MORNING on that clock after `at`."""
    local = at.astimezone(zone)
    morning = datetime.combine(local.date(), MORNING, tzinfo=zone)
    if morning <= local:
        morning = datetime.combine(local.date() + timedelta(days=1), MORNING, tzinfo=zone)
    return morning


def zone_name(zone: ZoneInfo | str) -> str:
    """What people call it: "Amsterdam time". An unknown zone keeps its own name."""
    key = str(zone)
    return str(NAMES.get(key, key.rpartition("/")[2].replace("_", " ")))


def day(at: datetime, zone: ZoneInfo, form: str = "l j F") -> str:
    """ "Friday 11 December" by that clock, the year only when it is another one."""
    there = at.astimezone(zone)
    this_year = there.year == timezone.now().astimezone(zone).year
    return date_format(there.date(), form if this_year else f"{form} Y")


def day_and_time(at: datetime, zone: ZoneInfo) -> str:
    """ "Friday 11 December, 23:59 (Amsterdam time)": for every moment that people have to keep."""
    return gettext("%(day)s, %(time)s (%(zone)s)") % {
        "day": day(at, zone),
        "time": at.astimezone(zone).strftime("%H:%M"),
        "zone": zone_name(zone),
    }


class NoSuchTime(ValueError):
    """The clock jumps over this moment: 02:30 on the night that summer time begins."""


class TwiceThatTime(ValueError):
    """The clock shows this moment twice: 02:30 on the night that summer time ends."""


def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """What a clock on the wall shows there (naive), as a moment. Raises NoSuchTime, TwiceThatTime."""
    early, late = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
    if early.utcoffset() != late.utcoffset():
        # PEP 495: before a jump the first reading has the smaller offset, before a repeat the larger one
        if (early.utcoffset() or 0) < (late.utcoffset() or 0):  # type: ignore[operator]
            raise NoSuchTime(wall.isoformat())
        raise TwiceThatTime(wall.isoformat())
    return early
