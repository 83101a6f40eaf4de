"""Official wage figures as rows, read from the files of two statistical offices.

- `oews`: US Bureau of Labor Statistics, Occupational Employment and Wage Statistics, as a tidy table: gross annual pay
  by percentile in whole dollars, with the relative standard error of the mean (per cent). Employees only.
- `cbs`: Statistics Netherlands, table 85517NED and a news release: the median gross hourly wage in euros.

An empty cell was not released by the office; it stays empty here. pay/data/README.md says where the files come from.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import TextIO

POINTS = (10, 25, 50, 75, 90)
NATIONAL, INDUSTRY, STATE, METRO, NONMETRO = "national", "national_industry", "state", "metro", "nonmetro"
LEVELS = (NATIONAL, INDUSTRY, STATE, METRO, NONMETRO)
HOSPITALS = "622000"  # NAICS 2022: Hospitals
_OEWS = {"soc_code", "occupation", "level", "area_code", "area_name", "state", "industry_code", "employment", "wage_rse_pct", "annual_p10", "annual_p25", "annual_median", "annual_p75", "annual_p90"}  # fmt: skip
_CBS = {"year", "occupation_code", "occupation_nl", "occupation_en", "level", "employees_x1000", "median_gross_hourly_eur"}  # fmt: skip


class BadFile(Exception):
    """The file is none of the two tables, or a line of it cannot be right. Says which and why."""


@dataclass(frozen=True, slots=True)
class Wage:
    """One line. Money is a year's pay, or an hour's where `hourly`; `n` people employed; `rse` per cent."""

    source: str  # "oews", "cbs"
    period: str  # "2025-05", "2022"
    occupation: str  # "27-3031", "0311"
    level: str
    area: str  # "42660", "5300000"; "" of the whole country
    area_name: str
    state: str
    industry: str
    n: int | None
    rse: Decimal | None
    p10: Decimal | None
    p25: Decimal | None
    p50: Decimal | None
    p75: Decimal | None
    p90: Decimal | None

    @property
    def country(self) -> str:
        return "NL" if self.source == "cbs" else "US"

    @property
    def currency(self) -> str:
        return "EUR" if self.source == "cbs" else "USD"

    @property
    def hourly(self) -> bool:
        return self.source == "cbs"

    @property
    def points(self) -> list[tuple[int, Decimal]]:
        """(percentile, pay) of those that were released."""
        pairs = zip(POINTS, (self.p10, self.p25, self.p50, self.p75, self.p90), strict=True)
        return [(point, value) for point, value in pairs if value is not None]


COLUMNS = tuple(field.name for field in fields(Wage))


def read(file: TextIO, *, period: str = "") -> Iterator[Wage]:
    """The rows of either table. `period`: the month of the OEWS release ("2025-05"); CBS rows carry their year.

    Raises BadFile with the number of the line.
    """
    rows = csv.DictReader(file)
    header = set(rows.fieldnames or ())
    if header >= _OEWS:
        if not period:
            raise BadFile("Say of which month these figures are: --period 2025-05")
        make: Callable[[dict[str, str], str], Wage] = _oews
    elif header >= _CBS:
        make = _cbs
    else:
        raise BadFile("This is neither the OEWS table nor the CBS table: columns are missing.")
    for row in rows:
        try:
            wage = make(row, period)
        except (InvalidOperation, ValueError, TypeError, AttributeError) as error:
            raise BadFile(f"Line {rows.line_num} cannot be read: {error}") from error
        if wage is not None:
            _check(wage, rows.line_num)
            yield wage


def _oews(row: dict[str, str], period: str) -> Wage:
    level = row["level"].strip()
    if level not in LEVELS:
        raise ValueError(f"unknown level {level!r}")
    pay = [_number(row[f"annual_{name}"]) for name in ("p10", "p25", "median", "p75", "p90")]
    area = "" if level in (NATIONAL, INDUSTRY) else row["area_code"].strip()
    return Wage(
        "oews", period, row["soc_code"].strip(), level, area, row["area_name"].strip(), row["state"].strip(),
        row["industry_code"].strip(), _whole(row["employment"]), _number(row["wage_rse_pct"]), *pay,
    )  # fmt: skip


def _cbs(row: dict[str, str], _period: str) -> Wage:
    people = _number(row["employees_x1000"])
    code = row["occupation_code"].strip()
    return Wage(
        "cbs", row["year"].strip(), code if code != "-" else "BRC-05-AC", NATIONAL, "", "Nederland", "", "",
        int(people * 1000) if people is not None else None, None,
        None, None, _number(row["median_gross_hourly_eur"]), None, None,
    )  # fmt: skip


def _number(text: str) -> Decimal | None:
    if not text.strip():
        return None
    number = Decimal(text.strip().replace(",", ""))
    if not number.is_finite() or number < 0:
        raise ValueError(f"{text!r} is no amount")
    return number


def _whole(text: str) -> int | None:
    number = _number(text)
    return None if number is None else int(number)


def _check(wage: Wage, line: int) -> None:
    pay = [value for _point, value in wage.points]
    if not wage.occupation or not wage.period:
        raise BadFile(f"Line {line}: occupation or period is missing.")
    if pay != sorted(pay):
        raise BadFile(f"Line {line}: the percentiles do not rise.")
