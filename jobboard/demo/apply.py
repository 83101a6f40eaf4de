"""A letter of the demo that was begun on a phone, with a number that goes along with this application only."""

from datetime import datetime, timedelta

from accounts.models import Document, User
from applications import sending
from applications.models import Application
from postings.models import Posting

LETTER = """Dear team,

For three years I have run the channels of a group of family doctors. What I learnt there: people come back for answers,"""


def load_apply(people: dict[str, User], now: datetime) -> None:
    amara = people["candidate@demo.example"]
    known = Application.objects.by_candidate(amara).values("posting")
    posting = (
        Posting.objects.live().filter(language="en", blind=False).exclude(pk__in=known).order_by("pk").last()
    )
    if posting is None:
        return
    draft = sending.start(posting, amara)
    begun = now - timedelta(hours=5)
    cv = Document.objects.filter(owner=amara).kept().order_by("-uploaded_at").first()
    typed = {
        "values": {"phone": ["+1 253 555 0160"]},
        "at": {"phone": [begun.isoformat(), ""], "letter": [begun.isoformat(), ""]},
    }
    Application.objects.filter(pk=draft.pk).update(
        letter=LETTER, cv=cv, typed=typed, started_at=begun, changed_at=begun
    )
