"""Pay as people write it in each language: $64,000–$78,000 in English, € 3.480–€ 4.760 in Dutch."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, override

SIGNS = {"USD": "$", "EUR": "€"}
PERIODS = {
    "hour": gettext_lazy("an hour"),
    "day": gettext_lazy("a day"),
    "week": gettext_lazy("a week"),
    "month": gettext_lazy("a month"),
    "year": gettext_lazy("a year"),
}


def amount(value: Decimal, currency: str, language: str) -> str:
    """One amount: cents only when there are any. An unknown currency is written out before the figure."""
    whole = value == value.to_integral_value()
    figure = f"{value:,.0f}" if whole else f"{value:,.2f}"
    sign = SIGNS.get(currency, f"{currency} ")
    if language.startswith("nl"):
        figure = figure.translate(str.maketrans(",.", ".,"))
        return f"{sign.strip()}\u00a0{figure}"
    return f"{sign}{figure}"


def pay_range(low: Decimal | None, high: Decimal | None, currency: str, language: str) -> str:
    """From `low` to `high`; one figure when they are equal; "up to …" without a lower end; "" without pay."""
    if high is None:
        return ""
    top = amount(high, currency, language)
    if low is None:
        with override(language):
            return gettext("up to %(amount)s") % {"amount": top}
    return top if low == high else f"{amount(low, currency, language)}–{top}"


def period_text(period: str | None, language: str) -> str:
    """ "a year", "per maand"; "" when there is none."""
    with override(language):
        return str(PERIODS.get(period or "", ""))


def released(period: str) -> str:
    """When figures are of: "May 2025" of 2025-05, "2022" of 2022, "May 2025–November 2026" of 2025-05/2026-11."""
    parts = period.split("/")
    return "–".join(
        date_format(date.fromisoformat(f"{part}-01"), "F Y") if "-" in part else part for part in parts
    )
