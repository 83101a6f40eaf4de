"""What a process keeps of the database."""

import threading
import time

import pytest
from django.db import OperationalError

from core import kept
from core.kept import Kept


def test_who_asks_again_gets_what_was_read() -> None:
    numbers = iter(range(1, 9))
    one: Kept[int] = Kept(lambda _before: next(numbers), 60.0)
    assert (one(), one()) == (1, 1)


def test_what_changed_while_it_was_read_is_read_again_by_the_next_one() -> None:
    read: list[int] = []

    def slow(_before: int | None) -> int:
        read.append(1)
        if len(read) == 1:
            one.forget()  # somebody's change is committed now
        return len(read)

    one = Kept(slow, 60.0)
    assert (one(), one(), one()) == (1, 2, 2)


def test_what_was_read_together_is_not_read_anew_together() -> None:
    many = [Kept(lambda _before: 1, 60.0) for _ in range(20)]
    assert {one() for one in many} == {1}
    ends = {one._until for one in many}
    assert len(ends) == 20 and max(ends) - min(ends) > 1
    assert max(ends) <= time.monotonic() + 60


class _Clock:
    """Seconds, as a test sets them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr("core.kept.time.monotonic", lambda: self.now)
        monkeypatch.setattr("core.kept.random.uniform", lambda _low, high: high)


def test_beside_the_requests_it_is_read_before_it_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, numbers = _Clock(monkeypatch), iter(range(1, 9))
    one: Kept[int] = Kept(lambda _before: next(numbers), 10.0)
    assert (one.renew(), one()) == (False, 1)  # nobody had asked
    clock.now += 5
    assert (one.renew(), one()) == (False, 1)  # young enough
    clock.now += 2
    assert (one.renew(), one()) == (True, 2)
    clock.now += 9
    assert (one.renew(), one()) == (True, 3)
    clock.now += 9
    assert one.renew() and not one.renew()
    clock.now += 9
    assert not one.renew()  # nobody asked since: an idle board asks nothing
    clock.now += 2
    assert one() == 5


def test_what_was_dropped_is_read_by_the_next_one_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changed something in a transaction that still runs reads their own change, not what another saw."""
    clock, numbers = _Clock(monkeypatch), iter(range(1, 9))
    one: Kept[int] = Kept(lambda _before: next(numbers), 10.0)
    one()
    clock.now += 9
    one.forget()
    assert (one.renew(), one()) == (False, 2)


def test_what_is_dropped_while_the_thread_waits_for_its_turn_is_left_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, numbers = _Clock(monkeypatch), iter(range(1, 9))
    one: Kept[int] = Kept(lambda _before: next(numbers), 10.0)
    one()
    clock.now += 9

    class Waiting:
        """Somebody changes something before it is one's turn."""

        def __enter__(self) -> None:
            one.forget()

        def __exit__(self, *_: object) -> None: ...

    one._lock = Waiting()  # type: ignore[assignment]
    assert (one.renew(), one._value) == (False, 1)


def test_one_that_cannot_be_read_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, numbers, away = _Clock(monkeypatch), iter(range(1, 9)), False

    def fails(_before: int | None) -> int:
        if away:
            raise OperationalError("the database is away")
        return 1

    beside = kept._Beside()
    beside.kept = [Kept(fails, 10.0), Kept(lambda _before: next(numbers), 10.0)]
    assert [one() for one in beside.kept] == [1, 1]
    clock.now, away = clock.now + 9, True
    beside.round()
    assert beside.kept[1]() == 2
    clock.now += 2
    with pytest.raises(OperationalError):
        beside.kept[0]()


def test_each_process_has_one_thread_and_only_a_web_server_has() -> None:
    beside, begun = kept._Beside(), list[int]()
    beside._for_ever = lambda: begun.append(1)  # type: ignore[method-assign]
    beside.begin()
    assert not begun and "kept" not in {thread.name for thread in threading.enumerate()}
    beside.wanted = True
    for _ in range(3):
        beside.begin()
    beside._process = 1  # as in one that parted from this one
    beside.begin()
    for thread in threading.enumerate():
        if thread.name == "kept":
            thread.join()
    assert begun == [1, 1]
