"""Ten tries in five minutes, however they come; and the owner still gets in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client

from accounts import throttle
from accounts.models import Tries, User
from core.models import OutgoingMail


def attempt(email: str, password: str = "wrong", address: str = "10.0.0.1") -> bool:
    """True when the password was looked at."""
    page = Client(REMOTE_ADDR=address).post("/accounts/login/", {"login": email, "password": password})
    return "Too many tries" not in page.content.decode()


@pytest.mark.django_db
def test_letter_case_and_a_tag_do_not_give_more_tries(candidate: User) -> None:
    forms = [
        "amara@people.example",
        "AMARA@people.example",
        "amara+x@people.example",
        "Amara+Y@PEOPLE.example",
    ]
    looked_at = [attempt(forms[i % 4], address=f"10.0.0.{i}") for i in range(14)]
    assert looked_at == [True] * 10 + [False] * 4


@pytest.mark.django_db
def test_a_network_that_tries_many_accounts_is_stopped(db: None) -> None:
    assert sum(attempt(f"p{i}@people.example") for i in range(30)) == throttle.PER_NETWORK


@pytest.mark.django_db
def test_no_password_is_hashed_once_the_tries_are_used_up(candidate: User) -> None:
    for i in range(10):
        attempt(candidate.email, address=f"10.0.1.{i}")
    with patch("accounts.models.User.check_password") as hashed:
        assert not attempt(candidate.email, "demo-pass-2026", address="10.0.2.1")
    assert not hashed.called


@pytest.mark.django_db
def test_the_right_password_does_not_use_up_tries(candidate: User) -> None:
    assert all(attempt(candidate.email, "demo-pass-2026") for _ in range(12))


@pytest.mark.django_db
def test_tries_come_back_after_five_minutes(candidate: User) -> None:
    for _ in range(10):
        throttle.take(email=candidate.email, network="10.0.0.1")
    row = Tries.objects.get(pk=throttle.account_key(candidate.email))
    row.at = [stamp - throttle.WINDOW - timedelta(seconds=1) for stamp in row.at]
    row.save()
    assert throttle.take(email=candidate.email, network="10.0.0.1")


@pytest.mark.django_db
def test_the_locked_out_owner_gets_in_by_a_mailed_code(candidate: User) -> None:
    for i in range(12):
        attempt(candidate.email, address=f"10.0.3.{i}")
    client = Client()
    asked = client.post("/accounts/login/code/", {"login": candidate.email})
    code = OutgoingMail.objects.get(kind="account_login_code").subject.split()[0]
    assert client.post(asked["Location"], {"code": code})["Location"] == "/me/"


@pytest.mark.django_db
def test_fifty_parallel_tries_get_exactly_ten() -> None:
    """Each thread has a connection of its own and commits: the same as fifty processes."""

    def one(number: int) -> bool:
        try:
            return throttle.take(email=f"bo+{number}@people.example", network=f"10.1.0.{number}") is not None
        finally:
            connection.close()

    def clean() -> None:
        Tries.objects.all().delete()
        connection.close()

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(one, range(50))) == throttle.PER_ACCOUNT
        pool.submit(clean).result()


@pytest.mark.django_db
def test_what_no_longer_counts_is_swept_away(candidate: User) -> None:
    throttle.take(email=candidate.email, network="10.0.0.1")
    Tries.objects.update(last_at="2020-01-01T00:00Z")
    throttle.sweep()
    assert not Tries.objects.exists()
