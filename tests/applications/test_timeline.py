"""What a candidate reads on the page of an application: all that happened, who can read it, and what is promised."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from applications import (
    endings,
    interviews,
    journeys,
    messages,
    pipeline,
    promises,
    seeing,
    sending,
    timeline,
)
from applications.interviews import Proposal
from applications.models import Application, Message

pytestmark = pytest.mark.django_db


def said(application: Application) -> list[str]:
    application.refresh_from_db()
    return [label for label, _text, _state in timeline.line(application, journeys.events_of(application))]


def test_the_whole_way_stands_in_order_with_the_next_step_last(
    make_application: Any, candidate: User, recruiter: User, client_of: Any
) -> None:
    draft, now = make_application(status="draft"), timezone.now()
    sending.submit(draft, by=candidate, at=now - timedelta(days=4))
    client_of(recruiter).get(f"/workspace/northlake/applications/{draft.pk}/")
    Application.objects.update(seen_at=now - timedelta(days=3))
    pipeline.read(draft, by=recruiter, at=now - timedelta(days=2))
    moments = [now + timedelta(days=3)]
    proposal = Proposal("video", "https://meet.example/1", 45, moments, "", [])
    talk = pipeline.propose_interview(draft, proposal, by=recruiter, at=now - timedelta(days=1))
    messages.send(draft, by=recruiter, words="See you.", at=now - timedelta(hours=9))
    messages.send(draft, by=candidate, words="Thank you.", at=now - timedelta(hours=8))
    assert said(draft)[-1] == "Pick a time for your interview"
    interviews.pick(talk, talk.offered.get().pk, by=candidate, at=now - timedelta(hours=7))
    assert said(draft) == [
        "You sent your application",
        "The hospital opened it for the first time",
        "The hospital began to read",
        "The hospital invited you to an interview",
        "The hospital proposed times for an interview",
        "The hospital wrote to you",
        "You wrote to the hospital",
        "You picked a time",
        "Your interview",
    ]
    interviews.cancel(talk, by=recruiter, words="Sorry.")
    assert said(draft)[-2:] == ["The interview was called off", "The next step of the hospital"]


def test_a_rejection_that_waits_leaves_no_sign_and_one_that_was_undone_never_does(
    make_application: Any, candidate: User, recruiter: User, client_of: Any
) -> None:
    application = make_application()
    seeing.see(
        application, at=timezone.now() - timedelta(hours=26)
    )  # a rejection from the list alone says no more than that it was opened
    before, page = said(application), client_of(candidate).get(application.get_absolute_url()).content
    endings.reject(application, by=recruiter, reason="skills", message="No.")
    assert said(application) == before
    after = client_of(candidate).get(application.get_absolute_url()).content
    assert (
        b"chose not" in after,
        b"You get an answer before" in page,
        b"You get an answer before" in after,
    ) == (
        False,
        True,
        True,
    )
    endings.undo_rejection(application, by=recruiter)
    assert said(application) == before
    endings.reject(
        application, by=recruiter, reason="skills", message="No.", at=timezone.now() - timedelta(hours=25)
    )
    assert said(application)[-1] == "The hospital chose not to go on"


def test_who_opened_it_is_told_by_role_and_day_never_by_name(
    make_application: Any, candidate: User, recruiter: User, reviewer: User, owner: User, client_of: Any
) -> None:
    application = make_application()
    page = client_of(candidate).get(application.get_absolute_url()).content.decode()
    assert "Nobody yet." in page
    for person in (recruiter, recruiter, reviewer):
        client_of(person).get(f"/workspace/northlake/applications/{application.pk}/cv/")
    application.refresh_from_db()
    found = timeline.openings(application, journeys.events_of(application))
    assert sorted((role, what) for _at, role, what in found) == [
        ("Recruiter", "opened your application and your CV"),
        ("Reviewer", "opened your application and your CV"),
    ]
    page = client_of(candidate).get(application.get_absolute_url()).content.decode()
    assert not any(name in page for name in ("Priya", "Tom Reyes", "Ines"))


def test_the_seats_that_can_read_it_are_counted_and_hosts_are_none_of_them(
    make_application: Any, owner: User, recruiter: User, reviewer: User, host: User, owner2: User
) -> None:
    assert timeline.readers(make_application()) == [("Owner", 1), ("Recruiter", 1), ("Reviewer", 1)]


def test_hidden_names_are_said_with_what_the_hospital_sees_instead(
    make_application: Any, make_posting: Any, candidate: User, recruiter: User, client_of: Any
) -> None:
    application = make_application(posting=make_posting(blind=True), number=7)
    page = client_of(candidate).get(application.get_absolute_url()).content.decode()
    assert "They see “Candidate 7”." in page
    pipeline.shortlist(application, by=recruiter)
    page = client_of(candidate).get(application.get_absolute_url()).content.decode()
    assert "Your name was hidden from them until" in page


@pytest.mark.parametrize(
    ("days", "kind", "words"),
    [
        (9, "open", "You get an answer before"),
        (2, "soon", "2 days from now"),
        (-3, "late", "The hospital is late: it promised an answer before"),
    ],
)
def test_the_promise_has_words_for_far_near_and_broken(
    days: int, kind: str, words: str, make_application: Any, candidate: User, client_of: Any
) -> None:
    application = make_application(respond_by=timezone.now() + timedelta(days=days))
    promised = timeline.promise(application, timezone.now())
    assert promised is not None
    assert promised.kind == kind
    assert words in client_of(candidate).get(application.get_absolute_url()).content.decode()


def test_after_the_reminder_the_page_names_the_day_on_which_we_close_it(
    make_application: Any, candidate: User, client_of: Any
) -> None:
    application = make_application(respond_by=timezone.now() - timedelta(days=1))
    promises.nudge(application)
    page = client_of(candidate).get(application.get_absolute_url()).content.decode()
    assert ("We reminded it on" in page, "If it stays silent until" in page) == (True, True)
    assert "We reminded the hospital of its promise" in said(application)


def test_somebody_else_finds_no_page(
    make_application: Any, candidate2: User, recruiter: User, client_of: Any
) -> None:
    application = make_application()
    for person in (candidate2, recruiter):
        assert client_of(person).get(application.get_absolute_url()).status_code == 404


def test_one_message_costs_as_many_queries_as_fifty(
    make_application: Any, candidate: User, recruiter: User, client_of: Any
) -> None:
    application, one, counts = make_application(), client_of(candidate), []
    for n in (1, 49):
        Message.objects.bulk_create(
            Message(application=application, by_hospital=True, author=recruiter, words="Hi") for _ in range(n)
        )
        one.get(application.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            one.get(application.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1]
