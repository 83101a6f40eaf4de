"""Reports of the demo: one that waits, one that is asked about, and an opening that three people took out of sight."""

from datetime import datetime, timedelta

from accounts.models import User
from moderation import cases, reporting, subjects
from moderation.models import Report
from postings.models import Posting

_OLD_PROMISE = "The opening says remote. In the talk they said four days a week on site."


def load_reports(people: dict[str, User], moderator: User, now: datetime) -> None:
    """Call it when the openings are online."""
    live = list(Posting.objects.live(now).select_related("hospital").order_by("pk"))
    seats = {user.pk for user in people.values() if user.hires or user.is_moderator or user.is_staff}
    readers = [user for user in people.values() if user.pk not in seats]
    if len(live) < 9 or len(readers) < 4:
        return
    waits, asked, held = live[-3], live[-5], live[-7]
    _tell(waits, readers[0], "not_true", _OLD_PROMISE, now - timedelta(hours=20))
    _tell(
        asked,
        readers[1],
        "discriminating_words",
        "“Digital native” shuts older people out.",
        now - timedelta(days=2),
    )
    case = Report.objects.latest("pk").case
    cases.ask(case, by=moderator, words="What do you mean by “digital native”?", at=now - timedelta(days=1))
    for hours, reader in zip((5, 3, 1), readers[1:4], strict=True):
        words = "They asked me to pay $80 for a background check before the interview."
        _tell(held, reader, "asks_money", words, now - timedelta(hours=hours))


def _tell(posting: Posting, by: User, code: str, words: str, at: datetime) -> None:
    reporting.report(subjects.of_opening(posting), by=by, code=code, words=words, at=at)
