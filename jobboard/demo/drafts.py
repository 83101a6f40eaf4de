"""Half-written openings of the demo: a draft that gets advice, and templates to begin from."""

from datetime import datetime

from accounts.models import User
from hospitals.models import Hospital
from postings import starting, writing
from postings.models import Posting

TEXT = """\
We are a young team and we look for a digital native who lives online.

You post for us on every channel, and you answer all comments, also in the evening."""


def load_drafts(by: User, now: datetime) -> None:
    """For the hospital of `by`, the recruiter that the sign-in page offers."""
    hospital = Hospital.objects.get(seats__user=by, seats__left_at=None, slug="northlake")
    role = starting.roles()["specialist"]
    draft = starting.of_role(role, "en", hospital=hospital, by=by)
    draft.title, draft.description = "SOCIAL MEDIA SPECIALIST", TEXT
    writing.save(draft, by=by, expected_version=0, at=now)
    for posting in Posting.objects.filter(hospital=hospital, status="published").order_by("pk")[:2]:
        starting.keep_as_template(posting, name=posting.title[:80], by=by, at=now)
