"""After an erasure no word of the person is left: not in a table, a file, the outbox, a cache, or the trail.

The person gets words that occur nowhere else into every text of the registry (erased_person.py), does what a person does,
is erased, and the whole database is dumped and read.
"""

import logging
import os
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail as post
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import closing, copies, privacy, sweeping
from accounts.models import User
from accounts.privacy import Erased
from applications import messages, sending
from applications.models import Application, Batch, Note, Slot
from core.mail.outbox import deliver_due
from core.models import Event, OutgoingMail
from hospitals.mails import asks_to_join
from hospitals.models import Hospital, Notice
from jobboard.pgprograms import find_programs
from tests.accounts.erased_person import MARK, fill
from tests.conftest import PASSWORD

NAME, EMAIL = f"{MARK.title()} Bekelesurname", f"{MARK}amara@people.example"
DAY = timedelta(days=1)


def dump() -> str:
    """The whole test database as pg_dump writes it; bytes stand in it as hexadecimal digits."""
    facts = connection.get_connection_params()
    command = [find_programs() / "pg_dump", "--no-owner", "--dbname", connection.settings_dict["NAME"]]
    command += ["--host", facts.get("host", ""), "--port", str(facts.get("port", ""))]
    command += ["--username", facts.get("user", "")]
    quiet = {**os.environ, "PGPASSWORD": str(facts.get("password", ""))}
    done = subprocess.run(command, check=True, capture_output=True, env=quiet)
    return done.stdout.decode()


def hits(text: str) -> list[str]:
    """Lines that hold the mark, as text or as hexadecimal digits."""
    spelled = MARK.encode().hex()
    return [line[:300] for line in text.splitlines() if MARK in line.lower() or spelled in line]


def files_with_mark() -> list[str]:
    store = Path(settings.MEDIA_ROOT)
    return [str(path) for path in store.rglob("*") if path.is_file() and MARK.encode() in path.read_bytes()]


@pytest.fixture
def person(transactional_db: None, make_person: Any) -> User:
    return make_person(EMAIL, NAME, looks_for_work=True)


@pytest.fixture
def lived(
    person: User, recruiter: User, hospital: Hospital, posting: Any, make_posting: Any, make_document: Any,

) -> Application:  # fmt: skip
    """What a person does here: signs in, applies, writes, is answered, noted, downloaded; asks for a copy."""
    client = Client()
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    client.post("/accounts/login/code/", {"email": EMAIL})
    Client().post("/accounts/password/reset/", {"email": EMAIL})
    EmailAddress.objects.create(user=person, email=f"{MARK}second@people.example", verified=True)
    cv = make_document(person, name=f"{MARK}-cv.pdf")
    application = sending.start(posting, person)
    sending.keep_draft(application, by=person, cv=cv, letter=f"I am {NAME}, {MARK}letter")
    sending.submit(application, by=person)
    messages.send(application, by=person, words=f"Greetings from {NAME}")
    messages.send(application, by=recruiter, words=f"Dear {NAME}")
    Note.objects.create(application=application, author=recruiter, words=f"{NAME} seems right")
    other = Client()
    other.post("/accounts/login/", {"login": recruiter.email, "password": PASSWORD})
    other.get(f"/workspace/northlake/applications/{application.pk}/")
    other.get(f"/workspace/northlake/applications/{application.pk}/cv/")
    Batch.objects.create(hospital=hospital, by=recruiter, kind="message", words={"en": f"Dear {NAME}, hello"})
    Slot.objects.create(posting=posting, starts_at=timezone.now() + 3 * DAY)
    OutgoingMail.objects.create(  # a morning's mail to the team: theirs, but it names this person
        kind="notice_morning", user=recruiter, to=recruiter.email, language="en", subject=f"{NAME} applied",
        text=f"{NAME} <{EMAIL}> applied and Lewis Okafor too", html=f"<b>{NAME}</b>", next_try_at=timezone.now(),
    )  # fmt: skip
    sending.start(make_posting(), person)
    copies.build(copies.ask(person, language="en").pk)
    application.refresh_from_db()
    return application


def erase(person: User) -> None:
    start = timezone.now()
    closing.close(person, by=person, at=start)
    closing.warn_closed(start + 11 * DAY)
    assert closing.erase_closed(start + 14 * DAY) == 1
    deliver_due()
    sweeping.forget_letters(timezone.now())


