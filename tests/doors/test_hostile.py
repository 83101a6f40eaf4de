"""Whatever anyone sends to whatever address, the answer is a page: never a failure, never slow."""

import os
import random
import time
import traceback
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from tests.conftest import small_pdf
from tests.doors.table import TABLE
from tests.doors.test_matrix import ALL, address, world  # noqa: F401  (a fixture)

REQUESTS = int(os.environ.get("HOSTILE_REQUESTS", "1200"))
SEED = int(os.environ.get("HOSTILE_SEED", "20261123"))
PEOPLE = ("visitor", "candidate", "owner", "owner2", "moderator")
SECONDS = 1.0  # of the processor: the wall clock of a busy machine says nothing
ODD = [
    "", " ", "\x00", "a\x00b", "\r\nBcc: all@people.example", "\u202egnp.vc\u202c", "\ufeff", "\ufffe", "🏥" * 40, "é" * 300,
    "e\u0301" * 200, "0", "-1", "1e309", "NaN", "Infinity", "9" * 19, "9" * 400, "٣", "²", "१२", "1.5", "0x10", "true", "null", "[]",
    "{}", "{{ 7|add:7 }}", "{% include 'x' %}", "%s%s%n", "' OR 1=1 --", '"; DROP TABLE x; --', "\\", "\\'", "%", "_%", "(((", "!!&|:*",
    "a:* & !b", '"unclosed', "-", "-\"", "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "javascript:alert(1)", "//evil.example",
    "https://evil.example/", "../../etc/passwd", "a/b", "2026-02-30", "0001-01-01", "9999-12-31", "10000-01-01", "2026-11-24", "draft",
    "published", "owner", "x" * 100_000, "[" * 5_000, "*" * 5_000, "> " * 3_000, "https://[::1", "http://a@b", "https://" + "a." * 200 + "b",
    "name@", "a@b.c", "@" * 400, "\ud7ff", "\U0010ffff", "1,200", "1.200.00", "$55k", "9" * 15 + "k", "55k" * 30, "-0", "+5", "1_000",
]  # fmt: skip
QUERY = [
    "page", "q", "state", "status", "stage", "opening", "kind", "below", "on", "number", "actor", "verb", "subject", "next", "to", "form", "skill",
    "near", "km", "pay_min", "currency", "hospital", "posted_in", "closing_in", "sort", "match", "lang", "country", "mode", "duty", "fit",
]  # fmt: skip
POSTED = [
    "to",
    "retire",
    "stop",
    "words",
    "decision",
    "reasons",
    "role",
    "email",
    "do",
    "then",
    "description",
    "reason",
    "message",
    "outcome",
]
TYPES = ["application/json", "text/plain", "application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data", "multipart/form-data; boundary=", "", "x"]  # fmt: skip
STRINGS = [
    "%",
    "%ff=%fe",
    "q=%ED%A0%80",
    "page=1&page=2",
    "&" * 900,
    "q=%C0%80",
    "=;=",
    "a[]=1&q[]=2",
    "next=https://[::1",
]
BODIES = [
    b"",
    b"\xff\xfe\x00",
    b"{}",
    b"a=%ff%fe",
    b"=&&&=",
    b"a" * 100_000,
    b"%",
    b"a=1&" * 600,
    b"--x\r\nContent-Disposition: form-data\r\n\r\n",
]


WITH_ID = {"mfa_remove_webauthn", "mfa_edit_webauthn"}
UNREACHABLE = {
    "account_confirm_email",
    "account_reset_password_from_key",
}  # links of mails, which carry codes here


