"""The demo's talk about an opening that waits: sent back, mended, asked about and answered."""

from datetime import datetime, timedelta

from accounts.models import User
from postings import lifecycle, remarks, writing
from postings.models import Posting
from postings.models.choices import Status

_MENDED = "De tekst zegt nu wat het team doet, en het salaris staat in de schaal."
_ASKED = "Is this work for one outpatient clinic, or for all of them?"
_ANSWERED = "Voor alle poliklinieken samen; je begint met twee."


def load_review(moderator: User, now: datetime) -> None:
    """Of the oldest opening that waits. Call it when the openings are there."""
    row = Posting.objects.waiting_for_review().exclude(created_by=None).first()
    if row is None or row.created_by is None:
        return
    sender, sent, text = row.created_by, now - timedelta(hours=30), row.description
    row.description = f"{text}\n\nWij zijn een jong en energiek team."
    row.save(update_fields=["description"])
    why = "“Jong” wijst op leeftijd. Zeg liever wat het team doet."
    lifecycle.return_(
        row, by=moderator, reasons=["discriminating_words"], words=why, at=sent - timedelta(days=1)
    )
    row = Posting.objects.select_related("hospital").get(pk=row.pk)
    row.description = text
    writing.save(row, by=sender, expected_version=row.version, at=sent)
    if row.status == Status.RETURNED:
        lifecycle.submit(row, by=sender, words=_MENDED, at=sent)
    remarks.ask(row, by=moderator, words=_ASKED, at=now - timedelta(hours=20))
    remarks.answer(row, by=sender, words=_ANSWERED, at=now - timedelta(hours=2))
