"""Two moderators who decide the same thing at the same moment: one decides, the other is told. With controls."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from accounts import samples
from accounts.models import User
from core.models import Event
from core.workflow import Life
from hospitals import verification
from hospitals.models import Hospital
from mentoring import safety
from mentoring.models import Report
from postings import lifecycle, proposing, revising
from postings.models import Posting
from tests.conftest import make_sample

pytestmark = pytest.mark.django_db(transaction=True)
Make = Callable[..., Posting]
Verb = Callable[[Any, User], object]
WHY: dict[str, Any] = {"reasons": ["other"], "words": "No."}


def opening(make_posting: Make, **_: Any) -> tuple[Any, Verb, Verb]:
    row = make_posting(status="in_review")
    return row, lambda r, by: lifecycle.publish(r, by=by), lambda r, by: lifecycle.reject(r, by=by, **WHY)


def change(make_posting: Make, recruiter: User, **_: Any) -> tuple[Any, Verb, Verb]:
    posting = make_posting()
    edited = Posting.objects.get(pk=posting.pk)
    edited.description = "A new text. " * 30
    row = proposing.change(edited, by=recruiter, seen_before=revising.seen(posting, None)).revision
    return row, lambda r, by: revising.apply(r, by=by), lambda r, by: revising.refuse(r, by=by, **WHY)


def hospital(hospital2: Hospital, **_: Any) -> tuple[Any, Verb, Verb]:
    Hospital.objects.filter(pk=hospital2.pk).update(
        status="pending", asked_at=timezone.now(), verified_at=None
    )
    hospital2.refresh_from_db()
    return (
        hospital2,
        lambda r, by: verification.verify(r, by=by),
        lambda r, by: verification.refuse(r, by=by, **WHY),
    )


def sample(candidate: User, recruiter: User, **_: Any) -> tuple[Any, Verb, Verb]:
    row = make_sample(candidate, pictures=0)
    samples.report(row, by=recruiter, reason="other")
    return (
        row,
        lambda r, by: samples.release(r, by=by),
        lambda r, by: samples.remove(r, by=by, reason="other"),
    )


def mentoring(candidate: User, candidate2: User, **_: Any) -> tuple[Any, Verb, Verb]:
    row = safety.report(candidate, by=candidate2, reason=Report.Reason.values[0])
    return row, lambda r, by: safety.dismiss(r, by=by), lambda r, by: safety.bar(r, by=by)


@pytest.fixture
def people(
    make_posting: Make,
    recruiter: User,
    hospital2: Hospital,
    candidate: User,
    candidate2: User,
) -> dict[str, Any]:
    return {
        "make_posting": make_posting,
        "recruiter": recruiter,
        "hospital2": hospital2,
        "candidate": candidate,
        "candidate2": candidate2,
    }


def _both(row: Any, verbs: tuple[Verb, Verb], by: tuple[User, User]) -> list[object]:
    """What came of each: None, or the error. They start together."""
    barrier, came = Barrier(2), list[object]()

    def run(verb: Verb, who: User) -> None:
        mine = type(row).objects.get(pk=row.pk)  # both read it as it waits
        barrier.wait()
        try:
            verb(mine, who)
            came.append(None)
        except Exception as error:
            came.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in zip(verbs, by, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


KINDS = [opening, change, hospital, sample, mentoring]


@pytest.mark.parametrize("kind", KINDS)
def test_one_decides_and_the_other_is_told(
    kind: Any, people: dict[str, Any], moderator: User, colleague: User
) -> None:
    row, yes, no = kind(**people)
    began = Event.objects.about(row).count()
    came = _both(row, (yes, no), (moderator, colleague))
    assert sorted(type(one).__name__ for one in came) == ["NoneType", "WrongState"], came
    assert Event.objects.about(row).count() == began + 1


@pytest.mark.parametrize("kind", [opening, mentoring])
def test_without_the_lock_both_decide(
    kind: Any, people: dict[str, Any], moderator: User, colleague: User
) -> None:
    """The control: neither waits for the other, so both find it waiting."""
    row, yes, no = kind(**people)
    began, met, ask = Event.objects.about(row).count(), Barrier(2), Life._may

    def asked_together(arrow: Any, found: Any, by: Any) -> bool:
        met.wait(timeout=30)
        return ask(arrow, found, by)

    def unlocked(rows: Any, *_: Any, **__: Any) -> Any:
        return rows.all()

    with (
        patch.object(QuerySet, "select_for_update", unlocked),
        patch.object(Life, "_may", staticmethod(asked_together)),
    ):
        came = _both(row, (yes, no), (moderator, colleague))
    assert came == [None, None]
    assert Event.objects.about(row).count() == began + 2
