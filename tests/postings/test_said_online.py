"""The letter "your opening is online" waits ten minutes. When by then it is not online, nobody gets it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from core.models import OutgoingMail
from hospitals import verification
from postings import freezing, lifecycle
from postings.models import Posting
from tests.applications.test_races import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(make_posting: Callable[..., Posting], moderator: User, recruiter: User) -> Posting:
    posting = make_posting(status="in_review", publish_at=None, published_at=None)
    lifecycle.publish(posting, by=moderator)
    assert leaves()
    return posting


def leaves() -> bool:
    return OutgoingMail.objects.waiting().filter(kind="posting_published").exists()


ENDS: dict[str, Callable[[Posting, Any], None]] = {
    "frozen": lambda p, w: freezing.freeze(p, by=w["moderator"]),
    "removed": lambda p, w: lifecycle.remove(p, by=w["moderator"], reasons=["other"], words="No job."),
    "recalled": lambda p, w: lifecycle.recall(p, by=w["moderator"], reasons=["other"], words="Mend it."),
    "closed": lambda p, w: lifecycle.close(p, by=w["recruiter"], outcome="cancelled"),
    "hospital frozen": lambda p, w: verification.freeze(p.hospital, by=w["moderator"], words="We look."),
}


@pytest.mark.parametrize("end", ENDS)
def test_it_does_not_leave(end: str, published: Posting, moderator: User, recruiter: User) -> None:
    ENDS[end](published, {"moderator": moderator, "recruiter": recruiter})
    assert not leaves()


def test_it_leaves_after_all_when_the_opening_is_back(published: Posting, moderator: User) -> None:
    freezing.freeze(published, by=moderator)
    freezing.unfreeze(published, by=moderator)
    assert leaves()
    lifecycle.remove(published, by=moderator, reasons=["other"], words="No job.")
    lifecycle.undo(published, by=moderator)
    assert leaves()


def test_it_does_not_leave_when_the_opening_closed_while_it_was_frozen(
    published: Posting, moderator: User, recruiter: User
) -> None:
    freezing.freeze(published, by=moderator)
    lifecycle.close(published, by=recruiter, outcome="cancelled")
    freezing.unfreeze(published, by=moderator)
    assert not leaves()


def test_letters_of_other_openings_leave(
    published: Posting, make_posting: Callable[..., Posting], moderator: User
) -> None:
    freezing.freeze(make_posting(title="Another"), by=moderator)
    assert leaves()


def test_it_does_not_leave_when_the_opening_is_back_and_its_hospital_is_not(
    published: Posting, moderator: User
) -> None:
    freezing.freeze(published, by=moderator)
    verification.freeze(published.hospital, by=moderator, words="We look.")
    freezing.unfreeze(published, by=moderator)
    assert not leaves()


def test_it_leaves_after_all_when_the_hospital_was_frozen_by_mistake(
    published: Posting, make_posting: Callable[..., Posting], moderator: User, recruiter: User
) -> None:
    ended = make_posting(title="Another", status="in_review", publish_at=None, published_at=None)
    lifecycle.publish(ended, by=moderator)
    verification.freeze(published.hospital, by=moderator, words="We look.")
    lifecycle.close(ended, by=recruiter, outcome="cancelled")
    assert not leaves()
    verification.unfreeze(published.hospital, by=moderator, words="All is well.")
    waiting = OutgoingMail.objects.waiting().filter(kind="posting_published")
    assert set(waiting.values_list("about", flat=True)) == {f"postings.posting:{published.pk}"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", ["frozen", "closed", "hospital frozen"])
def test_nothing_waits_for_a_letter_that_is_being_handed_over(
    end: str, published: Posting, moderator: User, recruiter: User
) -> None:
    """The post is slow: the worker holds the letter longer than a page waits for a lock."""
    held, ended = threading.Event(), threading.Event()

    def worker() -> None:
        with transaction.atomic():
            list(OutgoingMail.objects.filter(kind="posting_published").select_for_update())
            held.set()
            ended.wait(20)

    def web() -> None:
        held.wait(20)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '500ms'")
        try:
            ENDS[end](published, {"moderator": moderator, "recruiter": recruiter})
        finally:
            ended.set()

    assert together(worker, web) == [None, None]
    assert not Posting.objects.live().exists()
