"""Talk about some applicants of the demo: messages, notes and ratings; one opening that hides names."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from applications import cvpictures
from applications.models import Application, Message, Note, Rating
from core.vocabulary import vocabulary
from postings.models import Posting

TALKED_ABOUT = ("northlake-social-media-manager", "candidate@demo.example")
BLIND = "northlake-community-coordinator"
NAMED = {"shortlisted", "interview", "offered", "hired", "declined"}
# days ago, who ("-" is the candidate), words
MESSAGES = [
    (
        9,
        "recruiter@demo.example",
        "Thank you for your letter. Which of the four channels did you start yourself?",
    ),
    (8, "-", "The podcast and the page for parents. I can bring the first episodes to the interview."),
    (
        2,
        "recruiter@demo.example",
        "Please do. We would also like to hear how you handled the storm last winter.",
    ),
    (1, "-", "I made a short overview of it. Do you want it before we meet?"),
]
NOTES = [
    (
        8,
        "reviewer@demo.example",
        "recruiter@demo.example",
        "Strong on complaints. Ask about privacy training.",
    ),
    (
        7,
        "recruiter@demo.example",
        "",
        "Asked: an AVG and HIPAA course in March, with the certificate in the CV.",
    ),
]
RATINGS = {"reviewer@demo.example": (4, 3, None, 2), "owner@demo.example": (3, 3, 2, 4)}


def load_person(postings: dict[str, Posting], people: dict[str, User], now: datetime) -> None:
    """Call it when all applications are there. The pages of the CVs are drawn by the worker."""
    _number()
    Posting.objects.filter(pk=postings[BLIND].pk).update(blind=True)
    posting, candidate = TALKED_ABOUT
    application = Application.objects.get(posting=postings[posting], candidate=people[candidate])
    for days, who, words in MESSAGES:
        author = application.candidate if who == "-" else people[who]
        at = now - timedelta(days=days, minutes=17)
        read = at + timedelta(hours=3) if days > 1 else None
        by_hospital = who != "-"
        Message.objects.create(
            application=application, by_hospital=by_hospital, author=author, words=words, at=at, read_at=read
        )
    for days, who, mentioned, words in NOTES:
        Note.objects.create(
            application=application,
            author=people[who],
            mentioned=people.get(mentioned),
            words=words,
            at=now - timedelta(days=days, minutes=40),
        )
    skills = vocabulary().skills_named(postings[posting].required_skills)
    Rating.objects.bulk_create(
        Rating(application=application, reader=people[who], skill=skill, score=score)
        for who, scores in RATINGS.items()
        for skill, score in zip(skills, scores, strict=False)
    )
    cvpictures.ask()


def _number() -> None:
    """As sending does: in its order, for each opening; and those are named who came as far as the shortlist."""
    last: dict[int, int] = {}
    for application in Application.objects.sent().order_by("posting_id", "number", "submitted_at", "id"):
        last[application.posting_id] = last.get(application.posting_id, 0) + 1
        named = timezone.now() if application.status in NAMED else None
        Application.objects.filter(pk=application.pk).update(
            number=last[application.posting_id], named_at=named
        )
