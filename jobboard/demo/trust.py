"""The demo's trusted hospital, whose newest opening is to be looked at, and an opening in which the hints find a lot."""

from datetime import datetime, timedelta

from accounts.models import User
from core import audit
from core.text import markdown
from hospitals.models import Hospital
from postings import fingerprints, writing
from postings.models import Posting, SpotCheck

_WORDS = (
    "Work from the comfort of your own home and earn up to $1,500 a week! No experience needed. Our young team shares a text"
    " for you to post, ten times a day, on channels of your own.\n\nContact us on WhatsApp at +1 206 555 0199, or write to"
    " merebank.hiring@gmail.com. The registration fee of $25 comes back with your first pay. See"
    " https://merebank-careers.example/start for more."
)


def load_trust(postings: dict[str, Posting], people: dict[str, User], now: datetime) -> None:
    """Call it last: what every opening is recognised by is kept, too."""
    _trusted(postings["cedarfork-social-coordinator"], people["moderator@demo.example"], now)
    _suspicious(postings["merebank-research-social"], now)
    sent = Posting.objects.exclude(status="draft").values_list("pk", "description")
    fingerprints.remember_all(list(sent))


def _trusted(posting: Posting, moderator: User, now: datetime) -> None:
    since = now - timedelta(days=40)
    Hospital.objects.filter(pk=posting.hospital_id).update(trusted=True, trusted_at=since)
    audit.record(posting.hospital, "give_trust", by=moderator, at=since, before="new", after="trusted", words="A public hospital that we know from its first openings.")  # fmt: skip
    SpotCheck.objects.create(posting=posting, why="first", drawn_at=now - timedelta(hours=2))


def _suspicious(like: Posting, now: datetime) -> None:
    """Sent by a hospital that is real; somebody else may have its password."""
    facts = {field.attname: getattr(like, field.attname) for field in writing.copied_columns()}
    at = now - timedelta(hours=1)
    facts |= {
        "title": "Posting assistant $1,500 weekly",
        "description": _WORDS,
        "description_html": markdown(_WORDS),
    }
    row = Posting.objects.create(**facts, status="in_review", submitted_at=at, closes_at=now + timedelta(days=30))  # fmt: skip
    where = [writing.Where(p.country, p.region, p.city, p.postcode) for p in like.places.all()]
    writing.put_places(row, where)
    writing.index(row)
    audit.record(row, "submit", by=None, at=at, before="draft", after="in_review")
