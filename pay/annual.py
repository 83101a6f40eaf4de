"""Pay of any period as a year of full-time work, computed in the database.

Factors (documented on the pay pages):
- hour: 2,080 hours a year in dollars (the convention of BLS OEWS: 40 × 52); 1,872 in euros (36 × 52, a full-time
  week in the Dutch hospitals' collective agreement, cao Ziekenhuizen);
- day: 260; week: 52; month: 12; year: 1. A month's or year's pay is given for full-time hours, as both countries do.
Currencies are never converted.
"""

from decimal import Decimal
from typing import cast

from django.db.models import Case, DecimalField, F, Value, When
from django.db.models.expressions import Expression

HOURS_A_YEAR = {"USD": 2080, "EUR": 1872}
TIMES_A_YEAR = {"day": 260, "week": 52, "month": 12, "year": 1}


def annual_full_time(column: str) -> Expression:
    """The expression behind Posting.annual_min and annual_max: `column` × the factor of its period; NULL without pay."""
    number = DecimalField(max_digits=12, decimal_places=2)
    whens = [When(pay_period_id=period, then=Value(times)) for period, times in TIMES_A_YEAR.items()]
    whens += [
        When(pay_period_id="hour", pay_currency=currency, then=Value(hours))
        for currency, hours in HOURS_A_YEAR.items()
    ]
    return cast(Expression, F(column) * Case(*whens, default=None, output_field=number))


def annual(amount: Decimal, *, period: str, currency: str) -> Decimal:
    """The same figure for one amount at hand. Raises KeyError for a period or currency that is not known."""
    return amount * (HOURS_A_YEAR[currency] if period == "hour" else TIMES_A_YEAR[period])
