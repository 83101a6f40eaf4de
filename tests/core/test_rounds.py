"""Letters to many: few at once, the rest by the worker; what is true no more is not written, and nobody is told twice."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from alerts import saving
from applications import endings
from applications.models import Application, WithdrawalReason
from core import rounds
from core.models import OutgoingMail, Round
from hospitals import verification
from postings import lifecycle, limits, proposing, revising
from postings.models import Posting
from tests.conftest import person

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 11
Make = Callable[..., Posting]


@pytest.fixture(autouse=True)
def _small_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "AT_ONCE", FEW)
    monkeypatch.setattr(rounds, "AT_A_TIME", 4)


@pytest.fixture
def readers(db: None) -> list[User]:
    return [person(f"reader{n}@people.example", f"Reader {n}") for n in range(MANY)]


@pytest.fixture
def applied(posting: Posting, readers: list[User], make_application: Any) -> list[Application]:
    return [make_application(posting=posting, candidate=one, status="in_review") for one in readers]


def told(kind: str) -> list[int]:
    return sorted(pk for pk in OutgoingMail.objects.filter(kind=kind).values_list("user_id", flat=True) if pk)


def pks(people: list[User]) -> list[int]:
    return sorted(one.pk for one in people)


def worker() -> None:
    rounds.go_on_with_all.call()


def freeze(posting: Posting, by: User) -> None:
    verification.freeze(posting.hospital, by=by, words="We look into something.")


def unfreeze(posting: Posting, by: User) -> None:
    verification.unfreeze(posting.hospital, by=by, words="All is well.")


def test_the_request_writes_to_few_and_the_worker_to_the_others_once(
    posting: Posting, applied: Any, readers: list[User], moderator: User
) -> None:
    freeze(posting, moderator)
    assert len(told("application_hospital_stopped")) == FEW
    assert not Posting.objects.live().exists()  # gone at once, for everybody
    job = DBTaskResult.objects.get(task_path="core.rounds.go_on")
    rounds.go_on.call(*job.args_kwargs["args"])
    worker()
    assert told("application_hospital_stopped") == pks(readers)
    assert not Round.objects.exists()


def test_who_was_not_told_that_it_stopped_is_told_nothing_when_it_is_back_before_the_worker_came(
    posting: Posting, applied: Any, readers: list[User], moderator: User
) -> None:
    freeze(posting, moderator)
    unfreeze(posting, moderator)
    worker()
    assert told("application_hospital_stopped") == told("application_hospital_back") == pks(readers[:FEW])
    freeze(posting, moderator)
    worker()
    stopped = told("application_hospital_stopped")
    assert sorted(set(stopped)) == pks(readers) and len(stopped) == MANY + FEW


def test_who_knows_that_it_stopped_is_not_told_so_again(
    posting: Posting, applied: Any, readers: list[User], moderator: User
) -> None:
    freeze(posting, moderator)
    worker()
    Round.objects.create(
        kind="hospital.applicants", subject=posting.hospital_id, begun_at=timezone.now(), after=0
    )
    worker()
    assert told("application_hospital_stopped") == pks(readers)


def test_who_withdrew_before_the_worker_came_hears_nothing(
    posting: Posting, applied: list[Application], readers: list[User], moderator: User
) -> None:
    freeze(posting, moderator)
    endings.withdraw(applied[-1], by=readers[-1], reason=WithdrawalReason.OTHER)
    worker()
    assert told("application_hospital_stopped") == pks(readers[:-1])


def test_who_saved_openings_hears_of_the_hospital_in_one_letter_and_of_its_return(
    posting: Posting, readers: list[User], moderator: User, make_posting: Make
) -> None:
    other = make_posting(title="Webcare")
    for one in readers:
        saving.save(posting, by=one)
        saving.save(other, by=one)
    freeze(posting, moderator)
    worker()
    assert told("saved_hospital_stopped") == pks(readers)
    assert "Webcare" in OutgoingMail.objects.filter(kind="saved_hospital_stopped")[0].text
    unfreeze(posting, moderator)
    worker()
    assert told("saved_hospital_back") == pks(readers)


def test_who_was_told_that_it_stopped_hears_of_its_return_when_what_they_saved_has_ended_meanwhile(
    posting: Posting, readers: list[User], moderator: User
) -> None:
    for one in readers:
        saving.save(posting, by=one)
    freeze(posting, moderator)
    worker()
    Posting.objects.filter(pk=posting.pk).update(closes_at=timezone.now())
    unfreeze(posting, moderator)
    worker()
    assert told("saved_hospital_back") == pks(readers)
    text = OutgoingMail.objects.filter(kind="saved_hospital_back")[0].text
    assert "takes no applications any more" in text and posting.title not in text


def test_an_opening_that_ends_is_told_to_applicants_and_to_those_who_saved_it(
    posting: Posting, applied: Any, readers: list[User], owner: User
) -> None:
    savers = [person(f"saver{n}@people.example", f"Saver {n}") for n in range(5)]
    for one in savers:
        saving.save(posting, by=one)
    lifecycle.close(posting, by=owner, outcome="cancelled")
    assert len(told("application_posting_closed")) == len(told("saved_ended")) == FEW
    worker()
    assert (told("application_posting_closed"), told("saved_ended")) == (pks(readers), pks(savers))


def test_those_who_saved_a_full_opening_hear_only_what_is_true_by_then(
    make_posting: Make, readers: list[User], owner: User
) -> None:
    posting = make_posting(applications_max=1)
    for one in readers:
        saving.save(posting, by=one)
    limits.take_application(posting, at=timezone.now())
    assert posting.closes_at is not None
    limits.extend(posting, by=owner, until=posting.closes_at, reason="more", applications_max=5)
    worker()
    full = OutgoingMail.objects.filter(kind="saved_limit", subject__startswith="Full")
    again = OutgoingMail.objects.filter(kind="saved_limit", subject__startswith="You can apply")
    assert (full.count(), again.count()) == (FEW, MANY)


def test_one_round_that_fails_does_not_keep_the_others_waiting(
    posting: Posting, applied: Any, readers: list[User], moderator: User
) -> None:
    Round.objects.create(kind="nobody knows it", subject=1, begun_at=timezone.now(), after=0)
    freeze(posting, moderator)
    worker()
    assert told("application_hospital_stopped") == pks(readers)
    assert [one.kind for one in Round.objects.all()] == ["nobody knows it"]


def test_one_letter_that_cannot_be_written_keeps_nobody_else_waiting(
    posting: Posting, applied: Any, readers: list[User], moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze(posting, moderator)
    kind, poor = rounds._kinds["hospital.applicants"], readers[5].pk

    def tell(row: Any, subject: int) -> None:
        kind.tell(row, subject)
        if row.candidate_id == poor:
            list(
                Posting.objects.extra(where=["1/0 = 1"])
            )  # PostgreSQL refuses what follows in this transaction

    monkeypatch.setitem(rounds._kinds, "hospital.applicants", rounds.Kind(kind.whom, tell))
    worker()
    assert told("application_hospital_stopped") == [pk for pk in pks(readers) if pk != poor]
    assert not Round.objects.exists()


def test_who_applied_after_the_change_is_not_told_of_it(
    posting: Posting, applied: list[Application], readers: list[User], owner: User, moderator: User
) -> None:
    edited = Posting.objects.select_related("hospital").get(pk=posting.pk)
    edited.pay_min = Decimal(52_000)
    revision = proposing.change(edited, by=owner, seen_before=revising.seen(posting, None)).revision
    assert revision is not None
    revising.apply(revision, by=moderator)
    Application.objects.filter(pk=applied[-1].pk).update(submitted_at=timezone.now())
    worker()
    assert told("application_posting_changed") == pks(readers[:-1])


def test_moderators_hear_of_all_openings_that_waited_for_the_verification(
    make_posting: Make, owner: User, moderator: User
) -> None:
    posting = make_posting(status="in_review", publish_at=None, published_at=None)
    for n in range(MANY - 1):
        make_posting(title=f"Editor {n}", status="in_review", publish_at=None, published_at=None)
    hospital = posting.hospital
    type(hospital).objects.filter(pk=hospital.pk).update(
        status="pending", asked_at=timezone.now(), verified_at=None
    )
    verification.verify(hospital, by=moderator)
    assert len(told("posting_submitted")) == FEW
    worker()
    assert told("posting_submitted") == [moderator.pk] * MANY
