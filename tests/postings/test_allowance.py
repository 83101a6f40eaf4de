"""Who leaves people without an answer opens fewer openings; answering ends it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications import promises
from applications.models import Application
from core.models import Event
from core.workflow import NotAllowed
from hospitals.models import Hospital, Seat
from postings import allowance, lifecycle
from postings.completeness import NotComplete
from postings.models import Posting

pytestmark = pytest.mark.django_db
Make = Callable[..., Posting]


@pytest.fixture
def late(
    make_posting: Make,
    make_application: Callable[..., Application],
    make_person: Callable[..., User],
    settings: Any,
) -> list[Application]:
    """Three people wait since long; two openings are online."""
    settings.LIMIT_FROM_UNANSWERED, settings.OPENINGS_WHILE_UNANSWERED = 3, 2
    now = timezone.now()
    posting = make_posting(title="First")
    make_posting(title="Second")
    facts = {
        "submitted_at": now - timedelta(days=30),
        "respond_by": now - timedelta(days=12),
        "nudged_at": now - timedelta(days=8),
    }
    return [
        make_application(
            candidate=make_person(f"p{n}@people.example", f"P{n}", looks_for_work=True),
            posting=posting,
            cv=None,
            **facts,
        )
        for n in range(3)
    ]


def draft(make_posting: Make) -> Posting:
    return make_posting(title="Third", status="draft", submitted_at=None, published_at=None, publish_at=None)


def test_one_more_opening_is_refused_with_the_reason_and_what_ends_it(
    late: list[Application], make_posting: Make, owner: User, client_of: Callable[[User | None], Client]
) -> None:
    posting = draft(make_posting)
    with pytest.raises(NotComplete) as refused:
        lifecycle.submit(posting, by=owner)
    (gap,) = refused.value.missing
    assert "3 people wait for an answer that you promised" in str(gap.text)
    assert gap.url == reverse("applications:workspace_list", args=["northlake"])
    page = (
        client_of(owner)
        .get(reverse("postings:workspace_detail", args=["northlake", posting.pk]))
        .content.decode()
    )
    assert "Answer them, or close another opening." in page and f'href="{gap.url}"' in page


def test_an_answer_lifts_it_by_itself(late: list[Application], make_posting: Make, owner: User) -> None:
    posting = draft(make_posting)
    Application.objects.filter(pk=late[0].pk).update(status="shortlisted", first_answer_at=timezone.now())
    lifecycle.submit(posting, by=owner)
    assert posting.status == "in_review"


def test_closing_another_opening_makes_room(late: list[Application], make_posting: Make, owner: User) -> None:
    for other in Posting.objects.exclude(title="First"):
        lifecycle.close(other, by=owner, outcome="not_filled")
    lifecycle.submit(draft(make_posting), by=owner)


def test_a_moderator_is_told_when_publishing_and_may_lift_it_for_a_time(
    late: list[Application], make_posting: Make, hospital: Hospital, moderator: User
) -> None:
    waiting = make_posting(title="Third", status="in_review", published_at=None, publish_at=None)
    with pytest.raises(NotComplete, match="limit"):
        lifecycle.publish(waiting, by=moderator)
    allowance.lift(hospital, by=moderator, days=7, reason="They have new people.")
    event = Event.objects.about(hospital).get(verb="lift_limit")
    assert (event.words, event.actor_id) == ("They have new people.", moderator.pk)
    at = timezone.now() + timedelta(days=6)
    assert allowance.limit_of(hospital, at) is None
    assert allowance.limit_of(hospital, at + timedelta(days=2)) is not None
    waiting = Posting.objects.get(pk=waiting.pk)
    lifecycle.publish(waiting, by=moderator)
    assert waiting.status == "published"


def test_a_moderator_with_a_seat_there_does_not_lift_it(
    late: list[Application], hospital: Hospital, moderator: User
) -> None:
    Seat.objects.create(hospital=hospital, user=moderator, role="owner")
    with pytest.raises(NotAllowed):
        allowance.lift(hospital, by=moderator, days=7, reason="Mine.")


def test_silence_counts_until_a_moderator_dealt_with_it(
    late: list[Application], hospital: Hospital, moderator: User
) -> None:
    now = timezone.now()
    for application in late:
        promises.no_answer(application, at=now)
    assert allowance.limit_of(hospital, now) is not None
    promises.deal_with_silence(hospital, by=moderator, words="Spoke with them.", until=now)
    assert allowance.limit_of(hospital, now) is None


def test_everyone_reads_how_many_wait_too_long(late: list[Application], client: Client) -> None:
    assert (
        "3 people wait longer than this hospital promised"
        in client.get("/hospitals/northlake/").content.decode()
    )
