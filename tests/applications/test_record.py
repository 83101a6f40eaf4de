"""A hospital's response record: counted honestly, shown only when there is enough of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from applications import record
from applications.models import Application
from applications.record import Record
from hospitals.models import Hospital
from postings.search import Search
from tests.conftest import person

NOW = timezone.now()


@pytest.fixture
def answered(make_application: Callable[..., Application]) -> Callable[..., None]:
    """`n` applications sent 20 days ago with ten days' promise, answered after `days` (None: never)."""
    made = iter(range(100))

    def make(n: int, days: int | None, **fields: Any) -> None:
        for _ in range(n):
            sent = NOW - timedelta(days=20)
            number = next(made)
            make_application(
                candidate=person(f"record{number}@people.example", f"Person {number}"),
                submitted_at=sent,
                respond_by=sent + timedelta(days=10),
                first_answer_at=None if days is None else sent + timedelta(days=days, hours=1),
                **fields,
            )

    return make


def test_four_answers_are_no_record_and_five_are(answered: Callable[..., None], hospital: Hospital) -> None:
    answered(4, 3)
    assert record.record_of(hospital, at=NOW) is None
    answered(1, 12)
    assert record.record_of(hospital, at=NOW) == Record(share=80, days=3, total=5)


def test_silence_past_the_promise_counts_and_a_withdrawal_before_it_does_not(
    answered: Callable[..., None], hospital: Hospital
) -> None:
    answered(5, 2)
    answered(1, None)
    gone = {"status": "withdrawn", "decided_at": NOW, "withdrawal_reason": "pay"}
    answered(3, None, **gone)
    assert record.record_of(hospital, at=NOW) == Record(share=83, days=2, total=6)


def test_the_filter_finds_hospitals_that_answer_nine_of_ten_in_time(
    answered: Callable[..., None], hospital: Hospital
) -> None:
    answered(9, 2)
    assert (record.refresh(NOW), record.refresh(NOW)) == (1, 0)
    assert Search("responsive=1").found().total == 1
    answered(2, 15)
    assert record.refresh(NOW) == 1
    assert Search("responsive=1").found().total == 0


def test_a_reader_of_the_hospitals_page_sees_it(
    answered: Callable[..., None], hospital: Hospital, client_of: Callable[[User | None], Client]
) -> None:
    page = f"/hospitals/{hospital.slug}/"
    assert "Answers in time" not in client_of(None).get(page).content.decode()
    answered(5, 4)
    assert "100% of 5 applications, mostly within 4 days" in client_of(None).get(page).content.decode()
