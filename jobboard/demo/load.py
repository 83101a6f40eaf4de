"""Loads the demo in one transaction, or finds that it is there already."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import MODERATORS, Profile, ProfileLink, ProfileSkill, User
from core import audit
from core.models import Channel
from core.vocabulary import forget, vocabulary
from hospitals.models import Hospital, HospitalChannel, Seat
from jobboard.demo import PASSWORD
from jobboard.demo.applications import load_applications
from jobboard.demo.apply import load_apply
from jobboard.demo.board import load_board
from jobboard.demo.candidates import load_candidates
from jobboard.demo.changes import load_changes
from jobboard.demo.doubles import load_doubles
from jobboard.demo.drafts import load_drafts
from jobboard.demo.evidence import load_evidence, load_report
from jobboard.demo.kept import load_kept
from jobboard.demo.lives import load_lives
from jobboard.demo.mentors import load_mentors
from jobboard.demo.mine import load_mine
from jobboard.demo.moves import load_moves
from jobboard.demo.person import load_person
from jobboard.demo.pipeline import load_pipeline
from jobboard.demo.postings import load_postings
from jobboard.demo.privacy import load_privacy
from jobboard.demo.profiles import load_profiles
from jobboard.demo.proof import load_team_life
from jobboard.demo.questions import load_questions
from jobboard.demo.reading import load_reading
from jobboard.demo.reports import load_reports
from jobboard.demo.review import load_review
from jobboard.demo.suspended import load_suspended
from jobboard.demo.talks import load_talks
from jobboard.demo.trust import load_trust
from jobboard.demo.visible import load_visible
from jobboard.demo.words import load_words
from postings import pay_cells

HERE = Path(__file__).resolve().parent
FIRST = "candidate@demo.example"


def read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return rows


@transaction.atomic
def load() -> bool:
    """Create everything. False when the demo is there already; then nothing changes."""
    if User.objects.filter(email=FIRST).exists():
        return False
    forget()
    now = timezone.now()
    hospitals = {row["key"]: _hospital(row, now) for row in read("hospitals")}
    people = _people(read("people"), hospitals)
    load_candidates(people)
    load_evidence(people, now)
    moderator = people["moderator@demo.example"]
    for hospital in hospitals.values():
        if hospital.is_verified:
            audit.record(
                hospital, "verify", by=moderator, at=hospital.verified_at, before="pending", after="verified"
            )
    postings = load_postings(read("postings_en") + read("postings_nl"), hospitals, moderator, now)
    load_applications(read("applications"), postings, people, now)
    load_pipeline(postings, people["recruiter@demo.example"], now)
    load_report(people, now)
    load_person(postings, people, now)
    load_moves(postings, people, now)
    load_lives(postings, now)
    load_changes(postings, people, now)
    load_team_life(hospitals, people, now)
    load_questions(list(postings.values()))
    load_board(moderator)
    load_words(people["candidate@demo.example"], moderator)
    load_drafts(people["recruiter@demo.example"], now)
    load_profiles(list(hospitals.values()), now)
    load_kept(list(postings.values()), people, now)
    load_visible(hospitals, list(postings.values()), people, now)
    load_apply(people, now)
    load_mine(people, now)
    load_mentors(hospitals, people, now)
    load_talks(hospitals, people, now)
    load_reports(people, moderator, now)
    load_doubles(people, moderator, now)
    load_review(moderator, now)
    load_trust(postings, people, now)
    load_suspended(people, now)
    load_reading(now)
    load_privacy(now)
    pay_cells.count(at=now)
    return True


def _hospital(row: dict[str, Any], now: datetime) -> Hospital:
    facts = {k: v for k, v in row.items() if k not in {"key", "channels"}}
    hospital = Hospital(slug=row["key"], **facts)
    if hospital.status == Hospital.Status.VERIFIED:
        hospital.verified_at, hospital.verified_how = now - timedelta(days=60), "moderator"
    if hospital.status == Hospital.Status.PENDING:
        hospital.asked_at = now - timedelta(hours=30)
        hospital.claim_note = (
            hospital.claim_note
            or "I run the communications office. You can reach me through the switchboard."
        )
    hospital.save()
    channels = {c.slug: c for c in Channel.objects.all()}
    for channel in row["channels"]:
        HospitalChannel.objects.create(
            hospital=hospital, channel=channels[channel["channel"]], url=channel["url"]
        )
    return hospital


def _people(rows: list[dict[str, Any]], hospitals: dict[str, Hospital]) -> dict[str, User]:
    """One hash for all: their password is the same and public, and hashing 40 times would slow the first start."""
    password = make_password(PASSWORD)
    moderators = Group.objects.get_or_create(name=MODERATORS)[0]
    people = {}
    for row in rows:
        is_admin = "admin" in row["roles"]
        user = User.objects.create(
            email=row["email"],
            password=password,
            name=row["name"],
            language=row["language"],
            looks_for_work=bool(row.get("profile")) or "candidate" in row["roles"],
            hires=bool(row.get("seats")),
            is_staff=is_admin,
            is_superuser=is_admin,
        )
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        if "moderator" in row["roles"]:
            user.groups.add(moderators)
        for seat in row.get("seats", []):
            Seat.objects.create(hospital=hospitals[seat["hospital"]], user=user, role=seat["role"])
        if row.get("profile"):
            _profile(user, row["profile"])
        people[user.email] = user
    return people


def _profile(user: User, row: dict[str, Any]) -> None:
    skills = {s.slug: s for s in vocabulary().skills.values()}
    profile = Profile.objects.create(
        user=user, **{k: v for k, v in row.items() if k not in {"skills", "links"}}
    )
    ProfileSkill.objects.bulk_create(
        ProfileSkill(profile=profile, skill=skills[s["slug"]], level=s["level"])
        for s in row.get("skills", [])
    )
    ProfileLink.objects.bulk_create(ProfileLink(profile=profile, **link) for link in row.get("links", []))
