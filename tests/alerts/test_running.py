"""Only what is new, each match once ever, whatever happens to the worker."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from alerts import keeping, mails, running
from alerts.models import Alert, Told
from core.models import OutgoingMail
from postings.models import Posting
from tests.conftest import visible_profile

Make = Callable[..., Posting]
pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(candidate: User) -> Callable[..., Alert]:
    def make(query: str = "", *, reader: User = candidate, **facts: Any) -> Alert:
        alert = Alert(query=query, language="en", time_zone="America/New_York", **facts)
        return keeping.ask(alert, by=reader, at=timezone.now() - timedelta(hours=30))

    return make


def letters() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind="alert_found").order_by("id"))


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1, minutes=1)


def test_a_reader_gets_what_came_after_they_asked_and_nothing_older(
    keep: Callable[..., Alert], make_posting: Make
) -> None:
    old = make_posting(title="Older than the alert", publish_at=timezone.now() - timedelta(days=4))
    alert = keep()
    new = make_posting(title="New this morning", publish_at=timezone.now() - timedelta(minutes=5))

    assert running.run_due(timezone.now()) == 1
    assert list(Told.objects.values_list("alert", "posting")) == [(alert.pk, new.pk)]
    [letter] = letters()
    assert new.title in letter.text
    assert old.title not in letter.text
    assert letter.to == alert.address


def test_the_same_run_twice_sends_nothing_more(keep: Callable[..., Alert], make_posting: Make) -> None:
    alert = keep()
    make_posting(publish_at=timezone.now() - timedelta(minutes=5))
    now = timezone.now()
    running.run_due(now)

    assert running.run_due(now) == 0
    Alert.objects.update(due_at=now)
    assert running.run_due(now) == 0
    assert len(letters()) == 1
    alert.refresh_from_db()
    assert alert.due_at is not None
    assert alert.due_at > now


def test_only_openings_that_the_search_finds_are_mailed(
    keep: Callable[..., Alert], make_posting: Make
) -> None:
    keep("engagement=internship&unpaid=1")
    make_posting(publish_at=timezone.now() - timedelta(minutes=5))

    assert running.run_due(timezone.now()) == 0


def test_a_hospital_with_many_openings_does_not_fill_the_mail(
    keep: Callable[..., Alert], make_posting: Make
) -> None:
    keep()
    for n in range(5):
        make_posting(title=f"Opening number {n}", publish_at=timezone.now() - timedelta(minutes=5 + n))

    running.run_due(timezone.now())

    [letter] = letters()
    assert sum(f"Opening number {n}" in letter.text for n in range(5)) == mails.PER_HOSPITAL
    assert "2 more are on the page of this search." in letter.text
    assert Told.objects.count() == 5


def test_what_came_while_an_alert_was_paused_is_not_mailed(
    keep: Callable[..., Alert], make_posting: Make
) -> None:
    alert = keep()
    keeping.pause(alert, by=None)
    make_posting(publish_at=timezone.now() - timedelta(minutes=5))

    assert running.run_due(tomorrow()) == 0
    keeping.resume(alert, by=None)
    assert running.run_due(tomorrow()) == 0


def test_a_letter_that_fails_takes_its_hundred_back_and_the_next_run_sends_it(
    keep: Callable[..., Alert], make_posting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep()
    make_posting(publish_at=timezone.now() - timedelta(minutes=5))
    with monkeypatch.context() as broken:
        broken.setattr(mails, "found", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            running.run_due(timezone.now())
    assert not Told.objects.exists()

    assert running.run_due(timezone.now()) == 1
    assert len(letters()) == 1


def test_a_closed_opening_is_not_mailed(keep: Callable[..., Alert], make_posting: Make) -> None:
    keep()
    make_posting(
        publish_at=timezone.now() - timedelta(hours=2), closes_at=timezone.now() - timedelta(minutes=1)
    )

    assert running.run_due(timezone.now()) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_match_once(keep: Callable[..., Alert], make_posting: Make) -> None:
    alert = keep()
    make_posting(publish_at=timezone.now() - timedelta(minutes=5))
    now, start = timezone.now(), Barrier(4)

    def work() -> None:
        start.wait()
        running.run_due(now)
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Told.objects.filter(alert=alert).count() == 1
    assert len(letters()) == 1


def test_the_number_of_questions_does_not_grow_with_the_alerts(
    keep: Callable[..., Alert], make_posting: Make, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        keep(f"q=word{n}")
    make_posting(publish_at=timezone.now() - timedelta(minutes=5))

    with django_assert_max_num_queries(25):
        running.run_due(timezone.now())


def test_an_owner_is_asked_after_a_year_and_who_says_nothing_gets_no_more_mail(
    keep: Callable[..., Alert],
) -> None:
    alert = keep()
    year = timezone.now() + timedelta(days=366)

    assert keeping.ask_to_keep(year) == 1
    assert keeping.ask_to_keep(year) == 0
    assert keeping.end_unanswered(year + timedelta(days=29)) == 0
    assert keeping.end_unanswered(year + timedelta(days=31)) == 1
    alert.refresh_from_db()
    assert alert.status == Alert.Status.ENDED


def test_who_keeps_it_is_left_alone_for_another_year(keep: Callable[..., Alert]) -> None:
    alert = keep()
    year = timezone.now() + timedelta(days=366)
    keeping.ask_to_keep(year)
    keeping.keep(alert, at=year)

    assert keeping.end_unanswered(year + timedelta(days=31)) == 0
    assert keeping.ask_to_keep(year + timedelta(days=300)) == 0


def test_an_address_that_never_answered_is_forgotten_after_a_week() -> None:
    alert = Alert(
        email="visitor@people.example", language="en", time_zone="America/New_York", query="q=video"
    )
    keeping.ask(alert, by=None)

    assert keeping.forget_unconfirmed(timezone.now() + timedelta(days=6)) == 0
    assert keeping.forget_unconfirmed(timezone.now() + timedelta(days=8)) == 1


def test_who_takes_the_pay_out_of_the_profile_is_not_mailed_every_opening(
    keep: Callable[..., Alert], make_posting: Make, candidate: User, client_of: Any
) -> None:
    profile = visible_profile(candidate, pay_floor=60_000, pay_currency="USD")
    keep("floor=mine")
    make_posting(publish_at=timezone.now() - timedelta(minutes=5))
    profile.pay_floor = None
    profile.save()

    assert running.run_due(timezone.now()) == 0
    assert "All openings" not in client_of(candidate).get("/me/alerts/").content.decode()


def test_unpaid_is_said_in_the_letter(keep: Callable[..., Alert], make_posting: Make) -> None:
    keep("engagement=internship&unpaid=1")
    make_posting(
        engagement_id="internship", internship_weeks=12, learning_goals="Write.", supervisor="Ines", unpaid=True,
        pay_min=None, pay_max=None, pay_currency="", pay_period_id=None, publish_at=timezone.now() - timedelta(minutes=5),
    )  # fmt: skip
    assert running.run_due(timezone.now()) == 1
    assert "Unpaid" in letters()[0].text and "Unpaid" in letters()[0].html
