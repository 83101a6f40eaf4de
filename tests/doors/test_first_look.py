"""A hospital's first look ends the candidate's changes: whichever page shows an application notes it, and notes it once."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from applications.models import Application, Looked
from core.models import Event
from tests.doors.table import TABLE, WORK_APPLICATION
from tests.doors.test_matrix import address, world  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


def rooms(world: SimpleNamespace) -> dict[str, tuple[str, str]]:  # noqa: F811
    """name → (address, who reads it) of every door of a hospital."""
    return {
        name: (address(world, name, arguments), "owner" if "owner" in door.inside else "recruiter")
        for name, (door, arguments) in TABLE.items()
        if door.kind == "team"
    }


def seen_at(world: SimpleNamespace) -> datetime | None:  # noqa: F811
    return Application.objects.get(pk=world.application.pk).seen_at


def test_each_page_of_an_application_notes_the_first_look_and_no_second(
    world: SimpleNamespace,  # noqa: F811
    client_of: Callable[[Any], Client],
) -> None:
    wrong = []
    for name, (url, person) in rooms(world).items():
        if TABLE[name][1][:2] != WORK_APPLICATION:
            continue
        Application.objects.update(seen_at=None)
        browser = client_of(getattr(world, person))
        if browser.get(url).status_code == 405:  # a button, which is pressed on a page that was seen
            continue
        first = seen_at(world)
        browser.get(url)
        if first is None or seen_at(world) != first:
            wrong.append(f"{name}: {first}, then {seen_at(world)}")
    assert not wrong, "\n".join(wrong)


def test_who_asks_for_the_headers_alone_has_looked_at_nothing(
    world: SimpleNamespace,  # noqa: F811
    client_of: Callable[[Any], Client],
) -> None:
    before, answers = Event.objects.count(), {}
    for name, (url, person) in rooms(world).items():
        answers[name] = client_of(getattr(world, person)).head(url).status_code
        assert (seen_at(world), Event.objects.count(), Looked.objects.count()) == (None, before, 0), name
    assert answers["applications:workspace_detail"] == 200
    assert list(answers.values()).count(200) > 50
