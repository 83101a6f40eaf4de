"""How it ended is asked two weeks after closing, once more, and then it is shown that nobody said."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import OutgoingMail
from hospitals.models import Seat
from postings import outcomes
from postings.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(make_posting: Callable[..., Posting]) -> Posting:
    now = timezone.now()
    long = now - timedelta(days=60)
    return make_posting(
        closes_at=now - timedelta(days=1), publish_at=long, published_at=long, submitted_at=long
    )


def asked() -> int:
    return OutgoingMail.objects.filter(kind="posting_expired").count()


def test_it_is_asked_after_two_weeks_and_once_more_and_no_more(over: Posting, owner: User) -> None:
    days = (1, 12, 14, 15, 26, 28, 29, 40, 60)
    counts = []
    for day in days:
        outcomes.ask(timezone.now() + timedelta(days=day))
        counts.append(asked())
    assert counts == [0, 0, 1, 1, 1, 2, 2, 2, 2]


def test_the_mail_opens_a_page_that_takes_one_click(over: Posting, owner: User, client: Client) -> None:
    outcomes.ask(timezone.now() + timedelta(days=14))
    path = outcomes.link(over, owner)
    assert path in OutgoingMail.objects.get(kind="posting_expired").text
    page = client.get(path).content.decode()
    assert page.count('name="outcome"') == 4
    over.refresh_from_db()
    assert over.status == "published"  # looking is no answer
    client.post(path, {"outcome": "nonsense"})
    client.post(path, {"outcome": "hired_here"})
    over.refresh_from_db()
    assert (over.status, over.outcome) == ("closed", "hired_here")
    assert "Thank you" in client.post(path, {"outcome": "cancelled"}).content.decode()
    over.refresh_from_db()
    assert over.outcome == "hired_here"


def test_nobody_else_answers(over: Posting, recruiter: User, owner2: User, client: Client) -> None:
    path = outcomes.link(over, recruiter)
    assert client.get(path.replace(path[-10:], "xxxxxxxxx/")).status_code == 404
    assert client.get(outcomes.link(over, owner2)).status_code == 404
    Seat.objects.filter(user=recruiter).update(left_at=timezone.now())
    assert client.post(path, {"outcome": "cancelled"}).status_code == 404


def test_its_page_says_later_that_nobody_told(over: Posting, client: Client) -> None:
    words = "The hospital has not told how it ended."
    assert words not in client.get(over.get_absolute_url()).content.decode()
    Posting.objects.filter(pk=over.pk).update(closes_at=timezone.now() - outcomes.SHOWN)
    assert words in client.get(over.get_absolute_url()).content.decode()


def test_the_workspace_takes_one_click_too(
    over: Posting, owner: User, client_of: Callable[[User | None], Any]
) -> None:
    page = client_of(owner).get(f"/workspace/northlake/openings/{over.pk}/").content.decode()
    assert page.count('name="outcome"') == 4
