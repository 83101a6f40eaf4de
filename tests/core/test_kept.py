"""What a process keeps of the database."""

import time

from core.kept import Kept


def test_who_asks_again_gets_what_was_read() -> None:
    numbers = iter(range(1, 9))
    kept: Kept[int] = Kept(lambda _before: next(numbers), 60.0)
    assert (kept(), kept()) == (1, 1)


def test_what_changed_while_it_was_read_is_read_again_by_the_next_one() -> None:
    read: list[int] = []

    def slow(_before: int | None) -> int:
        read.append(1)
        if len(read) == 1:
            kept.forget()  # somebody's change is committed now
        return len(read)

    kept = Kept(slow, 60.0)
    assert (kept(), kept(), kept()) == (1, 2, 2)


def test_what_was_read_together_is_not_read_anew_together() -> None:
    kept = [Kept(lambda _before: 1, 60.0) for _ in range(20)]
    assert {one() for one in kept} == {1}
    ends = {one._until for one in kept}
    assert len(ends) == 20 and max(ends) - min(ends) > 1
    assert max(ends) <= time.monotonic() + 60
