"""Hospitals of the demo that a moderator looks at twice: one that poses as another, one that is there twice."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from hospitals import banning
from hospitals.claims import claim
from hospitals.models import DirectoryEntry, Hospital, MailboxCode
from hospitals.verification import ask


def load_doubles(people: dict[str, User], moderator: User, now: datetime) -> None:
    northlake = Hospital.objects.get(slug="northlake")
    free = [p for p in people.values() if not (p.hires or p.is_moderator or p.is_staff)][-2:]
    entry = DirectoryEntry.objects.create(
        code="50-0999",
        name="BRIGHTWELL CLINIC",
        address="210 COURT STREET",
        city="Salem",
        region="OR",
        postcode="97301",
        phone="(503) 555-0142",
        kind="specialty",
        beds=64,
        website="WWW.BRIGHTWELL.EXAMPLE",
        words="brightwell clinic salem 97301 50-0999",
        imported_at=now,
    )
    facts = {"country": "US", "kind": "specialty", "city": "Salem", "region": "OR", "postcode": "97301"}
    poser = claim(
        entry=entry,
        facts={**facts, "name": "Brightwell Clinic", "website": "https://brightwell-clinic-jobs.example", "address": "12 Mill Road"},
        by=free[0],
    )  # fmt: skip
    MailboxCode.objects.create(
        hospital=poser, user=free[0], email="dean@brightwell-clinic-jobs.example", code_hash="-", used_at=now - timedelta(hours=5),
        expires_at=now - timedelta(hours=4),
    )  # fmt: skip
    ask(poser, by=free[0], words="I am HR lead. Call my mobile number.", at=now - timedelta(hours=5))
    facts = {n: getattr(northlake, n) for n in ("country", "kind", "city", "region", "postcode", "address")}
    double = claim(
        entry=None,
        facts={**facts, "name": "Northlake Hospital", "website": "https://www.northlake.example"},
        by=free[1],
    )
    ask(double, by=free[1], words="I am new in the press office.", at=timezone.now() - timedelta(hours=2))
    banning.ban("quick-hire-clinic.example", reason="Asked nurses for a deposit.", by=moderator, at=now)
