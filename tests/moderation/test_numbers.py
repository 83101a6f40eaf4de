"""The board in numbers: counted from the trail, kept for an hour, mailed once a month."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from core.models import Event, OutgoingMail
from hospitals.models import Hospital
from moderation import mails_of_numbers, numbers
from moderation.models import Numbers
from moderation.number_tables import duration, tables
from postings.models import Posting

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def event(verb: str, at: datetime, subject: int, *, by: User | None = None, **facts: Any) -> None:
    Event.objects.create(
        verb=verb,
        at=at,
        subject_type="postings.posting",
        subject_id=subject,
        actor_id=by.pk if by else None,
        **facts,
    )


def waited(
    hours: float, subject: int, by: User | None, *, verb: str = "publish", at: datetime = NOW, **facts: Any
) -> None:
    event("submit", at - timedelta(hours=hours + 1), subject)
    event(verb, at - timedelta(hours=1), subject, by=by, **facts)


def test_the_wait_is_from_the_last_submission_to_a_moderators_decision(moderator: User) -> None:
    for n, hours in enumerate((1, 2, 3, 4, 100)):
        waited(hours, n, moderator)
    event("submit", NOW - timedelta(days=20), 1)  # an earlier round of the same opening
    waited(500, 50, None)  # the board itself: nobody waited for a person
    waited(7, 51, moderator, at=NOW - timedelta(days=40))  # before the span
    (found,) = numbers.count(numbers.span_of("28", NOW))["waits"]
    assert (found["kind"], found["n"], found["median"], found["p90"]) == (
        "opening",
        5,
        3 * 3600,
        int(61.6 * 3600),
    )
    assert [week[:2] for week in found["weeks"]] == [["2026-11-16", 5]]


def test_decisions_are_counted_by_verb_and_by_reason(moderator: User) -> None:
    waited(1, 1, moderator, verb="return", reasons=["pay-unclear", "other"])
    waited(1, 2, moderator, verb="return", reasons=["pay-unclear"])
    waited(1, 3, moderator)
    data = numbers.count(numbers.span_of("28", NOW))
    assert data["decisions"] == [["opening", "return", 2], ["opening", "publish", 1]]
    assert data["reasons"] == [["opening", "return", "pay-unclear", 2], ["opening", "return", "other", 1]]


def test_answers_hospitals_and_what_is_online(
    make_application: Callable[..., Application], posting: Posting, hospital: Hospital
) -> None:
    now = timezone.now()
    make_application(
        submitted_at=now - timedelta(days=9),
        respond_by=now - timedelta(days=1),
        first_answer_at=now - timedelta(days=5),
        status="in_review",
    )
    data = numbers.count(numbers.span_of("28", now + timedelta(minutes=1)))
    answers = data["answers"]
    assert (answers["sent"], answers["due"], answers["in_time"], answers["median"]) == (1, 1, 1, 4 * 86_400)
    assert (data["hospitals"]["new"], data["hospitals"]["verified"]) == (1, 1)
    assert (data["live"]["total"], data["live"]["regions"]) == (1, [["US:wa", 1]])
    shown = {table.slug: table for table in tables(data)}
    assert shown["regions"].rows == [["Washington", 1]]
    assert ["HIPAA", 1] in shown["skills"].rows


def test_the_page_reads_one_row_whatever_the_board_did(
    client_of: Callable[[User | None], Client], moderator: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_WAIVED = True
    desk, page = client_of(moderator), reverse("moderation:numbers")
    desk.get(page)
    with CaptureQueriesContext(connection) as one:
        desk.get(page)
    for n in range(30):
        waited(1, n, moderator, at=timezone.now())
    numbers.refresh("28")
    with CaptureQueriesContext(connection) as many:
        text = desk.get(page).content.decode()
    assert (len(one) == len(many), "As of" in text, "<svg" in text) == (True, True, True)
    file = desk.get(reverse("moderation:numbers_table", args=["waiting"]))
    assert b"opening,30,3600,3600" in b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert desk.get(reverse("moderation:numbers_table", args=["nonsense"])).status_code == 404
    assert desk.get(page + "?span=nonsense").status_code == 200


def test_they_are_counted_again_after_an_hour(moderator: User) -> None:
    assert numbers.refresh_old(NOW) == 3
    assert numbers.refresh_old(NOW + timedelta(minutes=59)) == 0
    assert numbers.refresh_old(NOW + timedelta(minutes=61)) == 3


def test_each_moderator_gets_the_month_once_in_their_language(
    moderator: User, make_person: Callable[..., User]
) -> None:
    dutch = make_person("jip@board.example", "Jip", language="nl")
    dutch.groups.add(*moderator.groups.all())
    waited(5, 1, moderator, at=datetime(2026, 10, 12, tzinfo=UTC))
    assert [mails_of_numbers.send(NOW) for _ in range(3)] == [2, 0, 0]
    assert mails_of_numbers.send(NOW + timedelta(days=3)) == 0
    assert mails_of_numbers.send(datetime(2026, 12, 1, 0, 1, tzinfo=UTC)) == 2
    letters = OutgoingMail.objects.filter(
        kind="numbers_of_month", about=f"moderation.numbers:{Numbers.objects.get(span='2026-10').pk}"
    )
    said = dict(letters.values_list("language", "text"))
    assert set(said) == {"en", "nl"} and "October 2026" in said["en"] and "5 hours" in said["en"]


def test_a_board_younger_than_the_month_mails_nothing() -> None:
    assert mails_of_numbers.send(timezone.now()) == 0


def test_durations_read_as_people_say_them() -> None:
    said = [duration(n) for n in (None, 20, 3599, 3600, 47 * 3600, 3 * 86_400)]
    assert said == ["–", "1 minute", "60 minutes", "1 hour", "47 hours", "3 days"]
