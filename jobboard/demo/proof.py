"""What a team hears of and what it did; a second seat; proof on web domains that is missing or gone."""

import secrets
from datetime import datetime, timedelta

from accounts.models import User
from applications.mails import new_application
from applications.mails.words import about
from applications.models import Application
from core import audit
from core.zones import next_morning
from hospitals.models import DomainProof, Hospital, Invitation, Notice, Seat

RECENT = 8


def load_team_life(hospitals: dict[str, Hospital], people: dict[str, User], now: datetime) -> None:
    devon = people["recruiter@demo.example"]
    Seat.objects.create(hospital=hospitals["kettle"], user=devon, role="reviewer")
    for key, owner in (("northlake", "owner@demo.example"), ("waterlinie", "owner2@demo.example")):
        _notices(hospitals[key], now)
        _invitations(hospitals[key], people[owner], now)
        audit.record(hospitals[key], "claim", by=people[owner], at=now - timedelta(days=70))
        audit.record(
            hospitals[key],
            "edit",
            by=people[owner],
            at=now - timedelta(days=20),
            data={"fields": ["about_en"]},
        )
    reviewer = people["reviewer@demo.example"]
    audit.record(
        hospitals["northlake"], "change_role", by=people["owner@demo.example"], at=now - timedelta(days=9),
        data={"user": reviewer.pk, "before": "host", "after": "reviewer"},
    )  # fmt: skip
    _proofs(hospitals, now)


def _notices(hospital: Hospital, now: datetime) -> None:
    """The newest applications, told when they came; those of the last day wait for the morning's mail."""
    sent = (
        Application.objects.sent()
        .filter(posting__hospital=hospital)
        .select_related("posting__hospital", "candidate")
    )
    for application in sent.order_by("-submitted_at")[:RECENT]:
        new_application(application)
        at = application.submitted_at or now
        morning = next_morning(at, hospital.zone)
        told = Notice.objects.filter(about=about(application))
        told.update(at=at, mail_at=morning)
        told.filter(mail_at__lte=now).update(mailed_at=morning)
        if at < now - timedelta(days=2):
            told.update(read_at=at + timedelta(hours=5))


def _invitations(hospital: Hospital, owner: User, now: datetime) -> None:
    for email, role, days in (("new.colleague", "reviewer", 4), ("press.office", "recruiter", -2)):
        Invitation.objects.create(
            hospital=hospital,
            email=f"{email}@{hospital.web_domain}",
            role=role,
            token_hash=secrets.token_hex(32),
            invited_by=owner,
            expires_at=now + timedelta(days=days),
        )


def _proofs(hospitals: dict[str, Hospital], now: datetime) -> None:
    """Old Harbor looked for its code and found another one; Quillstone's record is gone from its DNS."""
    searching, gone = hospitals["oldharbor"], hospitals["quillstone"]
    DomainProof.objects.create(
        hospital=searching, token=secrets.token_hex(16), dns="missing", file="wrong", domain=searching.web_domain,
        checked_at=now - timedelta(minutes=25),
    )  # fmt: skip
    since = now - timedelta(days=15)
    DomainProof.objects.create(
        hospital=gone, token=secrets.token_hex(16), dns="missing", file="missing", domain=gone.web_domain,
        checked_at=now - timedelta(days=1), next_look_at=now + timedelta(days=6), failures=3, failing_since=since,
    )  # fmt: skip
    gone.verified_how, gone.doubted_at, gone.asked_at = (
        "dns",
        now - timedelta(days=1),
        now - timedelta(days=1),
    )
    gone.save()
    audit.record(gone, "doubt", by=None, at=gone.doubted_at, before="verified", after="verified")
