"""Hospitals as the public sees them: verified, not frozen, those that hire now first."""

from collections.abc import Callable
from typing import Any

from django.db.models import Func, IntegerField, JSONField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from hospitals.models import Hospital

# The floor above says how many openings each hospital has online: {hospital's id: number}.
live_openings: list[Callable[[], dict[int, int]]] = []


def public_hospitals(*, q: str = "", country: str = "") -> QuerySet[Hospital]:
    """With `openings`, their number of live openings. Every word of `q` must be in name, place or postcode."""
    rows = Hospital.objects.trustworthy()
    if country:
        rows = rows.filter(country=country)
    for word in q.replace("\x00", "").split()[:8]:
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(city__icontains=word)
            | Q(region__iexact=word)
            | Q(postcode__istartswith=word)
        )
    return rows.annotate(openings=_count()).order_by("-openings", "name", "pk")


def _count() -> Any:
    """Looked up in one literal: the rows of openings are never counted here."""
    numbers = {str(pk): n for pk, n in (live_openings[0]() if live_openings else {}).items()}
    told = Value(numbers, output_field=JSONField())
    number = Func(told, Cast("pk", TextField()), arg_joiner="->>", template="(%(expressions)s)", output_field=TextField())  # fmt: skip
    return Coalesce(Cast(number, IntegerField()), 0)
