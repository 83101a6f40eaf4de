"""Two at once on a change of a live opening, on real PostgreSQL; a control shows that the race happens without the locks."""

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from core.models import Event
from core.workflow import WrongState
from postings import material, proposing, revising
from postings.models import Posting, Revision
from tests.applications.test_races import meet_before, together, without_locks

pytestmark = pytest.mark.django_db(transaction=True)


def editing(posting: Posting, by: User, seen: str, **fields: Any) -> Callable[[], Any]:
    def edit() -> Any:
        edited = copy.copy(Posting.objects.select_related("hospital").get(pk=posting.pk))
        for name, value in fields.items():
            setattr(edited, name, value)
        return proposing.change(edited, by=by, seen_before=seen)

    return edit


@pytest.fixture
def waits(posting: Posting, owner: User) -> Revision:
    revision = editing(posting, owner, revising.seen(posting, None), title="Editor")().revision
    assert revision is not None
    return revision


def ends(waits: Revision) -> list[str]:
    return list(
        Event.objects.about(waits).filter(verb__in=["apply", "refuse"]).values_list("verb", flat=True)
    )


def deciding(waits: Revision, moderator: User, seen: str) -> list[Callable[[], Any]]:
    mine, theirs = (Revision.objects.get(pk=waits.pk) for _ in range(2))
    return [
        lambda: revising.apply(mine, by=moderator, seen_before=seen),
        lambda: revising.refuse(theirs, by=moderator, reasons=["other"], seen_before=seen),
    ]


def test_two_moderators_decide_once(
    monkeypatch: Any, posting: Posting, waits: Revision, moderator: User
) -> None:
    meet_before(monkeypatch, revising, "_still_so")
    results = together(*deciding(waits, moderator, revising.seen(posting, waits)))
    assert sorted(type(r).__name__ for r in results) == ["NoneType", "WrongState"], results
    waits.refresh_from_db()
    assert (len(ends(waits)), waits.status == "applied") == (1, Posting.objects.get().title == "Editor")


def test_control_without_the_locks_two_moderators_both_decide(
    monkeypatch: Any, posting: Posting, waits: Revision, moderator: User
) -> None:
    meet_before(monkeypatch, revising, "_still_so")
    without_locks(monkeypatch)
    together(*deciding(waits, moderator, revising.seen(posting, waits)))
    assert len(ends(waits)) == 2


def test_a_decision_and_an_edit_at_once_never_mix(
    monkeypatch: Any, posting: Posting, waits: Revision, owner: User, moderator: User
) -> None:
    """Either the moderator's text is online and the edit is told to look again, or the other way round."""
    seen = revising.seen(posting, waits)
    meet_before(monkeypatch, material, "put")
    results = together(
        lambda: revising.apply(waits, by=moderator, seen_before=seen),
        editing(posting, owner, seen, title="Second thoughts"),
    )
    lost = [type(r) for r in results if isinstance(r, Exception)]
    now, row = Posting.objects.get(), Revision.objects.get()
    assert lost == [revising.ChangedMeanwhile], results
    assert (now.title, row.status) in {("Editor", "applied"), ("Social media manager", "pending")}
    assert row.changes["title"] == ("Editor" if row.status == "applied" else "Second thoughts")


def test_two_colleagues_make_one_pending_change(posting: Posting, owner: User, recruiter: User) -> None:
    seen = revising.seen(posting, None)
    results = together(
        editing(posting, owner, seen, title="Mine"), editing(posting, recruiter, seen, pay_min=Decimal(60000))
    )
    assert [type(r) for r in results if isinstance(r, Exception)] == [revising.ChangedMeanwhile], results
    assert Revision.objects.count() == 1


def test_withdrawing_and_applying_at_once_end_once(
    monkeypatch: Any, posting: Posting, waits: Revision, owner: User, moderator: User
) -> None:
    mine, theirs = (Revision.objects.get(pk=waits.pk) for _ in range(2))
    results = together(
        lambda: revising.apply(mine, by=moderator), lambda: revising.withdraw(theirs, by=owner)
    )
    assert [type(r) for r in results if isinstance(r, Exception)] == [WrongState], results
    waits.refresh_from_db()
    assert (waits.status == "applied") is (Posting.objects.get().title == "Editor")
