"""Talks, many at once, on real PostgreSQL, each with a control that shows the race without the lock."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.utils import timezone

from accounts.models import User
from core.models import Event
from hospitals.models import Hospital
from hospitals.roles import Role
from mentoring import booking, talks
from mentoring.models import Talk, TalkTime
from mentoring.refusals import Refused
from tests.applications.test_races import meet_before, together, without_locks
from tests.conftest import make_hospital, seat
from tests.mentoring.conftest import book, make_time

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 20


def to_book(time: TalkTime, who: User) -> Callable[[], Any]:
    def job() -> None:
        try:
            book(TalkTime.objects.select_related("hospital").get(pk=time.pk), who)
        finally:
            connections.close_all()

    return job


def meet_before_taking(monkeypatch: pytest.MonkeyPatch, crowd: int) -> None:
    """All wait for each other where they know that nothing stands against it; whom a lock keeps out goes on alone."""
    gate, real = threading.Barrier(crowd), booking._take

    def slow(*args: Any) -> None:
        try:
            gate.wait(2)
        except threading.BrokenBarrierError:
            pass
        real(*args)

    monkeypatch.setattr(booking, "_take", slow)


def test_one_time_and_twenty_bookings_at_once_make_one_talk(
    free_time: TalkTime, make_person: Callable[..., User]
) -> None:
    people = [make_person(f"c{i}@people.example", f"Candidate {i}") for i in range(CROWD)]
    results = together(*[to_book(free_time, one) for one in people])
    assert Talk.objects.count() == 1
    assert sorted(type(r).__name__ for r in results) == ["NoneType"] + ["Taken"] * (CROWD - 1)


def test_control_without_the_lock_only_the_constraint_stands(
    monkeypatch: pytest.MonkeyPatch, free_time: TalkTime, make_person: Callable[..., User]
) -> None:
    people = [make_person(f"c{i}@people.example", f"Candidate {i}") for i in range(3)]
    without_locks(monkeypatch)
    meet_before_taking(monkeypatch, 3)
    results = together(*[to_book(free_time, one) for one in people])
    assert Talk.objects.count() == 1
    assert [isinstance(r, IntegrityError) for r in results].count(True) == 2


def three_hospitals(make_person: Any) -> list[TalkTime]:
    found = []
    for n in range(3):
        hospital: Hospital = make_hospital(name=f"Hospital {n}", slug=f"h{n}")
        found.append(make_time(seat(f"h{n}@h.example", f"Host {n}", hospital, Role.HOST), hospital))
    return found


def test_three_bookings_at_once_leave_two_open(candidate: User, make_person: Any) -> None:
    results = together(*[to_book(time, candidate) for time in three_hospitals(make_person)])
    assert Talk.objects.open().count() == booking.MOST_OPEN
    assert [type(r) for r in results].count(Refused) == 1


def test_control_without_the_lock_three_are_open(
    monkeypatch: pytest.MonkeyPatch, candidate: User, make_person: Any
) -> None:
    times = three_hospitals(make_person)
    without_locks(monkeypatch)
    meet_before_taking(monkeypatch, 3)
    together(*[to_book(time, candidate) for time in times])
    assert Talk.objects.open().count() == 3


def test_a_booking_and_taking_back_at_once_leave_no_talk_without_a_time(
    free_time: TalkTime, candidate: User
) -> None:
    from mentoring import hosting

    together(to_book(free_time, candidate), lambda: hosting.take_back([free_time], by=free_time.host))
    free_time.refresh_from_db()
    assert Talk.objects.booked().count() == (0 if free_time.withdrawn_at else 1)


def test_both_say_how_it_went_at_once_and_one_is_heard(free_time: TalkTime, candidate: User) -> None:
    row, results = both_say(free_time, candidate)
    assert sorted(type(r).__name__ for r in results) == ["NoneType", "WrongState"]
    assert heard(row) == ["miss" if results[0] is None else "hold"]
    assert row.status == ("no_show" if results[0] is None else "held")


def both_say(time: TalkTime, candidate: User) -> tuple[Talk, list[Any]]:
    """The candidate says that nobody came, the host that it was held."""
    row = book(time, candidate)
    TalkTime.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    results = together(
        lambda: talks.miss(Talk.objects.get(pk=row.pk), by=candidate),
        lambda: talks.hold(Talk.objects.get(pk=row.pk), by=time.host),
    )
    row.refresh_from_db()
    return row, results


def heard(row: Talk) -> list[str]:
    verbs = Event.objects.about(row).filter(verb__in=["miss", "hold"]).values_list("verb", flat=True)
    return sorted(verbs)


def test_control_without_the_lock_both_are_heard(
    monkeypatch: pytest.MonkeyPatch, free_time: TalkTime, candidate: User
) -> None:
    without_locks(monkeypatch)
    meet_before(monkeypatch, talks, "_must_have_begun")
    row, results = both_say(free_time, candidate)
    assert (heard(row), results) == (["hold", "miss"], [None, None])
