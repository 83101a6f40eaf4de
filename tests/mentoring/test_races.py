"""Many at once, on real PostgreSQL, each with a control that shows the race without the lock."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from accounts.models import User
from core.models import Event
from mentoring import asking, mails, mentors, mentorships_by_clock
from mentoring.models import Mentor, Mentorship
from mentoring.refusals import Refused
from tests.applications.test_races import together, without_locks
from tests.mentoring.conftest import ask, make_mentor

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 20


def leave_the_mentor(monkeypatch: pytest.MonkeyPatch) -> None:
    """For controls: an answer writes on the mentor's page too, where others would wait for it, or it for the clock."""
    monkeypatch.setattr(mentors, "answered", lambda user: None)


def meet_after_counting(monkeypatch: pytest.MonkeyPatch, crowd: int) -> None:
    """All wait for each other where they know that there is a place. For controls: there are no locks."""
    gate, real = threading.Barrier(crowd), mails.accepted

    def slow(row: Mentorship) -> None:
        gate.wait(10)
        real(row)

    leave_the_mentor(monkeypatch)
    monkeypatch.setattr(mails, "accepted", slow)


def crowd_of_requests(mentor: Mentor, make_person: Callable[..., User], n: int) -> list[Mentorship]:
    people = [make_person(f"c{i}@people.example", f"Candidate {i}") for i in range(n)]
    rows = [ask(mentor, one) for one in people]
    Mentor.objects.update(capacity=1)
    return rows


def say_yes(row: Mentorship, mentor: Mentor) -> Callable[[], Any]:
    def job() -> None:
        try:
            asking.accept(Mentorship.objects.get(pk=row.pk), by=mentor.user)
        finally:
            connections.close_all()

    return job


def test_one_place_and_twenty_yeses_at_once_make_one_mentorship(
    mentor: Mentor, make_person: Callable[..., User]
) -> None:
    rows = crowd_of_requests(mentor, make_person, CROWD)
    results = together(*[say_yes(row, mentor) for row in rows])
    assert Mentorship.objects.running().count() == 1
    assert sorted(type(r).__name__ for r in results) == ["NoneType"] + ["Refused"] * (CROWD - 1)


def test_control_without_the_lock_more_than_one_gets_the_place(
    monkeypatch: pytest.MonkeyPatch, mentor: Mentor, make_person: Callable[..., User]
) -> None:
    rows = crowd_of_requests(mentor, make_person, 3)
    without_locks(monkeypatch)
    meet_after_counting(monkeypatch, 3)
    together(*[say_yes(row, mentor) for row in rows])
    assert Mentorship.objects.running().count() == 3


def test_four_requests_at_once_leave_three_open(candidate: User, make_person: Callable[..., User]) -> None:
    four = [make_mentor(make_person(f"m{n}@people.example", f"Mentor {n}")) for n in range(4)]
    results = together(*[lambda one=one: ask(one, candidate) for one in four])
    assert Mentorship.objects.requested().count() == asking.MOST_OPEN
    assert [type(r) for r in results].count(Refused) == 1


def test_an_answer_and_the_clock_at_once_make_one_end(mentor: Mentor, candidate: User) -> None:
    row, (answer, ended) = answer_and_clock(mentor, candidate)
    yes = answer is None
    assert (type(answer).__name__, ended) == (("NoneType", 0) if yes else ("WrongState", 1))
    assert ends(row) == ["accept" if yes else "expire"]
    assert row.status == ("accepted" if yes else "expired")
    mentor.refresh_from_db()
    assert mentor.silences == (0 if yes else 1)


def answer_and_clock(mentor: Mentor, candidate: User) -> tuple[Mentorship, list[Any]]:
    row = ask(mentor, candidate)
    results = together(say_yes(row, mentor), lambda: mentorships_by_clock.expire_unanswered(row.answer_by))
    row.refresh_from_db()
    return row, results


def ends(row: Mentorship) -> list[str]:
    verbs = Event.objects.about(row).filter(verb__in=["accept", "expire"]).values_list("verb", flat=True)
    return sorted(verbs)


def test_control_without_the_lock_the_answer_and_the_clock_both_end_it(
    monkeypatch: pytest.MonkeyPatch, mentor: Mentor, candidate: User
) -> None:
    without_locks(monkeypatch)
    leave_the_mentor(monkeypatch)
    gate = threading.Barrier(2)
    for name in ("accepted", "expired"):
        monkeypatch.setattr(mails, name, lambda row: gate.wait(5))
    row, results = answer_and_clock(mentor, candidate)
    assert (ends(row), results) == (["accept", "expire"], [None, 1])
