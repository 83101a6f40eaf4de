"""Pay as pictures: bands on one axis. templates/pay/_band.html draws them; the table below says the same in figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from pay.benchmark import Line

STEP, PARTS = Decimal(10_000), 3


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`, a year's pay at either end."""

    low: Decimal
    high: Decimal

    def at(self, amount: Decimal) -> float:
        """Where an amount stands, 0 to 100."""
        share = (amount - self.low) / (self.high - self.low) * 100
        return round(float(min(max(share, Decimal(0)), Decimal(100))), 1)

    @property
    def marks(self) -> list[Decimal]:
        """Four round amounts at even distances, for the line under the picture."""
        return [self.low + (self.high - self.low) * part / PARTS for part in range(PARTS + 1)]


@dataclass(frozen=True, slots=True)
class Band:
    """Shares of the axis: the outer line (p10 to p90), the box (the middle half), the tick (the median), one's own range."""

    outer: tuple[float, float] | None
    box: tuple[float, float] | None
    tick: float | None
    own: tuple[float, float] | None = None


def axis_of(lines: Iterable[Line], *more: Decimal) -> Axis | None:
    """Wide enough for all of them; None where there is nothing but one amount."""
    amounts = [value for line in lines for value in line.points.values()] + list(more)
    if len(set(amounts)) < 2:
        return None
    low = (min(amounts) / STEP).to_integral_value(ROUND_FLOOR) * STEP
    parts = ((max(amounts) - low) / (STEP * PARTS)).to_integral_value(ROUND_CEILING)
    return Axis(low, low + max(parts, Decimal(1)) * STEP * PARTS)


def band(line: Line, axis: Axis, own: tuple[Decimal, Decimal] | None = None) -> Band:
    points = line.points
    return Band(
        _part(axis, points.get(10), points.get(90)),
        _part(axis, points.get(25), points.get(75)),
        axis.at(points[50]) if 50 in points else None,
        _part(axis, *own) if own else None,
    )


def _part(axis: Axis, low: Decimal | None, high: Decimal | None) -> tuple[float, float] | None:
    """(start, length); at least a hair, so that one amount is seen too."""
    if low is None or high is None:
        return None
    start = axis.at(low)
    return start, round(max(axis.at(high) - start, 0.6), 1)
