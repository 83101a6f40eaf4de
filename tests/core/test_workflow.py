"""The engine behind every life, tried on postings."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from core.models import Event, OutgoingMail
from core.workflow import Arrow, Life, NotAllowed, WrongState
from postings.models import Posting

LIFE = Life(
    Posting,
    [
        Arrow(
            "submit",
            ("draft",),
            "in_review",
            may=lambda user, _: user.name == "Ines Calder",
            stamp="submitted_at",
        ),
        Arrow("tick", ("in_review",), "draft", may=lambda *_: False, by_board=True),
    ],
)


@pytest.fixture
def draft(make_posting: Callable[..., Posting]) -> Posting:
    return make_posting(status="draft", submitted_at=None, published_at=None, publish_at=None)


def test_a_move_stamps_saves_and_leaves_one_event(draft: Posting, owner: User) -> None:
    with LIFE.move(draft, "submit", by=owner, reasons=["pay_missing"], words="why") as move:
        move.row.title = "New title"
    draft.refresh_from_db()
    event = Event.objects.get()
    assert (draft.status, draft.title, draft.submitted_at) == ("in_review", "New title", move.at)
    assert (
        event.verb,
        event.before,
        event.after,
        event.actor_id,
        event.reasons,
        event.words,
        event.hospital_id,
    ) == ("submit", "draft", "in_review", owner.pk, ["pay_missing"], "why", draft.hospital_id)


def test_someone_without_the_right_changes_nothing(draft: Posting, recruiter: User) -> None:
    with pytest.raises(NotAllowed), LIFE.move(draft, "submit", by=recruiter):
        pass
    draft.refresh_from_db()
    assert (draft.status, Event.objects.count()) == ("draft", 0)


def test_an_arrow_that_starts_elsewhere_changes_nothing(draft: Posting, owner: User) -> None:
    with LIFE.move(draft, "submit", by=owner):
        pass
    with pytest.raises(WrongState), LIFE.move(draft, "submit", by=owner):
        pass
    assert Event.objects.count() == 1


def test_the_board_draws_only_its_own_arrows(draft: Posting, owner: User) -> None:
    with pytest.raises(NotAllowed), LIFE.move(draft, "submit", by=None):
        pass
    with LIFE.move(draft, "submit", by=owner):
        pass
    with LIFE.move(draft, "tick", by=None):
        pass
    assert list(Event.objects.order_by("id").values_list("verb", "actor_id")) == [
        ("submit", owner.pk),
        ("tick", None),
    ]


def test_what_the_block_queued_disappears_with_a_failure(draft: Posting, owner: User) -> None:
    from core.mail import Letter, queue

    def move_and_fail() -> None:
        with LIFE.move(draft, "submit", by=owner):
            queue(Letter(subject="s", paragraphs=["p"]), kind="test", to=owner)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        move_and_fail()
    draft.refresh_from_db()
    assert (draft.status, Event.objects.count(), OutgoingMail.objects.count()) == ("draft", 0, 0)


@pytest.mark.parametrize("sql", ["UPDATE core_event SET verb = 'x'", "DELETE FROM core_event"])
def test_nobody_changes_the_trail(draft: Posting, owner: User, sql: str) -> None:
    with LIFE.move(draft, "submit", by=owner):
        pass
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Event.objects.get().verb == "submit"


def _race(life: Life, posting: Posting, owner: User) -> list[str]:
    """Two people press the same button at once; returns what each was told."""
    told: list[str] = []
    barrier = Barrier(2)

    def press() -> None:
        try:
            row = Posting.objects.get(pk=posting.pk)
            barrier.wait()
            with life.move(row, "submit", by=owner):
                pass
            told.append("done")
        except WrongState:
            told.append("somebody was first")
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins_and_the_other_is_told(make_posting: Any, owner: User) -> None:
    posting = make_posting(status="draft", submitted_at=None, published_at=None, publish_at=None)
    assert _race(LIFE, posting, owner) == ["done", "somebody was first"]
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_race_is_real_without_the_lock(
    make_posting: Any, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: with the lock switched off both win, so the test above would see it."""
    posting = make_posting(status="draft", submitted_at=None, published_at=None, publish_at=None)
    manager = type(Posting._base_manager)
    monkeypatch.setattr(manager, "select_for_update", lambda self, **_: self.all(), raising=True)
    meet = Barrier(2)
    slow = Life(
        Posting,
        [
            Arrow(
                "submit", ("draft",), "in_review", may=lambda *_: bool(meet.wait() + 1), stamp="submitted_at"
            )
        ],
    )
    assert _race(slow, posting, owner) == ["done", "done"]
