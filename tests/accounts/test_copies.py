"""A copy of everything: all that is one's own, nothing of anybody else, for its asker, once."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts import copies, privacy
from accounts.models import Document, PersonalCopy, User
from alerts.models import Bookmark
from applications.mails import hospital as hospital_letters
from applications.models import Message, Note, Rating
from applications.wording import index
from core.mail.outbox import deliver_due
from core.models import OutgoingMail, Skill
from hospitals import mails as team_letters
from hospitals.models import NoticeChoice, Seat


def made(user: User) -> PersonalCopy:
    copy = copies.ask(user, language="en")
    copies.build(copy.pk)
    copy.refresh_from_db()
    return copy


def inside(copy: PersonalCopy) -> tuple[dict[str, Any], list[str], str]:
    """(the JSON, the names in the ZIP, everything that can be read in it)."""
    with zipfile.ZipFile(io.BytesIO(copy.file.open("rb").read())) as archive:
        texts = [archive.read(name).decode("latin-1") for name in archive.namelist()]
        told = json.loads(archive.read("corridor.json"))
        return told, archive.namelist(), "\n".join([json.dumps(told, ensure_ascii=False), *texts])


@pytest.fixture
def story(
    candidate: User, candidate2: User, recruiter: User, make_application: Any, make_document: Any
) -> dict[str, Any]:
    """Two people and a hospital who wrote to each other."""
    mine = make_application(letter="Mine: quietriver")
    theirs = make_application(candidate=candidate2, letter="Theirs: loudmountain")
    for one, words in ((mine, "quietriver"), (theirs, "loudmountain")):
        Message.objects.create(application=one, by_hospital=True, author=recruiter, words=f"To you, {words}")
        Message.objects.create(
            application=one, by_hospital=False, author=one.candidate, words=f"From {words}"
        )
        Note.objects.create(application=one, author=recruiter, words=f"hospitalnote about {words}")
        Rating.objects.create(application=one, reader=recruiter, skill=Skill.objects.all()[0], score=3)
        index(one)
    Bookmark.objects.create(user=candidate, posting=mine.posting, note="quietriver again")
    Bookmark.objects.create(user=candidate2, posting=mine.posting, note="loudmountain again")
    return {"mine": mine, "theirs": theirs}


def test_it_holds_everything_of_this_person_and_nothing_of_another(
    story: dict[str, Any], candidate: User, candidate2: User, recruiter: User
) -> None:
    told, names, text = inside(made(candidate))
    tables = told["tables"]
    assert [row["letter"] for row in tables["applications.Application"]] == ["Mine: quietriver"]
    assert [row["words"] for row in tables["applications.Message"]] == [
        "To you, quietriver",
        "From quietriver",
    ]
    assert [row["note"] for row in tables["alerts.Bookmark"]] == ["quietriver again"]
    assert tables["accounts.User"][0]["email"] == candidate.email
    assert tables["accounts.Document"][0]["file"] in names
    for foreign in ("loudmountain", candidate2.email, candidate2.name, recruiter.email, recruiter.name):
        assert foreign not in text


def test_a_recruiters_copy_names_no_candidate_and_no_colleague(
    story: dict[str, Any], recruiter: User, candidate: User, owner: User
) -> None:
    NoticeChoice.objects.create(
        user=recruiter, hospital=story["mine"].posting.hospital, kind="application", how="at_once"
    )
    hospital_letters.new_application(story["mine"])
    team_letters.seat_changed(Seat.objects.get(user=recruiter), owner)
    deliver_due()
    assert OutgoingMail.objects.filter(user=recruiter, sent_at__isnull=False).count() == 2
    told, _names, text = inside(made(recruiter))
    letters = told["tables"]["core.OutgoingMail"]
    assert {(row["subject"], row["text"], row["left_out"]) for row in letters} == {
        ("", "", "it is about other people: candidates and colleagues")
    }
    for foreign in (candidate.name, candidate.email, owner.name):
        assert foreign not in text


def test_what_the_hospital_wrote_for_itself_is_left_out_and_it_says_so(
    story: dict[str, Any], candidate: User
) -> None:
    told, _names, text = inside(made(candidate))
    assert "hospitalnote" not in text
    assert "applications.Note" not in told["tables"] and "applications.Rating" not in told["tables"]
    assert "what the hospital wrote for itself" in told["left_out"]["applications.Note"]
    assert told["left_out"].keys() >= {"applications.Note", "applications.Rating"}


def test_every_table_of_the_registry_is_told_or_left_out_with_a_reason(candidate: User) -> None:
    told, _names, _text = inside(made(candidate))
    assert {t.model for t in privacy.tables() if t.of} == {*told["tables"], *told["left_out"]}


def test_no_secret_leaves(candidate: User) -> None:
    told, _names, text = inside(made(candidate))
    assert candidate.password not in text
    assert "password" not in told["tables"]["accounts.User"][0]


def test_the_link_works_once_for_its_asker_only(candidate: User, candidate2: User, client_of: Any) -> None:
    copy = made(candidate)
    path = f"/me/privacy/copies/{copy.token}/"
    assert client_of(candidate2).get(path).status_code == client_of(candidate2).post(path).status_code == 404
    assert client_of(None).get(path).status_code == 302
    client = client_of(candidate)
    assert "Fetch my copy" in client.get(path).content.decode()
    response = client.post(path)
    assert b"".join(response.streaming_content).startswith(b"PK")
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    again = client.post(path, follow=True)
    assert "fetched already" in again.content.decode()


def test_a_mail_says_that_it_is_ready(candidate2: User) -> None:
    copy = made(candidate2)
    mail = OutgoingMail.objects.get(kind="account_copy_ready")
    assert (mail.to, mail.language) == (candidate2.email, "nl")
    assert str(copy.token) in mail.text


def test_the_file_goes_after_two_days_or_once_it_was_fetched(candidate: User, candidate2: User) -> None:
    now = timezone.now()
    old, fetched = made(candidate), made(candidate2)
    names = [str(old.file.name), str(fetched.file.name)]
    copies.fetch(fetched, by=candidate2, at=now)
    assert copies.clean(now + timedelta(minutes=9)) == 0
    assert copies.clean(now + timedelta(minutes=11)) == 1
    assert copies.clean(now + copies.KEPT + timedelta(minutes=1)) == 1
    assert [default_storage.exists(name) for name in names] == [False, False]
    assert copies.fetch(old, by=candidate) is None


def test_one_that_is_too_old_is_not_given(candidate: User) -> None:
    copy = made(candidate)
    assert copies.fetch(copy, by=candidate, at=timezone.now() + copies.KEPT) is None


def test_asking_again_finds_the_one_that_waits_and_three_a_day_are_enough(
    candidate: User, client_of: Any
) -> None:
    client = client_of(candidate)
    first = client.post("/me/privacy/copies/")["Location"]
    assert client.post("/me/privacy/copies/")["Location"] == first
    for _ in range(copies.A_DAY - 1):
        PersonalCopy.objects.update(status="ready")
        client.post("/me/privacy/copies/")
    PersonalCopy.objects.update(status="ready")
    response = client.post("/me/privacy/copies/", follow=True)
    assert "Ask again tomorrow" in response.content.decode()
    assert PersonalCopy.objects.count() == copies.A_DAY


def test_a_job_that_runs_twice_makes_one_file(candidate: User) -> None:
    copy = made(candidate)
    name = copy.file.name
    copies.build(copy.pk)
    copy.refresh_from_db()
    assert (copy.file.name, OutgoingMail.objects.filter(kind="account_copy_ready").count()) == (name, 1)


def test_a_file_that_our_store_has_lost_does_not_stop_it(candidate: User, make_document: Any) -> None:
    document = make_document(candidate)
    default_storage.delete(document.file.name)
    told, _names, _text = inside(made(candidate))
    assert told["tables"]["accounts.Document"][0]["file"] is None
    assert Document.objects.filter(pk=document.pk).exists()


def test_one_that_could_not_be_made_says_so(candidate: User, client_of: Any) -> None:
    copy = copies.ask(candidate, language="en")
    copies.clean(timezone.now() + copies.GIVEN_UP + timedelta(seconds=1))
    page = client_of(candidate).get(f"/me/privacy/copies/{copy.token}/").content.decode()
    assert "could not be made" in page
