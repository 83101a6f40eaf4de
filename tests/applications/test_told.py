"""Nobody waits in silence: every arrow that a hospital or the board draws is told to the candidate, in their language.

The arrows are read from the tables of the lives: a new one without a row here fails.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import InboxItem, User
from applications import endings, interviews, mending, messages, offers, pipeline, pool, promises, sending
from applications.interviews import Proposal
from applications.models import ACTIVE, Application, Interview, PoolConsent, Stage
from applications.offers import Terms
from core.models import OutgoingMail
from postings import lifecycle
from tests.applications.test_pipeline import put

pytestmark = pytest.mark.django_db
Story = Callable[["People"], object]


class People:
    """An application of somebody who reads Dutch, and the recruiter who decides about it."""

    def __init__(self, application: Application, recruiter: User) -> None:
        self.row, self.mine, self.theirs = application, application.candidate, recruiter
        self.now = timezone.now()

    def at(self, stage: str) -> Application:
        put(self.row, stage)
        return self.row

    def terms(self, **more: Any) -> Terms:
        facts = {"pay": Decimal(70000), "pay_currency": "USD", "pay_period_id": "year", "hours": Decimal(36)}
        days = {
            "starts_on": (self.now + timedelta(days=40)).date(),
            "answer_by": self.now + timedelta(days=5),
        }
        return Terms(**{**facts, **days, **more})

    def offered(self) -> Application:
        offers.make(self.at("interview"), self.terms(), by=self.theirs)
        return self.row

    def proposal(self, day: int = 3) -> Proposal:
        return Proposal("video", "https://meet.example/1", 45, [self.now + timedelta(days=day)], "Hello", [])

    def talk(self) -> Interview:
        return pipeline.propose_interview(self.at("in_review"), self.proposal(), by=self.theirs)

    def agreed(self) -> Interview:
        talk = self.talk()
        interviews.pick(talk, talk.offered.get().pk, by=self.mine)
        return talk

    def rejected(self, before: str = "in_review") -> Application:
        endings.reject(self.at(before), by=self.theirs, reason="skills", message="No.")
        return self.row


def _submit(p: People) -> object:
    return sending.submit(p.at("draft"), by=p.mine)


def _change(p: People) -> None:
    facts: dict[str, Any] = {"name": "A", "phone": "", "letter": "x", "answers": []}
    assert p.row.cv
    mending.change(p.at("submitted"), by=p.mine, cv=p.row.cv, **facts)


def _take_back(p: People) -> None:
    offers.take_back(p.offered(), by=p.theirs, words="Sorry.")


def _ran_out(p: People) -> None:
    offers.make(p.at("shortlisted"), p.terms(), by=p.theirs)
    offers.take_back(p.row, by=None, at=p.now + timedelta(days=9))


def _a_year_later(p: People) -> None:
    pool.give(p.row, by=p.mine)
    pool.forget_expired(p.now + timedelta(days=366))


TOLD: dict[str, Story] = {
    "submit": _submit,
    "change": _change,
    "read": lambda p: pipeline.read(p.at("submitted"), by=p.theirs),
    "shortlist": lambda p: pipeline.shortlist(p.at("in_review"), by=p.theirs),
    "invite": lambda p: pipeline.invite(p.at("in_review"), by=p.theirs),
    "offer": lambda p: p.offered(),
    "change_offer": lambda p: offers.change(p.offered(), p.terms(hours=Decimal(32)), by=p.theirs),
    "accept": lambda p: offers.accept(p.offered(), by=p.mine, version=1),
    "take_back_to_interview": _take_back,
    "take_back_to_shortlisted": _ran_out,
    "hire": lambda p: pipeline.hire(p.offered(), by=p.theirs),
    "reject": lambda p: p.rejected(),
    "withdraw": lambda p: endings.withdraw(p.at("in_review"), by=p.mine, reason="pay"),
    "decline": lambda p: endings.decline(p.offered(), by=p.mine),
    "no_answer": lambda p: promises.no_answer(p.at("in_review")),
}
TALKS: dict[str, Story] = {
    "pick": lambda p: p.agreed(),
    "propose_times": lambda p: interviews.propose_again(p.talk(), p.proposal(5), by=p.theirs),
    "cancel": lambda p: interviews.cancel(p.talk(), by=p.theirs, words="Sorry."),
}
ELSE: dict[str, Story] = {
    "times proposed": lambda p: p.talk(),
    "a time given back": lambda p: interviews.ask_others(p.agreed(), by=p.mine, words=""),
    "a message": lambda p: messages.send(p.row, by=p.theirs, words="When could you start?"),
    "a broken promise": lambda p: promises.nudge(p.row, at=p.now + timedelta(days=30)),
    "the opening closes": lambda p: lifecycle.close(p.row.posting, by=p.theirs, outcome="not_filled"),
    "the opening closes on who is rejected and does not know": lambda p: lifecycle.close(
        p.rejected().posting, by=p.theirs, outcome="not_filled"
    ),
    "the year of keeping in touch is over": _a_year_later,
}
# Nothing was said, so nothing is unsaid; and what the candidate does on the page, the page answers.
SILENT = {f"undo_to_{stage.value}" for stage in ACTIVE}
SILENT_TALKS = {"ask_others", "decline"}


def test_every_arrow_has_its_story() -> None:
    assert set(pipeline.LIFE.arrows) == set(TOLD) | SILENT
    assert set(interviews.LIFE.arrows) == set(TALKS) | SILENT_TALKS


@pytest.mark.parametrize("name", [*TOLD, *(f"talk: {t}" for t in TALKS), *ELSE])
def test_the_candidate_is_told(name: str, make_application: Any, candidate2: User, recruiter: User) -> None:
    """In the inbox and by a mail in their language, both to them alone."""
    story = {**TOLD, **{f"talk: {t}": s for t, s in TALKS.items()}, **ELSE}[name]
    people = People(make_application(candidate=candidate2, snapshot={"name": "Lewis"}), recruiter)
    story(people)
    last = InboxItem.objects.filter(user=candidate2).order_by("-pk").first()
    assert last is not None
    mail = OutgoingMail.objects.filter(user=candidate2, kind=last.letter).latest("pk")
    assert (mail.to, mail.language, mail.about) == (candidate2.email, "nl", last.about)
    assert not InboxItem.objects.exclude(user=candidate2).exists()


@pytest.mark.parametrize("stage", [s.value for s in ACTIVE if s != Stage.OFFERED])
def test_an_undone_rejection_leaves_neither_mail_nor_line(
    stage: str, make_application: Any, candidate2: User, recruiter: User
) -> None:
    people = People(make_application(candidate=candidate2), recruiter)
    endings.undo_rejection(people.rejected(stage), by=recruiter)
    assert not InboxItem.objects.filter(letter="application_rejected").exists()
    assert not OutgoingMail.objects.waiting().filter(kind="application_rejected").exists()


def test_a_rejection_shows_in_the_inbox_when_its_letter_leaves_and_not_before(
    make_application: Any, candidate: User, recruiter: User, settings: Any
) -> None:
    application = make_application()
    endings.reject(application, by=recruiter, reason="skills", message="No.", ask_to_keep=True)
    letter, item = OutgoingMail.objects.get(kind="application_rejected"), InboxItem.objects.get()
    assert item.at == letter.next_try_at
    assert "whether it may keep in touch" in letter.text
    assert not InboxItem.objects.to(candidate).exists()
    assert InboxItem.objects.to(candidate, later(settings)).exists()
    assert PoolConsent.objects.filter(given_at=None).exists()


def later(settings: Any) -> datetime:
    return timezone.now() + timedelta(hours=settings.REJECTION_UNDO_HOURS, minutes=1)
