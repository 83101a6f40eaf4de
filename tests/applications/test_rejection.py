"""A refusal has words, waits a day, and can be taken back as long as nobody knows of it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from applications import endings, pipeline
from applications.models import Application, Stage
from applications.refusals import Refused
from core.mail.outbox import deliver_due
from core.models import OutgoingMail
from core.workflow import WrongState


@pytest.fixture
def rejected(make_application: Any, recruiter: User) -> Application:
    application = make_application()
    pipeline.read(application, by=recruiter)
    OutgoingMail.objects.all().delete()
    endings.reject(application, by=recruiter, reason="skills", message="We liked your films.")
    return application


def test_the_letter_waits_a_day_and_carries_the_words(rejected: Application, candidate: User) -> None:
    letter = OutgoingMail.objects.get()
    assert (letter.user, letter.kind) == (candidate, "application_rejected")
    assert letter.next_try_at == rejected.decided_at + timedelta(hours=24)  # type: ignore[operator]
    assert "We liked your films." in letter.text


def test_until_the_letter_leaves_the_candidate_sees_the_stage_before(
    rejected: Application, candidate: User, client_of: Any
) -> None:
    page = client_of(candidate).get(rejected.get_absolute_url()).content.decode()
    assert rejected.shown_status == Stage.IN_REVIEW
    assert "We liked your films." not in page and "Not chosen" not in page
    assert "Not chosen" not in client_of(candidate).get("/me/applications/").content.decode()


def test_after_a_day_the_candidate_reads_the_reason_and_the_words(
    rejected: Application, candidate: User, client_of: Any
) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        page = client_of(candidate).get(rejected.get_absolute_url()).content.decode()
    assert "We liked your films." in page and "Someone else has more of the skills we need" in page


def test_undo_brings_back_the_stage_before_and_stops_the_letter(
    rejected: Application, recruiter: User
) -> None:
    endings.undo_rejection(rejected, by=recruiter)
    assert (rejected.status, rejected.decided_at, rejected.rejection_reason, rejected.stage_before) == (
        "in_review",
        None,
        "",
        "",
    )
    assert rejected.first_answer_at is None
    assert not OutgoingMail.objects.waiting().exists()


def test_once_the_letter_has_left_nothing_is_undone(rejected: Application, recruiter: User) -> None:
    OutgoingMail.objects.update(next_try_at=timezone.now() - timedelta(minutes=1))
    assert deliver_due() == 1
    with pytest.raises(Refused):
        endings.undo_rejection(rejected, by=recruiter)
    rejected.refresh_from_db()
    assert rejected.status == Stage.REJECTED


def test_a_candidate_who_withdraws_first_never_gets_the_letter(
    rejected: Application, candidate: User
) -> None:
    endings.withdraw(rejected, by=candidate, reason="other_job")
    assert (rejected.status, rejected.rejection_reason, rejected.rejection_message) == ("withdrawn", "", "")
    assert not OutgoingMail.objects.waiting().filter(kind="application_rejected").exists()


def test_who_has_been_told_cannot_withdraw_any_more(rejected: Application, candidate: User) -> None:
    OutgoingMail.objects.update(next_try_at=timezone.now() - timedelta(minutes=1))
    deliver_due()
    with pytest.raises(WrongState):
        endings.withdraw(rejected, by=candidate, reason="other_job")


def test_only_a_rejected_offer_can_still_be_declined(rejected: Application, candidate: User) -> None:
    with pytest.raises(WrongState):
        endings.decline(rejected, by=candidate)


def test_a_recruiter_who_writes_nothing_is_asked_for_words(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    application = make_application()
    answer = client_of(recruiter).post(
        f"/workspace/northlake/applications/{application.pk}/rejection/", {"message": ""}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Choose a reason" in page and "Write a message: a refusal is never silent" in page
    application.refresh_from_db()
    assert application.status == "submitted"


def test_a_recruiter_rejects_and_takes_it_back_on_the_pages(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    application, client = make_application(), client_of(recruiter)
    base = f"/workspace/northlake/applications/{application.pk}/"
    client.post(base + "rejection/", {"reason": "skills", "message": "Thank you."})
    application.refresh_from_db()
    assert application.status == "rejected"
    assert "rejection/undo/" in client.get(base).content.decode()
    client.post(base + "rejection/undo/")
    application.refresh_from_db()
    assert application.status == "submitted"


def test_a_late_hospital_stays_late_for_the_candidate_until_the_letter_of_refusal_leaves(
    make_application: Any, recruiter: User, candidate: User, client_of: Any
) -> None:
    application = make_application(respond_by=timezone.now() - timedelta(days=1))
    client = client_of(candidate)
    pages = ("/me/applications/", application.get_absolute_url())
    before = ["The hospital is late" in client.get(path).content.decode() for path in pages]
    endings.reject(application, by=recruiter, reason="skills", message="No.")
    after = ["The hospital is late" in client.get(path).content.decode() for path in pages]
    assert before == after == [True, True]
