"""Applications of the demo, at every stage."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import Document, User
from accounts.snapshots import snapshot
from applications.models import Application
from core import audit
from jobboard.demo.pdf import one_page
from postings.models import Posting

# stage → the verbs that led there, and the stages after each
PATHS = {
    "draft": [],
    "submitted": ["submit"],
    "in_review": ["submit", "read"],
    "shortlisted": ["submit", "read", "shortlist"],
    "interview": ["submit", "read", "shortlist", "invite"],
    "offered": ["submit", "read", "shortlist", "invite", "offer"],
    "hired": ["submit", "read", "shortlist", "invite", "offer", "hire"],
    "declined": ["submit", "read", "shortlist", "invite", "offer", "decline"],
    "rejected": ["submit", "read", "reject"],
    "withdrawn": ["submit", "read", "withdraw"],
    "no_answer": ["submit", "no_answer"],
}
AFTER = {
    "submit": "submitted",
    "read": "in_review",
    "shortlist": "shortlisted",
    "invite": "interview",
    "offer": "offered",
}
AFTER |= {
    "hire": "hired",
    "decline": "declined",
    "reject": "rejected",
    "withdraw": "withdrawn",
    "no_answer": "no_answer",
}
ANSWERS = {"shortlist", "invite", "offer", "hire", "reject"}
ENDS = {"hire", "decline", "reject", "withdraw", "no_answer"}


def load_applications(
    rows: list[dict[str, Any]], postings: dict[str, Posting], people: dict[str, User], now: datetime
) -> None:
    documents: dict[int, Document] = {}
    for row in rows:
        user, posting = people[row["candidate"]], postings[row["posting"]]
        if user.pk not in documents:
            documents[user.pk] = _cv(user)
        application = Application(
            posting=posting, candidate=user, status=row["status"], letter=row["letter"], cv=documents[user.pk]
        )
        steps = _steps(row, posting, now)
        if steps:
            application.submitted_at = steps[0][1]
            application.respond_by = steps[0][1] + timedelta(days=posting.respond_by_days)
            application.snapshot = snapshot(user)
        # reading is no answer yet, and neither is silence
        application.first_answer_at = next((at for verb, at in steps[1:] if verb in ANSWERS), None)
        if steps and steps[-1][0] in ENDS:
            application.decided_at = steps[-1][1]
        if row["status"] == "rejected":
            application.rejection_reason = row["rejection_reason"]
            application.rejection_message = row["rejection_message"]
        if row["status"] == "withdrawn":
            application.withdrawal_reason = row["withdrawal_reason"]
        application.save()
        _trail(application, steps, posting)


def _steps(row: dict[str, Any], posting: Posting, now: datetime) -> list[tuple[str, datetime]]:
    """The verbs and their times, spread evenly between sending and now."""
    verbs = PATHS[row["status"]]
    sent = now - timedelta(days=row["days_ago"], hours=2)
    if posting.published_at:
        sent = max(sent, posting.published_at + timedelta(hours=3))
    gap = (now - timedelta(hours=1) - sent) / max(1, len(verbs))
    return [(verb, sent + gap * i) for i, verb in enumerate(verbs)]


def _trail(application: Application, steps: list[tuple[str, datetime]], posting: Posting) -> None:
    before = "draft"
    for verb, at in steps:
        by = application.candidate if verb in {"submit", "withdraw", "decline"} else posting.created_by
        by = None if verb == "no_answer" else by
        audit.record(application, verb, by=by, at=at, before=before, after=AFTER[verb])
        before = AFTER[verb]


def _cv(user: User) -> Document:
    profile = getattr(user, "profile", None)
    lines = [user.email, *(filter(None, [profile.headline, *profile.about.split(". ")]) if profile else [])]
    content = one_page(user.name, lines)
    document = Document(
        owner=user,
        name=f"CV {user.name}.pdf",
        kind=Document.Kind.PDF,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        pages=1,
    )
    document.file.save("cv.pdf", ContentFile(content), save=True)
    return document
