"""What was taken off the board leaves in no letter: those that still wait in the outbox are stopped.

An alert's letter is stopped as a whole and its openings count as not mailed: those that are still online come with the
alert's next letter.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from alerts import mails_saved as mails
from alerts.models import Bookmark, Told
from core.models import OutgoingMail
from hospitals.models import Hospital
from postings.models import Posting
from postings.models.choices import Status

OFFERING = (
    "alert_found",
    "saved_closes_soon",
    "invitation_to_apply",
)  # letters that show openings to be applied for
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
    """Who saved one of its openings and has not applied hears that they are offline for now."""
    online = _online(hospital, at)
    withhold(online.values_list("pk", flat=True), at)
    for reader, postings in _kept(online):
        mails.stands_still(reader, hospital, postings, is_back=False)


def hospital_back(hospital: Hospital, at: datetime) -> None:
    for reader, postings in _kept(_online(hospital, at)):
        mails.stands_still(reader, hospital, postings, is_back=True)


def _online(hospital: Hospital, at: datetime) -> Any:
    """Those that only the hospital's own state keeps off the board, or would."""
    rows = Posting.objects.filter(hospital=hospital, status=Status.PUBLISHED, frozen_at=None)
    return rows.filter(publish_at__lte=at, closes_at__gt=at)


def _kept(online: Any) -> list[tuple[Any, list[Posting]]]:
    from alerts.saving import has_begun

    rows = Bookmark.objects.filter(posting__in=online).exclude(has_begun())
    found: dict[int, tuple[Any, list[Posting]]] = {}
    for kept in rows.select_related("user", "posting").order_by("user_id", "pk"):
        found.setdefault(kept.user_id, (kept.user, []))[1].append(kept.posting)
    return list(found.values())
