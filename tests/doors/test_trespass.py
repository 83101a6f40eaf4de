"""What people try who mean harm: foreign ids, scripts in words, forms from elsewhere."""

from collections.abc import Callable
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from applications import endings, pipeline
from applications.models import Application, Export
from core.models import OutgoingMail
from core.text import markdown
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings.models import Posting
from tests.conftest import PASSWORD
from tests.doors.table import TABLE, WORK
from tests.doors.test_matrix import address, answer, bare_refusals, world  # noqa: F401  (fixtures)

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
BY_ITS_TOKEN = {"alerts:stop", "hospitals:notices_stop", "accounts:inbox_stop"}
Clients = Callable[[Any], Client]


@pytest.mark.django_db
def test_no_form_is_taken_from_another_site(world: SimpleNamespace) -> None:  # noqa: F811
    """No view is excused from the check, and the check is in force: it stands before every view alike."""
    urls = {name: address(world, name, arguments) for name, (_door, arguments) in TABLE.items()}
    excused = [n for n, url in urls.items() if getattr(resolve(url).func, "csrf_exempt", False)]
    assert set(excused) == BY_ITS_TOKEN
    wrong = []
    for person in ("candidate", "owner", "moderator"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(getattr(world, person), backend=BACKEND)
        for name in list(urls)[::10]:
            with transaction.atomic():
                response = client.post(urls[name], {"to": "read"})
                transaction.set_rollback(True)
            if name not in BY_ITS_TOKEN and response.status_code not in {403, 404, 405}:
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


HERE = "de-waterlinie"  # where owner2 is at home


@pytest.mark.django_db
def test_things_of_another_hospital_are_not_found_under_ones_own_address(
    world: SimpleNamespace,  # noqa: F811
    client_of: Clients,
    bare_refusals: None,  # noqa: F811
) -> None:
    """Every id and token in an address, as page, file, form and fragment."""
    client, wrong, tried = client_of(world.owner2), [], 0
    for name, (_door, arguments) in TABLE.items():
        if arguments[:1] != WORK or len(arguments) == 1:
            continue
        url = address(world, name, ["hospital2.slug", *arguments[1:]])
        for headers in ({}, {"HX-Request": "true"}):
            got = [answer(client, method, url, headers=headers)[0] for method in ("GET", "POST")]
            tried += 1
            if 404 not in got or set(got) - {404, 405}:
                wrong.append(f"{name} {url} {headers}: {got}")
    assert not wrong, "\n".join(wrong)
    assert tried > 100


@pytest.mark.django_db
def test_ids_of_another_hospital_in_forms_and_questions_find_nothing(
    world: SimpleNamespace,  # noqa: F811
    client_of: Clients,
) -> None:
    client, pk, room = client_of(world.owner2), world.application.pk, f"/workspace/{HERE}"
    opening = world.application.posting_id
    for path in (
        f"applications/bulk/?do=reject&id={pk}",
        f"applications/bulk/?do=message&ids={pk}",
        f"applications/?opening={opening}",
        f"applications/?q={world.candidate.email}",
        f"applications/board/?opening={opening}",
        f"applications/applications.csv?opening={opening}&id={pk}",
        f"exports/?opening={opening}",
        f"figures/?opening={opening}",
    ):
        for headers in ({}, {"HX-Request": "true"}):
            told = client.get(f"{room}/{path}", headers=headers)
            body = b"".join(told.streaming_content) if told.streaming else told.content  # type: ignore[attr-defined]
            assert told.status_code == 200, path
            assert world.candidate.name.encode() not in body, path
            assert world.posting.title.encode() not in body, path
    for data in (
        {"do": "reject", "ids": pk, "reason": "skills"},
        {"do": "message", "ids": pk, "words_en": "Hi", "words_nl": "Hi"},
    ):
        client.post(f"{room}/applications/bulk/", data)
    client.post(f"{room}/exports/", {"opening": opening})
    client.post(f"{room}/openings/new/start/", {"start": f"opening:{opening}", "language": "en"})
    client.post(f"{room}/openings/new/start/", {"start": f"template:{world.template.pk}", "language": "en"})
    world.application.refresh_from_db()
    assert (world.application.status, world.application.messages.count()) == ("submitted", 1)
    assert Export.objects.count() == 1
    assert not Posting.objects.filter(hospital=world.hospital2).exists()


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
    endings.reject(in_review, by=world.owner, reason="other", message=text)


@pytest.mark.django_db
def test_scripts_in_words_stay_words_everywhere(world: SimpleNamespace, client_of: Clients) -> None:  # noqa: F811
    full_of_scripts(world)
    wrong, seen = [], 0
    for person, urls in walks(world).items():
        client = client_of(getattr(world, person))
        for name, url in urls.items():
            response = client.get(url)
            if not response.streaming and "html" in response["Content-Type"]:
                body = response.content.decode()
                seen += "alert(1)" in body
                wrong += [f"{name} as {person}: {what}" for what in alive(body)]
    assert seen > 100
    assert not wrong


def walks(world: SimpleNamespace) -> dict[str, dict[str, str]]:  # noqa: F811
    """Who reads which addresses: those who come in there, for the others are shown no words at all."""
    found: dict[str, dict[str, str]] = {
        p: {} for p in ("visitor", "candidate", "owner", "moderator", "admin")
    }
    for name, (door, arguments) in TABLE.items():
        for person in found:
            if person in door.knockers and door.refusal(person) is None:
                found[person][name] = address(world, name, arguments)
    found["candidate"]["refused"] = address(world, "moderation:queue", [])
    found["visitor"]["search"] = (
        reverse("postings:search") + "?q=%3Cscript%3Ealert(1)%3C/script%3E&near=%22onx=1"
    )
    for model in admin.site._registry:
        url = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
        found["admin"][model._meta.label] = url
    for mail in OutgoingMail.objects.all():
        found["visitor"][f"mail {mail.pk}"] = reverse("dev_mail", args=[mail.pk]) + "?form=html"
        assert "\n" not in mail.subject and "\r" not in mail.subject
    return found


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
