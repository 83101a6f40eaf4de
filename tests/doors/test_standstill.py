"""Somebody who is suspended: whatever they send is refused with a page that says why, but for the few named things."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Suspension
from accounts.standstill import MAY
from tests.doors.table import LIBRARY, MODERATORS, TABLE
from tests.doors.test_matrix import ALL, OURS, address, answer, world, written  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Any], Client]
WORDS = "Your account is suspended"


def hold(*people: Any) -> None:
    for person in people:
        Suspension.objects.create(user=person, reason="spam", words="w", began_at=timezone.now())


def whose(name: str, world: SimpleNamespace) -> Any:  # noqa: F811
    """Somebody who comes in there otherwise."""
    door = TABLE[name][0]
    inside = [one for one in ("candidate", "candidate2", "owner", "recruiter") if one in door.inside]
    return getattr(world, inside[0] if inside else "candidate")


def test_the_named_few_exist() -> None:
    assert set(OURS) >= MAY


def test_every_other_form_of_the_product_is_refused_and_writes_nothing(
    world: SimpleNamespace,  # noqa: F811
    client_of: ClientOf,
) -> None:
    hold(world.candidate, world.candidate2, world.owner, world.recruiter)
    clients: dict[int, Client] = {}
    wrong = []
    for name in OURS:
        if name in MAY:
            continue
        user = whose(name, world)
        browser = clients.setdefault(user.pk, client_of(user))
        before = written()
        told = browser.post(address(world, name, TABLE[name][1]), {"to": "read"})
        if told.status_code != 403 or WORDS not in told.content.decode() or written() != before:
            wrong.append(f"{name}: {told.status_code}")
    assert not wrong, "\n".join(wrong)


def test_the_named_few_are_not(world: SimpleNamespace, client_of: ClientOf) -> None:  # noqa: F811
    hold(world.candidate)
    browser = client_of(world.candidate)
    for name in MAY - {"hospitals:notices_stop"}:
        status, _ = answer(browser, "POST", address(world, name, TABLE[name][1]))
        assert status != 403, name
    for name in ALL:
        if name.startswith(LIBRARY) and name not in {
            "account_confirm_email",
            "mfa_remove_webauthn",
            "mfa_edit_webauthn",
        }:
            told = browser.post(reverse(name))
            assert WORDS not in told.content.decode() or told.status_code == 200, name
            browser = client_of(world.candidate)


def test_rooms_of_others_are_closed_to_looks_and_own_pages_are_open(
    world: SimpleNamespace,  # noqa: F811
    client_of: ClientOf,
) -> None:
    hold(world.candidate, world.candidate2, world.owner, world.recruiter)
    wrong = []
    for name, (door, arguments) in TABLE.items():
        if door == MODERATORS:
            continue
        user = whose(name, world)
        status, _ = answer(client_of(user), "GET", address(world, name, arguments))
        closed = door.kind == "team" or any(one in door.inside for one in ("owner", "recruiter"))
        if (status == 403) != closed:
            wrong.append(f"{name} as {user}: {status}")
    assert not wrong, "\n".join(wrong)


def test_a_moderator_s_desk_would_close_as_well(
    world: SimpleNamespace,  # noqa: F811
    client_of: ClientOf,
    settings: Any,
) -> None:
    """Moderators are not suspended; who becomes one while suspended waits."""
    settings.SECOND_FACTOR_WAIVED = True
    hold(world.moderator)
    assert client_of(world.moderator).get(reverse("moderation:queue")).status_code == 403


def test_a_fragment_leads_to_the_page_that_says_why(
    candidate: Any, posting: Any, client_of: ClientOf
) -> None:
    hold(candidate)
    address_ = reverse("alerts:bookmark", args=[posting.pk, posting.slug])
    told = client_of(candidate).post(address_, headers={"HX-Request": "true"})
    assert (told.status_code, told["HX-Redirect"]) == (403, reverse("accounts:suspension"))


def test_what_was_typed_can_be_copied(candidate: Any, posting: Any, client_of: ClientOf) -> None:
    hold(candidate)
    address_ = reverse("applications:apply", args=[posting.pk, posting.slug])
    told = client_of(candidate).post(address_, {"letter": "I have run three channels."})
    assert "I have run three channels." in told.content.decode()


def test_a_visitor_s_way_in_does_not_go_around_it(candidate: Any, make_application: Any) -> None:
    from applications import sending
    from core.workflow import NotAllowed

    draft = make_application(status="draft")
    hold(candidate)
    with pytest.raises(NotAllowed):
        sending.submit(draft, by=candidate)