@pytest.mark.django_db(transaction=True)
def test_no_word_of_the_person_is_left_anywhere(
    person: User, lived: Application, recruiter: User, caplog: pytest.LogCaptureFixture
) -> None:
    filled = fill(person)
    texts = {
        f"{t.model}.{name}"
        for t in privacy.tables()
        for name in t.names
        if t.of and t.erased != Erased.STAYS
        if not (field := t.rows_model._meta.get_field(name)).is_relation and privacy.may_be_personal(field)
    }
    User.objects.filter(pk=person.pk).update(name=NAME, email=EMAIL)
    person.refresh_from_db()
    before = len(hits(dump()))
    assert before > 40, "the control: the words are there"
    assert files_with_mark()
    assert len(filled) > 0.8 * len(texts), sorted(texts - filled)
    with caplog.at_level(logging.DEBUG):
        erase(person)
    assert hits(dump()) == []
    assert files_with_mark() == []
    assert MARK not in caplog.text.lower()
    assert [m for m in post.outbox if m.to == [EMAIL]][-1].subject == "Your account is erased"


@pytest.mark.django_db(transaction=True)
def test_what_is_anothers_stays(person: User, lived: Application, recruiter: User) -> None:
    erase(person)
    morning = OutgoingMail.objects.get(kind="notice_morning")
    assert (morning.to, morning.subject) == (recruiter.email, "[…] applied")
    assert morning.text == "[…] <[…]> applied and Lewis Okafor too"
    lived.refresh_from_db()
    assert (lived.status, lived.erased_why, lived.candidate_name) == (
        "withdrawn", "wish", "Erased: the candidate's own wish",
    )  # fmt: skip
    assert (lived.number, lived.submitted_at is not None) == (1, True), "what is counted stays"
    assert not Notice.objects.filter(about=f"applications.application:{lived.pk}").exists()
    row = User.objects.get(pk=person.pk)
    assert (row.standing, row.groups.count(), row.has_usable_password()) == ("erased", 0, False)


@pytest.mark.django_db(transaction=True)
def test_colleagues_keep_their_notices_without_the_name(
    person: User, hospital: Hospital, owner: User
) -> None:
    """Somebody who asked to join, or joined a team, is named in what its owners were told."""
    asks_to_join(hospital, person, "I work here too")
    assert Notice.objects.get(user=owner).words == f"{NAME} asks to join the team of {hospital.name}"
    erase(person)
    assert Notice.objects.get(user=owner).words == f"[…] asks to join the team of {hospital.name}"


@pytest.mark.django_db(transaction=True)
def test_a_name_in_quotes_goes_too(person: User, hospital: Hospital, owner: User) -> None:
    """A column of JSON writes the quotes in another way than the words beside it."""
    User.objects.filter(pk=person.pk).update(name=f'Amara "{MARK}" Bekele')
    person.refresh_from_db()
    asks_to_join(hospital, person, "I work here too")
    assert MARK in str(Notice.objects.get(user=owner).made_of)
    erase(person)
    assert MARK not in str(Notice.objects.values("words", "made_of").get(user=owner))


@pytest.mark.django_db(transaction=True)
def test_a_name_that_somebody_had_before_goes_too(person: User, lived: Application, recruiter: User) -> None:
    """The team read it when the application came; it was changed in the settings after that."""
    User.objects.filter(pk=person.pk).update(name="Amara Newname", email="new@people.example")
    person.refresh_from_db()
    erase(person)
    morning = OutgoingMail.objects.get(kind="notice_morning")
    assert (morning.subject, morning.text) == ("[…] applied", "[…] <[…]> applied and Lewis Okafor too")


@pytest.mark.django_db(transaction=True)
def test_a_sign_in_that_was_only_begun_is_forgotten(person: User, lived: Application) -> None:
    """Its session holds the address, in letters that no search of a dump would show."""
    erase(person)
    told = [str(session.get_decoded()).lower() for session in Session.objects.all()]
    assert told, "the recruiter is signed in"
    assert not [one for one in told if EMAIL in one]


@pytest.mark.django_db(transaction=True)
def test_the_trail_never_held_a_name(person: User, lived: Application) -> None:
    """It cannot be changed, so nothing personal may ever get into it."""
    for event in Event.objects.all():
        told = f"{event.words} {event.data} {event.reasons} {event.before} {event.after} {event.verb}".lower()
        assert MARK not in told, event
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"submit", "message", "cv_opened"} <= verbs


def test_a_table_that_is_left_alone_would_be_found(
    db: None, person: User, lived: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail: without the rows of one table in the registry its words stay."""
    tables = [t for t in privacy.tables() if t.model != "accounts.Profile"]
    fill(person)
    monkeypatch.setattr(privacy, "tables", lambda: tables)
    erase(person)
    assert any("profile" in line or MARK in line for line in hits(dump()))
