"""Files of the official directory: which format it is, and each row as checked facts or as a reason why not.

Two formats are read, told apart by their header: the "Hospital General Information" CSV as data.cms.gov publishes it
(also with the column names of earlier years), and a tidy one with a header of short names (ccn, name, …).
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.regions import US_STATES
from hospitals.models.directory import DirectoryEntry
from hospitals.models.kind import Country, Kind

# Our column → the names it has in files. Any one of them will do; those in REQUIRED must be there.
COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("ccn", "Facility ID", "Provider ID", "Provider Number"),
    "name": ("name", "Facility Name", "Hospital Name"),
    "address": ("address", "Address", "Address 1"),
    "city": ("city", "City/Town", "City"),
    "region": ("state", "State"),
    "postcode": ("zip", "ZIP Code"),
    "county": ("county", "County/Parish", "County Name", "County"),
    "phone": ("phone", "Telephone Number", "Phone Number"),
    "kind": ("hospital_type", "Hospital Type"),
    "ownership": ("ownership", "Hospital Ownership"),
    "beds": ("beds",),
    "website": ("website",),
    "lat": ("lat",),
    "lon": ("lon",),
}
REQUIRED = ("code", "name", "city", "region", "postcode", "kind")

KINDS = {
    "acute care hospitals": Kind.ACUTE_CARE,
    "critical access hospitals": Kind.CRITICAL_ACCESS,
    "childrens": Kind.CHILDRENS,
    "children's": Kind.CHILDRENS,
    "psychiatric": Kind.PSYCHIATRIC,
    "acute care - veterans administration": Kind.VETERANS,
    "va": Kind.VETERANS,
    "acute care - department of defense": Kind.MILITARY,
    "department of defense": Kind.MILITARY,
    "rehabilitation": Kind.REHABILITATION,
    "long-term": Kind.LONG_TERM,
    "long term care": Kind.LONG_TERM,
}
_SMALL_WORDS = {"of", "the", "and", "at", "for", "in", "on", "de", "del", "la"}
_LONGEST = {
    f.name: int(getattr(f, "max_length", None) or 10_000) for f in DirectoryEntry._meta.concrete_fields
}


class BrokenFile(Exception):
    """The file cannot be read at all; the message is for the person who gave it."""


class _BadValue(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Facts:
    """A checked row. `values` holds only the columns that the file has."""

    line: int
    country: str
    code: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bad:
    line: int
    reason: str


def read(path: Path) -> list[Facts | Bad]:
    """Every row of the file, in its order. Raises BrokenFile."""
    lines = csv.reader(io.StringIO(_text(path), newline=""))
    try:
        header = [name.strip() for name in next(lines)]
    except (StopIteration, csv.Error):
        raise BrokenFile(f"{path} is empty.") from None
    places = _places(header)
    if lacking := [name for name in REQUIRED if name not in places]:
        raise BrokenFile(
            f"{path} has a header that I do not know: no column for {', '.join(lacking)}. "
            f"I read the CMS file Hospital General Information (Facility ID, Facility Name, …) and the tidy one (ccn, name, …)."
        )
    rows: list[Facts | Bad] = []
    seen: dict[str, int] = {}
    for line, cells in _numbered(lines):
        rows.append(_row(line, cells, places, len(header), seen))
    return rows


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BrokenFile(f"There is no file {path}.") from None
    except OSError as error:
        raise BrokenFile(f"{path} cannot be read: {error.strerror}.") from None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BrokenFile(
        f"{path} is not a text file in UTF-8 or Windows-1252. Save it as CSV (UTF-8) and try again."
    )


def _places(header: list[str]) -> dict[str, int]:
    at = {name.lower(): place for place, name in reversed(list(enumerate(header)))}
    found = {
        ours: next((at[n.lower()] for n in names if n.lower() in at), None) for ours, names in COLUMNS.items()
    }
    return {ours: place for ours, place in found.items() if place is not None}


def _numbered(lines: Any) -> Iterator[tuple[int, list[str] | None]]:
    """(line on which the row begins, its cells); None for a row that is no CSV; empty lines are left out."""
    while True:
        begins = lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            yield begins, None
            continue
        if any(cell.strip() for cell in cells):
            yield begins, cells


def _row(
    line: int, cells: list[str] | None, places: dict[str, int], width: int, seen: dict[str, int]
) -> Facts | Bad:
    if cells is None:
        return Bad(line, "not readable as CSV")
    if len(cells) != width:
        return Bad(line, f"{len(cells)} columns instead of {width}")
    try:
        values = {ours: _checked(ours, cells[place].strip()) for ours, place in places.items()}
        if (values.get("lat") is None) != (values.get("lon") is None):
            raise _BadValue("lat and lon belong together")
    except _BadValue as error:
        return Bad(line, str(error))
    code = values.pop("code")
    if code in seen:
        return Bad(line, f"code {code} was on line {seen[code]} already")
    seen[code] = line
    return Facts(line, Country.US, code, values)


# ── One value ────────────────────────────────────────────────────────────────────────────────────────
def _checked(column: str, text: str) -> Any:
    if column in REQUIRED and not text:
        raise _BadValue(f"{column} is empty")
    value = _READERS[column](text) if column in _READERS else " ".join(text.split())
    if isinstance(value, str) and len(value) > _LONGEST[column]:
        raise _BadValue(f"{column} is longer than {_LONGEST[column]} characters")
    return value


def _matching(pattern: str, words: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text.upper()):
            raise _BadValue(f"{words}: “{text[:40]}”")
        return text.upper()

    return check


def _number(convert: Callable[[str], Any], low: float, high: float, words: str) -> Callable[[str], Any]:
    def check(text: str) -> Any:
        if not text:
            return None
        try:
            value = convert(text)
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            raise _BadValue(f"{words}: “{text[:40]}”")
        return value

    return check


def _zip(text: str) -> str:
    """Spreadsheets eat the leading zeros of New England."""
    digits = text.zfill(5) if text.isdigit() and len(text) < 5 else text
    return _matching(r"\d{5}(-?\d{4})?", "the ZIP code is not five digits")(digits)[:5]


def _kind(text: str) -> str:
    """The types that CMS adds one day are "other" until we have a word for them."""
    low = text.lower()
    return low if low in Kind.values else KINDS.get(low, Kind.OTHER).value


def _cased(text: str) -> str:
    """Capitals throughout, as CMS writes, become a name: SEATTLE CHILDREN'S HOSPITAL → Seattle Children's Hospital."""
    words = text.split()
    if not text.isupper():
        return " ".join(words)
    names = [w.lower() if n and w.lower() in _SMALL_WORDS else _capital(w) for n, w in enumerate(words)]
    return " ".join(names)


def _capital(word: str) -> str:
    return re.sub(r"(?<![A-Za-z'’])[a-z]", lambda m: m.group().upper(), word.lower())


def _website(text: str) -> str:
    return text if re.match(r"https?://[^\s.]+\.", text, re.I) else ""


_READERS: dict[str, Callable[[str], Any]] = {
    "code": _matching(r"[0-9A-Z]{6}", "the code is not six letters or digits"),
    "region": _matching("|".join(US_STATES), "the state is none that we know"),
    "postcode": _zip,
    "kind": _kind,
    "name": _cased,
    "city": _cased,
    "address": _cased,
    "county": _cased,
    "beds": _number(int, 0, 20_000, "beds is not a whole number"),
    "lat": _number(float, -90, 90, "lat is not a latitude"),
    "lon": _number(float, -180, 180, "lon is not a longitude"),
    "website": _website,
}
