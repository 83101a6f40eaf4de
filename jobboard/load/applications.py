"""Applications to made openings, at every stage.

No audit trail and no mail: the trail can never be taken away again, and nobody reads at load.invalid.
"""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import numpy as np
from django.db import connection

from applications.models import Application, RejectionReason, Stage, WithdrawalReason
from applications.models.choices import ENDED
from jobboard.load import MAIL, candidates
from jobboard.load.copying import Table, quick
from jobboard.load.marks import made_postings

STEP = 5000
EACH = 4  # applications of one candidate, on the average
_FIELDS = (
    "posting candidate status letter snapshot started_at changed_at submitted_at respond_by first_answer_at"
    " decided_at rejection_reason rejection_message withdrawal_reason"
).split()
_STAGES = {
    Stage.DRAFT: 4,
    Stage.SUBMITTED: 30,
    Stage.IN_REVIEW: 18,
    Stage.SHORTLISTED: 6,
    Stage.INTERVIEW: 5,
    Stage.OFFERED: 1,
    Stage.HIRED: 2,
    Stage.REJECTED: 24,
    Stage.WITHDRAWN: 5,
    Stage.DECLINED: 1,
    Stage.NO_ANSWER: 4,
}
_ANSWERED = (Stage.SHORTLISTED, Stage.INTERVIEW, Stage.OFFERED, Stage.HIRED, Stage.REJECTED, Stage.DECLINED)
_LETTERS = (
    "I have run channels for a clinic and a library, and I would like to do it for people who are worried.",
    "Your series on heart health was the first hospital post that my father read to the end.",
    "Ik maak sinds vier jaar berichten over zorg die mijn buren ook begrijpen.",
    "Two samples of my work are below; the second one was shared by the county.",
)


def load(count: int, *, seed: int, at: datetime) -> int:
    """Make `count` applications to live made openings, fewer where there are not so many. Returns how many."""
    live = np.fromiter(
        made_postings().live().order_by("pk").values_list("pk", flat=True).iterator(), dtype=np.int64
    )
    if not len(live) or count < 1:
        return 0
    people = max(1, count // EACH)
    first = candidates.make(people, seed=seed, at=at)
    pairs = _pairs(live, people, count, seed)
    random = Random(f"applications {seed}")  # noqa: S311 seeded on purpose
    table = Table(Application, _FIELDS, at=at)
    for start in range(0, len(pairs), STEP):
        some = pairs[start : start + STEP]
        facts = _facts([posting for posting, _ in some])
        lines = [
            table.row(posting=pk, candidate=first + who, **_application(first + who, *facts[pk], random, at))
            for pk, who in some
        ]
        with quick() as (cursor, _number):
            table.write(cursor, lines)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE applications_application")
    return len(pairs)


def _pairs(live: np.ndarray, people: int, count: int, seed: int) -> list[tuple[int, int]]:
    """(opening, candidate): some openings draw many more than others; a person applies once to each."""
    rng = np.random.default_rng([seed, 1])
    index = (len(live) * rng.random(count + count // 4 + 8) ** 1.5).astype(np.int64)
    person = rng.integers(0, people, len(index))
    _, first_seen = np.unique(index * people + person, return_index=True)
    kept = np.sort(first_seen)[:count]
    return list(zip(live[index[kept]].tolist(), person[kept].tolist(), strict=True))


def _facts(postings: list[int]) -> dict[int, tuple[datetime, int]]:
    rows = made_postings().filter(pk__in=postings).values_list("pk", "publish_at", "respond_by_days")
    return {pk: (published, days) for pk, published, days in rows if published}


def _application(
    person: int, published: datetime, promise: int, random: Random, at: datetime
) -> dict[str, Any]:
    """Stage, dates and reasons of one application, as the constraints ask."""
    stage = random.choices(list(_STAGES), weights=list(_STAGES.values()))[0]
    open_days = max((at - published) / timedelta(days=1), 0.1)
    sent = at - timedelta(days=min(open_days, 120.0) * random.random() * 0.9)
    told = sent + (at - sent) * random.random()
    sent_at = None if stage == Stage.DRAFT else sent
    rejected, withdrawn = stage == Stage.REJECTED, stage == Stage.WITHDRAWN
    return {
        "status": stage.value,
        "letter": random.choice(_LETTERS),
        "snapshot": {} if sent_at is None else _snapshot(person),
        "started_at": sent - timedelta(hours=2),
        "changed_at": told if stage in ENDED else sent,
        "submitted_at": sent_at,
        "respond_by": sent_at and sent_at + timedelta(days=promise),
        "first_answer_at": told if stage in _ANSWERED else None,
        "decided_at": told if stage in ENDED else None,
        "rejection_reason": random.choice(RejectionReason.values) if rejected else "",
        "rejection_message": "Thank you for your letter. We went on with somebody else." if rejected else "",
        "withdrawal_reason": random.choice(WithdrawalReason.values) if withdrawn else "",
    }


def _snapshot(person: int) -> dict[str, Any]:
    """In the shape of accounts.snapshots.snapshot()."""
    return {
        "name": f"Candidate {person}",
        "email": f"candidate-{person}{MAIL}",
        "phone": "",
        "headline": "Social media specialist",
        "about": "",
        "place": {"city": "", "region": "", "country": ""},
        "remote_ok": True,
        "links": [],
        "skills": [{"slug": "social-media-management", "level": "working"}],
    }
