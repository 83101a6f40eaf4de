"""A draft saves itself, part by part, on whatever device; two devices never overwrite each other unseen."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Document, User
from applications.models import Application, Arrival
from postings.models import Posting
from tests.applications.test_apply import cv, form

Clients = Callable[..., Client]
EDITOR = {"X-Editor": "1"}


@pytest.fixture
def base(posting: Posting) -> str:
    return f"/openings/{posting.pk}/{posting.slug}/application/"


class Device:
    """One open page: it knows what it was made with, and sends one part at a time."""

    def __init__(self, client: Client, base: str) -> None:
        self.client, self.base = client, base
        page = client.get(base).content.decode()
        self.key = re.findall(r'name="key" value="([^"]+)"', page)[0]
        self.bases = dict(re.findall(r'name="base-(\w+)" value="([^"]*)"', page))

    def types(self, part: str, **values: Any) -> Any:
        sent = {"key": self.key, f"base-{part}": self.bases[part].replace("&quot;", '"'), **values}
        answer = self.client.post(f"{self.base}parts/{part}/", sent, headers=EDITOR)
        if answer.status_code == 200:
            said = answer.json()
            marks = json.loads(self.bases[part].replace("&quot;", '"')) | said["bases"]
            self.bases[part] = json.dumps(marks)
        return answer


def letter() -> str:
    return Application.objects.get().letter


def test_the_first_word_begins_the_draft_and_the_next_device_finds_it(
    base: str, candidate: User, client_of: Clients
) -> None:
    phone = Device(client_of(candidate), base)
    assert phone.types("letter", letter="Dear Ines").json()["said"].startswith("Saved at")
    assert phone.types("letter", letter="Dear Ines, I").status_code == 200
    phone.types("contact", name="Amara", phone="555 0199", city="", region="", country="")
    laptop = client_of(candidate).get(base).content.decode()
    assert "Dear Ines, I" in laptop
    assert "555 0199" in laptop
    assert Application.objects.get().status == "draft"


def test_two_devices_show_both_texts_and_the_person_chooses(
    base: str, candidate: User, client_of: Clients
) -> None:
    phone, laptop = Device(client_of(candidate), base), Device(client_of(candidate), base)
    phone.types("letter", letter="From the phone")
    said = laptop.types("letter", letter="From the laptop").json()
    assert letter() == "From the phone"
    assert "From the phone" in said["html"]["letter"]
    assert "From the laptop" in said["html"]["letter"]
    choice = re.findall(r'name="keep-letter" value="(mine:\w+)"', said["html"]["letter"])[0]
    assert laptop.types("letter", letter="From the laptop", **{"keep-letter": choice}).json()["html"] == {}
    assert letter() == "From the laptop"


def test_what_a_device_left_alone_follows_the_other(base: str, candidate: User, client_of: Clients) -> None:
    phone, laptop = Device(client_of(candidate), base), Device(client_of(candidate), base)
    phone.types("contact", name="Amara Bekele", phone="555 0199", city="", region="", country="")
    said = laptop.types("contact", name="Amara B.", phone="", city="", region="", country="").json()
    values = Application.objects.get().typed["values"]
    assert (values["name"], values["phone"], said["merged"]) == (["Amara B."], ["555 0199"], ["phone"])
    assert "555 0199" in said["html"]["contact"]


def test_without_javascript_both_are_shown_too(base: str, candidate: User, client_of: Clients) -> None:
    old, new = Device(client_of(candidate), base), Device(client_of(candidate), base)
    new.types("letter", letter="The newer one")
    page = old.client.post(
        base, form(file=cv(), letter="The older one", key=old.key, **{"base-letter": old.bases["letter"].replace("&quot;", '"')})
    ).content.decode()  # fmt: skip
    assert "The newer one" in page
    assert "The older one" in page
    assert letter() == "The newer one"


def test_an_answer_that_was_lost_on_the_way_is_no_other_device(
    base: str, candidate: User, client_of: Clients
) -> None:
    phone = Device(client_of(candidate), base)
    lost = dict(phone.bases)
    phone.types("letter", letter="One")
    phone.bases = lost  # the page never heard that it was saved
    assert phone.types("letter", letter="One, two").json()["html"] == {}
    assert letter() == "One, two"


def test_a_part_that_saves_itself_is_told_that_the_sign_in_ended(base: str, client_of: Clients) -> None:
    answer = client_of(None).post(base + "parts/letter/", {"letter": "x"}, headers=EDITOR)
    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})
    assert Arrival.objects.count() == 0


def test_what_was_sent_after_the_sign_in_ended_is_there_again_with_the_file(
    base: str, candidate: User, client_of: Clients
) -> None:
    client = client_of(candidate)
    client.logout()
    answer = client.post(base, form(who=str(candidate.pk), letter="Typed too late", file=cv()))
    assert answer["Location"] == f"/accounts/login/?next={base}"
    assert Application.objects.count() == 0
    client.force_login(candidate, backend="accounts.backends.Backend")
    page = client.get(base).content.decode()
    assert "Your sign-in had ended" in page
    assert "Typed too late" in page
    assert "My CV.pdf" in page
    assert client.post(base, form(letter="Typed too late"))["Location"] == base + "check/"
    assert (letter(), Document.objects.get().owner, Arrival.objects.count()) == (
        "Typed too late",
        candidate,
        0,
    )


def test_the_file_that_came_late_stands_beside_the_ones_there_were_and_goes_along(
    base: str, candidate: User, client_of: Clients, make_document: Any
) -> None:
    old, client = make_document(candidate, "Old.pdf"), client_of(None)
    client.post(base, form(who=str(candidate.pk), cv=str(old.pk), file=cv()))
    client.force_login(candidate, backend="accounts.backends.Backend")
    page = client.get(base).content.decode()
    assert "<b>My CV.pdf</b> is here" in page
    [chosen] = re.findall(r'<input type="radio" name="cv" value="([^"]*)"[^>]* checked', page)
    client.post(base, form(cv=chosen))
    sent = Application.objects.get().cv
    assert sent and sent.name == "My CV.pdf"


def test_a_text_that_cannot_be_kept_is_not_said_to_be_saved(
    base: str, candidate: User, client_of: Clients
) -> None:
    said = Device(client_of(candidate), base).types("letter", letter="x" * 20_001).json()["said"]
    assert "too long" in said


def test_what_one_person_typed_is_not_shown_to_the_next_at_the_same_browser(
    base: str, candidate: User, candidate2: User, client_of: Clients
) -> None:
    client = client_of(None)
    client.post(base, form(who=str(candidate.pk), letter="Mine alone", file=cv()))
    client.force_login(candidate2, backend="accounts.backends.Backend")
    assert "Mine alone" not in client.get(base).content.decode()
    client.post(base, form(letter="Hello"))
    assert not Document.objects.filter(owner=candidate2).exists()


def test_closed_or_sent_while_typing_is_told_and_nothing_is_lost(
    base: str, posting: Posting, candidate: User, client_of: Clients, make_document: Any
) -> None:
    phone = Device(client_of(candidate), base)
    phone.types("letter", letter="Half")
    Posting.objects.update(status="closed", outcome="not_filled", closed_at=posting.publish_at)
    answer = phone.types("letter", letter="Half a letter")
    assert (answer.status_code, answer.json(), letter()) == (409, {"says": "closed"}, "Half a letter")
    Posting.objects.update(status="published", outcome="", closed_at=None)
    tab = Device(client_of(candidate), base)
    page = phone.client.post(base, form(cv=str(make_document(candidate).pk)))
    assert page.status_code in {200, 302}
    phone.client.post(base + "submission/", {"processing": "on"})
    assert Application.objects.get().status == "submitted"
    answer = tab.types("letter", letter="Too late")
    assert (answer.status_code, answer.json()) == (409, {"says": "gone"})


def test_nobody_writes_into_the_draft_of_another(
    base: str, make_application: Any, candidate2: User, client_of: Clients
) -> None:
    mine = make_application(status="draft", letter="Mine")
    Device(client_of(candidate2), base).types("letter", letter="Theirs")
    mine.refresh_from_db()
    assert mine.letter == "Mine"
    assert Application.objects.get(candidate=candidate2).letter == "Theirs"


@pytest.mark.parametrize("part", ["nope", "file", "base"])
def test_there_are_no_other_parts(base: str, candidate: User, client_of: Clients, part: str) -> None:
    assert client_of(candidate).post(f"{base}parts/{part}/", {}, headers=EDITOR).status_code == 404


def test_where_the_opening_was_found_is_kept_by_the_first_word(
    base: str, candidate: User, client_of: Clients
) -> None:
    page = {"Referer": f"http://testserver{base}?from=feed"}
    client_of(candidate).post(f"{base}parts/letter/", {"letter": "x"}, headers={**EDITOR, **page})
    assert Application.objects.get().source == "feed"
    assert f'action="{base}?from=alert"' in client_of(candidate).get(f"{base}?from=alert").content.decode()
