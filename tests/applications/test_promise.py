"""An answer to every application: the hospital is reminded once, silence is called silence."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from applications import pipeline, sending, tasks
from applications.models import Application
from core.models import OutgoingMail
from hospitals import digest, notices
from postings import lifecycle


def kinds() -> list[tuple[str, str]]:
    return sorted(OutgoingMail.objects.values_list("to", "kind"))


@pytest.fixture
def late(make_application: Any, owner: User, recruiter: User, reviewer: User, host: User) -> Application:
    return make_application(respond_by=timezone.now() - timedelta(hours=1))


def test_the_hospital_is_reminded_once_and_the_candidate_is_told(late: Application) -> None:
    tasks.remind(timezone.now())
    tasks.remind(timezone.now() + timedelta(hours=1))
    assert kinds() == [
        ("amara@people.example", "application_nudged"),
        ("ines@northlake.example", "application_reminder"),
        ("priya@northlake.example", "application_reminder"),
    ]


def test_nobody_is_reminded_of_an_application_that_was_answered(late: Application, recruiter: User) -> None:
    pipeline.invite(late, by=recruiter)
    OutgoingMail.objects.all().delete()
    assert tasks.remind(timezone.now()) == 0
    assert kinds() == []


def test_two_weeks_of_silence_later_the_board_says_so_once(late: Application) -> None:
    now = timezone.now()
    tasks.remind(now)
    assert tasks.end_silence(now + timedelta(days=13)) == 0
    OutgoingMail.objects.all().delete()
    assert tasks.end_silence(now + timedelta(days=14, minutes=1)) == 1
    assert tasks.end_silence(now + timedelta(days=14, minutes=2)) == 0
    late.refresh_from_db()
    assert late.status == "no_answer"
    assert kinds() == [("amara@people.example", "application_no_answer")]


def test_a_board_that_was_down_reminds_before_it_ends_anything(make_application: Any, owner: User) -> None:
    old = make_application(respond_by=timezone.now() - timedelta(days=30))
    assert tasks.end_silence(timezone.now()) == 0
    assert tasks.remind(timezone.now()) == 1
    old.refresh_from_db()
    assert old.status == "submitted"


def test_closing_an_opening_tells_drafts_and_running_ones_but_not_ended_ones(
    posting: Any, make_application: Any, make_person: Any, candidate: User, owner: User
) -> None:
    ended = make_person("ended@people.example", "Ended")
    drafting = make_person("drafting@people.example", "Drafting", language="nl")
    make_application()
    make_application(candidate=drafting, status="draft")
    make_application(candidate=ended, status="withdrawn", withdrawal_reason="pay", decided_at=timezone.now())
    lifecycle.close(posting, by=owner, outcome="not_filled")
    told = {m.to: m for m in OutgoingMail.objects.filter(kind="application_posting_closed")}
    assert sorted(told) == ["amara@people.example", "drafting@people.example"]
    assert told["drafting@people.example"].language == "nl"


def test_everyone_who_decides_hears_of_a_new_application_in_their_language(
    make_application: Any,
    candidate: User,
    owner: User,
    recruiter: User,
    reviewer: User,
    host: User,
    owner2: User,
) -> None:
    User.objects.filter(pk=owner.pk).update(language="nl")
    sending.submit(make_application(status="draft"), by=candidate)
    assert sorted(OutgoingMail.objects.values_list("to", "kind", "language")) == [
        ("amara@people.example", "application_sent", "en")
    ]
    digest.send_due(timezone.now() + timedelta(days=1))
    assert sorted(OutgoingMail.objects.filter(kind=digest.MAIL).values_list("to", "language")) == [
        ("ines@northlake.example", "nl"),
        ("priya@northlake.example", "en"),
    ]
    assert "New application: Amara Bekele" in OutgoingMail.objects.get(user=recruiter).text


def test_who_wants_each_application_at_once_gets_it_at_once(
    make_application: Any, candidate: User, owner: User, recruiter: User
) -> None:
    application = make_application(status="draft")
    notices.choose(recruiter, application.posting.hospital, {"application": "at_once"})
    sending.submit(application, by=candidate)
    assert OutgoingMail.objects.get(kind="application_new").user == recruiter


def test_a_withdrawal_reaches_the_hospital_with_its_reason(
    make_application: Any, candidate: User, recruiter: User, client_of: Any
) -> None:
    application = make_application()
    client_of(candidate).post(
        f"/me/applications/{application.pk}/withdrawal/",
        {"reason": "other_job", "message": "I start in May."},
    )
    letter = OutgoingMail.objects.get(user=recruiter)
    assert "I start in May." in letter.text and "I found other work" in letter.text
    page = client_of(recruiter).get(f"/workspace/northlake/applications/{application.pk}/").content.decode()
    assert "I start in May." in page and "I found other work" in page


def test_an_offer_that_is_declined_reaches_the_hospital(
    make_application: Any, candidate: User, recruiter: User, client_of: Any
) -> None:
    application = make_application(status="offered")
    client_of(candidate).post(f"/me/applications/{application.pk}/declining/")
    application.refresh_from_db()
    assert application.status == "declined"
    assert [m.kind for m in OutgoingMail.objects.filter(user=recruiter)] == ["application_declined"]
