"""Give openings that have no point on the map the one that the gazetteer knows for their postcode or city."""

from typing import Any

from django.core.management.base import BaseCommand

from core import gazetteer
from postings.models import Place

BATCH = 500


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        found, unknown, last = 0, 0, 0
        while places := list(Place.objects.filter(lat=None, pk__gt=last).order_by("pk")[:BATCH]):
            last = places[-1].pk
            known = []
            for place in places:
                at = gazetteer.point(place.country, place.region, place.city, place.postcode)
                if at:
                    place.lat, place.lon = at
                    known.append(place)
            Place.objects.bulk_update(known, ["lat", "lon"])
            found, unknown = found + len(known), unknown + len(places) - len(known)
        self.stdout.write(f"Put on the map: {found}. Not known: {unknown}.")
