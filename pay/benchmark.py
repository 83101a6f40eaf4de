"""What work pays, as rows that are never blended: this board · the region · hospitals nationwide · everybody nationwide.

Each row is one published figure with its occupation, place, period, source, sample and reliability. The relative standard
error (RSE) of the mean says how far a survey may be off: up to 5 per cent is good, up to 10 fair; above that, or where the
office withheld the figure, the next wider area is shown and the page says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from core.gazetteer import Spot
from core.regions import US_STATES
from pay import known
from pay.annual import HOURS_A_YEAR
from pay.areas import area_of
from pay.known import Figures
from pay.models import BoardCell
from pay.roles import occupation_name
from pay.wages import Wage

GOOD, FAIR = Decimal(5), Decimal(10)
BOARD, REGION, HOSPITAL, EVERYBODY = "board", "region", "hospitals", "all"


@dataclass(frozen=True, slots=True)
class Where:
    """The place asked for. `area`: a metropolitan area's code, with the name that the reader gave; `state`: two letters."""

    country: str
    state: str = ""
    area: str = ""
    name: str = ""


def where_of(spot: Spot) -> Where:
    """The place that core.gazetteer found, with the metropolitan area that wage tables know it by."""
    if spot.country != "US":
        return Where(spot.country, name=spot.label)
    town = {"city": spot.name, "postcode": spot.city}.get(spot.kind, "")
    area = area_of(town, spot.region) if town else ""
    return Where("US", spot.region, area, f"{town}, {spot.region}" if town else "")


@dataclass(frozen=True, slots=True)
class Line:
    """One row. Money is gross pay of a year of full-time work; of the Dutch figures `hourly` is what was published."""

    kind: str
    occupation: str
    place: str
    area: str
    source: str
    period: str
    currency: str
    n: int | None
    rse: Decimal | None
    points: dict[int, Decimal]
    hospitals: int | None = None
    hourly: Decimal | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def occupation_name(self) -> str:
        return occupation_name(self.occupation)

    @property
    def median(self) -> Decimal | None:
        return self.points.get(50)

    @property
    def reliability(self) -> str:
        """ "good", "fair", "rough"; "" where no error is published."""
        if self.rse is None:
            return ""
        return "good" if self.rse <= GOOD else "fair" if self.rse <= FAIR else "rough"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows of one occupation in one place; `missing` says in words which row has no figure and why."""

    occupation: str
    lines: list[Line]
    missing: list[str]

    @property
    def name(self) -> str:
        return occupation_name(self.occupation)

    def line(self, kind: str) -> Line | None:
        return next((line for line in self.lines if line.kind == kind), None)

    @property
    def nearest(self) -> Line | None:
        """The official row closest to the place that has more than a median."""
        kinds = (REGION, HOSPITAL, EVERYBODY)
        return next((line for kind in kinds if (line := self.line(kind)) and len(line.points) > 1), None)


def compare(occupation: str, where: Where, *, period: str = "") -> Comparison:
    """The rows for one occupation. A row without a figure is left out, and said."""
    figures, missing = known.figures().of(period) if period else known.figures(), []
    board = _board(figures, occupation, where)
    if board is None:
        missing.append(_("This board has too few openings of this kind to show a figure: at least 5 hospitals, none of them with more than a quarter of the openings."))  # fmt: skip
    found = [
        board,
        *(
            _american(figures, occupation, where, missing)
            if where.country == "US"
            else _dutch(figures, occupation)
        ),
    ]
    return Comparison(occupation, [line for line in found if line is not None], missing)


def _board(figures: Figures, occupation: str, where: Where) -> Line | None:
    near = (
        figures.cell(occupation, where.country, BoardCell.Split.REGION, where.state) if where.state else None
    )
    cell = near or figures.cell(occupation, where.country)
    return _of_cell(cell, where) if cell else None


def _of_cell(cell: BoardCell, where: Where) -> Line:
    place = region_name(cell.value) if cell.split == BoardCell.Split.REGION else country_name(cell.country)
    points = {25: cell.p25, 50: cell.p50, 75: cell.p75}
    return Line(
        BOARD, cell.occupation, place, cell.value or cell.country, "board", f"{cell.since:%Y-%m}/{cell.until:%Y-%m}",
        cell.currency, cell.n, None, {p: v for p, v in points.items() if v is not None}, cell.hospitals,
    )  # fmt: skip


def splits(occupation: str, country: str, split: str) -> list[tuple[str, Line]]:
    """The board's own figures by experience or education, where each group is large enough: (value, line)."""
    cells = known.figures().cells.values()
    return [
        (cell.value, _of_cell(cell, Where(country)))
        for cell in cells
        if (cell.occupation, cell.country, cell.split) == (occupation, country, split)
    ]


