"""What was sent may be changed until the hospital first opens it; then it stays as it is, and who comes late is told.

A change freezes the profile anew, writes an event and sends a new receipt. The promise runs on from the first sending.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Document, User
from accounts.snapshots import snapshot
from applications import answers as answering
from applications import cvpictures, receipts, wording
from applications.models import Application, Stage
from applications.pipeline import LIFE
from applications.refusals import Refused, Unanswered
from core.workflow import WrongState


class Seen(Refused):
    """The hospital was first."""


def may_change(application: Application) -> bool:
    """For showing the way; `change` decides."""
    return application.status == Stage.SUBMITTED and application.seen_at is None


def change(
    application: Application,
    *,
    by: User,
    cv: Document,
    name: str,
    phone: str,
    letter: str,
    answers: list[dict[str, Any]],
    at: datetime | None = None,
) -> None:
    """Raises Seen when somebody of the hospital has opened it, Unanswered when an answer is missing."""
    if any(answering.is_wrong(row) for row in answers):
        raise Unanswered(_("Answer the questions of the hospital first."))
    seen = _("The hospital has opened your application, so it can no longer be changed.")
    try:
        with LIFE.move(application, "change", by=by, at=at) as move:
            row = move.row
            if row.seen_at is not None:
                raise Seen(seen)
            row.cv, row.letter, row.answers = cv, letter, answers
            # what was typed for this application alone is in no profile
            now, place = snapshot(by), row.snapshot.get("place") or {}
            typed = {"name": name, "phone": phone, "place": place if any(place.values()) else now["place"]}
            row.snapshot = now | typed
            receipts.send(row, again=True)
            wording.index(row)
            cvpictures.ask()
    except WrongState as late:
        raise Seen(seen) from late
