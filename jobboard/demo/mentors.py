"""Mentors of the demo: who they are, who asked them, and what came of it."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from mentoring import asking, mentors, mentorships_by_clock
from mentoring.models import Feedback, Mentor

# email, hospital in whose team they are ("" said by themselves), what they do, where, topics, languages, times, zone, places
PEOPLE: list[tuple[str, str, str, str, str, str, str, str, int]] = [
    ("reviewer@demo.example", "northlake", "Patient stories lead", "", "storytelling patient-privacy video-production", "en es", "lunch", "America/Los_Angeles", 2),
    ("recruiter2@demo.example", "waterlinie", "Hoofd online communicatie", "", "gdpr staff-training social-media-policy", "nl en", "evenings", "Europe/Amsterdam", 1),
    ("host3@demo.example", "kettle", "Social media lead", "", "social-media-strategy crisis-communication", "en", "mornings weekends", "America/New_York", 3),
    ("owner.merebank@demo.example", "merebank", "Director of communications", "", "c-suite-communication reputation-management budget-management", "en", "afternoons", "America/Chicago", 1),
    ("grace.tsosie@demo.example", "", "Contract trainer", "Works for four hospitals", "physician-social-coaching presenting", "en nv", "weekends", "America/Phoenix", 2),
    ("host2@demo.example", "waterlinie", "Webcare en community", "", "community-management social-customer-care plain-language", "nl", "lunch evenings", "Europe/Amsterdam", 2),
]  # fmt: skip
ABOUT = {
    "reviewer@demo.example": "I came from local radio. Nobody in the hospital knew what I was for. Now I run a team of five. Ask me anything except our budget.",
    "recruiter2@demo.example": "Twaalf jaar geleden begon ik als secretaresse op de poli. Ik help je graag met je eerste stap naar communicatie.",
    "host3@demo.example": "A children’s hospital taught me to listen before I post. Bring me a draft and we make it better.",
}
GOAL = "My first job in a hospital within a year"
QUESTIONS = (
    "Which skill did you miss most in your first month?\n"
    "How do you get doctors to check a post in time?\n"
    "What would you look for in someone from outside healthcare?"
)


def load_mentors(hospitals: dict[str, Hospital], people: dict[str, User], now: datetime) -> None:
    pages = {row[0]: _page(row, hospitals, people) for row in PEOPLE}
    maya, joris = people["candidate@demo.example"], people["candidate2@demo.example"]
    delphine = people["candidate3@demo.example"]
    _asked(
        pages["reviewer@demo.example"],
        maya,
        now - timedelta(days=50),
        yes="Gladly. Shall we begin with your portfolio?",
    )
    _asked(pages["host3@demo.example"], maya, now - timedelta(days=3))
    _asked(pages["reviewer@demo.example"], delphine, now - timedelta(days=2))
    _asked(pages["recruiter2@demo.example"], joris, now - timedelta(days=20), yes="Leuk! Bel me gerust.")
    row = _asked(pages["host3@demo.example"], joris, now - timedelta(days=95), yes="Happy to.")
    asking.complete(row, by=joris, at=now - timedelta(days=6))
    Feedback.objects.create(
        mentorship=row,
        by=joris,
        helped="yes",
        words="Your checklist for consent got me through my first campaign.",
    )
    mentorships_by_clock.check_in(now)


def _page(row: tuple[Any, ...], hospitals: dict[str, Hospital], people: dict[str, User]) -> Mentor:
    email, key, headline, where, topics, languages, times, zone, places = row
    skills = [skill for slug in topics.split() if (skill := vocabulary().skill(slug))]
    mentor = Mentor(
        hospital=hospitals.get(key),
        headline=headline,
        workplace=where,
        about=ABOUT.get(email, ""),
        topics=[skill.pk for skill in skills],
        languages=languages.split(),
        times=times.split(),
        time_zone=zone,
        capacity=places,
        contact="+1 555 0142" if zone.startswith("America") else "06 5555 0142",
    )
    return mentors.save(mentor, by=people[email])


def _asked(mentor: Mentor, who: User, at: datetime, *, yes: str = "") -> Any:
    topic = vocabulary().skills.get(mentor.topics[0])
    row = asking.ask(mentor, by=who, goal=GOAL, questions=QUESTIONS, topic=topic, at=at)
    if yes:
        asking.accept(row, by=mentor.user, answer=yes, at=at + timedelta(days=1))
    return row
