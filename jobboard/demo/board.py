"""What the board says to everyone: one announcement that is over, one that runs and one that is planned."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from core import announcing
from core.models import Announcement


def load_board(moderator: Any) -> None:
    now = timezone.now()
    said = [
        (
            "New: you can see how fast a hospital answers, on its page.",
            "Nieuw: op de pagina van een ziekenhuis zie je hoe snel het antwoordt.",
            Announcement.Level.NEWS, now - timedelta(days=21), now - timedelta(days=7),
        ),
        (
            "New: ask somebody who does this work. Mentors take their first requests.",
            "Nieuw: vraag het iemand die dit werk doet. Mentoren nemen hun eerste vragen aan.",
            Announcement.Level.NEWS, now - timedelta(days=1), now + timedelta(days=13),
        ),
        (
            "On Sunday morning the board is closed for an hour for maintenance. Drafts are kept.",
            "Zondagochtend is de site een uur dicht voor onderhoud. Concepten blijven bewaard.",
            Announcement.Level.WARNING, now + timedelta(days=3), now + timedelta(days=6),
        ),
    ]  # fmt: skip
    for en, nl, level, first, last in said:
        one = Announcement(words_en=en, words_nl=nl, level=level, shown_from=first, shown_until=last)
        announcing.save(one, by=moderator, at=min(first, now))
