"""Closing an account, coming back, and what time does to closed and idle accounts."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from accounts import closing, proof, sweeping
from accounts.models import Profile, User
from accounts.profiles import profile_of
from alerts.models import Alert, Bookmark
from applications.models import Application
from core.mail import Letter, queue
from core.models import Event, OutgoingMail
from hospitals.models import Seat
from tests.conftest import PASSWORD

CLOSING = "/me/privacy/closing/"
DAY = timedelta(days=1)


def close(client: Client, proof: str = PASSWORD) -> Any:
    return client.post(CLOSING, {"proof": proof})


def sign_in(client: Client, email: str) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": PASSWORD})


def mails(kind: str) -> int:
    return OutgoingMail.objects.filter(kind=kind).count()


def test_closing_withdraws_stops_hides_and_signs_out(
    candidate: User, make_application: Any, make_posting: Any, client_of: Any
) -> None:
    sent, draft = make_application(), make_application(posting=make_posting(), status="draft")
    seen = profile_of(candidate)
    Profile.objects.filter(pk=seen.pk).update(visibility="hospitals", visible_at=timezone.now())
    alert = Alert.objects.create(
        user=candidate, language="en", time_zone="Europe/Amsterdam", status="active",
        active_at=timezone.now(), due_at=timezone.now(),
    )  # fmt: skip
    client = Client()
    assert sign_in(client, candidate.email).status_code == 302
    elsewhere = Client()
    sign_in(elsewhere, candidate.email)
    page = client.get(CLOSING).content.decode()
    assert "1 application is withdrawn and the hospital is told." in page
    assert "1 alert stops sending." in page
    assert close(client).status_code == 200
    for one in (sent, draft, alert, candidate):
        one.refresh_from_db()
    assert (sent.status, draft.status, alert.status) == ("withdrawn", "draft", "paused")
    assert not Profile.objects.visible().exists()
    assert (candidate.standing, UserSession.objects.count()) == ("closed", 0)
    assert elsewhere.get("/me/").status_code == client.get("/me/").status_code == 302
    assert mails("account_closed") == 1
    assert Event.objects.about(sent).filter(verb="withdraw").exists()


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Type your password"), ("wrong-pass", "not your password")]
)
def test_closing_asks_who_it_is(candidate: User, client_of: Any, typed: str, words: str) -> None:
    response = close(client_of(candidate), typed)
    assert response.status_code == 422
    assert words in response.content.decode()
    candidate.refresh_from_db()
    assert candidate.standing == "open"


def test_who_has_no_password_gets_a_code(candidate: User, client_of: Any) -> None:
    candidate.set_unusable_password()
    candidate.save()
    client = client_of(candidate)
    assert 'name="proof"' not in client.get(CLOSING).content.decode()
    assert close(client, "").status_code == 422
    client.post("/me/privacy/closing/code/")
    code = re.findall(r"\b\d{6}\b", OutgoingMail.objects.get(kind="account_closing_code").text)[0]
    assert close(client, f"{(int(code) + 1) % 10**6:06}").status_code == 422
    assert close(client, code).status_code == 200
    candidate.refresh_from_db()
    assert candidate.standing == "closed"


def test_five_wrong_codes_end_a_code(candidate: User, client_of: Any) -> None:
    candidate.set_unusable_password()
    candidate.save()
    client = client_of(candidate)
    client.post("/me/privacy/closing/code/")
    code = re.findall(r"\b\d{6}\b", OutgoingMail.objects.get(kind="account_closing_code").text)[0]
    for _ in range(5):
        close(client, "x" + code[1:])
    assert close(client, code).status_code == 422


def test_an_old_code_closes_nothing(candidate: User, client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(candidate)
    client.post("/me/privacy/closing/code/")
    code = re.findall(r"\b\d{6}\b", OutgoingMail.objects.get(kind="account_closing_code").text)[0]
    later = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr(proof.timezone, "now", lambda: later)
    assert close(client, code).status_code == 422


def test_codes_are_not_mailed_without_end(candidate: User, client_of: Any) -> None:
    client = client_of(candidate)
    for _ in range(6):
        client.post("/me/privacy/closing/code/")
    assert mails("account_closing_code") == 4


def test_the_only_owner_hands_over_first(owner: User, recruiter: User, hospital: Any, client_of: Any) -> None:
    client = client_of(owner)
    page = client.get(CLOSING).content.decode()
    assert "You are the only owner of Northlake General Hospital" in page
    assert "/workspace/northlake/team/" in page
    assert close(client).status_code == 302
    owner.refresh_from_db()
    assert owner.standing == "open"
    Seat.objects.filter(user=recruiter).update(role="owner")
    assert close(client).status_code == 200
    owner.refresh_from_db()
    assert (owner.standing, Seat.objects.held().filter(user=owner).exists()) == ("closed", False)


def test_the_other_owner_left_in_this_very_second_and_nobody_sees_an_error(
    owner: User, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "obstacles", lambda user: [])  # asked before the other one went
    answer = close(client_of(owner))
    assert (answer.status_code, answer["Location"]) == (302, CLOSING)
    owner.refresh_from_db()
    assert (owner.standing, Seat.objects.held().filter(user=owner).exists()) == ("open", True)


def test_one_account_that_cannot_be_erased_does_not_keep_the_others(
    candidate: User, candidate2: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, real = timezone.now(), closing.erasing.erase
    for one in (candidate, candidate2):
        closing.close(one, by=one, at=start)
    closing.warn_closed(start + 11 * DAY)

    def broken(user: User, *, at: Any) -> None:
        if user.pk == candidate.pk:
            raise RuntimeError("a table that nobody thought of")
        real(user, at=at)

    monkeypatch.setattr(closing.erasing, "erase", broken)
    assert closing.erase_closed(start + 14 * DAY) == 1
    candidate2.refresh_from_db()
    assert candidate2.standing == "erased"


def test_who_signs_in_while_the_board_erases_others_stays(
    candidate: User, candidate2: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    User.objects.update(
        date_joined=now - 900 * DAY, last_login=now - 800 * DAY, erasure_warned_at=now - 200 * DAY
    )
    real = closing.erasing.erase

    def slow(user: User, *, at: Any) -> None:
        User.objects.exclude(pk=user.pk).update(last_login=now)
        real(user, at=at)

    monkeypatch.setattr(closing.erasing, "erase", slow)
    assert closing.erase_idle(now) == 1
    assert sorted(User.objects.values_list("standing", flat=True)) == ["erased", "open"]


def test_signing_in_asks_first_and_coming_back_finds_everything(candidate: User, make_posting: Any) -> None:
    Bookmark.objects.create(user=candidate, posting=make_posting())
    closing.close(candidate, by=candidate)
    client = Client()
    assert sign_in(client, candidate.email)["Location"] == "/me/privacy/return/"
    assert client.get("/me/").status_code == 302, "nobody is in before the answer"
    sign_in(client, candidate.email)
    assert "Do you want to come back?" in client.get("/me/privacy/return/").content.decode()
    response = client.post("/me/privacy/return/", {"back": "1"})
    assert response.status_code == 302
    assert client.get("/me/").status_code == 200
    candidate.refresh_from_db()
    assert (candidate.standing, candidate.closed_at) == ("open", None)
    assert candidate.bookmarks.count() == 1


def test_who_stays_closed_is_not_signed_in(candidate: User) -> None:
    closing.close(candidate, by=candidate)
    client = Client()
    sign_in(client, candidate.email)
    client.post("/me/privacy/return/", {"stay": "1"})
    assert client.get("/me/").status_code == 302
    assert client.post("/me/privacy/return/", {"back": "1"})["Location"] == "/accounts/login/"
    candidate.refresh_from_db()
    assert candidate.standing == "closed"


def test_a_stranger_has_no_page_to_come_back_by(client: Client, db: None) -> None:
    assert client.get("/me/privacy/return/").status_code == 302


def test_a_closed_account_hears_of_itself_only(candidate: User) -> None:
    closing.close(candidate, by=candidate)
    letter = Letter(subject="Something", paragraphs=["…"])
    assert queue(letter, kind="saved_ended", to=candidate).cancelled_at is not None
    assert queue(letter, kind="account_erasure_near", to=candidate).cancelled_at is None


# ── What time does ───────────────────────────────────────────────────────────────────────────────────
def test_erased_after_fourteen_days_and_warned_three_days_before(candidate: User) -> None:
    start = timezone.now()
    closing.close(candidate, by=candidate, at=start)
    assert closing.warn_closed(start + 11 * DAY - timedelta(seconds=1)) == 0
    assert closing.warn_closed(start + 11 * DAY) == 1
    assert closing.warn_closed(start + 11 * DAY) == 0
    assert closing.erase_closed(start + 14 * DAY - timedelta(seconds=1)) == 0
    assert closing.erase_closed(start + 14 * DAY) == 1
    assert closing.erase_closed(start + 14 * DAY) == 0
    candidate.refresh_from_db()
    assert (candidate.standing, candidate.name, candidate.is_active) == ("erased", "", False)
    assert candidate.email == f"{candidate.pk}@erased.invalid"
    assert [m.kind for m in OutgoingMail.objects.all()] == ["account_erased"]
    assert str(candidate) == "Erased account"


def test_a_board_that_was_down_warns_first(candidate: User) -> None:
    start = timezone.now()
    closing.close(candidate, by=candidate, at=start)
    assert closing.erase_closed(start + 40 * DAY) == 0
    assert closing.warn_closed(start + 40 * DAY) == 1
    assert closing.erase_closed(start + 42 * DAY) == 0
    assert closing.erase_closed(start + 43 * DAY) == 1


def test_the_last_letter_goes_once_it_has_left(candidate: User) -> None:
    start = timezone.now()
    closing.close(candidate, by=candidate, at=start)
    closing.warn_closed(start + 11 * DAY)
    closing.erase_closed(start + 14 * DAY)
    sweeping.forget_letters(timezone.now())
    assert mails("account_erased") == 1, "it has not left yet"
    OutgoingMail.objects.update(sent_at=timezone.now())
    sweeping.forget_letters(timezone.now())
    assert not OutgoingMail.objects.exists()


def test_the_mailbox_may_begin_anew(candidate: User, make_person: Any) -> None:
    start, email = timezone.now(), candidate.email
    closing.close(candidate, by=candidate, at=start)
    closing.warn_closed(start + 11 * DAY)
    closing.erase_closed(start + 14 * DAY)
    assert not EmailAddress.objects.filter(email=email).exists()
    assert make_person(email, "Amara Bekele").pk != candidate.pk


def idle(user: User, now: Any) -> None:
    User.objects.filter(pk=user.pk).update(
        date_joined=now - closing.ERASE_IDLE, last_login=now - closing.WARN_IDLE, active_at=None
    )


def test_who_stays_away_is_warned_after_18_months_and_erased_after_24(
    candidate: User, make_application: Any
) -> None:
    now = timezone.now()
    idle(candidate, now)
    application = make_application()
    assert closing.warn_idle(now - timedelta(seconds=1)) == 0
    assert closing.warn_idle(now) == 1
    assert closing.warn_idle(now + DAY) == 0
    assert closing.erase_idle(now + closing.PATIENCE - timedelta(seconds=1)) == 0
    assert closing.erase_idle(now + closing.PATIENCE) == 1
    candidate.refresh_from_db()
    application.refresh_from_db()
    assert (candidate.standing, application.status, application.erased_why) == ("erased", "withdrawn", "wish")


def test_a_visit_after_the_warning_keeps_the_account(candidate: User) -> None:
    now = timezone.now()
    idle(candidate, now)
    closing.warn_idle(now)
    User.objects.filter(pk=candidate.pk).update(active_at=now + DAY)
    assert closing.erase_idle(now + closing.PATIENCE) == 0
    assert closing.warn_idle(now + closing.WARN_IDLE + DAY) == 1, "told anew, after another year and a half"


def test_the_only_owner_of_a_hospital_stays(owner: User, hospital: Any) -> None:
    now = timezone.now()
    idle(owner, now)
    closing.warn_idle(now)
    assert closing.erase_idle(now + closing.PATIENCE) == 0
    owner.refresh_from_db()
    assert owner.standing == "open"


def test_a_hospital_reads_that_it_was_the_candidates_wish(
    candidate: User, recruiter: User, make_application: Any, client_of: Any
) -> None:
    application, start = make_application(), timezone.now()
    closing.close(candidate, by=candidate, at=start)
    closing.warn_closed(start + 11 * DAY)
    closing.erase_closed(start + 14 * DAY)
    work = f"/workspace/northlake/applications/{application.pk}/"
    client = client_of(recruiter)
    for path in (work, "/workspace/northlake/applications/?stage=all", work + "application.pdf"):
        response = client.get(path)
        assert (path, response.status_code) == (path, 200)
    assert "Erased: the candidate&#x27;s own wish" in client.get(work).content.decode()
    assert Application.objects.filter(pk=application.pk, snapshot={}, letter="", cv=None).exists()
