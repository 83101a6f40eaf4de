"""A small board, all invented: the openings that the relevance queries are asked about.

`openings.json` and `queries.json` were written by someone who did not write the search, as a job seeker would judge;
whoever changes the ranking changes nothing there. An opening is called by the name of its row ("smm-seattle").
"""

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from core.gazetteer import point
from core.regions import words_of_place
from core.text import markdown
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings.models import Indexed, Place, Posting
from postings.search import terms

HERE = Path(__file__).parent
_INTERN = {
    "internship_weeks": 16,
    "hours_max": 32,
    "learning_goals": "You will know how a redaction works.",
    "supervisor": "R. Smit",
}
_UNPAID = {"unpaid": True, "pay_min": None, "pay_max": None, "pay_currency": "", "pay_period_id": None}


def queries() -> list[dict[str, Any]]:
    """What is asked and what must come of it: see test_relevance.py for the keys."""
    rows: list[dict[str, Any]] = json.loads((HERE / "queries.json").read_text("utf-8"))
    return rows


def build() -> dict[int, str]:
    """Store hospitals and openings, all live and in the index. Returns {id: the name of its row}."""
    data = json.loads((HERE / "openings.json").read_text("utf-8"))
    hospitals = {slug: _hospital(slug, **facts) for slug, facts in data["hospitals"].items()}
    Hospital.objects.bulk_create(hospitals.values())
    rows: list[dict[str, Any]] = data["openings"]
    for number, row in enumerate(rows):
        closings = data["closings"][row["language"]]
        row["text"] += f"\n\n{closings[number % len(closings)]}"
    postings = Posting.objects.bulk_create([_posting(row, hospitals[row["hospital"]]) for row in rows])
    Place.objects.bulk_create([_place(posting) for posting in postings])
    terms.index_all(Posting.objects.filter(pk__in=[p.pk for p in postings]))
    return {posting.pk: row["id"] for posting, row in zip(postings, rows, strict=True)}


def remove() -> None:
    """What build() committed, for the tests that come after."""
    ours = Posting.objects.filter(hospital__website="https://relevance.example")
    ids = list(ours.values_list("pk", flat=True))
    ours.delete()
    Indexed.objects.filter(posting_id__in=ids).delete()
    Hospital.objects.filter(website="https://relevance.example").delete()


def _hospital(slug: str, **facts: Any) -> Hospital:
    lat, lon = point(facts["country"], facts["region"], facts["city"], facts["postcode"]) or (None, None)
    return Hospital(
        slug=slug,
        lat=lat,
        lon=lon,
        website="https://relevance.example",
        status=Hospital.Status.VERIFIED,
        verified_at=timezone.now(),
        **facts,
    )


def _posting(row: dict[str, Any], hospital: Hospital) -> Posting:
    known = vocabulary()
    skills = {skill.slug: pk for pk, skill in known.skills.items()}
    channels = {channel.slug: pk for pk, channel in known.channels.items()}
    families = {family.slug: pk for pk, family in known.families.items()}
    engagement = row.get("engagement", "employee")
    online = timezone.now() - timedelta(days=row["days"])
    facts: dict[str, Any] = {
        "hospital": hospital,
        "language": row["language"],
        "title": row["title"],
        "family_id": families[row["family"]],
        "engagement_id": engagement,
        "hours": row.get("hours", "full_time"),
        "mode": row.get("mode", "hybrid"),
        "remote_countries": row.get("remote", []),
        "description": row["text"],
        "description_html": markdown(row["text"]),
        "pay_min": Decimal(48_000),
        "pay_max": Decimal(66_000),
        "pay_currency": "EUR" if hospital.country == "NL" else "USD",
        "pay_period_id": "year",
        "required_skills": [skills[slug] for slug in row["required"]],
        "nice_skills": [skills[slug] for slug in row.get("nice", [])],
        "channels": [channels[slug] for slug in row.get("channels", [])],
        "education_id": "none",
        "experience_id": row.get("experience", "mid"),
        "laws": row.get("laws", []),
        "contract_months": 6 if engagement == "contract" else None,
        "status": Posting.Status.PUBLISHED,
        "submitted_at": online,
        "published_at": online,
        "publish_at": online,
        "closes_at": online + timedelta(days=90),
        **{f"duty_{duty}": share for duty, share in row.get("duties", {}).items()},
        **(_INTERN if engagement == "internship" else {}),
        **(_UNPAID if row.get("unpaid") else {}),
    }
    return Posting(**facts)


def _place(posting: Posting) -> Place:
    home = posting.hospital
    where = (home.country, home.region, home.city, home.postcode)
    return Place(
        posting=posting,
        country=home.country,
        region=home.region,
        city=home.city,
        postcode=home.postcode,
        lat=home.lat,
        lon=home.lon,
        words=words_of_place(*where),
    )
