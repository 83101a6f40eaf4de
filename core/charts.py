"""Charts as numbers: the templates components/chart_*.html draw them. Each stands beside its table, so nothing is only drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 100
STEP, WIDTH = 10, 8  # a bar and the gap after it, in units that the page stretches


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: float
    height: float
    label: str
    value: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from left to right. `top` is the value at the upper line, `width` the width of all in units."""

    bars: list[Bar]
    top: int
    width: int

    @property
    def middle(self) -> str:
        return f"{self.top / 2:g}"


def bar_chart(points: Sequence[tuple[str, int]]) -> BarChart:
    """(label, value) of each bar; values from 0. The upper line is the next round number above the highest bar."""
    top = round_above(max((value for _, value in points), default=0))
    bars = [
        Bar(
            n * STEP + 1,
            round(HEIGHT - HEIGHT * value / top, 2),
            round(HEIGHT * value / top, 2),
            label,
            value,
        )
        for n, (label, value) in enumerate(points)
    ]
    return BarChart(bars, top, max(1, len(points)) * STEP)


def round_above(highest: int) -> int:
    """2, 4, 10, 20, 40, 100 …: the first that is not below `highest`. Its half is a whole number too."""
    scale = 1
    while True:
        for step in (2, 4, 10):
            if highest <= step * scale:
                return step * scale
        scale *= 10


def shares(values: Sequence[int]) -> list[float]:
    """Each value as a part of the largest one, in per cent: the lengths of bars that lie."""
    largest = max(values, default=0)
    return [round(100 * value / largest, 2) if largest else 0.0 for value in values]
