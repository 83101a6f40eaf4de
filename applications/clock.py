"""Moments in words, on the clock of whoever reads them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.utils.formats import date_format

from core import zones

# Beside the zones of our hospitals: those of people who look for work from elsewhere.
ELSEWHERE = (
    "Europe/London",
    "Europe/Berlin",
    "America/Curacao",
    "America/Halifax",
    "Asia/Kolkata",
    "Asia/Manila",
    "UTC",
)


def known_zone(key: str) -> str:
    """The key if there is such a zone, else ""."""
    return key if key in available_timezones() else ""


def zone_choices() -> list[tuple[str, str]]:
    keys = dict.fromkeys([*zones.NAMES, *ELSEWHERE])
    return [(key, zones.zone_name(key)) for key in keys]


def day(at: datetime, zone: ZoneInfo) -> str:
    """ "Friday 11 December" there."""
    return date_format(at.astimezone(zone), "l j F")


def time(at: datetime, zone: ZoneInfo) -> str:
    """ "14:30" there."""
    return f"{at.astimezone(zone):%H:%M}"


def span(at: datetime, minutes: int, zone: ZoneInfo) -> str:
    """ "14:30–15:15"."""
    return f"{time(at, zone)}–{time(at + timedelta(minutes=minutes), zone)}"


def offset(at: datetime, zone: ZoneInfo) -> str:
    """ "UTC−8", "UTC+5:30": what leaves no doubt."""
    seconds = int((at.astimezone(zone).utcoffset() or timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    sign = "−" if seconds < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def in_full(at: datetime, minutes: int, zone: ZoneInfo) -> str:
    """ "Friday 11 December, 14:30–15:15 Pacific time (UTC−8)"."""
    return f"{day(at, zone)}, {span(at, minutes, zone)} {zones.zone_name(zone)} ({offset(at, zone)})"


def same_clock(moments: Iterable[datetime], one: ZoneInfo, other: ZoneInfo) -> bool:
    """Whether both zones show these moments alike: then one of them is enough."""
    return all(at.astimezone(one).utcoffset() == at.astimezone(other).utcoffset() for at in moments)
