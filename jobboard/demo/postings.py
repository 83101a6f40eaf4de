"""Openings of the demo, in every state of their life."""

from datetime import datetime, time, timedelta
from typing import Any

from accounts.models import User
from core import audit
from core.models import RoleFamily
from core.text import markdown, normalise
from core.vocabulary import vocabulary
from core.zones import moment
from hospitals.models import Hospital, Seat
from hospitals.roles import Role
from postings.models import DUTIES, Place, Posting
from postings.search.terms import index

COPIED = (
    "language title hours hours_min hours_max mode mode_note remote_countries pay_min pay_max pay_currency unpaid pay_note pay_scale leads_people"
    " education_or_equal laws description first_90_days training_for contract_months contract_extension internship_weeks learning_goals supervisor"
    " respond_by_days"
).split()
# state → status, and the verbs that led there
LIVES: dict[str, tuple[str, list[str]]] = {
    "draft": ("draft", []),
    "in_review": ("in_review", ["submit"]),
    "returned": ("returned", ["submit", "return"]),
    "rejected": ("rejected", ["submit", "reject"]),
    "live": ("published", ["submit", "publish"]),
    "scheduled": ("published", ["submit", "publish"]),
    "expired": ("published", ["submit", "publish"]),
    "closed": ("closed", ["submit", "publish", "close"]),
    "removed": ("removed", ["submit", "publish", "remove"]),
}
STAMPS = {
    "submit": "submitted_at",
    "publish": "published_at",
    "return": "returned_at",
    "reject": "rejected_at",
}
STAMPS |= {"close": "closed_at", "remove": "removed_at"}
AFTER = {"submit": "in_review", "publish": "published", "return": "returned", "reject": "rejected"}
AFTER |= {"close": "closed", "remove": "removed"}


def load_postings(
    rows: list[dict[str, Any]], hospitals: dict[str, Hospital], moderator: User, now: datetime
) -> dict[str, Posting]:
    """Create the openings; returns them by their key."""
    families = {f.slug: f for f in RoleFamily.objects.all()}
    owners = {s.hospital_id: s.user for s in Seat.objects.filter(role=Role.OWNER).select_related("user")}
    postings = {}
    for row in rows:
        hospital = hospitals[row["hospital"]]
        posting = _posting(row, hospital, families.get(row.get("role_family", "")))
        posting.created_by = owners.get(hospital.pk)
        steps = _dates(posting, row, now)
        posting.save()
        posting.refresh_from_db(fields=["pay_min", "pay_max"])  # as amounts, not as they stand in the file
        _place(posting, row["place"])
        index(posting)
        _trail(posting, steps, moderator)
        postings[row["key"]] = posting
    return postings


def _posting(row: dict[str, Any], hospital: Hospital, family: RoleFamily | None) -> Posting:
    known = vocabulary()
    skills = {s.slug: s.pk for s in known.skills.values()}
    channels = {c.slug: c.pk for c in known.channels.values()}
    posting = Posting(
        hospital=hospital,
        family=family,
        engagement_id=row["engagement"],
        education_id=row["education"],
        experience_id=row["experience"],
        pay_period_id=row["pay_period"],
        required_skills=[skills[s] for s in row["required_skills"]],
        nice_skills=[skills[s] for s in row["nice_skills"]],
        channels=[channels[c] for c in row["channels"]],
        description_html=markdown(row["description"]),
        **{name: row[name] for name in COPIED if row.get(name) is not None},
    )
    if posting.pay_max is None:
        posting.pay_currency, posting.pay_period_id = "", None
    for duty in DUTIES:
        setattr(posting, f"duty_{duty}", row["duties"].get(duty, 0))
    return posting


def _dates(posting: Posting, row: dict[str, Any], now: datetime) -> list[tuple[str, datetime]]:
    """Set status, stamps and reasons; returns the steps that led there, oldest first."""
    state = row["state"]
    posting.status, verbs = LIVES[state]
    first = now - timedelta(days=row["posted_days_ago"] or 0, hours=6)
    closes = now + timedelta(days=row["closes_in_days"])
    posting.closes_at = _by_clock(posting, closes, time(23, 59))
    if row.get("starts_on_days") is not None:
        posting.starts_on = (now + timedelta(days=row["starts_on_days"])).date()
    gaps = {"submit": timedelta(0), "publish": timedelta(hours=5), "return": timedelta(hours=4)}
    gaps |= {
        "reject": timedelta(hours=4),
        "close": timedelta(days=max(2, row["posted_days_ago"] - 1)),
        "remove": timedelta(days=1),
    }
    steps = [(verb, min(first + gaps[verb], now - timedelta(minutes=1))) for verb in verbs]
    for verb, at in steps:
        setattr(posting, STAMPS[verb], at)
    if posting.published_at:
        posting.publish_at = (
            _by_clock(posting, now + timedelta(days=row.get("publish_in_days", 3)), time(9, 0))
            if state == "scheduled"
            else posting.published_at
        )
        if posting.closes_at <= posting.publish_at:
            posting.closes_at = posting.publish_at + timedelta(hours=12)
    if state == "closed":
        posting.outcome = row["outcome"]
    if state in {"returned", "rejected", "removed"}:
        posting.decision_reasons = row.get("return_reasons") or ["other"]
        posting.decision_words = row.get("return_text", "")
    return steps


def _by_clock(posting: Posting, day: datetime, at: time) -> datetime:
    """That time of that day at the hospital."""
    zone = posting.hospital.zone
    return moment(datetime.combine(day.astimezone(zone).date(), at), zone)


def _place(posting: Posting, row: dict[str, Any]) -> None:
    words = normalise(" ".join(str(row.get(k) or "") for k in ("city", "region", "postcode", "country")))
    Place.objects.create(posting=posting, words=words, **row)


def _trail(posting: Posting, steps: list[tuple[str, datetime]], moderator: User) -> None:
    before = "draft"
    for verb, at in steps:
        by = posting.created_by if verb in {"submit", "close"} else moderator
        told = verb in {"return", "reject", "remove"}
        reasons, words = (posting.decision_reasons, posting.decision_words) if told else ([], "")
        audit.record(
            posting, verb, by=by, at=at, before=before, after=AFTER[verb], reasons=reasons, words=words
        )
        before = AFTER[verb]
