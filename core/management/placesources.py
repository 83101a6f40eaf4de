"""What the registry's packages say about places, as lines of our files. Which names are kept and why stands here."""

import json
import re
from collections import defaultdict
from math import hypot
from statistics import fmean, median
from typing import Any

from core.placefile import Line
from core.placenames import CITY, LONGEST, POSTCODE, REGION, REGION_NAMES, key
from core.regions import NL_PROVINCES, US_STATES

Rows = list[dict[str, Any]]
NEIGHBOURS_KM = 30  # a Dutch postcode from the middle of the 15 numbers around it
TERRITORIES = {"PR", "GU", "VI", "AS", "MP"}
_NL_ADMIN = {
    "01": "Drenthe", "02": "Friesland", "03": "Gelderland", "04": "Groningen", "05": "Limburg",
    "06": "Noord-Brabant", "07": "Noord-Holland", "09": "Utrecht", "10": "Zeeland", "11": "Zuid-Holland",
    "15": "Overijssel", "16": "Flevoland",
}  # fmt: skip
# GeoNames' English or administrative name → the one that people there write; the old one stays as another name.
_SHOWN = {"The Hague": "Den Haag", "New York City": "New York", "Almere Stad": "Almere"}
# Names that everybody uses and that no rule below would let through.
_SPOKEN = {
    ("Den Haag", "Zuid-Holland"): ["'s-Gravenhage", "The Hague", "La Haye", "Haag"],
    ("'s-Hertogenbosch", "Noord-Brabant"): ["Den Bosch", "Hertogenbosch", "Bois-le-Duc"],
    ("New York", "NY"): ["NYC", "New York City", "The Big Apple"],
    ("Los Angeles", "CA"): ["LA", "L.A."],
    ("San Francisco", "CA"): ["SF", "Frisco"],
    ("Philadelphia", "PA"): ["Philly", "Phila"],
    ("Las Vegas", "NV"): ["Vegas"],
    ("New Orleans", "LA"): ["NOLA"],
    ("Salt Lake City", "UT"): ["SLC", "Salt Lake"],
    ("Washington", "DC"): ["Washington DC", "Washington D.C."],
    ("Winston-Salem", "NC"): ["Winston Salem"],
    ("Groningen", "Groningen"): ["Grunn"],
    ("Leeuwarden", "Friesland"): ["Ljouwert"],
    ("IJmuiden", "Noord-Holland"): ["Ymuiden"],
}
_LATIN_NAME = re.compile(r"['’]?[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .'’()-]{2,38}")


def cities(rows: Rows) -> list[Line]:
    """Cities of GeoNames with at least 500 people; in the territories every one."""
    lines = []
    for row in rows:
        here = _region(row)
        if here and (row["population"] >= 500 or here[1] in TERRITORIES):
            lines.append(_city(row, *here))
    return lines


def _region(row: dict[str, Any]) -> tuple[str, str] | None:
    country, code = row["countrycode"], row["admin1code"]
    if country in TERRITORIES:
        return "US", country
    if country == "US" and code in US_STATES:
        return "US", code
    return ("NL", _NL_ADMIN[code]) if country == "NL" and code in _NL_ADMIN else None


def _city(row: dict[str, Any], country: str, region: str) -> Line:
    name = _SHOWN.get(row["name"], row["name"])[:LONGEST]
    others = [*_SPOKEN.get((name, region), []), *([row["name"]] if name != row["name"] else [])]
    others += [other for other in row["alternatenames"] if _is_used(other, name, country, row["population"])]
    place = (f"{row['latitude']:.4f}", f"{row['longitude']:.4f}", str(row["population"]))
    return Line(CITY, country, region, name, "", *place, _joined(others, name))


def _is_used(other: str, name: str, country: str, population: int) -> bool:
    """GeoNames mixes old, foreign and transcribed names without saying which is which.

    Dutch places: what is written in Latin letters and begins with a capital. American ones have thousands of
    transcriptions ("Vashington"): only names that add to or shorten the main one ("Nashville-Davidson").
    """
    if not _LATIN_NAME.fullmatch(other) or other.isupper() or other[0].islower():
        return False
    if country == "NL":
        return True
    one, two = set(key(other).split()), set(key(name).split())
    return population >= 5000 and (one > two or (one < two and max(map(len, one), default=0) > 3))


def _joined(others: list[str], name: str) -> str:
    by_key = {key(other): other for other in reversed(others)}
    by_key.pop(key(name), None)
    return "|".join(other for other in dict.fromkeys(others) if by_key.get(key(other)) == other)


