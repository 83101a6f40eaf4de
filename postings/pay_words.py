"""Where the pay of an opening lies among the official figures, in words and as a band. No query: pay/known.py keeps them."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext

from pay import benchmark, picture
from pay.annual import annual
from pay.areas import area_of
from pay.benchmark import Line, Standing, Where
from pay.picture import Band
from pay.roles import ROLES
from pay.writing import amount, released
from postings.models import Posting
from postings.pay_cells import role_of_posting


@dataclass(frozen=True, slots=True)
class PayCompared:
    """`sentence` says where the range lies; `band` shows it; `address` leads to all figures. Without figures only `sentence`."""

    sentence: str
    address: str = ""
    band: Band | None = None
    said: str = ""


def compared(posting: Posting) -> PayCompared | None:
    """None where nothing is to be said: no pay, an internship, a foreign currency, or no figures."""
    year = a_year_of(posting)
    if year is None or posting.engagement_id == "internship":
        return None
    if posting.engagement_id == "contract":
        return PayCompared(gettext("For contract work there are no official pay figures to compare with."))
    found = lines_of(posting)
    if found is None:
        return None
    (low, high), (line, role, where) = year, found
    address = f"{reverse('pay:page')}?{urlencode({'role': role, **_named(where)})}"
    axis = picture.axis_of([line], low, high)
    shown = picture.band(line, axis, (low, high)) if axis else None
    return PayCompared(_runs(line, low, high), address, shown, _points(line))


def is_low(posting: Posting) -> bool:
    """Whether even the top of the range lies below what three in four employees earn in such work there."""
    year = a_year_of(posting)
    if year is None or posting.engagement_id != "employee":
        return False
    found = lines_of(posting)
    quarter = found[0].points.get(25) if found else None
    return quarter is not None and year[1] < quarter


def a_year_of(posting: Posting) -> tuple[Decimal, Decimal] | None:
    """Its range as a year of full-time work, stored or not yet: what `annual_min` and `annual_max` will hold."""
    if posting.unpaid or posting.pay_max is None or not posting.pay_period_id or not posting.pay_currency:
        return None
    low = posting.pay_max if posting.pay_min is None else posting.pay_min
    unit = {"period": posting.pay_period_id, "currency": posting.pay_currency}
    return annual(low, **unit), annual(posting.pay_max, **unit)


def lines_of(posting: Posting) -> tuple[Line, str, Where] | None:
    """(the official row nearest to the place, the role's slug, the place) of an opening in its country's own currency."""
    places = list(posting.places.all()) if posting.pk else []
    place = places[0] if places else posting.hospital
    where = Where(place.country, place.region)
    if place.country == "US":
        where = Where("US", place.region, area_of(place.city, place.region), f"{place.city}, {place.region}")
    role = role_of_posting(posting)
    found = benchmark.compare(ROLES[role].occupations(where.country)[0], where)
    line = found.nearest or found.line(benchmark.EVERYBODY)
    return (line, role, where) if line and line.currency == posting.pay_currency else None


def _named(where: Where) -> dict[str, str]:
    return {"near": where.name} if where.name else {"country": where.country}


def _runs(line: Line, low: Decimal, high: Decimal) -> str:
    first, last = benchmark.standing(line, low), benchmark.standing(line, high)
    if first is None or last is None:
        return _around_the_middle(line)
    names = {
        "occupation": line.occupation_name[:1].lower() + line.occupation_name[1:],
        "place": line.place,
        "period": released(line.period),
        "low": first.percentile,
        "high": last.percentile,
    }
    return _sentence(first, last) % names


def _sentence(first: Standing, last: Standing) -> str:
    """What is outside of the published points is said to be so, never guessed at."""
    if last.beyond < 0:
        return gettext("The whole range lies below the %(high)sth percentile of %(occupation)s in %(place)s (%(period)s): more than 90 in 100 earn more.")  # fmt: skip
    if first.beyond > 0:
        return gettext("The whole range lies above the %(low)sth percentile of %(occupation)s in %(place)s (%(period)s): more than 90 in 100 earn less.")  # fmt: skip
    if first.beyond and last.beyond:
        return gettext("The range runs from below the %(low)sth to above the %(high)sth percentile of %(occupation)s in %(place)s (%(period)s).")  # fmt: skip
    if first.beyond:
        return gettext("The range runs from below the %(low)sth to about the %(high)sth percentile of %(occupation)s in %(place)s (%(period)s).")  # fmt: skip
    if last.beyond:
        return gettext("The range runs from about the %(low)sth to above the %(high)sth percentile of %(occupation)s in %(place)s (%(period)s).")  # fmt: skip
    if first.percentile == last.percentile:
        return gettext("The pay lies at about the %(low)sth percentile of %(occupation)s in %(place)s (%(period)s): about %(low)s in 100 earn less.")  # fmt: skip
    return gettext("The range runs from about the %(low)sth to the %(high)sth percentile of %(occupation)s in %(place)s (%(period)s).")  # fmt: skip


def _around_the_middle(line: Line) -> str:
    language = get_language() or "en"
    names = {
        "occupation": line.occupation_name[:1].lower() + line.occupation_name[1:],
        "place": line.place,
        "period": released(line.period),
        "year": amount((line.median or Decimal(0)).quantize(Decimal(1)), line.currency, language),
        "hour": amount(line.hourly or Decimal(0), line.currency, language),
    }
    return gettext("Half of all %(occupation)s in the Netherlands earn less than %(hour)s an hour, %(year)s a year of 36 hours a week (%(period)s).") % names  # fmt: skip


def _points(line: Line) -> str:
    language = get_language() or "en"
    told = {p: amount(v.quantize(Decimal(1)), line.currency, language) for p, v in line.points.items()}
    if 25 not in told or 75 not in told or 50 not in told:
        return ""
    return gettext("There, half earn between %(low)s and %(high)s, and half less than %(middle)s.") % {
        "low": told[25], "high": told[75], "middle": told[50],
    }  # fmt: skip