class Fields(HTMLParser):
    """Names of a page's form fields with the values that they have."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"input", "select", "textarea", "button"} and (name := given.get("name")):
            self.found.setdefault(name, []).append(given.get("value") or "")


def fields_of(page: str) -> dict[str, list[str]]:
    parser = Fields()
    parser.feed(page)
    return parser.found


def hostile(chance: random.Random) -> str:
    return chance.choice(ODD)


def form(chance: random.Random, known: dict[str, list[str]]) -> dict[str, Any]:
    """The page's own form with some of its answers made odd, left out, doubled, or files where words belong."""
    data: dict[str, Any] = {}
    for name in [*known, *chance.sample(POSTED, 3)]:
        luck = chance.random()
        if luck < 0.45 and known.get(name):
            data[name] = chance.choice(known[name])
        elif luck < 0.8:
            data[name] = hostile(chance)
        elif luck < 0.85:
            data[name] = [hostile(chance) for _ in range(3)]
        elif luck < 0.9:
            content = chance.choice([b"", b"%PDF-1.4", b"PK\x03\x04", b"\x00" * 2_000, small_pdf()])
            data[name] = SimpleUploadedFile("cv.pdf", content)
            data[name]._name = hostile(chance)[:300].replace("\x00", "").replace("\r\n", "") or "x"
    return data


def odd_address(chance: random.Random, name: str, count: int) -> str:
    """The address with odd words in it, as a browser would write them."""
    values = [chance.choice([1, 10**9, 10**30, 0, "a" * 300, "x", "-", "e" * 20]) for _ in range(count)]
    try:
        return reverse(name, args=values)
    except NoReverseMatch:
        return reverse("home") + quote(hostile(chance)[:2000].replace("\x00", "")) + "/"


def requests(chance: random.Random, place: Any) -> Iterator[tuple[str, str, str]]:
    """(name, address, person), each name as often as the others, until there are enough."""
    names = [n for n in ALL if n not in UNREACHABLE]
    for turn in range(REQUESTS):
        name, person = names[turn % len(names)], chance.choice(PEOPLE)
        arguments = TABLE[name][1] if name in TABLE else ["'1'"] if name in WITH_ID else []
        url = address(place, name, arguments)
        if arguments and chance.random() < 0.15:
            url = odd_address(chance, name, len(arguments))
        yield name, url, person


def send(chance: random.Random, client: Client, url: str, known: dict[str, list[str]]) -> Any:
    luck = chance.random()
    names = chance.sample(QUERY, 3)
    tongue = hostile(chance)[:200].encode("ascii", "replace").decode().replace("\r\n", "")
    headers = chance.choice([{}, {}, {"HX-Request": "true"}, {"Accept-Language": tongue}])
    if luck < 0.35:
        return client.get(url, {n: hostile(chance)[:6_000] for n in names}, headers=headers)
    if luck < 0.42:
        return client.get(url + "?" + chance.choice(STRINGS))
    if luck < 0.5:
        return client.generic("POST", url, chance.choice(BODIES), content_type=chance.choice(TYPES))
    if luck < 0.52:
        return client.generic(
            chance.choice(["PUT", "DELETE", "TRACE", "PATCH", "HEAD", "OPTIONS", "BREW"]), url
        )
    return client.post(url, form(chance, known), headers=headers)


@pytest.mark.django_db
def test_nothing_that_is_sent_makes_the_board_fail(
    world: SimpleNamespace,  # noqa: F811
    client_of: Callable[[Any], Client],
) -> None:
    chance, wrong, failures = random.Random(SEED), [], []
    clients = {person: client_of(getattr(world, person)) for person in PEOPLE}
    for client in clients.values():
        client.raise_request_exception = False

    def note(**given: Any) -> None:
        failures.append(traceback.format_exc()[-1500:])

    got_request_exception.connect(note)
    for name, url, person in requests(chance, world):
        with transaction.atomic():
            known: dict[str, list[str]] = {}
            if chance.random() < 0.7:
                shown = clients[person].get(url)
                if not shown.streaming and "html" in shown.get("Content-Type", ""):
                    known = fields_of(shown.content.decode())
            began = time.process_time()
            response = send(chance, clients[person], url, known)
            took = time.process_time() - began
            translation.activate("en")
            transaction.set_rollback(True)
        if response.status_code >= 500 or took > SECONDS:
            wrong += [f"{response.status_code} {took:.2f} s {name} {url[:200]} as {person}", *failures]
            failures.clear()
    got_request_exception.disconnect(note)
    assert not wrong, "\n".join(wrong)
