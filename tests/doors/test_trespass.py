"""What people try who mean harm: foreign ids, scripts in words, forms from elsewhere, pages that act on a mere look."""

from collections.abc import Callable
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from applications import pipeline
from applications.models import Application
from core.models import OutgoingMail
from core.text import markdown
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings.models import Posting
from tests.conftest import PASSWORD
from tests.doors.table import PEOPLE, TABLE
from tests.doors.test_matrix import address, world  # noqa: F401  (a fixture)

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "\thttps://evil.example",
    "https://[::1",  # nobody can read this one; the library failed on it
]
SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
BACKEND = "accounts.backends.Backend"
# A mail program ends mails for its reader without a page of ours: the signed token in the address is the proof.
BY_ITS_TOKEN = "hospitals:notices_stop"
Clients = Callable[[Any], Client]


def all_rows() -> dict[str, str]:
    """A mark of the content of every table that a look may not change."""
    there, marks = connection.introspection.table_names(), {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            if table in there and model._meta.model_name not in {
                "profile",
                "event",
                "session",
                "usersession",
            }:
                cursor.execute(f"SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM \"{table}\" t")
                marks[table] = cursor.fetchone()[0]
    return marks


@pytest.mark.django_db
def test_a_look_changes_nothing(world: SimpleNamespace, client_of: Clients) -> None:  # noqa: F811
    """Every GET by everyone adds, changes and removes no row, but a profile's first and the log of an opened CV."""
    clients = {p: client_of(getattr(world, p)) for p in PEOPLE}
    before, wrong = all_rows(), []
    for name, (door, arguments) in TABLE.items():
        for person in door.knockers:
            response = clients[person].get(address(world, name, arguments))
            if response.streaming:
                list(response.streaming_content)  # type: ignore[attr-defined]
        after = all_rows()
        wrong += [f"{name}: {table}" for table in after if before[table] != after[table]]
        before = after
    assert not wrong


@pytest.mark.django_db
def test_no_form_is_taken_from_another_site(world: SimpleNamespace) -> None:  # noqa: F811
    wrong = []
    for person in ("candidate", "owner", "moderator"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(getattr(world, person), backend=BACKEND)
        for name, (_door, arguments) in TABLE.items():
            with transaction.atomic():
                response = client.post(address(world, name, arguments), {"to": "read"})
                transaction.set_rollback(True)
            if name != BY_ITS_TOKEN and response.status_code not in {403, 404, 405}:
                wrong.append(f"{name} as {person}: {response.status_code}")
    assert not wrong


@pytest.mark.django_db
@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(candidate: Any, target: str) -> None:
    client, url = Client(), reverse("account_login") + "?" + urlencode({"next": target})
    assert client.get(url).status_code == 200
    answers = {"login": candidate.email, "password": PASSWORD, "next": target}
    where = client.post(url, answers)["Location"]
    assert where.startswith("/") and not where.startswith(("//", "/\\"))


class Alive(HTMLParser):
    """What a browser would run: a script between tags, an on… attribute, a javascript: address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        runs = tag == "script" and "src" not in given and given.get("type") != "application/ld+json"
        runs = runs or any(name.startswith("on") for name in given)
        runs = runs or any(
            (given.get(name) or "").strip().lower().startswith("javascript:")
            for name in ("href", "action", "src")
        )
        if runs:
            self.found.append(f"{tag} {given}")


def alive(page: str) -> list[str]:
    parser = Alive()
    parser.feed(page)
    return parser.found


def full_of_scripts(world: SimpleNamespace) -> None:  # noqa: F811
    """Every word that somebody may write is a script, as far as the forms would let it through."""
    text = f"{SCRIPT}\n\n[x](javascript:alert(1)) ![y](data:text/html,z) <a href='javascript:1'>z</a>"
    url = 'https://a.example/"><script>alert(1)</script>'
    for person in (world.candidate, world.owner, world.moderator):
        person.name = SCRIPT
        person.save()
    Hospital.objects.update(
        name=SCRIPT,
        about_en=text,
        about_nl=text,
        city=SCRIPT[:60],
        address=SCRIPT,
        claim_note=text,
        website=url,
    )
    world.hospital.channels.create(channel=next(iter(vocabulary().channels.values())), url=url)
    Posting.objects.update(
        title=SCRIPT, description=text, description_html=markdown(text), pay_note=text, mode_note=SCRIPT,
        supervisor=SCRIPT, decision_words=text,
    )  # fmt: skip
    sent = {"name": SCRIPT, "email": SCRIPT, "headline": SCRIPT, "about": text, "city": SCRIPT, "skills": []}
    Application.objects.update(letter=text, snapshot={**sent, "links": [{"label": SCRIPT, "url": url}]})
    in_review = Application.objects.get()
    pipeline.read(in_review, by=world.owner)
    pipeline.reject(in_review, by=world.owner, reason="other", message=text)


@pytest.mark.django_db
def test_scripts_in_words_stay_words_everywhere(world: SimpleNamespace, client_of: Clients) -> None:  # noqa: F811
    full_of_scripts(world)
    urls = {name: address(world, name, arguments) for name, (_door, arguments) in TABLE.items()}
    urls["search"] = reverse("postings:search") + "?q=%3Cscript%3Ealert(1)%3C/script%3E&near=%22onx=1"
    for model in admin.site._registry:
        urls[model._meta.label] = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
    for mail in OutgoingMail.objects.all():
        urls[f"mail {mail.pk}"] = reverse("dev_mail", args=[mail.pk]) + "?form=html"
        assert "\n" not in mail.subject and "\r" not in mail.subject
    wrong, seen = [], 0
    for person in ("visitor", "candidate", "owner", "moderator", "admin_user"):
        client = client_of(getattr(world, person))
        for name, url in urls.items():
            response = client.get(url)
            if not response.streaming and "html" in response["Content-Type"]:
                body = response.content.decode()
                seen += "alert(1)" in body
                wrong += [f"{name} as {person}: {what}" for what in alive(body)]
    assert seen > 40
    assert not wrong


@pytest.mark.django_db
def test_an_unverified_hospital_is_named_nowhere(
    world: SimpleNamespace,  # noqa: F811
    client: Client,
    make_posting: Any,
) -> None:
    hidden = make_posting(hospital=world.pending, title="Hidden work")
    name = "Nobody Has Looked Hospital"
    Hospital.objects.filter(pk=world.pending.pk).update(name=name)
    slug = world.pending.slug
    for url in (
        reverse("home"),
        reverse("postings:search"),
        reverse("postings:search") + f"?hospital={slug}&q=hidden",
        reverse("postings:feed") + f"?hospital={slug}",
        reverse("hospitals:list"),
        reverse("hospitals:page", args=[slug]),
        reverse("sitemap_part", args=["openings"]),
        reverse("sitemap_part", args=["hospitals"]),
        world.posting.get_absolute_url(),
        hidden.get_absolute_url(),
    ):
        body = client.get(url).content.decode()
        assert name not in body and "Hidden work" not in body, url
