"""What the words page shows: two words that people missed, and one that was answered."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts import suggesting
from accounts.models import Suggestion

_MISSED = [
    ("Livestreaming", "nl", "opening", "Voor de open dag en de voorlichtingsavonden."),
    ("Podcast editing", "en", "profile", "I cut a weekly podcast with physicians."),
]


def load_words(asker: Any, moderator: Any) -> None:
    now = timezone.now()
    for days, (text, language, where, why) in enumerate(_MISSED, start=1):
        suggesting.ask(
            by=asker,
            kind="skill",
            text=text,
            why=why,
            language=language,
            where=where,
            at=now - timedelta(days=days),
        )
    row = suggesting.ask(
        by=asker, kind=Suggestion.Kind.SKILL, text="Web care", why="", language="en", where="profile",
        at=now - timedelta(days=9),
    )  # fmt: skip
    suggesting.settle(
        row, "decline", by=moderator, answer="We call it answering people.", at=now - timedelta(days=8)
    )
