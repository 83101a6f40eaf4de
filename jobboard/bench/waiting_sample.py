"""Some of each other kind that waits for moderators, beside the openings of desk_sample.py. Made once."""

from datetime import datetime, timedelta
from typing import Any

# kind (moderation/kinds.py) → how many
MANY = {"revision": 700, "hospital": 300, "silence": 300, "sampled": 200, "case": 500}
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


def _cases(many: int, now: datetime) -> None:
    """Each reported once, by the one after."""
    from moderation.models import Case, Report

    people = _people(many + 1)
    rows = Case.objects.bulk_create(
        Case(kind="mentor", subject_id=about.pk, owner=about, title=about.name, opened_at=at, since=at)
        for about, at in ((about, now - timedelta(minutes=17 * n)) for n, about in enumerate(people[:-1]))
    )
    Report.objects.bulk_create(
        Report(case=case, by=by, code="pressure", at=case.opened_at, weight=1)
        for case, by in zip(rows, people[1:], strict=True)
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
    "sampled": _spot_checks,
    "case": _cases,
}
