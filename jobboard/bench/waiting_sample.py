"""Some of each other kind that waits for moderators, beside the openings of desk_sample.py. Made once."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

# kind (moderation/kinds.py) → how many
MANY = {"revision": 700, "hospital": 300, "silence": 300, "sample": 300, "mentoring": 200, "sampled": 200}
ALL = sum(MANY.values())


def make() -> None:
    from django.utils import timezone

    from moderation import waiting

    there, now = waiting.counts(), timezone.now()
    for kind, fill in FILL.items():
        if there.get(kind, (0, None))[0] < MANY[kind]:
            fill(MANY[kind], now)


def _live(many: int) -> list[Any]:
    from postings.models import Posting

    return list(Posting.objects.live().select_related("hospital").order_by("-id")[:many])


def _people(many: int) -> list[Any]:
    from accounts.models import User

    named = [User(email=f"desk{n}@bench.example", name=f"Desk {n}") for n in range(many)]
    User.objects.bulk_create(named, ignore_conflicts=True)
    return list(
        User.objects.filter(email__startswith="desk", email__endswith="@bench.example").order_by("pk")
    )


def _revisions(many: int, now: datetime) -> None:
    from postings.models import Revision

    Revision.objects.bulk_create(
        Revision(
            posting=posting,
            changes={"description": "Another text."},
            before={"description": posting.description},
            base_version=posting.version,
            proposed_at=now - timedelta(minutes=7 * n),
        )
        for n, posting in enumerate(_live(many))
    )


def _hospitals(many: int, now: datetime) -> None:
    from hospitals.models import Hospital

    Hospital.objects.bulk_create(
        Hospital(
            name=f"Waiting Hospital {n}",
            slug=f"waiting-hospital-{n}",
            city="Springfield",
            region="IL",
            country="US",
            kind="general",
            status="pending",
            asked_at=now - timedelta(minutes=11 * n),
        )
        for n in range(many)
    )


def _silences(many: int, now: datetime) -> None:
    from applications.models import Application

    by_hospital = {posting.hospital_id: posting for posting in _live(many * 40)}
    chosen = list(by_hospital.values())[:many]
    Application.objects.bulk_create(
        Application(
            posting=posting,
            candidate=person,
            status=Application.Stage.NO_ANSWER,
            letter="I have run Facebook and YouTube for three years.",
            snapshot={"name": person.name, "email": person.email, "skills": [], "links": []},
            submitted_at=now - timedelta(days=40),
            respond_by=now - timedelta(days=20),
            decided_at=now - timedelta(minutes=13 * n),
        )
        for n, (posting, person) in enumerate(zip(chosen, _people(many), strict=False))
    )


def _samples(many: int, now: datetime) -> None:
    from accounts.models import Profile, SampleReport, WorkSample

    people = _people(many)
    Profile.objects.bulk_create([Profile(user=person) for person in people], ignore_conflicts=True)
    rows = WorkSample.objects.bulk_create(
        WorkSample(
            profile=profile,
            status="quarantined",
            title=f"A day on ward {n}",
            did="Filmed and cut it.",
            declared_at=now,
            declared_version=1,
            quarantined_at=now - timedelta(minutes=17 * n),
        )
        for n, profile in enumerate(Profile.objects.filter(user__in=people)[:many])
    )
    SampleReport.objects.bulk_create(SampleReport(sample=row, reason="patient") for row in rows)


def _mentoring(many: int, now: datetime) -> None:
    from mentoring.models import Report

    people = _people(many + 1)
    Report.objects.bulk_create(
        Report(about=about, by=by, reason=Report.Reason.values[0], at=now - timedelta(minutes=19 * n))
        for n, (about, by) in enumerate(pairwise(people))
    )


def _spot_checks(many: int, now: datetime) -> None:
    from postings.models import SpotCheck

    SpotCheck.objects.bulk_create(
        SpotCheck(posting=posting, why="share", drawn_at=now - timedelta(minutes=23 * n))
        for n, posting in enumerate(_live(many))
    )


FILL = {
    "revision": _revisions,
    "hospital": _hospitals,
    "silence": _silences,
    "sample": _samples,
    "mentoring": _mentoring,
    "sampled": _spot_checks,
}
