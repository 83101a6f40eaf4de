"""The wage figures as pages use them: read once in a while, kept in the process, never queried per page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from django.db import connection

from core.kept import Kept
from pay import carried
from pay.models import BoardCell, Row
from pay.wages import HOSPITALS, INDUSTRY, METRO, NATIONAL, STATE, Wage

Key = tuple[str, str, str]  # occupation, level, and area, state or industry


@dataclass(frozen=True)
class Figures:
    """The newest release of each office, and what this board may show of its own openings."""

    wages: dict[Key, Wage]
    cells: dict[tuple[str, str, str, str], BoardCell]
    periods: dict[str, list[str]]  # source → its releases, newest first
    stamp: str
    older: dict[tuple[str, str], dict[Key, Wage]] = field(default_factory=dict)

    def national(self, occupation: str) -> Wage | None:
        return self.wages.get((occupation, NATIONAL, ""))

    def hospitals(self, occupation: str) -> Wage | None:
        return self.wages.get((occupation, INDUSTRY, HOSPITALS))

    def state(self, occupation: str, state: str) -> Wage | None:
        return self.wages.get((occupation, STATE, state))

    def metro(self, occupation: str, area: str) -> Wage | None:
        return self.wages.get((occupation, METRO, area))

    def cell(self, occupation: str, country: str, split: str = "all", value: str = "") -> BoardCell | None:
        return self.cells.get((occupation, country, split, value))

    def of(self, period: str) -> "Figures":
        """As of an older release; itself when there is none of that period."""
        chosen = {
            key: wage for (_s, p), rows in self.older.items() if p == period for key, wage in rows.items()
        }
        return (
            Figures(self.wages | chosen, self.cells, self.periods, f"{self.stamp} {period}")
            if chosen
            else self
        )


def _stamp() -> str:
    """Changes with every import and every count of the board's own openings."""
    sql = "SELECT (SELECT md5(string_agg(r::text, ',' ORDER BY id)) FROM pay_release r), (SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM pay_boardcell c)"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return "/".join(str(part or "-") for part in cursor.fetchone())


@cache
def _carried() -> dict[tuple[str, str], dict[Key, Wage]]:
    return _by_release(carried.wages())


def _by_release(wages: Iterable[Wage]) -> dict[tuple[str, str], dict[Key, Wage]]:
    found: dict[tuple[str, str], dict[Key, Wage]] = {}
    for wage in wages:
        found.setdefault((wage.source, wage.period), {})[key_of(wage)] = wage
    return found


def key_of(wage: Wage) -> Key:
    where = {STATE: wage.state, INDUSTRY: wage.industry, NATIONAL: ""}.get(wage.level, wage.area)
    return wage.occupation, wage.level, where


def _read(before: Figures | None) -> Figures:
    stamp = _stamp()
    if before is not None and before.stamp == stamp:
        return before
    rows = Row.objects.select_related("release").iterator()
    releases = _carried() | _by_release(row.wage() for row in rows)
    wages: dict[Key, Wage] = {}
    for release in sorted(releases):  # the newest last: it is written over the older ones
        wages |= releases[release]
    periods: dict[str, list[str]] = {}
    for source, period in sorted(releases, reverse=True):
        periods.setdefault(source, []).append(period)
    cells = {(c.occupation, c.country, c.split, c.value): c for c in BoardCell.objects.all()}
    return Figures(wages, cells, periods, stamp, releases)


figures = Kept(_read, 60.0)
forget = figures.forget
