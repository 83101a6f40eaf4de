"""Reports of the demo: of openings, one that waits, one that is asked about, one that three people took out of sight, one
that is decided and one whose owner appeals; and of a mentor."""

from datetime import datetime, timedelta

from accounts.models import User
from hospitals.models import Seat
from hospitals.roles import Role
from mentoring import safety
from mentoring.models import Mentorship
from moderation import cases, reporting, subjects
from moderation.models import Case, Report
from postings.models import Posting

_OLD_PROMISE = "The opening says remote. In the talk they said four days a week on site."
_SELLS = "Na het laatste gesprek vroeg zij 40 euro voor een online cursus van haarzelf."
_HOURS = "De tekst noemt 32 uur, de kop 24. Wat klopt er?"
_MENDED = "Uit de tekst bleek niet hoeveel uur het werk is. Jullie hebben dat hersteld, dank je."
_PAY = "In the interview the pay was $4,000 a year less than the opening says."
_NAMED = "Name the pay that you offer. We saw that you changed it after the report."
_APPEAL = "The pay in the opening was right. $4,000 is the bonus of the second year, and we said so in the interview."


def load_reports(people: dict[str, User], moderator: User, now: datetime) -> None:
    """Call it when the openings are online and mentors were asked."""
    live = list(Posting.objects.live(now).select_related("hospital").order_by("pk"))
    seats = {user.pk for user in people.values() if user.hires or user.is_moderator or user.is_staff}
    readers = [user for user in people.values() if user.pk not in seats]
    if len(live) < 12 or len(readers) < 4:
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
    _mended(live[-9], readers[1], _HOURS, _MENDED, by=moderator, at=now - timedelta(days=3))
    case = _mended(
        live[0], readers[0], _PAY, _NAMED, by=people["moderator3@demo.example"], at=now - timedelta(days=6)
    )
    owner = Seat.objects.held().select_related("user").get(hospital=live[0].hospital, role=Role.OWNER).user
    cases.appeal(case, by=owner, words=_APPEAL, at=now - timedelta(hours=9))
    _of_a_mentor(people, now - timedelta(hours=7))


def _tell(posting: Posting, by: User, code: str, words: str, at: datetime) -> Case:
    return reporting.report(subjects.of_opening(posting), by=by, code=code, words=words, at=at).case


def _mended(posting: Posting, told_by: User, told: str, words: str, *, by: User, at: datetime) -> Case:
    case = _tell(posting, told_by, "not_true", told, at - timedelta(days=1))
    cases.decide(case, by=by, outcome="mended", reasons=["not_true"], words=words, at=at)
    return case


def _of_a_mentor(people: dict[str, User], at: datetime) -> None:
    joris = people["candidate2@demo.example"]
    row = Mentorship.objects.get(candidate=joris, mentor=people["host3@demo.example"])
    safety.report(row.mentor, by=joris, reason="money", words=_SELLS, mentorship=row, at=at)
