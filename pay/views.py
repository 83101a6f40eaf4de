"""What this work pays: one page and one table, each the same for everybody."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import csvfile
from core.gazetteer import Spot, find
from core.regions import US_STATES
from core.unchanged import unchanged
from core.vocabulary import vocabulary
from pay import benchmark, known, picture
from pay.benchmark import Comparison, Line, Where
from pay.forms import ChoiceForm
from pay.roles import OCCUPATIONS, ROLES, SPECIALIST
from pay.writing import amount, released

LONGEST = 80
HEADER = "row occupation area area_name source period n rse p10 p25 median p75 p90 currency".split()


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`role`, `near` and `country` choose; an unknown place is said, and the country shown instead."""
    asked = request.GET.get("near", "").strip()[:LONGEST]
    role = ROLES.get(request.GET.get("role", ""), ROLES[SPECIALIST])
    spots = find(asked)
    where = benchmark.where_of(spots[0]) if spots else Where(_country(request))
    form = ChoiceForm(initial={"role": role.slug, "near": asked, "country": where.country})
    comparisons = [benchmark.compare(code, where) for code in role.occupations(where.country)]
    axis = picture.axis_of(line for one in comparisons for line in one.lines if len(line.points) > 1)
    context = {
        "form": form,
        "role": role,
        "where": where,
        "place": _place(spots, where),
        "others": [(spot.label, _address(role.slug, near=spot.label)) for spot in spots[1:]],
        "unknown": bool(asked) and not spots,
        "guessed": bool(spots) and spots[0].guessed,
        "comparisons": [(one, [_shown(line, axis) for line in one.lines]) for one in comparisons],
        "marks": [_money(mark, comparisons) for mark in axis.marks] if axis else [],
        "splits": _splits(comparisons[0].occupation, where.country),
        "countries": [
            (code, _address(role.slug, country=code)) for code in ("US", "NL") if code != where.country
        ],
        "csv": f"{reverse('pay:figures')}?{urlencode({'occupation': comparisons[0].occupation, 'area': _area(where)})}",
    }
    return unchanged(request, render(request, "pay/page.html", context))


def _country(request: HttpRequest) -> str:
    """The one that was chosen, else the reader's language says which."""
    chosen = request.GET.get("country", "")
    return chosen if chosen in ("US", "NL") else "NL" if get_language() == "nl" else "US"


def _place(spots: list[Spot], where: Where) -> str:
    return spots[0].label if spots else benchmark.country_name(where.country)


def _address(role: str, **more: str) -> str:
    return f"{reverse('pay:page')}?{urlencode({'role': role, **more})}"


def _area(where: Where) -> str:
    return where.area or where.state or where.country


def _money(value: Any, comparisons: list[Comparison]) -> str:
    currency = next(line.currency for one in comparisons for line in one.lines)
    return amount(round(value, -3), currency, get_language() or "en")


def _shown(line: Line, axis: picture.Axis | None) -> dict[str, Any]:
    """A row with its amounts as people write them."""
    language = get_language() or "en"
    told = {point: amount(value.quantize(1), line.currency, language) for point, value in line.points.items()}
    return {
        "line": line,
        "period": released(line.period),
        "points": [told.get(point, "") for point in (10, 25, 50, 75, 90)],
        "middle": f"{told[25]}–{told[75]}" if 25 in told and 75 in told else "",
        "median": told.get(50, ""),
        "hour": amount(line.hourly, line.currency, language) if line.hourly else "",
        "band": picture.band(line, axis) if axis and len(line.points) > 1 else None,
    }


def _splits(occupation: str, country: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """The board's own figures by experience and by education, where the groups are large enough."""
    words: dict[str, Mapping[str, Any]] = {
        "experience": vocabulary().experiences,
        "education": vocabulary().educations,
    }
    found = []
    for split, known_words in words.items():
        lines = benchmark.splits(occupation, country, split)
        rows = [
            {**_shown(line, None), "name": word.name}
            for value, line in lines
            if (word := known_words.get(value))
        ]
        if rows:
            found.append((split, rows))
    return found


@require_safe
def figures(request: HttpRequest) -> HttpResponseBase:
    """`?occupation=27-3031&area=42660` as CSV: a line per row. `area`: a CBSA code, a state ("WA"), "US" or "NL";
    `period`: an older release that is still here ("2025-05")."""
    occupation, area = request.GET.get("occupation", "27-3031"), request.GET.get("area", "US")
    where = where_of_area(area)
    if occupation not in OCCUPATIONS or where is None:
        raise Http404
    found = benchmark.compare(occupation, where, period=request.GET.get("period", "")[:7])
    name = f"pay-{occupation}-{area}.csv"
    answer = csvfile.response([HEADER, *map(list, _lines(found))], name=name)
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def _lines(found: Comparison) -> Iterator[list[Any]]:
    for line in found.lines:
        pay = [int(line.points[p].quantize(1)) if p in line.points else None for p in (10, 25, 50, 75, 90)]
        rse = float(line.rse) if line.rse is not None else None
        yield [line.kind, line.occupation, line.area, line.place, line.source, line.period, line.n, rse, *pay, line.currency]  # fmt: skip


def where_of_area(area: str) -> Where | None:
    """The place that a code of the wage tables names; None when it names none."""
    if area in ("US", "NL"):
        return Where(area)
    if area in US_STATES:
        return Where("US", area)
    if re.fullmatch(r"\d{5}|\d{7}", area):
        wages = known.figures().wages.values()
        wage = next((w for w in wages if w.area == area and w.level in ("metro", "state")), None)
        if wage is not None:
            return Where("US", wage.state, area if wage.level == "metro" else "", wage.area_name)
    return None
