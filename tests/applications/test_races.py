"""Two at once, on real PostgreSQL. Each test has a control: with the lock or the constraint off, the race is seen."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import QuerySet
from django.test import Client

from accounts.models import User
from applications import draft, pipeline, sending
from applications.models import Application
from core.models import OutgoingMail
from postings import lifecycle
from postings.models import Posting
from tests.applications.test_arrivals import asks, code_to, sends

pytestmark = pytest.mark.django_db(transaction=True)


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs in threads that start as one. Returns their results, or the exceptions they raised."""
    gate, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(i: int, job: Callable[[], Any]) -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("SET lock_timeout = '20s'")  # a busy machine must not decide a race
        gate.wait(10)
        try:
            results[i] = job()
        except Exception as error:
            results[i] = error  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(i, job)) for i, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def meet_before(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
    """Make two threads wait for each other just before `owner.name`; alone (the other waits for a lock) go on."""
    gate, real = threading.Barrier(2), getattr(owner, name)

    def slow(*args: Any, **kwargs: Any) -> Any:
        try:
            gate.wait(2)
        except threading.BrokenBarrierError:
            pass
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, slow)


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, *a, **k: self.all())


def click(application: Application, candidate: User) -> Callable[[], Any]:
    return lambda: sending.submit(Application.objects.get(pk=application.pk), by=candidate)


def test_two_clicks_on_send_make_one_application_and_one_mail(
    monkeypatch: pytest.MonkeyPatch, make_application: Any, candidate: User
) -> None:
    application = make_application(status="draft")
    meet_before(monkeypatch, draft, "as_sent")
    results = together(click(application, candidate), click(application, candidate))
    assert [type(r) for r in results] == [Application, Application], results
    assert OutgoingMail.objects.filter(kind="application_sent").count() == 1


def test_control_without_the_locks_two_clicks_send_two_mails(
    monkeypatch: pytest.MonkeyPatch, make_application: Any, candidate: User
) -> None:
    application = make_application(status="draft")
    meet_before(monkeypatch, draft, "as_sent")
    without_locks(monkeypatch)
    together(click(application, candidate), click(application, candidate))
    assert OutgoingMail.objects.filter(kind="application_sent").count() == 2


def test_two_starts_make_one_draft(posting: Posting, candidate: User) -> None:
    results = together(*[lambda: sending.start(posting, candidate)] * 2)
    assert [type(r) for r in results] == [Application, Application], results
    assert Application.objects.count() == 1


def test_control_without_the_constraint_two_starts_make_two_drafts(
    monkeypatch: pytest.MonkeyPatch, posting: Posting, candidate: User
) -> None:
    rule = next(
        c for c in Application._meta.constraints if c.name == "one_application_per_person_and_posting"
    )
    with connection.schema_editor() as editor:
        editor.remove_constraint(Application, rule)
    try:
        meet_before(monkeypatch, QuerySet, "create")
        together(*[lambda: sending.start(posting, candidate)] * 2)
        assert Application.objects.count() == 2
    finally:
        Application.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Application, rule)


def send_while_it_closes(
    monkeypatch: pytest.MonkeyPatch, application: Application, candidate: User, owner: User
) -> list[Any]:
    """The closing begins when the sending has seen a live opening, and the sending goes on when the closing has told."""
    checked, told = threading.Event(), threading.Event()
    real_snapshot, real_tell = draft.as_sent, lifecycle._tell_those_above

    def snapshot(application: Application, user: User) -> Any:
        checked.set()
        told.wait(2)  # with the lock nobody can tell now, so this only ends by itself
        return real_snapshot(application, user)

    def tell(*args: Any) -> None:
        real_tell(*args)
        told.set()

    def close() -> None:
        checked.wait(5)
        lifecycle.close(Posting.objects.get(pk=application.posting_id), by=owner, outcome="not_filled")

    monkeypatch.setattr(draft, "as_sent", snapshot)
    monkeypatch.setattr(lifecycle, "_tell_those_above", tell)
    return together(click(application, candidate), close)


def told_that_an_answer_is_owed(candidate: User) -> bool:
    return (
        "still owes you an answer"
        in OutgoingMail.objects.get(user=candidate, kind="application_posting_closed").text
    )


def test_who_sends_while_the_opening_closes_is_told_of_a_sent_application(
    monkeypatch: pytest.MonkeyPatch, make_application: Any, candidate: User, owner: User
) -> None:
    application = make_application(status="draft")
    results = send_while_it_closes(monkeypatch, application, candidate, owner)
    application.refresh_from_db()
    assert (application.status, results[1]) == ("submitted", None)
    assert told_that_an_answer_is_owed(candidate)


def test_control_without_the_locks_they_are_told_that_nothing_was_sent(
    monkeypatch: pytest.MonkeyPatch, make_application: Any, candidate: User, owner: User
) -> None:
    application = make_application(status="draft")
    without_locks(monkeypatch)
    send_while_it_closes(monkeypatch, application, candidate, owner)
    application.refresh_from_db()
    assert application.status == "submitted"
    assert not told_that_an_answer_is_owed(candidate)


def test_two_recruiters_deciding_at_once_one_wins(
    monkeypatch: pytest.MonkeyPatch, make_application: Any, owner: User, recruiter: User
) -> None:
    application = make_application()

    def fresh() -> Application:
        return Application.objects.get(pk=application.pk)

    results = together(
        lambda: pipeline.read(fresh(), by=owner),
        lambda: pipeline.read(fresh(), by=recruiter),
    )
    assert sorted(type(r).__name__ for r in results) == ["NoneType", "WrongState"]
    assert OutgoingMail.objects.filter(kind="application_read").count() == 1


def test_a_double_click_with_the_mailed_code_sends_once_and_breaks_for_nobody(
    posting: Posting, client_of: Callable[..., Client]
) -> None:
    base, visitor = f"/openings/{posting.pk}/{posting.slug}/application/", client_of(None)
    asks(visitor, base)
    code = code_to()

    def click() -> Any:
        browser = client_of(None)
        browser.cookies.update(visitor.cookies)
        return sends(browser, base, code)

    answers = together(click, click, click)
    sent = Application.objects.get()
    assert sent.status == "submitted"
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert f"/me/applications/{sent.pk}/sent/" in [answer["Location"] for answer in answers]
