"""The Django admin: one door, and a second factor at it."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import MODERATORS, User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def test_a_visitor_is_sent_to_our_own_sign_in_page(client: Client) -> None:
    first = client.get("/admin/")
    assert client.get(first["Location"])["Location"] == "/accounts/login/?next=%2Fadmin%2F"


def test_others_find_nothing_there(
    client_of: ClientOf, candidate: User, owner: User, moderator: User
) -> None:
    for person in (candidate, owner, moderator):
        assert client_of(person).get("/admin/", follow=True).status_code == 404


def test_an_administrator_without_a_second_factor_is_asked_to_set_one_up(
    client_of: ClientOf, admin_user: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_WAIVED = False
    client = client_of(admin_user)
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/2fa/"
    Authenticator.objects.create(user=admin_user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get("/admin/").status_code == 200


def test_moderators_are_a_group_from_the_start() -> None:
    assert Group.objects.get(name=MODERATORS).permissions.count() == 0
