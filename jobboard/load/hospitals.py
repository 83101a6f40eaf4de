"""The invented hospitals that made openings belong to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from core.zones import zone_of
from hospitals.models import Hospital
from hospitals.models.kind import Kind
from jobboard.load import DOMAIN, SLUG, names
from jobboard.load.copying import Table, as_text, quick
from jobboard.load.places import Site, sites
from jobboard.load.stock import Piece, plain_piece

SHARE_US = 0.68
POSTINGS_EACH = 20
_KINDS = (
    [Kind.ACUTE_CARE] * 6 + [Kind.CRITICAL_ACCESS] * 2 + [Kind.CHILDRENS, Kind.UNIVERSITY, Kind.PSYCHIATRIC]
)
_KINDS += [Kind.REHABILITATION, Kind.SPECIALTY]
_FIELDS = (
    "id name slug country region city postcode address lat lon kind beds staff website web_domain about_en about_nl"
    " status verified_at verified_how trusted created_at time_zone"
).split()


@dataclass(frozen=True, slots=True)
class Home:
    """A made hospital, as its postings need it. `place` is the fields of a Place as COPY reads them, in the order of
    `PLACE_FIELDS` after the posting."""

    id: int
    country: str
    city: Piece
    name: Piece
    place: str
    site: Site


PLACE_FIELDS = ["posting", "country", "region", "city", "postcode", "lat", "lon", "words"]


def make(count: int, *, seed: int, first_id: int, at: datetime) -> tuple[list[Home], list[str]]:
    """The hospitals, and their rows for COPY."""
    random = Random(f"hospitals {seed}")  # noqa: S311 seeded on purpose
    known = sites()
    table = Table(Hospital, _FIELDS, at=at)
    homes, lines = [], []
    for number in range(count):
        # by the golden ratio, so that a few hospitals are as mixed as many
        country = "US" if (number * 0.618034) % 1 < SHARE_US else "NL"
        site = random.choice(known[country])
        home, line = _one(number, first_id + number, site, random, table, at)
        homes.append(home)
        lines.append(line)
    return homes, lines


def _one(number: int, pk: int, site: Site, random: Random, table: Table, at: datetime) -> tuple[Home, str]:
    name = names.hospital(random, site.country, site.city)
    street = random.choice(names.streets("en" if site.country == "US" else "nl"))
    beds = random.choice((18, 25, 40, 80, 120, 180, 240, 320, 450, 610, 900))
    began = at - timedelta(days=random.randint(740, 900))
    domain = f"h{number:06d}{DOMAIN}"
    line = table.row(
        id=pk,
        name=name,
        slug=f"{SLUG}{number:06d}",
        country=site.country,
        region=site.region,
        city=site.city,
        postcode=site.postcode,
        address=f"{random.randint(1, 9000)} {street}"
        if site.country == "US"
        else f"{street} {random.randint(1, 400)}",
        lat=site.lat,
        lon=site.lon,
        kind=random.choice(_KINDS).value,
        beds=beds,
        staff=beds * random.randint(5, 9),
        website=f"https://{domain}",
        web_domain=domain,
        time_zone=zone_of(site.country, site.region, site.lat, site.lon),
        about_en="Invented to measure this board: there is no such hospital.",
        about_nl="Verzonnen om deze vacaturesite te meten: dit ziekenhuis bestaat niet.",
        status=Hospital.Status.VERIFIED.value,
        verified_at=began + timedelta(days=2),
        verified_how="moderator",
        trusted=random.random() < 0.3,
        created_at=began,
    )
    facts = site.facts()
    place = "\t".join(as_text(facts[field]) for field in PLACE_FIELDS[1:])
    short = name.rsplit(" (", 1)[0]
    return Home(pk, site.country, plain_piece(site.city), plain_piece(short), place, site), line


def store(lines: list[str], *, at: datetime) -> None:
    table = Table(Hospital, _FIELDS, at=at)
    for start in range(0, len(lines), 5000):
        with quick() as (cursor, _number):
            table.write(cursor, lines[start : start + 5000])
