"""Candidates of the demo who let hospitals find them: who looked at whom, who was invited, and what they answered."""

from datetime import datetime, timedelta

from accounts import visibility
from accounts.models import User
from applications import hiding, inviting
from applications.models import Looked
from hospitals.models import Hospital
from postings.models import Posting

# How many days ago each began to be visible.
VISIBLE = {
    "candidate2@demo.example": 20,
    "candidate3@demo.example": 34,
    "tomas.reyna@demo.example": 15,
    "ingrid.solheim@demo.example": 12,
    "sanne.dekker@demo.example": 9,
    "priya.raman@demo.example": 6,
    "caleb.whitford@demo.example": 3,
    "grace.tsosie@demo.example": 2,
}
# Who was opened by which hospital, days ago.
LOOKS = [
    ("candidate2@demo.example", "northlake", (9, 2)),
    ("candidate2@demo.example", "waterlinie", (5,)),
    ("candidate3@demo.example", "northlake", (10,)),
    ("priya.raman@demo.example", "kettle", (4, 3)),
]
# Who is invited to which opening, by whom, days ago, in which words.
INVITED = [
    (
        "candidate2@demo.example",
        "physician-social-media-coach",
        "You have taught doctors to use their channels safely. We need that here, and most of it can be done online.",
        2,
    ),
    (
        "candidate3@demo.example",
        "public-information-and-crisis-communications-manager",
        "You train clinicians to write and speak. Our crisis team looks for exactly that.",
        10,
    ),
]


def load_visible(
    hospitals: dict[str, Hospital], postings: list[Posting], people: dict[str, User], now: datetime
) -> None:
    for email, days in VISIBLE.items():
        user = people[email]
        visibility.show(user.profile, by=user, at=now - timedelta(days=days))
    for email, key, looks in LOOKS:
        if (hospital := hospitals.get(key)) is not None:
            for days in looks:
                day = (now - timedelta(days=days)).astimezone(hospital.zone).date()
                Looked.objects.create(hospital=hospital, candidate=people[email], day=day)
    hiding.hide_from(people["candidate2@demo.example"], "", words="Meander Medisch Centrum")
    by_slug = {posting.slug: posting for posting in postings}
    for email, slug, words, days in INVITED:
        sender, at = people["recruiter@demo.example"], now - timedelta(days=days)
        profile = people[email].profile
        invited = inviting.invite(profile, by_slug[slug], by=sender, words=words, at=at)
        if email == "candidate3@demo.example":
            inviting.decline(invited, by=people[email], at=at + timedelta(days=1))
