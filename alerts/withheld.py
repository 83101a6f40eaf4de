"""What was taken off the board leaves in no letter: those that still wait in the outbox are stopped.

Who saved something of a hospital hears that it went off the board, and who heard that hears that it is back.

An alert's letter is stopped as a whole and its openings count as not mailed: those that are still online come with the
alert's next letter.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import InboxItem, User
from alerts import mails_saved as mails
from alerts.mails_saved import HOSPITAL_BACK, HOSPITAL_STOPPED
from alerts.models import Bookmark, Told
from alerts.saving import has_begun
from core import rounds
from core.models import OutgoingMail
from hospitals.models import Hospital
from postings.models import Posting
from postings.models.choices import Status

OFFERING = (
    "alert_found",
    "saved_closes_soon",
    "invitation_to_apply",
)  # letters that show openings to be applied for
ROUND = "hospital.savers"
_OPENING = re.compile(r"/openings/(\d+)/")


def withhold(postings: Iterable[int], at: datetime) -> int:
    """Stop the waiting letters that offer one of these openings. Returns how many."""
    numbers = "|".join(str(pk) for pk in sorted(postings))
    if not numbers:
        return 0
    waiting = OutgoingMail.objects.waiting().filter(kind__in=OFFERING, text__regex=rf"/openings/({numbers})/")
    letters = list(waiting.select_for_update(skip_locked=True))  # who is being handed over has left
    for letter in letters:
        if letter.kind == "alert_found":
            shown = {int(pk) for pk in _OPENING.findall(letter.text)}
            Told.objects.filter(alert_id=int(letter.about.rpartition(":")[2]), posting_id__in=shown).delete()
    OutgoingMail.objects.filter(pk__in=[letter.pk for letter in letters]).update(cancelled_at=at)
    return len(letters)


def of_posting(posting: Posting, at: datetime, by: Any) -> None:
    """It was closed, removed, sent back to be mended or put out of sight."""
    withhold([posting.pk], at)


def hospital_stopped(hospital: Hospital, at: datetime) -> None:
    withhold(_online(hospital.pk, at).values_list("pk", flat=True), at)
    rounds.begin(ROUND, hospital.pk, at=at)


def hospital_back(hospital: Hospital, at: datetime) -> None:
    rounds.begin(ROUND, hospital.pk, at=at)


def register() -> None:
    rounds.register(ROUND, whom=_savers, tell=_told)


def _online(hospital: int, at: datetime) -> QuerySet[Posting]:
    """Those that only the hospital's own state keeps off the board, or would."""
    rows = Posting.objects.filter(hospital=hospital, status=Status.PUBLISHED, frozen_at=None)
    return rows.filter(publish_at__lte=at, closes_at__gt=at)


def _kept(hospital: int) -> QuerySet[Bookmark]:
    """Of those who have not applied: who has hears of it as an applicant (applications/stopped.py)."""
    return Bookmark.objects.filter(posting__in=_online(hospital, timezone.now())).exclude(has_begun())


def _savers(hospital: int, at: datetime) -> QuerySet[User]:
    """Who saved an opening of it and knows of the other state. Each has `heard`: the last letter about it."""
    letters = InboxItem.objects.filter(
        user=OuterRef("pk"), about=mails.about(hospital), letter__in=(HOSPITAL_STOPPED, HOSPITAL_BACK)
    )
    last = Subquery(letters.order_by("-pk").values("letter")[:1])
    rows = User.objects.annotate(heard=Coalesce(last, Value("")))
    if Hospital.objects.trustworthy().filter(pk=hospital).exists():
        # They were promised to hear of it, also when all that they saved has closed meanwhile.
        saved = Bookmark.objects.filter(posting__hospital=hospital).exclude(has_begun())
        return rows.filter(pk__in=saved.values("user"), heard=HOSPITAL_STOPPED)
    return rows.filter(pk__in=_kept(hospital).values("user")).exclude(heard=HOSPITAL_STOPPED)


def _told(reader: User, hospital: int) -> None:
    kept = _kept(hospital).filter(user=reader).select_related("posting").order_by("pk")
    postings = [one.posting for one in kept]
    is_back = reader.heard == HOSPITAL_STOPPED  # type: ignore[attr-defined]
    if postings or is_back:  # else: taken off their list, or closed, in this very second
        mails.stands_still(reader, Hospital.objects.get(pk=hospital), postings, is_back=is_back)
