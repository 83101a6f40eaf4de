"""An opening that closes at N applications: exactly N, whoever clicks when. With a control in which the lock is off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications import draft, endings, pipeline, sending
from applications.models import Application
from applications.refusals import Refused
from core.models import Event, OutgoingMail
from postings import limits
from postings.models import Posting
from postings.search import Search
from tests.applications.test_races import click, together, without_locks

N = 4


@pytest.fixture
def crowd(
    make_posting: Callable[..., Posting],
    make_application: Callable[..., Application],
    make_person: Callable[..., User],
) -> tuple[Posting, list[Application]]:
    """An opening that takes N, and 2N people with a draft for it."""
    posting = make_posting(applications_max=N)
    people = [make_person(f"p{i}@people.example", f"Person {i}") for i in range(2 * N)]
    return posting, [make_application(posting=posting, candidate=p, status="draft") for p in people]


def everyone_sends(drafts: list[Application]) -> list[Any]:
    return together(*[click(draft, draft.candidate) for draft in drafts])


def sent(posting: Posting) -> int:
    return Application.objects.sent().filter(posting=posting).count()


@pytest.mark.django_db(transaction=True)
def test_of_twice_as_many_who_send_at_once_exactly_n_are_admitted(
    crowd: tuple[Posting, list[Application]],
) -> None:
    posting, drafts = crowd
    results = everyone_sends(drafts)
    kinds = sorted(type(r).__name__ for r in results)
    assert kinds == ["Application"] * N + ["Refused"] * N, results
    posting.refresh_from_db()
    assert (sent(posting), posting.applications_taken, posting.state) == (N, N, "full")
    assert {str(r) for r in results if isinstance(r, Refused)} == {
        "This opening has as many applications as it takes. Yours was not sent. Your draft is kept."
    }
    assert Event.objects.filter(verb="fill").count() == 1
    # nobody hears "it is full" who was admitted, and everybody else hears it once
    told = OutgoingMail.objects.filter(kind="application_posting_full").values_list("user_id", flat=True)
    left = Application.objects.filter(status="draft").values_list("candidate_id", flat=True)
    assert sorted(told) == sorted(left)


@contextmanager
def without_constraints(*rules: tuple[type[Model], str]) -> Iterator[None]:
    found = [(model, next(c for c in model._meta.constraints if c.name == name)) for model, name in rules]
    with connection.schema_editor() as editor:
        for model, rule in found:
            editor.remove_constraint(model, rule)
    try:
        yield
    finally:
        Application.objects.all().delete()
        Posting.objects.update(applications_max=None)
        with connection.schema_editor() as editor:
            for model, rule in found:
                editor.add_constraint(model, rule)


NUMBER = (Application, "application_number_once_per_posting")
CAP = (Posting, "posting_cap_holds")


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_constraint_is_what_stops_them(
    monkeypatch: pytest.MonkeyPatch, crowd: tuple[Posting, list[Application]]
) -> None:
    """The second line holds too, but people meet an error instead of words: the lock is what makes it kind."""
    posting, drafts = crowd
    without_locks(monkeypatch)
    meet(monkeypatch, len(drafts))
    with without_constraints(NUMBER):
        results = everyone_sends(drafts)
        assert sent(posting) == N
        assert any("posting_cap_holds" in str(r) for r in results if isinstance(r, IntegrityError)), results


@pytest.mark.django_db(transaction=True)
def test_control_without_lock_and_constraint_more_are_admitted(
    monkeypatch: pytest.MonkeyPatch, crowd: tuple[Posting, list[Application]]
) -> None:
    posting, drafts = crowd
    without_locks(monkeypatch)
    meet(monkeypatch, len(drafts))
    with without_constraints(NUMBER, CAP):
        everyone_sends(drafts)
        assert sent(posting) > N


def meet(monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    """All have asked "is it live?" before the first one is counted."""
    import threading

    gate, real = threading.Barrier(n), draft.as_sent

    def slow(application: Application, user: User) -> Any:
        try:
            gate.wait(5)
        except threading.BrokenBarrierError:
            pass
        return real(application, user)

    monkeypatch.setattr(draft, "as_sent", slow)


def one_left(make_posting: Callable[..., Posting]) -> Posting:
    return make_posting(applications_max=3, applications_taken=2)


@pytest.mark.django_db
def test_the_last_one_closes_it_everywhere_at_once_and_the_team_hears_it(
    make_posting: Callable[..., Posting],
    make_application: Callable[..., Application],
    candidate: User,
    candidate2: User,
    owner: User,
    recruiter: User,
    reviewer: User,
) -> None:
    posting = one_left(make_posting)
    mine = make_application(posting=posting, status="draft")
    make_application(posting=posting, candidate=candidate2, status="draft")
    assert Search("").found().total == 2  # and another one
    page = Client().get(posting.get_absolute_url()).content.decode()
    assert "Closes at 3 applications" in page
    assert "1 place left" in page
    sending.submit(mine, by=candidate)
    assert posting not in Posting.objects.live()
    assert Search("").found().total == 1
    assert Client().get(reverse("postings:feed")).content.decode().count("<entry>") == 1
    page = Client().get(posting.get_absolute_url()).content.decode()
    assert "This opening is full." in page
    assert "application/ld+json" not in page
    assert 'content="noindex"' in page
    kinds = OutgoingMail.objects.filter(kind__in=["posting_full", "application_posting_full"])
    assert sorted((m.kind, m.user_id) for m in kinds) == sorted(
        [
            ("posting_full", owner.pk),
            ("posting_full", recruiter.pk),
            ("application_posting_full", candidate2.pk),
        ]
    )


@pytest.mark.django_db
def test_who_comes_too_late_reads_a_kind_page_and_keeps_the_draft(
    make_posting: Callable[..., Posting],
    make_application: Callable[..., Application],
    candidate2: User,
    client_of: Callable[..., Client],
) -> None:
    posting = make_posting(applications_max=1, applications_taken=1)
    draft = make_application(posting=posting, candidate=candidate2, status="draft", letter="Kept")
    address = reverse("applications:apply_submission", args=[posting.pk, posting.slug])
    answer = client_of(candidate2).post(address, {"processing": "on"}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "as many applications as it takes" in page or "zoveel sollicitaties" in page
    draft.refresh_from_db()
    assert (draft.status, draft.letter) == ("draft", "Kept")


@pytest.mark.django_db
def test_a_withdrawn_application_keeps_its_place(
    make_posting: Callable[..., Posting], make_application: Callable[..., Application], candidate: User
) -> None:
    posting = one_left(make_posting)
    mine = make_application(posting=posting, status="draft")
    sending.submit(mine, by=candidate)
    endings.withdraw(mine, by=candidate, reason="pay")
    posting.refresh_from_db()
    assert (posting.applications_taken, posting.state) == (3, "full")


@pytest.mark.django_db
def test_a_second_click_is_not_counted_twice(
    make_posting: Callable[..., Posting], make_application: Callable[..., Application], candidate: User
) -> None:
    posting = make_posting(applications_max=9)
    mine = make_application(posting=posting, status="draft")
    sending.submit(mine, by=candidate)
    sending.submit(mine, by=candidate)
    posting.refresh_from_db()
    assert posting.applications_taken == 1


@pytest.mark.django_db
def test_taking_more_opens_it_again_and_tells_who_was_too_late(
    make_posting: Callable[..., Posting],
    make_application: Callable[..., Application],
    owner: User,
    candidate: User,
) -> None:
    posting = make_posting(applications_max=1, applications_taken=1)
    make_application(posting=posting, status="draft")
    assert posting.closes_at is not None
    limits.extend(posting, by=owner, until=posting.closes_at, reason="More time to read", applications_max=5)
    assert (posting.state, posting.places_left) == ("live", 4)
    assert [m.user for m in OutgoingMail.objects.filter(kind="application_posting_takes_more")] == [candidate]
    assert Event.objects.get(verb="extend").data["limit_to"] == "5"


@pytest.mark.django_db
def test_two_people_are_wanted_and_one_is_found(
    make_posting: Callable[..., Posting], make_application: Callable[..., Application], owner: User
) -> None:
    posting, now = make_posting(positions=2), timezone.now()
    offered = make_application(posting=posting, status="offered", first_answer_at=now - timedelta(days=1))
    assert "2 people wanted" in Client().get(posting.get_absolute_url()).content.decode()
    pipeline.hire(offered, by=owner)
    posting.refresh_from_db()
    assert (posting.positions_left, posting.state) == (1, "live")
    page = Client().get(posting.get_absolute_url()).content.decode()
    assert "2 people wanted, 1 found" in page
    assert '"totalJobOpenings":1' in page
