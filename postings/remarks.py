"""What a moderator and a hospital say to each other while an opening is checked. It decides nothing: the opening stays in
the queue, and the last word tells whose turn it is.

ask        a moderator without a seat there, while something of the opening waits for moderators
answer     a seat with WRITE_OPENINGS, then too
(submit)   a hospital's words on what it mended come along with the submission (postings/lifecycle.py)
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts import throttle
from core import audit
from core.workflow import NotAllowed, WrongState
from hospitals.access import has_right
from hospitals.roles import Right
from hospitals.verification import may_decide
from postings import mails_of_remarks as mails
from postings.models import Posting, Remark
from postings.models.choices import Status
from postings.models.review import Side

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 2000
MOST = 10  # of one person in five minutes


class TooOften(Exception):
    """This person wrote a lot in the last minutes. Nothing was stored."""


def is_open(posting: Posting) -> bool:
    """Whether something of it waits for moderators: itself, a change of it, or a look at it afterwards."""
    if posting.status == Status.IN_REVIEW:
        return True
    if posting.status != Status.PUBLISHED:
        return False
    return posting.revisions.pending().exists() or posting.spot_checks.filter(status="waiting").exists()


@transaction.atomic
def ask(posting: Posting, *, by: "User", words: str, at: datetime | None = None) -> Remark:
    """A question to the hospital. Raises NotAllowed, WrongState (nothing waits any more) or TooOften."""
    if not may_decide(by, posting.hospital):
        raise NotAllowed("ask_hospital")
    remark, is_new = _say(posting, Side.DESK, by, words, at, "ask_hospital")
    if is_new:
        mails.asked(remark)
    return remark


def answer(posting: Posting, *, by: "User", words: str, at: datetime | None = None) -> Remark:
    """The hospital's word; moderators find it in their queue. Raises NotAllowed, WrongState or TooOften."""
    if not has_right(by, posting.hospital_id, Right.WRITE_OPENINGS):
        raise NotAllowed("answer_moderators")
    return _say(posting, Side.HOSPITAL, by, words, at, "answer_moderators")[0]


def along(posting: Posting, *, by: "User", words: str, at: datetime) -> None:
    """What the hospital says of a text that it sends again. Call it in the transaction of the submission."""
    Remark.objects.create(
        posting=posting, side=Side.HOSPITAL, by=by, at=at, words=words[:LONGEST], with_submission=True
    )


@transaction.atomic
def _say(
    posting: Posting, side: Side, by: "User", words: str, at: datetime | None, verb: str
) -> tuple[Remark, bool]:
    """Under the opening's lock: what is decided meanwhile takes no words any more, and the same words twice are once."""
    at = at or timezone.now()
    row = Posting.objects.select_for_update(of=("self",)).select_related("hospital").get(pk=posting.pk)
    if not is_open(row):
        raise WrongState(row, verb, row.status)
    last = row.remarks.order_by("-at", "-id").first()
    if last and (last.side, last.by_id, last.words) == (side, by.pk, words):
        return last, False
    if not throttle.may("remark", str(by.pk), limit=MOST):
        raise TooOften
    remark = Remark.objects.create(posting=row, side=side, by=by, at=at, words=words)
    audit.record(row, verb, by=by, at=at, after=row.status, data={"remark": remark.pk})
    return remark, True