def regions(known: list[Line]) -> list[Line]:
    """States and provinces: as many people as their cities, in the middle of where these people live."""
    per = defaultdict(list)
    for line in known:
        per[line.country, line.region].append(line)
    named = [("US", code, name) for code, name in US_STATES.items()]
    named += [("NL", name, name) for name in NL_PROVINCES]
    lines = []
    for country, region, name in named:
        members = per[country, region]
        people = sum(int(m.population) for m in members)
        weights = [int(m.population) / people for m in members]
        lat = sum(float(m.lat) * w for m, w in zip(members, weights, strict=True))
        lon = sum(float(m.lon) * w for m, w in zip(members, weights, strict=True))
        others = [*REGION_NAMES.get(region, ()), *([region] if region != name else [])]
        place = (f"{lat:.4f}", f"{lon:.4f}", str(people))
        lines.append(Line(REGION, country, region, name, "", *place, "|".join(others)))
    return lines


def us_postcodes(rows: Rows) -> list[Line]:
    """ZIP codes with a position; the armed forces' have none, and some are no longer in use."""
    return [
        Line(POSTCODE, "US", row["state"], row["zip_code"], row["city"][:LONGEST], *_point(row), "0", "")
        for row in rows
        if row["active"] and row["state"] in US_STATES and float(row["lat"] or 0)
    ]


def _point(row: dict[str, Any]) -> tuple[str, str]:
    return f"{float(row['lat']):.4f}", f"{float(row['long']):.4f}"


def with_postal_names(codes: list[Line], known: list[Line]) -> list[Line]:
    """The cities, and the names that the post uses beside them.

    "Coeur D Alene" becomes another name of Coeur d'Alene; "Hines, IL", a hospital's whole address, which GeoNames does
    not know as a city, becomes one without people in the middle of its ZIP codes.
    """
    lines = {(line.country, line.region, _squashed(line.name)): line for line in reversed(known)}
    taken = {(line.region, name) for line in known if line.country == "US" for name in _keys(line)}
    per: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in codes:
        if (line.region, key(line.city)) not in taken:
            per[line.region, line.city].append(line)
    for (region, name), members in per.items():
        at = ("US", region, _squashed(name))
        if same := lines.get(at):
            lines[at] = same._replace(others="|".join(filter(None, (same.others, name))))
            continue
        lat, lon = fmean(float(m.lat) for m in members), fmean(float(m.lon) for m in members)
        lines[at] = Line(CITY, "US", region, name, "", f"{lat:.4f}", f"{lon:.4f}", "0", "")
    return list(lines.values())


def _squashed(name: str) -> str:
    return key(name).replace(" ", "")


def nl_postcodes(text: str, known: list[Line]) -> list[Line]:
    """Dutch postcodes (four digits) at the middle of their town: no free package says where in town they are.

    Numbers run from place to place, so of several towns of one name the one is taken that lies among the numbers
    before and behind. Where none does (GeoNames lacks the village), the postcode stands where the nearest number does.
    """
    towns = defaultdict(list)
    for line in known:
        for name in _keys(line):
            towns[name].append(line)
    rows = sorted(json.loads(text), key=lambda row: row["code"])
    sure = {int(r["code"]): at[0] for r in rows if len(at := towns[key(r["localityName"])]) == 1}
    found: dict[int, Line] = {}
    for row in rows:
        code = int(row["code"])
        around = [sure[other] for other in sorted(sure, key=lambda other: abs(other - code))[:15]]
        lat, lon = median(float(t.lat) for t in around), median(float(t.lon) for t in around)
        named = sorted((_km(t, lat, lon), t) for t in towns[key(row["localityName"])])
        if named and named[0][0] <= NEIGHBOURS_KM:
            found[code] = named[0][1]
    lines = []
    for row in rows:
        town = found[min(found, key=lambda other: (abs(other - int(row["code"])), other))]
        place = (town.region, row["code"], row["localityName"][:LONGEST], town.lat, town.lon)
        lines.append(Line(POSTCODE, "NL", *place, "0", ""))
    return lines


def _km(line: Line, lat: float, lon: float) -> float:
    """In the Netherlands a degree of longitude is 68 km long."""
    return hypot(111.2 * (float(line.lat) - lat), 68 * (float(line.lon) - lon))


def _keys(line: Line) -> list[str]:
    return [key(line.name), *(key(other) for other in line.others.split("|") if other)]


def once(lines: list[Line]) -> list[Line]:
    """One place per name and region, the largest; another name never hides a place that is really called so."""
    largest: dict[tuple[str, ...], Line] = {}
    for line in sorted(lines, key=lambda line: (-int(line.population), line)):
        largest.setdefault((line.kind, line.country, line.region, key(line.name)), line)
    main = {key(line.name) for line in largest.values()}
    spoken = {key(name) for names in _SPOKEN.values() for name in names}
    kept = []
    for line in sorted(largest.values(), key=lambda line: (line.kind, line.country, line.region, line.name)):
        others = [other for other in line.others.split("|") if other]
        if line.kind == CITY:
            others = [other for other in others if key(other) not in main or key(other) in spoken]
        kept.append(line._replace(others="|".join(others)))
    return kept
