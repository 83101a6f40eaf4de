"""How long an application stays: the day, the rule, the warning, by the hospital's clock; and what an erasure leaves."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from accounts.profiles import remove_document
from applications import consents, erasing, pool, retention, wording
from applications.models import (
    Application,
    Attachment,
    ConsentKind,
    Export,
    Message,
    Note,
    SearchText,
)
from applications.wording import index
from core.models import OutgoingMail
from hospitals.models import Hospital, Notice

DAY = timedelta(days=1)
# 23:30 on the 14th in Amsterdam: still the 14th there, whatever other clocks say
ENDED = datetime(2026, 11, 14, 22, 30, tzinfo=UTC)


@pytest.fixture
def dutch(make_application: Any, make_posting: Any, hospital2: Hospital) -> Application:
    Hospital.objects.filter(pk=hospital2.pk).update(time_zone="Europe/Amsterdam")
    hospital2.refresh_from_db()
    posting = make_posting(hospital=hospital2)
    application: Application = make_application(posting=posting, status="declined", decided_at=ENDED)
    return application


def periods(user: User) -> list[Any]:
    return retention.periods(user, 0, 20)[1]


def erased(application: Application) -> bool:
    application.refresh_from_db()
    return application.erased_at is not None


def test_a_dutch_application_stays_28_days_and_goes_when_the_last_one_is_over(dutch: Application) -> None:
    last = date(2026, 12, 12)
    assert [(p.until, p.rule) for p in periods(dutch.candidate)] == [
        (last, "28 days after the end: the rule for Dutch hospitals")
    ]
    midnight = datetime(2026, 12, 12, 23, 0, tzinfo=UTC)  # in Amsterdam the 13th begins
    assert retention.warn(datetime(2026, 12, 4, 22, 59, tzinfo=UTC)) == 0
    assert retention.warn(datetime(2026, 12, 4, 23, 0, tzinfo=UTC)) == 1
    assert retention.warn(datetime(2026, 12, 4, 23, 0, tzinfo=UTC)) == 0
    mail = OutgoingMail.objects.get(kind="application_erasure_near")
    assert "until 12 December 2026" in mail.text
    assert retention.erase_due(midnight - timedelta(minutes=1)) == 0
    assert retention.erase_due(midnight) == 1
    assert retention.erase_due(midnight) == 0
    dutch.refresh_from_db()
    assert (dutch.erased_why, dutch.snapshot, dutch.letter, dutch.cv) == ("period", {}, "", None)
    assert (dutch.status, dutch.decided_at) == ("declined", ENDED)


def test_elsewhere_it_is_a_year(make_application: Any) -> None:
    application = make_application(status="declined", decided_at=ENDED)
    assert periods(application.candidate)[0].rule == "A year after the end"
    year = ENDED + timedelta(days=365)
    assert retention.warn(ENDED + 60 * DAY) == 0
    assert retention.warn(year - 7 * DAY) == 1
    assert retention.erase_due(year) == 0
    assert retention.erase_due(year + DAY) == 1


def test_who_agreed_to_a_year_is_kept_for_a_year(dutch: Application) -> None:
    consents.allow(dutch, ConsentKind.KEEP, by=dutch.candidate, at=ENDED)
    assert periods(dutch.candidate)[0].rule == "A year after the end: you agreed to it"
    assert retention.warn(ENDED + 40 * DAY) == retention.erase_due(ENDED + 40 * DAY) == 0
    retention.warn(ENDED + 358 * DAY)
    assert retention.erase_due(ENDED + 366 * DAY) == 1


def test_who_agrees_to_a_year_after_the_warning_is_warned_of_the_new_end(dutch: Application) -> None:
    assert retention.warn(ENDED + 22 * DAY) == 1
    dutch.refresh_from_db()
    consents.allow(dutch, ConsentKind.KEEP, by=dutch.candidate, at=ENDED + 23 * DAY)
    end = ENDED + 365 * DAY
    assert retention.erase_due(end + 2 * DAY) == 0, "nobody told them of this day"
    assert retention.warn(end - 7 * DAY) == 1
    assert retention.warn(end - 6 * DAY) == 0
    assert retention.erase_due(end + DAY) == 1


def test_the_day_in_a_late_warning_is_the_last_one_by_the_hospitals_clock(make_application: Any) -> None:
    """A board that was down warns late, on an evening that is tomorrow elsewhere."""
    application = make_application(status="declined", decided_at=ENDED - 400 * DAY)
    Hospital.objects.filter(pk=application.posting.hospital_id).update(time_zone="America/Los_Angeles")
    evening = datetime(2026, 12, 4, 5, 0, tzinfo=UTC)  # the 3rd in Los Angeles
    assert retention.warn(evening) == 1
    assert "until 10 December 2026" in OutgoingMail.objects.get(kind="application_erasure_near").text
    assert retention.erase_due(evening + 7 * DAY) == 0
    assert retention.erase_due(evening + 8 * DAY) == 1


def test_keeping_in_touch_keeps_it_as_long_as_it_stands(dutch: Application) -> None:
    pool.give(dutch, by=dutch.candidate, at=timezone.now())
    assert periods(dutch.candidate)[0].rule == "You agreed that the hospital keeps in touch"
    assert retention.warn(timezone.now() + 60 * DAY) == 0


def test_a_consent_taken_back_ends_it_without_a_warning(dutch: Application) -> None:
    consents.allow(dutch, ConsentKind.PROCESSING, by=dutch.candidate, at=ENDED - DAY)
    consents.revoke(dutch, ConsentKind.PROCESSING, by=dutch.candidate, at=ENDED + 2 * DAY)
    assert periods(dutch.candidate)[0].rule == "You took back your consent"
    assert retention.warn(ENDED + 3 * DAY) == 0
    assert retention.erase_due(ENDED + 2 * DAY) == 0
    assert retention.erase_due(ENDED + 3 * DAY) == 1


def test_a_board_that_was_down_warns_and_waits(dutch: Application) -> None:
    late = ENDED + 60 * DAY
    assert retention.erase_due(late) == 0, "nobody was warned"
    retention.warn(late)
    assert retention.erase_due(late + 7 * DAY) == 0
    assert retention.erase_due(late + 8 * DAY) == 1


def test_what_runs_is_not_erased(make_application: Any, dutch: Application) -> None:
    running = make_application()
    Application.objects.filter(pk=running.pk).update(submitted_at=ENDED - 700 * DAY)
    retention.warn(timezone.now() + 800 * DAY)
    retention.erase_due(timezone.now() + 900 * DAY)
    assert not erased(running)


def test_a_rejection_counts_from_the_day_it_was_told(make_application: Any, dutch: Application) -> None:
    Application.objects.filter(pk=dutch.pk).update(
        status="rejected", rejection_reason="skills", decided_at=ENDED, withdrawal_reason=""
    )
    assert periods(dutch.candidate)[0].until == date(2026, 12, 13)


def test_a_draft_goes_after_90_days(make_application: Any) -> None:
    draft, at = make_application(status="draft"), timezone.now()
    Application.objects.filter(pk=draft.pk).update(changed_at=at - 90 * DAY)
    assert retention.forget_drafts(at) == 0
    assert retention.forget_drafts(at + timedelta(seconds=1)) == 1
    assert not Application.objects.filter(pk=draft.pk).exists()


def test_everything_around_it_goes_and_what_is_anothers_stays(
    dutch: Application, recruiter: User, make_application: Any, candidate2: User
) -> None:
    other = make_application(posting=dutch.posting, candidate=candidate2)
    for one in (dutch, other):
        message = Message.objects.create(application=one, by_hospital=True, words="Dear Amara")
        attachment = Attachment(message=message, name="a.pdf", kind="pdf", size=1, sha256="0" * 64)
        attachment.file.save("a.pdf", ContentFile(b"x"))
        Note.objects.create(application=one, author=recruiter, words="Amara seems right")
        about = f"applications.application:{one.pk}"
        Notice.objects.create(
            user=recruiter, kind="application", about=about, words="Amara applied", url="/", at=ENDED
        )
        index(one)
    export = Export.objects.create(
        hospital=dutch.posting.hospital, posting=dutch.posting, asked_by=recruiter, asked_at=ENDED,
        language="en", status="ready", expires_at=ENDED + 900 * DAY,
    )  # fmt: skip
    export.file.save("x.zip", ContentFile(b"zip"))
    assert erasing.erase(dutch, why="period", at=timezone.now())
    for model in (Message, Note, SearchText):
        assert [row.application_id for row in model.objects.all()] == [other.pk]
    assert Attachment.objects.get().message.application_id == other.pk
    assert Notice.objects.get().about.endswith(f":{other.pk}")
    export.refresh_from_db()
    assert (export.status, bool(export.file)) == ("gone", False)


def test_a_cv_that_is_off_the_profile_goes_with_the_last_application(
    dutch: Application, django_capture_on_commit_callbacks: Any
) -> None:
    cv = dutch.cv
    assert cv is not None
    remove_document(cv)
    assert default_storage.exists(cv.file.name or "")
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(dutch, why="period", at=timezone.now())
    assert not default_storage.exists(cv.file.name or "")


def test_a_cv_that_is_on_the_profile_stays_there(dutch: Application) -> None:
    erasing.erase(dutch, why="period", at=timezone.now())
    assert dutch.candidate.documents.count() == 1


def test_the_candidate_reads_that_it_was_erased(dutch: Application, client_of: Any) -> None:
    erasing.erase(dutch, why="period", at=timezone.now())
    client = client_of(dutch.candidate)
    for path in ("/me/applications/", f"/me/applications/{dutch.pk}/", "/me/privacy/"):
        assert (path, client.get(path).status_code) == (path, 200)
    assert "the time for keeping it is over" in client.get(f"/me/applications/{dutch.pk}/").content.decode()


def test_the_hospital_cannot_write_into_what_was_erased(
    dutch: Application, owner2: User, client_of: Any
) -> None:
    erasing.erase(dutch, why="period", at=timezone.now())
    slug = dutch.posting.hospital.slug
    page = f"/workspace/{slug}/applications/{dutch.pk}/"
    client = client_of(owner2)
    assert client.get(page).status_code == 200
    client.post(page + "messages/", {"words": "Hello Amara"})
    client.post(page + "notes/", {"words": "About Amara"})
    assert (Message.objects.count(), Note.objects.count()) == (0, 0)


def test_ended_applications_are_asked_for_in_parts(
    dutch: Application, django_assert_max_num_queries: Any
) -> None:
    """One page of 500, their consents and pools, and one question for each that is due and was not warned of."""
    with django_assert_max_num_queries(5):
        retention.erase_due(ENDED + 40 * DAY)


def test_an_erasure_while_its_cv_is_read_leaves_no_words(
    dutch: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    SearchText.objects.all().delete()

    def slow(content: bytes, kind: str) -> str:
        assert erasing.erase(dutch, why="wish", at=timezone.now())
        return "loudmountain"

    monkeypatch.setattr(wording, "text_of", slow)
    wording.read_cv(dutch.pk)
    assert not SearchText.objects.exists()
    wording.read_cvs.func()
    assert not SearchText.objects.exists(), "nor is it read again"
