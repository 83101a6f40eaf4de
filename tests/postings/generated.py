"""Openings drawn from a seed, with every filter's values among them and every state: what the properties are asked of."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.gazetteer import point
from core.regions import words_of_place
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings.models import Indexed, Place, Posting
from postings.models.choices import Duty
from postings.search import terms
from tests.conftest import posting_facts

SITE = "https://drawn.example"
CITIES = [
    ("US", "WA", "Seattle", "98104"), ("US", "WA", "Tacoma", "98405"), ("US", "MN", "Rochester", "55902"),
    ("US", "NY", "Rochester", "14604"), ("US", "PR", "San Juan", "00907"), ("NL", "Utrecht", "Utrecht", "3511 AA"),
    ("NL", "Utrecht", "Amersfoort", "3818 EW"), ("NL", "Zuid-Holland", "Rotterdam", "3015 GD"),
    ("NL", "Noord-Brabant", "'s-Hertogenbosch", "5223 GZ"),
]  # fmt: skip
WORDS = """social media manager crisis communication video editor podcast privacy writer health community physicians
training stage ziekenhuis ziekenhuizen woordvoerder communicatiemedewerker socialmediamanager artsen patiënten
e-mail nieuwsbrief hipaa avg remote coördinator children's marketing & communications""".split()
KINDS = ["acute_care", "childrens", "university", "psychiatric"]


def draw(seed: int, many: int) -> None:
    """Commit hospitals and openings: most live, every other state among them."""
    chance, now = random.Random(seed), timezone.now()
    hospitals = [_hospital(chance, n) for n in range(18)]
    Hospital.objects.bulk_create(hospitals)
    postings = [_posting(chance, chance.choice(hospitals), now) for _ in range(many)]
    Posting.objects.bulk_create(postings)
    Place.objects.bulk_create([place for posting in postings for place in _places(chance, posting)])
    terms.index_all(Posting.objects.filter(pk__in=[p.pk for p in postings]))


def remove() -> None:
    """What draw() committed and whatever was made at its hospitals since."""
    ours = Posting.objects.filter(hospital__website=SITE)
    ids = list(ours.values_list("pk", flat=True))
    ours.delete()
    Indexed.objects.filter(posting_id__in=ids).delete()
    Hospital.objects.filter(website=SITE).delete()


def _hospital(chance: random.Random, n: int) -> Hospital:
    country, region, city, postcode = CITIES[n % len(CITIES)]
    lat, lon = point(country, region, city, postcode) or (None, None)
    return Hospital(
        name=f"{chance.choice(['Harbor', 'Heath', 'Molen', 'Polder'])} {city} {n}",
        slug=f"drawn-{n}",
        country=country,
        region=region,
        city=city,
        postcode=postcode,
        lat=lat,
        lon=lon,
        kind=chance.choice(KINDS),
        website=SITE,
        responsive=chance.random() < 0.4,
        status="unverified" if n == 16 else "verified",
        verified_at=timezone.now(),
        frozen_at=timezone.now() if n == 17 else None,
    )


def some(chance: random.Random, values: Any, most: int) -> list[Any]:
    return chance.sample(sorted(values), chance.randint(0, most))


def _posting(chance: random.Random, hospital: Hospital, now: datetime) -> Posting:
    known = vocabulary()
    pick, skills = chance.choice, sorted(known.skills)[:24]
    # Off the whole day by hours, so that no posting stands on the edge of "the last 7 days" while the tests run.
    online = now - timedelta(days=chance.randint(0, 85), hours=chance.randint(1, 22))
    closes = (
        online + timedelta(days=90)
        if chance.random() < 0.5
        else now + timedelta(days=chance.randint(1, 50), hours=5)
    )
    if chance.random() < 0.05:
        online, closes = pick(
            [(now + timedelta(days=2), now + timedelta(days=9)), (online, now - timedelta(minutes=9))]
        )
    facts: dict[str, Any] = {
        **posting_facts(hospital),
        "language": pick(["en", "nl"]),
        "title": " ".join(chance.choices(WORDS, k=3)),
        "description": " ".join(chance.choices(WORDS, k=30)),
        "engagement_id": pick(["employee", "employee", "contract", "internship"]),
        "contract_months": 6,
        "internship_weeks": 12,
        "learning_goals": "Write.",
        "supervisor": "Ines",
        "hours": pick(["full_time", "part_time", "either"]),
        "mode": pick(["on_site", "hybrid", "remote"]),
        "required_skills": some(chance, skills, 4) or [skills[0]],
        "nice_skills": some(chance, skills, 2),
        "channels": some(chance, known.channels, 3),
        "education_id": pick(sorted(known.educations)),
        "experience_id": pick(sorted(known.experiences)),
        "laws": some(chance, ["avg", "hipaa"], 2),
        "publish_at": online,
        "closes_at": closes,
        **{f"duty_{duty.value}": 0 for duty in Duty},
        **{f"duty_{duty.value}": chance.randint(1, 33) for duty in some(chance, Duty, 3)},
    }
    facts["remote_countries"] = pick([["US"], ["NL"], ["NL", "US"]]) if facts["mode"] == "remote" else []
    if chance.random() < 0.1:
        facts |= {"applications_max": 5, "applications_taken": pick([0, 4, 5])}
    facts |= _pay(chance, facts["engagement_id"]) | _end(chance, now)
    return Posting(**facts)


def _pay(chance: random.Random, engagement: str) -> dict[str, Any]:
    if engagement == "internship" and chance.random() < 0.4:
        return {"unpaid": True, "pay_min": None, "pay_max": None, "pay_currency": "", "pay_period_id": None}
    period, base = chance.choice(
        [("hour", 20), ("day", 160), ("week", 800), ("month", 3500), ("year", 42_000)]
    )
    low = Decimal(base) * chance.randint(80, 160) / 100
    currency = chance.choice(["USD", "EUR"])
    return {
        "pay_min": low,
        "pay_max": low * chance.randint(100, 140) / 100,
        "pay_currency": currency,
        "pay_period_id": period,
    }


def _end(chance: random.Random, now: datetime) -> dict[str, Any]:
    """One in twelve is not there for the public."""
    ends: list[dict[str, Any]] = [
        {"status": "draft"},
        {"status": "in_review"},
        {"status": "closed", "closed_at": now, "outcome": "cancelled"},
        {"status": "removed", "removed_at": now, "decision_reasons": ["other"]},
        {"frozen_at": now},
    ]
    return chance.choice(ends) if chance.random() < 1 / 12 else {}


def _places(chance: random.Random, posting: Posting) -> list[Place]:
    home, chosen = posting.hospital, chance.choice(CITIES)
    where = [(home.country, home.region, home.city, home.postcode)]
    where += [chosen] if chance.random() < 0.2 and chosen not in where else []
    places = []
    for n, place in enumerate(where):
        country, region, city, postcode = place
        lat, lon = point(*place) or (None, None)
        places.append(
            Place(posting=posting, country=country, region=region, city=city, postcode=postcode, lat=lat, lon=lon,
                  position=n, words=words_of_place(*place))
        )  # fmt: skip
    return places
