"""How an opening ended, asked of its hospital when nobody said so.

14 days after the closing date   the team is asked, by a mail whose page takes one click (no sign-in), and in the workspace
14 days later                    once more
14 days after that               its page tells readers that the hospital has not said how it ended

That it was asked stands in the trail: a mail may be unwanted, so it cannot be what we remember by. After an extension
the question is new.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core import audit
from core.models import Event
from postings import mails
from postings.models import Posting

ASKED, ASKED_AGAIN = "ask_outcome", "ask_outcome_again"
AFTER = timedelta(days=14)
AGAIN = timedelta(days=14)
SHOWN = AFTER + AGAIN + timedelta(days=14)
LET_REST = timedelta(days=90)  # older ones: nobody remembers how they ended
AT_ONCE = 500
_SALT = "postings.outcome"


def ask(at: datetime) -> int:
    """Ask those that are due, and those again that did not answer. Returns how many."""
    first = Posting.objects.expired(at).filter(
        ~_asked(ASKED), closes_at__lte=at - AFTER, closes_at__gt=at - LET_REST
    )
    again = Posting.objects.expired(at).filter(
        _asked(ASKED, before=at - AGAIN), ~_asked(ASKED_AGAIN), closes_at__gt=at - LET_REST
    )
    done = 0
    for due, verb in ((first, ASKED), (again, ASKED_AGAIN)):
        ids = list(due.values_list("pk", flat=True).order_by("closes_at", "id")[:AT_ONCE])
        done += sum(_ask(pk, verb, at) for pk in ids)
    return done


def _asked(verb: str, *, before: datetime | None = None) -> Exists:
    rows = Event.objects.filter(
        subject_type="postings.posting", subject_id=OuterRef("pk"), verb=verb, at__gte=OuterRef("closes_at")
    )
    return Exists(rows.filter(at__lte=before) if before else rows)


def _ask(pk: int, verb: str, at: datetime) -> bool:
    with transaction.atomic():
        due = Posting.objects.expired(at).filter(~_asked(verb), pk=pk).select_related("hospital")
        posting = due.select_for_update(skip_locked=True, of=("self",)).first()
        if posting is None:
            return False
        audit.record(posting, verb, by=None, at=at)
        mails.expired(posting, link, again=verb == ASKED_AGAIN)
        return True


def is_owed(posting: Posting, at: datetime) -> bool:
    """Whether readers are told that the hospital has not said how it ended."""
    return posting.state == "expired" and posting.closes_at is not None and posting.closes_at <= at - SHOWN


# ── The page of the mail ─────────────────────────────────────────────────────────────────────────────
def link(posting: Posting, reader: User) -> str:
    """The path of the page that takes this reader's answer with one click, until the opening is closed or extended."""
    token = signing.dumps([posting.pk, reader.pk, _closing(posting)], salt=_SALT)
    return reverse("postings:outcome", args=[token])


def read(token: str) -> tuple[Posting, User] | None:
    """None when the link was not made here, or what it speaks of is gone."""
    try:
        said: Any = signing.loads(token, salt=_SALT)
        pk, user, closing = said
    except (signing.BadSignature, TypeError, ValueError):
        return None
    posting = Posting.objects.select_related("hospital").filter(pk=pk).first()
    reader = User.objects.filter(pk=user, is_active=True).first()
    return (posting, reader) if posting and reader and closing == _closing(posting) else None


def _closing(posting: Posting) -> int:
    return int((posting.closes_at or timezone.now()).timestamp())