def _american(figures: Figures, occupation: str, where: Where, missing: list[str]) -> Iterator[Line | None]:
    yield _region(figures, occupation, where, missing)
    hospitals = figures.hospitals(occupation)
    if hospitals is None or not _is_usable(hospitals):
        missing.append(_("For hospitals nationwide no reliable figure is published for this occupation."))
        hospitals = None
    yield _line(HOSPITAL, hospitals, _("hospitals in the United States"))
    yield _line(EVERYBODY, figures.national(occupation), _("the United States"))


def _region(figures: Figures, occupation: str, where: Where, missing: list[str]) -> Line | None:
    """The metropolitan area; where it has no figure or a rough one, the state; where that has none, nothing."""
    if not where.state:
        return None
    state = region_name(where.state)
    metro = figures.metro(occupation, where.area) if where.area else None
    if metro and _is_usable(metro):
        return _line(REGION, metro, metro.area_name)
    wage = figures.state(occupation, where.state)
    if wage and _is_usable(wage):
        named = (metro.area_name if metro else "") or where.name
        notes = [_why_wider(metro, named, state)] if named and named != state else []
        return _line(REGION, wage, wage.area_name or state, notes)
    missing.append(_("No reliable figure is published for %(place)s.") % {"place": where.name or state})
    return None


def _is_usable(wage: Wage) -> bool:
    return wage.p50 is not None and not too_rough(wage)


def _why_wider(wage: Wage | None, place: str, wider: str) -> str:
    names = {"place": place, "wider": wider}
    if wage is None:
        return _("No figure is published for %(place)s, so this is %(wider)s.") % names
    if wage.p50 is None:
        return _("The office withheld the figure for %(place)s, so this is %(wider)s.") % names
    return _("The figure for %(place)s may be off by more than 10%%, so this is %(wider)s.") % names


def _dutch(figures: Figures, occupation: str) -> Iterator[Line | None]:
    yield _line(EVERYBODY, figures.national(occupation), _("the Netherlands"))


def too_rough(wage: Wage) -> bool:
    return wage.rse is not None and wage.rse > FAIR


def _line(kind: str, wage: Wage | None, place: str, notes: list[str] | None = None) -> Line | None:
    if wage is None or not wage.points:
        return None
    times = Decimal(HOURS_A_YEAR[wage.currency]) if wage.hourly else Decimal(1)
    points = {point: value * times for point, value in wage.points}
    return Line(
        kind, wage.occupation, place, wage.area or wage.country, wage.source, wage.period, wage.currency,
        wage.n, wage.rse, points, None, wage.p50 if wage.hourly else None, notes or [],
    )  # fmt: skip


def region_name(region: str) -> str:
    return str(US_STATES.get(region, region))


def country_name(country: str) -> str:
    return _("United States") if country == "US" else _("Netherlands")


# ── Where an amount lies ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Standing:
    """`percentile` of 100 people earn less, to the nearest 5; with `beyond` it is the outermost published point, and the
    amount lies below (-1) or above (1) it."""

    percentile: int
    beyond: int = 0


def standing(line: Line, amount: Decimal) -> Standing | None:
    """Where a year's pay lies among the published points: straight between two neighbours, never outside of them.

    None when fewer than two points are published.
    """
    points = sorted(line.points.items())
    if len(points) < 2:
        return None
    if amount < points[0][1]:
        return Standing(points[0][0], -1)
    if amount > points[-1][1]:
        return Standing(points[-1][0], 1)
    for (low, pay), (high, more) in pairwise(points):
        if pay <= amount <= more:
            part = (amount - pay) / (more - pay) if more > pay else Decimal(0)
            return Standing(int(5 * round((low + part * (high - low)) / 5)))
    raise AssertionError("percentiles rise")  # pay/wages.py refuses others
