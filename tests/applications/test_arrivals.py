"""Applying without an account: a mailed code makes it on the way, tells nobody who has one, and loses nothing."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from accounts.models import Document, ProfileSkill, Tries, User
from applications import arrivals
from applications.models import Application, Arrival
from core.models import OutgoingMail
from postings.models import Posting
from tests.applications.test_apply import YES, cv, form

Clients = Callable[..., Client]
NEW = "noor@people.example"


@pytest.fixture
def base(posting: Posting) -> str:
    return f"/openings/{posting.pk}/{posting.slug}/application/"


@pytest.fixture
def visitor(client_of: Clients) -> Client:
    return client_of(None)


def asks(client: Client, base: str, email: str = NEW, **more: Any) -> Any:
    return client.post(base, form(email=email, **{"file": cv(), **more}))


def code_to(email: str = NEW) -> str:
    mail = OutgoingMail.objects.filter(to=email, kind=arrivals.MAIL).latest("id")
    return mail.subject.split()[0]


def sends(client: Client, base: str, code: str, **more: Any) -> Any:
    return client.post(base + "submission/", {**YES, "code": code, **more})


def me(client: Client) -> Any:
    return get_user(client)  # it has a session, which is all that is read


def test_a_visitor_applies_in_three_pages_and_has_an_account(base: str, visitor: Client) -> None:
    assert "You need no account" in visitor.get(base).content.decode()
    assert asks(visitor, base, **{"s-hipaa": "working"})["Location"] == base + "check/"
    page = visitor.get(base + "check/").content.decode()
    assert "I like it here." in page
    assert "My CV.pdf" in page
    assert User.objects.filter(email=NEW).count() == 0
    answer = sends(visitor, base, code_to())
    application = Application.objects.get()
    assert answer["Location"] == f"/me/applications/{application.pk}/sent/"
    assert "Your application is sent" in visitor.get(answer["Location"]).content.decode()
    person = User.objects.get(email=NEW)
    assert (me(visitor), application.candidate, application.status) == (person, person, "submitted")
    assert (person.name, person.looks_for_work, person.has_usable_password()) == ("Amara B.", True, False)
    assert EmailAddress.objects.get(user=person).verified
    assert application.snapshot["skills"] == [{"slug": "hipaa", "level": "working"}]
    assert (application.cv and application.cv.name, Arrival.objects.count()) == ("My CV.pdf", 0)


def test_who_has_an_account_sees_what_the_profile_adds_before_it_goes(
    base: str, visitor: Client, candidate: User
) -> None:
    asks(visitor, base, email="AMARA@people.example", name="Mara", **{"s-hipaa": "strong"})
    answer = sends(visitor, base, code_to("AMARA@people.example"))
    assert answer["Location"] == base + "check/"
    page = visitor.get(base + "check/").content.decode()
    assert "You have an account with this address" in page
    assert "I like it here." in page
    draft = Application.objects.get()
    candidate.refresh_from_db()
    assert (draft.candidate, draft.status, candidate.name) == (candidate, "draft", "Amara Bekele")
    assert ProfileSkill.objects.get().skill.slug == "hipaa"
    visitor.post(base + "submission/", YES)
    assert Application.objects.get().snapshot["name"] == "Mara"


def test_nobody_learns_from_the_pages_who_has_an_account(
    base: str, client_of: Clients, candidate: User
) -> None:
    told = []
    for email in (candidate.email, NEW):
        client = client_of(None)
        answer = asks(client, base, email=email)
        page = client.get(base + "check/").content.decode().replace(email, "")
        wrong = sends(client, base, "AAAA-AAAA").content.decode().replace(email, "")
        letter = OutgoingMail.objects.filter(kind=arrivals.MAIL).latest("id")
        words = letter.text.replace(email, "").replace(letter.subject.split()[0], "")
        plain = [re.sub(r'value="[^"]{30,}"', "", text) for text in (page, wrong, words)]
        told.append((answer.status_code, answer["Location"], letter.user_id, *plain))
    assert told[0] == told[1]


def test_asking_for_a_code_asks_the_same_of_the_database_for_everyone(
    base: str, client_of: Clients, candidate: User, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for email in (candidate.email, NEW):
        client = client_of(None)
        client.get(base)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            asks(client, base, email=email)
        counts.append([q["sql"].split(" ")[0] + q["sql"].partition("accounts_user")[1] for q in seen])
    assert counts[0] == counts[1]


def test_a_wrong_code_signs_nobody_in_and_five_spoil_the_right_one(base: str, visitor: Client) -> None:
    asks(visitor, base)
    code, page = code_to(), ""
    for n in range(arrivals.TRIES):
        page = sends(visitor, base, f"WRONG-{n}", keep="on").content.decode()
        assert 'name="keep" id="id_keep" checked' in page
    assert "does not work any more" in page
    assert "does not work any more" in sends(visitor, base, code).content.decode()
    assert (User.objects.filter(email=NEW).count(), me(visitor).is_authenticated) == (0, False)
    visitor.post(base + "code/")
    assert code_to() != code
    assert sends(visitor, base, code_to().lower().replace("-", " "))["Location"].endswith("/sent/")


def test_a_code_works_for_fifteen_minutes(base: str, visitor: Client) -> None:
    asks(visitor, base)
    Arrival.objects.update(code_at=timezone.now() - arrivals.CODE_LIVES - timedelta(seconds=1))
    assert "does not work any more" in sends(visitor, base, code_to()).content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_a_code_works_only_in_the_browser_that_asked_for_it(
    base: str, visitor: Client, client_of: Clients
) -> None:
    asks(visitor, base)
    other = client_of(None)
    assert "/accounts/login/" in sends(other, base, code_to())["Location"]
    asks(other, base, email="other@people.example")
    assert "This is not the code" in sends(other, base, code_to()).content.decode()
    assert not User.objects.exists()


def test_the_yes_that_is_needed_is_asked_before_the_code_is_used(base: str, visitor: Client) -> None:
    asks(visitor, base)
    page = visitor.post(base + "submission/", {"code": code_to()}).content.decode()
    assert "Allow the hospital to read your application" in page
    assert sends(visitor, base, code_to())["Location"].endswith("/sent/")


def test_a_file_stays_while_another_field_is_wrong(base: str, visitor: Client) -> None:
    page = asks(visitor, base, email="nobody", name="").content.decode()
    assert "Type an email address like name@example.org" in page
    assert "Write your name" in page
    assert "My CV.pdf" in page
    assert visitor.post(base, form(email=NEW))["Location"] == base + "check/"
    sends(visitor, base, code_to())
    assert Document.objects.get().name == "My CV.pdf"


def test_a_visitor_keeps_a_draft_for_later_with_the_address_alone(base: str, visitor: Client) -> None:
    answer = visitor.post(base, {"email": NEW, "letter": "Half a", "then": "later", "cv": "new"})
    assert answer["Location"] == base + "check/"
    assert "your draft is kept" in visitor.get(base + "check/").content.decode()
    answer = visitor.post(base + "submission/", {"code": code_to()})
    assert answer["Location"] == "/me/applications/"
    draft = Application.objects.get()
    assert (draft.letter, draft.status, draft.candidate.email) == ("Half a", "draft", NEW)


def test_a_draft_that_is_there_already_is_not_overwritten(
    base: str, visitor: Client, candidate: User, make_application: Any
) -> None:
    make_application(status="draft", letter="What I wrote last week.")
    asks(visitor, base, email=candidate.email, letter="What I wrote just now.")
    assert sends(visitor, base, code_to(candidate.email))["Location"] == base
    assert "What I wrote just now." in visitor.get(base).content.decode()
    page = visitor.post(base, form(letter="What I wrote just now.", **{"base-letter": '{"letter": "-"}'}))
    assert "What I wrote last week." in page.content.decode()
    assert Application.objects.get().letter == "What I wrote last week."


def test_an_account_that_nobody_confirmed_is_not_opened_by_its_makers_password(
    base: str, visitor: Client
) -> None:
    """Somebody made an account for my address, with a password of theirs, and waits."""
    squatter = User.objects.create_user(NEW, "known-to-them-1", name="Somebody")
    EmailAddress.objects.create(user=squatter, email=NEW, primary=True, verified=False)
    asks(visitor, base)
    sends(visitor, base, code_to())
    squatter.refresh_from_db()
    assert not squatter.has_usable_password()


def test_codes_are_few_for_an_address_and_for_a_network(base: str, client_of: Clients) -> None:
    mails = OutgoingMail.objects.filter(kind=arrivals.MAIL)
    for _n in range(arrivals.CODES_A_DAY + 1):
        asks(client_of(None), base)
    answer = asks(client_of(None), base)
    assert mails.filter(to=NEW).count() == arrivals.CODES_A_DAY
    assert "Too many codes were asked for" in answer.content.decode()
    assert "I like it here." in answer.content.decode()
    for n in range(arrivals.CODES_OF_NETWORK):
        asks(client_of(None), base, email=f"p{n}@people.example")
    assert mails.count() == arrivals.CODES_OF_NETWORK
    assert not Tries.objects.filter(key__contains="people").exists()


def test_going_back_and_forth_mails_one_code(base: str, visitor: Client) -> None:
    for letter in ("One", "Two", "Three"):
        asks(visitor, base, letter=letter)
    assert OutgoingMail.objects.filter(kind=arrivals.MAIL).count() == 1
    sends(visitor, base, code_to())
    assert Application.objects.get().letter == "Three"


def test_what_no_code_confirmed_is_gone_after_a_day(base: str, visitor: Client) -> None:
    asks(visitor, base)
    later = timezone.now() + arrivals.LIVES + timedelta(minutes=1)
    assert arrivals.sweep(timezone.now()) == 0
    assert arrivals.sweep(later) == 1
    assert (Arrival.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    assert "/accounts/login/" in sends(visitor, base, "AAAA-AAAA")["Location"]


def test_an_opening_that_closes_before_the_code_is_told_with_the_text(
    base: str, visitor: Client, posting: Posting
) -> None:
    asks(visitor, base)
    Posting.objects.update(status="closed", outcome="not_filled", closed_at=posting.publish_at)
    page = sends(visitor, base, code_to()).content.decode()
    assert "takes no more applications" in page
    assert "I like it here." in page
    assert Application.objects.count() == 0


def test_a_team_member_is_let_in_but_not_as_a_candidate(base: str, visitor: Client, owner: User) -> None:
    asks(visitor, base, email=owner.email)
    page = visitor.get(sends(visitor, base, code_to(owner.email))["Location"]).content.decode()
    assert "You are in the team of Northlake General Hospital" in page
    assert Application.objects.count() == 0


def test_a_closed_account_stays_closed(base: str, visitor: Client, candidate: User) -> None:
    User.objects.update(is_active=False)
    asks(visitor, base, email=candidate.email)
    sends(visitor, base, code_to(candidate.email))
    assert not me(visitor).is_authenticated
    assert not Application.objects.exists()


def test_an_address_or_a_letter_that_is_too_long_to_be_kept_is_said_and_nothing_is_mailed(
    base: str, visitor: Client
) -> None:
    assert (
        "like name@example.org" in asks(visitor, base, email=f"{'a' * 250}@people.example").content.decode()
    )
    answer = asks(visitor, base, letter="x" * arrivals.MOST_TYPED, then="later")
    assert answer.status_code == 200
    assert "Make it 6000 or shorter" in answer.content.decode()
    assert not OutgoingMail.objects.filter(kind=arrivals.MAIL).exists()


def test_nothing_of_an_account_changes_before_its_second_step(
    base: str, visitor: Client, candidate: User
) -> None:
    Authenticator.objects.create(user=candidate, type=Authenticator.Type.TOTP, data={"secret": "x"})
    asks(
        visitor,
        base,
        email=candidate.email,
        phone="+1 253 555 0199",
        keep_phone="on",
        **{"s-hipaa": "strong"},
    )
    answer = sends(visitor, base, code_to(candidate.email))
    assert "/2fa/" in answer["Location"]
    assert not Application.objects.exists() and not Document.objects.exists()
    assert not ProfileSkill.objects.filter(profile__user=candidate).exists()
    visitor.force_login(candidate, backend="accounts.backends.Backend")  # as if the second step was right
    page = visitor.get(base).content.decode()
    assert "I like it here." in page
    assert "My CV.pdf" in page


def test_a_flood_of_files_from_one_network_is_not_kept(
    base: str, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "FILES_OF_NETWORK", 2)
    pages = [asks(client_of(None), base, name="").content.decode() for _ in range(3)]
    assert ["many files in a short time" in page for page in pages] == [False, False, True]
    assert Arrival.objects.filter(cv__isnull=False).count() == 2
