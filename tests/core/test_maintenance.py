"""The maintenance page: kind, in the reader's language, loses nothing, lets those in who do the work."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client

from accounts.models import User
from core import maintenance

ClientOf = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def _own_file(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.VAR_DIR = tmp_path
    yield
    maintenance.switch_off()


def say(*words: str) -> str:
    out = StringIO()
    call_command("maintenance", *words, stdout=out)
    return out.getvalue()


def test_visitors_read_it_in_their_language_and_machines_know_when_to_come_back() -> None:
    say("on", "--until", "90m")
    english, dutch = Client().get("/openings/"), Client().get("/nl/openings/")
    assert (english.status_code, english["Cache-Control"]) == (503, "private, no-store")
    assert 5000 < int(english["Retry-After"]) <= 5400
    assert "We are working on the board" in english.content.decode()
    assert 'lang="nl"' in dutch.content.decode()
    assert Client().get("/healthz").status_code == 200


def test_it_needs_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise OperationalError("no database")

    monkeypatch.setattr(connection, "ensure_connection", gone)
    say("on")
    browser = Client()
    browser.cookies["session"] = "whatever"  # of somebody who is signed in
    answer = browser.get("/")
    assert (answer.status_code, "We are working on the board" in answer.content.decode()) == (503, True)


def test_a_form_that_comes_then_shows_what_was_written() -> None:
    say("on")
    answer = Client().post(
        "/openings/1/x/application/",
        {"letter": "I ran the channels of a clinic.", "password": "not this one"},
    )
    assert answer.status_code == 503
    assert "I ran the channels of a clinic." in answer.content.decode()
    assert "not this one" not in answer.content.decode()


@pytest.mark.django_db
def test_moderators_and_administrators_come_in_and_are_told(
    client_of: ClientOf, moderator: User, admin_user: User, candidate: User
) -> None:
    say("on")
    inside = [client_of(person).get("/openings/") for person in (moderator, admin_user)]
    assert [answer.status_code for answer in inside] == [200, 200]
    assert "Maintenance is on" in inside[0].content.decode()
    assert client_of(candidate).get("/openings/").status_code == 503


@pytest.mark.django_db
def test_off_is_off(client: Client) -> None:
    assert "is on until" in say("on", "--until", "2h")
    assert say("off") == "maintenance is off\n"
    assert client.get("/openings/").status_code == 200


@pytest.mark.parametrize("until", ["soon", "2020-01-01 10:00", "2026-13-45 10:00"])
def test_a_moment_that_means_nothing_is_refused(until: str) -> None:
    with pytest.raises(CommandError):
        say("on", "--until", until)
    assert not maintenance.is_on()
