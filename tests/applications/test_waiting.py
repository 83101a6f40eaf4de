"""What waits for a candidate stands first on their own page, what ends first at the top."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from applications.models import Application, Interview, Offer, Slot, Stage
from applications.waiting import waiting_for
from postings.models import Posting
from tests.conftest import make_offer

Make = Callable[..., Posting]
Apply = Callable[..., Application]
pytestmark = pytest.mark.django_db


def talk(application: Application) -> Interview:
    now = timezone.now()
    one = Interview.objects.create(
        application=application, how="video", where="https://talk.example/1", zone="America/Los_Angeles", proposed_at=now
    )  # fmt: skip
    one.offered.add(Slot.objects.create(posting=application.posting, starts_at=now + timedelta(days=2)))
    return one


@pytest.fixture
def three(make_application: Apply, make_posting: Make, candidate: User) -> list[Application]:
    """An offer (a week), a time to pick (two days), a draft (a day)."""
    offered = make_application(status=Stage.OFFERED, posting=make_posting(title="With an offer"))
    make_offer(offered)
    asked = make_application(status=Stage.INTERVIEW, posting=make_posting(title="With a talk"))
    talk(asked)
    closing = make_posting(title="Closes tomorrow", closes_at=timezone.now() + timedelta(days=1))
    draft = Application.objects.create(posting=closing, candidate=candidate)
    return [draft, asked, offered]


def test_what_ends_first_stands_first(three: list[Application], candidate: User) -> None:
    rows = waiting_for(candidate, timezone.now())

    assert [row.posting for row in rows] == [one.posting for one in three]


def test_my_page_begins_with_it_and_another_candidates_page_does_not(
    three: list[Application], client_of: Callable[[User], Client], candidate: User, candidate2: User
) -> None:
    page = client_of(candidate).get("/me/").text

    assert page.index("This waits for you") < page.index("Your applications")
    for words in (
        "makes you an offer",
        "Pick a time for your interview with",
        "Your application is not sent yet",
    ):
        assert words in page
    assert "This waits for you" not in client_of(candidate2).get("/me/").text


def test_what_was_answered_or_is_over_waits_no_more(three: list[Application], candidate: User) -> None:
    now = timezone.now()
    Offer.objects.update(accepted_at=now)
    Interview.objects.update(status=Interview.Status.AGREED, settled_at=now)
    Posting.objects.filter(title="Closes tomorrow").update(closes_at=now + timedelta(days=20))

    assert waiting_for(candidate, now) == []


def test_three_queries_however_much_waits(
    three: list[Application], candidate: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        waiting_for(candidate, timezone.now())
