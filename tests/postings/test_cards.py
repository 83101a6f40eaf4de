"""Rows of lists that were drawn before: a visitor gets them again while they are true, and not a moment longer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile, ProfileSkill, User
from core import vocabulary as words
from core.models import Skill
from hospitals.models import Hospital
from postings import cards, landing
from postings.models import Place, Posting

pytestmark = pytest.mark.django_db
Make = Callable[..., Posting]


@pytest.fixture(autouse=True)
def nothing_drawn() -> None:
    cards.forget()


def rows_read(client: Client, address: str) -> tuple[str, int]:
    """The page, and how often it asked for openings."""
    with CaptureQueriesContext(connection) as seen:
        page = client.get(address).content.decode()
    return page, sum('FROM "postings_posting"' in query["sql"] for query in seen)


@pytest.mark.parametrize("address", ["/", "/openings/", "/nl/openings/", "a landing page"])
def test_a_second_visitor_gets_the_same_rows_and_none_is_read(client: Client, make_posting: Make, address: str) -> None:  # fmt: skip
    make_posting(title="The first"), make_posting(title="The second")
    if address == "a landing page" and (page := landing.skill("hipaa")):
        address = page.url
    client.get(address)  # takes them into the index
    cards.forget()
    first, read = rows_read(client, address)
    again, read_again = rows_read(client, address)
    assert (read, read_again) == (1, 0)
    for title in ("The first", "The second"):
        assert first.count(title) == again.count(title) == 1
    assert Client().get(address).content.decode().count('<article class="job">') == 2


def _rename_a_skill() -> None:
    Skill.objects.filter(slug="hipaa").update(name_en="Privacy law")
    words.forget()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda p, h: Posting.objects.filter(pk=p.pk).update(title="Another title"), "Another title"),
        (lambda p, h: Place.objects.filter(posting=p).update(city="Olympia"), "Olympia"),
        (lambda p, h: Hospital.objects.filter(pk=h.pk).update(name="Another name"), "Another name"),
        (lambda p, h: _rename_a_skill(), "Privacy law"),
    ],
    ids=["title", "place", "hospital", "word"],
)
def test_what_changed_is_drawn_anew_at_once(
    client: Client, make_posting: Make, hospital: Hospital, change: Callable[..., Any], says: str
) -> None:
    posting = make_posting(required_skills=[Skill.objects.get(slug="hipaa").pk])
    assert says not in client.get("/openings/").content.decode()
    change(posting, hospital)
    rows = client.get("/openings/").content.decode().partition('<div class="jobs">')[2]
    assert says in rows


@pytest.mark.parametrize(
    "end",
    [
        lambda p, h: Posting.objects.filter(pk=p.pk).update(frozen_at=timezone.now()),
        lambda p, h: Hospital.objects.filter(pk=h.pk).update(frozen_at=timezone.now()),
        lambda p, h: Posting.objects.filter(pk=p.pk).update(closes_at=timezone.now() - timedelta(seconds=1)),
    ],
    ids=["frozen", "hospital frozen", "closed"],
)
def test_what_ended_is_gone_at_once(
    client: Client, make_posting: Make, hospital: Hospital, end: Callable[..., Any]
) -> None:
    posting = make_posting(title="Soon gone")
    assert "Soon gone" in client.get("/openings/").content.decode()
    end(posting, hospital)
    assert "Soon gone" not in client.get("/openings/").content.decode()


def test_days_turn(client: Client, make_posting: Make, time_machine: Any) -> None:
    make_posting(publish_at=timezone.now() - timedelta(seconds=1))
    assert "Posted today" in client.get("/openings/").content.decode()
    time_machine.move_to(timezone.now() + timedelta(days=1))
    page = client.get("/openings/").content.decode()
    assert "Posted yesterday" in page and "Posted today" not in page


def test_each_reader_gets_their_own_row(
    client: Client, make_posting: Make, candidate: User, client_of: Callable[[User], Client]
) -> None:
    skill = Skill.objects.get(slug="hipaa")
    make_posting(required_skills=[skill.pk], publish_at=timezone.now() - timedelta(seconds=1))
    profile, _ = Profile.objects.get_or_create(user=candidate)
    ProfileSkill.objects.create(profile=profile, skill=skill)
    own, mark = client_of(candidate), 'class="has"'
    assert mark not in client.get("/openings/").content.decode()
    assert mark in own.get("/openings/").content.decode()
    assert mark not in client.get("/openings/").content.decode()
    assert "Posted today" in client.get("/openings/").content.decode()
    assert "Vandaag geplaatst" in client.get("/nl/openings/").content.decode()
    assert "Posted today" in client.get("/openings/").content.decode()


def test_words_and_distances_stand_beside_their_own_search_only(client: Client, make_posting: Make) -> None:
    make_posting(description="<p>We look for somebody who loves newsletters.</p>")
    client.get("/openings/")
    assert "<mark>newsletters</mark>" in client.get("/openings/?q=newsletters").content.decode()
    assert "<mark>" not in client.get("/openings/").content.decode()
    assert " miles</span>" in client.get("/openings/?near=Seattle&km=160").content.decode()
    assert " miles</span>" not in client.get("/openings/").content.decode()


def test_only_so_many_are_kept(client: Client, make_posting: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MOST", 2)
    for n in range(4):
        make_posting(title=f"Number {n}")
    client.get("/openings/")
    assert len(cards._kept._rows) == 2
    page, read = rows_read(client, "/openings/")
    assert read == 1 and page.count('<article class="job">') == 4
