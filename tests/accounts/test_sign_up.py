"""Making an account, getting in, and what strangers can learn from it (nothing)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from core.models import OutgoingMail

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def sign_up(
    client: Client, email: str = "new@people.example", where: str = "/accounts/signup/", **fields: Any
) -> Any:
    facts = {"role": "work", "name": "Noor Visser", "email": email, "password1": PASSWORD, **fields}
    return client.post(where, facts)


def code_of(mail: OutgoingMail) -> str:
    found = re.search(r"[A-Z0-9]{3,}-[A-Z0-9]{3,}|\b[A-Z0-9]{6,}\b", mail.subject)
    assert found, mail.subject
    return found[0]


def test_a_candidate_signs_up_types_the_mailed_code_and_is_in(client: Client) -> None:
    response = sign_up(client)
    assert response.status_code == 302
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to, mail.language) == (
        "account_email_confirmation_signup",
        "new@people.example",
        "en",
    )
    done = client.post(response["Location"], {"code": code_of(mail)})
    assert (done.status_code, done["Location"]) == (302, "/me/")
    user = User.objects.get(email="new@people.example")
    assert (user.name, user.looks_for_work, user.hires, user.language) == ("Noor Visser", True, False, "en")
    assert EmailAddress.objects.get(user=user).verified
    assert client.get("/me/").status_code == 200


def test_a_dutch_recruiter_gets_dutch_mail_and_is_led_to_her_hospital(client: Client) -> None:
    response = sign_up(client, role="hire", where="/nl/accounts/signup/")
    mail = OutgoingMail.objects.get()
    assert mail.language == "nl"
    done = client.post(response["Location"], {"code": code_of(mail)})
    assert done["Location"].startswith("/nl/")
    user = User.objects.get()
    assert (user.looks_for_work, user.hires, user.language) == (False, True, "nl")


def test_without_a_role_or_a_name_the_form_says_what_to_do_and_keeps_the_address(client: Client) -> None:
    page = sign_up(client, role="", name="")
    html = page.content.decode()
    assert page.status_code == 200
    assert "Choose what brings you here" in html
    assert "Type your name" in html
    assert "new@people.example" in html
    assert not User.objects.exists()


def test_a_person_without_a_password_gets_in_with_codes_alone(client: Client) -> None:
    response = sign_up(client, password1="")
    client.post(response["Location"], {"code": code_of(OutgoingMail.objects.get())})
    assert not User.objects.get().has_usable_password()
    assert client.get("/me/").status_code == 200


def test_a_known_address_looks_like_a_new_one_and_its_owner_is_told(client: Client, candidate: User) -> None:
    known = sign_up(client, email="Amara@people.example")
    new = sign_up(Client())
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    kinds = {m.to: m.kind for m in OutgoingMail.objects.all()}
    assert kinds == {
        "amara@people.example": "account_account_already_exists",
        "new@people.example": "account_email_confirmation_signup",
    }
    assert User.objects.filter(email__iexact="amara@people.example").count() == 1


@pytest.mark.parametrize("where", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_asking_for_a_code_says_the_same_for_a_stranger(candidate: User, where: str) -> None:
    known = Client().post(where, {"email": candidate.email})
    stranger = Client().post(where, {"email": "nobody@people.example"})
    assert (known.status_code, known["Location"]) == (stranger.status_code, stranger["Location"])
    assert OutgoingMail.objects.get(to="nobody@people.example").kind == "account_unknown_account"


def test_the_sign_in_page_mails_a_code_from_its_one_address_field(client: Client, candidate2: User) -> None:
    asked = client.post("/accounts/login/code/", {"login": candidate2.email, "password": ""})
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.language, mail.user) == ("account_login_code", "nl", candidate2)
    done = client.post(asked["Location"], {"code": code_of(mail)})
    assert done["Location"] == "/nl/me/"


def test_a_mailed_code_lets_a_person_choose_a_new_password(client: Client, candidate: User) -> None:
    asked = client.post("/accounts/password/reset/", {"email": candidate.email})
    code = code_of(OutgoingMail.objects.get())
    chosen = client.post(asked["Location"], {"code": code})
    assert client.post(chosen["Location"], {"password1": "a much longer one"}).status_code == 302
    candidate.refresh_from_db()
    assert candidate.check_password("a much longer one")
    assert OutgoingMail.objects.filter(kind="account_password_reset", to=candidate.email).exists()


@pytest.mark.parametrize(
    ("given", "lands"),
    [
        ("/openings/", "/openings/"),
        ("https://evil.example/", "/me/"),
        ("//evil.example", "/me/"),
        ("javascript:x", "/me/"),
    ],
)
def test_signing_in_returns_to_where_one_was_but_never_to_another_site(
    client: Client, candidate: User, given: str, lands: str
) -> None:
    facts = {"login": candidate.email, "password": "demo-pass-2026", "next": given}
    assert client.post("/accounts/login/", facts)["Location"] == lands


def test_a_wrong_password_says_what_to_do_and_keeps_the_address(client: Client, candidate: User) -> None:
    page = client.post("/accounts/login/", {"login": candidate.email, "password": "wrong"})
    assert page.status_code == 200
    assert "do not belong together" in page.content.decode()
    assert candidate.email in page.content.decode()


def test_a_new_password_is_told_to_the_owner(client_of: Callable[..., Client], candidate: User) -> None:
    client = client_of(candidate)
    facts = {"oldpassword": "demo-pass-2026", "password1": "a much longer one"}
    assert client.post("/accounts/password/change/", facts)["Location"] == "/me/settings/"
    assert OutgoingMail.objects.get().kind == "account_password_changed"


PAGES = ["login/", "signup/", "login/code/", "password/reset/", "inactive/", "password/reset/done/"]
OWN = ["email/", "password/change/", "logout/", "sessions/", "2fa/", "2fa/webauthn/"]


@pytest.mark.parametrize("language", ["", "/nl"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_getting_in_opens_for_a_visitor(client: Client, language: str, page: str) -> None:
    response = client.get(f"{language}/accounts/{page}")
    assert response.status_code == 200
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("language", ["", "/nl"])
@pytest.mark.parametrize("page", OWN)
def test_every_page_of_an_account_opens_for_its_owner(
    client_of: Callable[..., Client], candidate: User, language: str, page: str
) -> None:
    response = client_of(candidate).get(f"{language}/accounts/{page}")
    assert response.status_code == 200
    assert "<h1>" in response.content.decode()
