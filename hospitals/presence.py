"""Hospitals as the public sees them: verified, not frozen, those that hire now first."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hospitals.models import Hospital

# The floor above says which openings are live: a queryset of rows that have a `hospital_id`.
live_openings: list[Callable[[], QuerySet[Any]]] = []


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
    if not live_openings:
        return Value(0)
    live = live_openings[0]().filter(hospital=OuterRef("pk")).order_by().values("hospital")
    return Coalesce(Subquery(live.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
