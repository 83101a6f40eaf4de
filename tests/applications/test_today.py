"""The first page of a workspace: what waits, the last months, and where people stand."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from applications import messages, today
from hospitals.models import Hospital, Seat

pytestmark = pytest.mark.django_db


def seat_of(user: User) -> Seat:
    return Seat.objects.get(user=user)


def lines(hospital: Hospital, user: User) -> list[str]:
    return [one.what for one in today.todos(hospital, seat_of(user), timezone.now())]


def test_a_broken_promise_stands_above_one_that_still_holds(
    make_application: Any, hospital: Hospital, recruiter: User, candidate2: User
) -> None:
    make_application()
    make_application(candidate=candidate2, respond_by=timezone.now() - timedelta(days=2))
    assert lines(hospital, recruiter) == [
        "1 person waits longer than you promised",
        "1 person waits for an answer",
    ]


def test_one_person_alone_is_opened_at_once_and_several_lead_to_the_list(
    make_application: Any, hospital: Hospital, recruiter: User, candidate2: User
) -> None:
    first = make_application()
    alone = today.todos(hospital, seat_of(recruiter), timezone.now())[0]
    assert (alone.route, alone.keys) == ("applications:workspace_detail", (first.pk,))
    make_application(candidate=candidate2)
    both = today.todos(hospital, seat_of(recruiter), timezone.now())[0]
    assert (both.route, both.keys) == ("applications:workspace_list", ())


def test_a_message_waits_for_who_may_answer_it_and_not_for_a_reviewer(
    make_application: Any, hospital: Hospital, recruiter: User, reviewer: User, candidate: User
) -> None:
    messages.send(make_application(status="shortlisted"), by=candidate, words="May I send a film?")
    assert lines(hospital, recruiter) == ["New message from Amara Bekele"]
    assert lines(hospital, reviewer) == []


def test_another_hospital_sees_nothing_of_it(
    make_application: Any, hospital2: Hospital, owner2: User
) -> None:
    make_application()
    assert lines(hospital2, owner2) == []
    assert today.openings(hospital2) == []
    assert [n for n, _what in today.months(hospital2, timezone.now())] == [0, 0, 0, 0]


def test_a_hidden_name_stays_hidden(
    make_application: Any, posting: Any, hospital: Hospital, recruiter: User
) -> None:
    posting.blind = True
    posting.save()
    make_application()
    note = today.todos(hospital, seat_of(recruiter), timezone.now())[0].note
    assert "Amara" not in note and "Candidate" in note


def test_each_opening_says_how_many_people_stand_where(
    make_application: Any, hospital: Hospital, candidate2: User
) -> None:
    make_application()
    make_application(candidate=candidate2, status="no_answer", decided_at=timezone.now())
    (row,) = today.openings(hospital)
    assert dict(row["stages"])["submitted"] == 1 and row["total"] == 1


def test_today_asks_the_database_as_often_for_one_opening_as_for_many(
    make_posting: Any, client_of: Any, owner: User, hospital: Hospital
) -> None:
    browser, counts = client_of(owner), []
    for _ in range(2):
        make_posting()
        browser.get(f"/workspace/{hospital.slug}/")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/workspace/{hospital.slug}/").status_code == 200
        counts.append(len(asked))
        for _more in range(5):
            make_posting()
    assert counts[0] == counts[1]
