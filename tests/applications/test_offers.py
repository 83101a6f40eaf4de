"""An offer with terms: read by two sides, answered once, never taken back after a yes."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from applications import endings, history, journeys, offers, pipeline
from applications.models import Application, Offer
from applications.offers import Terms
from applications.refusals import Refused
from core.models import OutgoingMail
from core.workflow import NotAllowed, WrongState


def terms(**fields: Any) -> Terms:
    now = timezone.now()
    facts: dict[str, Any] = {
        "pay": Decimal("5250.50"), "pay_currency": "EUR", "pay_period_id": "month", "hours": Decimal("32.0"),
        "starts_on": (now + timedelta(days=30)).date(), "answer_by": now + timedelta(days=7), "words": "Do come.",
    }  # fmt: skip
    return Terms(**{**facts, **fields})


@pytest.fixture
def offered(make_application: Any, recruiter: User) -> Application:
    application: Application = make_application(status="interview")
    offers.make(application, terms(), by=recruiter)
    return application


def kinds() -> list[tuple[str, str]]:
    return sorted(OutgoingMail.objects.values_list("to", "kind"))


def test_an_offer_reaches_the_candidate_with_its_terms_and_nobody_else(offered: Application) -> None:
    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.kind, offered.status) == (
        "amara@people.example",
        "application_offered",
        "offered",
    )
    assert "€5,250.50 a month" in letter.text and "32" in letter.text and "Do come." in letter.text


def test_a_yes_reaches_the_hospital_without_the_terms_and_hiring_confirms_it(
    offered: Application, candidate: User, recruiter: User
) -> None:
    OutgoingMail.objects.all().delete()
    offers.accept(offered, by=candidate, version=1)
    assert kinds() == [
        ("amara@people.example", "offer_accepted"),
        ("priya@northlake.example", "offer_accepted"),
    ]
    assert "5,250" not in OutgoingMail.objects.get(user=recruiter).text
    assert offered.status == "offered"
    pipeline.hire(offered, by=recruiter)
    assert offered.status == "hired"


def test_only_the_version_that_was_read_can_be_accepted(
    offered: Application, candidate: User, recruiter: User
) -> None:
    offers.change(offered, terms(pay=Decimal(4000)), by=recruiter)
    with pytest.raises(Refused):
        offers.accept(offered, by=candidate, version=1)
    offers.accept(offered, by=candidate, version=2)
    assert Offer.objects.get().accepted_at is not None


def test_after_a_yes_nothing_is_changed_or_taken_back(
    offered: Application, candidate: User, recruiter: User
) -> None:
    offers.accept(offered, by=candidate, version=1)
    with pytest.raises(Refused):
        offers.change(offered, terms(), by=recruiter)
    with pytest.raises(Refused):
        offers.take_back(offered, by=recruiter, words="x")
    with pytest.raises(Refused):
        offers.accept(offered, by=candidate, version=1)


def test_what_is_taken_back_cannot_be_accepted(
    offered: Application, candidate: User, recruiter: User
) -> None:
    stale = Application.objects.get(pk=offered.pk)
    offers.take_back(offered, by=recruiter, words="The budget is gone.")
    assert offered.status == "interview"
    assert "The budget is gone." in OutgoingMail.objects.get(kind="offer_taken_back").text
    with pytest.raises(WrongState):
        offers.accept(stale, by=candidate, version=1)
    offers.make(offered, terms(), by=recruiter)  # a new one may follow
    offers.accept(offered, by=candidate, version=2)


def test_nobody_else_makes_accepts_or_takes_back(
    offered: Application, candidate2: User, reviewer: User, owner2: User, recruiter: User, candidate: User
) -> None:
    for person in (candidate2, reviewer, owner2, recruiter):
        with pytest.raises(NotAllowed):
            offers.accept(offered, by=person, version=1)
    for person in (candidate, candidate2, reviewer, owner2):
        with pytest.raises(NotAllowed):
            offers.take_back(offered, by=person)
        with pytest.raises(NotAllowed):
            offers.change(offered, terms(), by=person)


def test_while_an_offer_waits_nobody_is_told_no(
    offered: Application, candidate: User, recruiter: User
) -> None:
    with pytest.raises(Refused):
        endings.reject(offered, by=recruiter, reason="skills", message="No.")
    offered.refresh_from_db()
    assert offered.status == "offered"


def test_the_candidate_is_reminded_once_and_then_both_hear_that_it_ran_out(
    offered: Application, recruiter: User
) -> None:
    OutgoingMail.objects.all().delete()
    end = Offer.objects.get().answer_by
    assert offers.remind(end - timedelta(days=3)) == 0
    assert offers.remind(end - timedelta(hours=40)) == 1
    assert offers.remind(end - timedelta(hours=39)) == 0
    assert offers.end_those_that_ran_out(end - timedelta(minutes=1)) == 0
    assert offers.end_those_that_ran_out(end + timedelta(minutes=1)) == 1
    assert offers.end_those_that_ran_out(end + timedelta(minutes=2)) == 0
    offered.refresh_from_db()
    assert offered.status == "interview"
    assert kinds() == [
        ("amara@people.example", "offer_ran_out"),
        ("amara@people.example", "offer_reminder"),
        ("priya@northlake.example", "offer_ran_out"),
    ]


def test_an_accepted_offer_does_not_run_out(offered: Application, candidate: User) -> None:
    offers.accept(offered, by=candidate, version=1)
    assert offers.end_those_that_ran_out(timezone.now() + timedelta(days=30)) == 0


def test_declining_ends_the_offer(offered: Application, candidate: User) -> None:
    endings.decline(offered, by=candidate)
    assert Offer.objects.get().ended_at is not None


def test_the_terms_are_read_by_those_who_decide_and_the_candidate_only(
    offered: Application, recruiter: User, reviewer: User, candidate: User, client_of: Any
) -> None:
    work = f"/workspace/northlake/applications/{offered.pk}/"
    assert "5,250.50" in client_of(recruiter).get(work).content.decode()
    assert "5,250.50" not in client_of(reviewer).get(work).content.decode()
    assert "5,250.50" in client_of(candidate).get(f"/me/applications/{offered.pk}/").content.decode()


def test_the_candidate_accepts_on_the_pages(offered: Application, candidate: User, client_of: Any) -> None:
    client, base = client_of(candidate), f"/me/applications/{offered.pk}/"
    page = client.get(base + "acceptance/").content.decode()
    assert "5,250.50" in page and 'name="version" value="1"' in page
    client.post(base + "acceptance/", {"version": "1"})
    assert Offer.objects.get().accepted_at is not None
    assert "You accepted this offer" in client.get(base).content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"pay": ""}, "Say what you pay"),
        ({"pay": "a lot"}, "Write an amount in figures"),
        ({"hours": "200"}, "Write a number of hours from 0.5 to 80"),
        ({"hours": "NaN"}, "Write a number of hours, such as 36"),
        ({"answer_by": "2020-01-01"}, "Choose a day in the future"),
        ({"starts_on": "2020-01-01"}, "Choose a day from today to two years ahead"),
        ({"pay_period": "moon"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_an_offer_is_said_and_nothing_is_lost(
    make_application: Any, recruiter: User, client_of: Any, fields: dict[str, str], words: str
) -> None:
    application = make_application(status="interview")
    soon = (timezone.now() + timedelta(days=6)).date().isoformat()
    given = {"pay": "72,000", "pay_currency": "USD", "pay_period": "year", "hours": "36", "starts_on": soon,
             "answer_by": soon, "words": "Keep me"} | fields  # fmt: skip
    answer = client_of(recruiter).post(f"/workspace/northlake/applications/{application.pk}/offer/", given)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "Keep me" in page
    assert not Offer.objects.exists()


def test_what_became_of_an_offer_stands_in_what_happened(
    offered: Application, candidate: User, recruiter: User
) -> None:
    offers.change(offered, terms(), by=recruiter)
    offers.take_back(offered, by=recruiter)
    offers.make(offered, terms(), by=recruiter)
    offers.accept(offered, by=candidate, version=3)
    told = history.of(offered, journeys.events_of(offered))
    assert [(one.words, one.who) for one in reversed(told)] == [
        ("Offer made", "Priya Nair"),
        ("Offer changed", "Priya Nair"),
        ("Offer taken back", "Priya Nair"),
        ("Offer made", "Priya Nair"),
        ("Offer accepted", "Amara Bekele"),
    ]
