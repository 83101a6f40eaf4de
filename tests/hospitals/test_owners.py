"""A hospital is never without an owner: the verbs ask, the lock keeps two apart, the database stands behind both.

Each race is run three times: with the verbs' lock alone, with the database's guard alone, and with neither, which
must end without an owner, or the test sees no race.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from accounts.models import User
from core.workflow import NotAllowed
from hospitals import staff
from hospitals.models import Hospital, Seat

Deed = Callable[[], None]


def seat_of(user: User) -> Seat:
    return Seat.objects.select_related("hospital", "user").get(user=user)


def owners(hospital: Hospital) -> int:
    return Seat.objects.held().filter(hospital=hospital, role="owner").count()


@contextmanager
def without_guard() -> Iterator[None]:
    """The database's own guard, switched off for all connections."""

    def switch(word: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_keeps_an_owner%'")
            name = cursor.fetchone()[0]
            cursor.execute(f"ALTER TABLE hospitals_seat {word} TRIGGER {name}")

    switch("DISABLE")
    try:
        yield
    finally:
        switch("ENABLE")


def both_leave(owner: User, second: User, third: User) -> list[Deed]:
    mine, theirs = seat_of(owner), seat_of(second)
    return [lambda: staff.leave(mine, by=owner), lambda: staff.leave(theirs, by=second)]


def one_hands_over_to_who_leaves(owner: User, second: User, third: User) -> list[Deed]:
    """The second owner has stepped down before, so the one who gets it would be the only one."""
    Seat.objects.filter(user=second).update(role="reviewer")
    mine, theirs = seat_of(owner), seat_of(third)
    return [lambda: staff.hand_over(mine, to=theirs, by=owner), lambda: staff.leave(theirs, by=third)]


def one_is_removed_who_demotes_the_other(owner: User, second: User, third: User) -> list[Deed]:
    mine, theirs = seat_of(owner), seat_of(second)
    return [
        lambda: staff.remove(theirs, by=owner),
        lambda: staff.change_role(mine, "reviewer", by=second),
    ]


def together(deeds: list[Deed], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nobody writes before both have looked, if nothing keeps them apart. Returns what became of each."""
    barrier, outcomes, save = Barrier(2), ["done"] * len(deeds), Seat.save

    def slow(self: Seat, *args: Any, **more: Any) -> None:
        try:
            barrier.wait(0.8)
        except BrokenBarrierError:
            pass  # the other one waits for the lock, or has been here
        save(self, *args, **more)

    def run(i: int, deed: Deed) -> None:
        try:
            deed()
        except (staff.LastOwner, NotAllowed, Seat.DoesNotExist, IntegrityError) as error:
            outcomes[i] = type(error).__name__
        finally:
            connections.close_all()

    monkeypatch.setattr(Seat, "save", slow)
    threads = [Thread(target=run, args=(i, deed)) for i, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    monkeypatch.setattr(Seat, "save", save)
    return outcomes


RACES = [both_leave, one_hands_over_to_who_leaves, one_is_removed_who_demotes_the_other]


@pytest.fixture
def second(hospital: Hospital, make_person: Any) -> User:
    user: User = make_person("second@northlake.example", "Second")
    Seat.objects.create(hospital=hospital, user=user, role="owner")
    return user


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("race", RACES)
def test_two_at_once_leave_an_owner_because_the_verbs_wait_for_each_other(
    race: Any, hospital: Hospital, owner: User, second: User, recruiter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with without_guard():
        outcomes = together(race(owner, second, recruiter), monkeypatch)
    assert owners(hospital) >= 1
    assert outcomes.count("done") == 1 and "IntegrityError" not in outcomes


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("race", RACES)
def test_two_at_once_leave_an_owner_because_the_database_says_no(
    race: Any, hospital: Hospital, owner: User, second: User, recruiter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff, "lock", lambda row: row)
    outcomes = together(race(owner, second, recruiter), monkeypatch)
    assert owners(hospital) >= 1
    assert sorted(outcomes) == ["IntegrityError", "done"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("race", RACES)
def test_control_with_neither_the_hospital_is_left_alone(
    race: Any, hospital: Hospital, owner: User, second: User, recruiter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff, "lock", lambda row: row)
    with without_guard():
        assert together(race(owner, second, recruiter), monkeypatch) == ["done", "done"]
    assert owners(hospital) == 0
    Hospital.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_around_the_verbs_is_stopped_at_the_commit(hospital: Hospital, owner: User) -> None:
    for wrong in (
        lambda: Seat.objects.update(role="host"),
        lambda: Seat.objects.all().delete(),
        lambda: User.objects.filter(pk=owner.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="keeps an owner"):
            wrong()
    assert owners(hospital) == 1


@pytest.mark.django_db(transaction=True)
def test_a_hand_over_may_pass_through_any_order_and_a_hospital_may_go_whole(
    hospital: Hospital, owner: User, recruiter: User
) -> None:
    with transaction.atomic():
        Seat.objects.filter(user=owner).update(role="recruiter")
        Seat.objects.filter(user=recruiter).update(role="owner")
    assert seat_of(recruiter).role == "owner"
    hospital.delete()
    assert not Seat.objects.exists()
