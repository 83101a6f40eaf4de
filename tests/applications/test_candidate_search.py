"""What a hospital may ask of those whom it finds: each filter finds whom it says, and nobody else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Profile, User
from applications import candidate_search
from applications.candidate_search import Search
from hospitals.models import Hospital
from tests.conftest import visible_profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(make_person: Callable[..., User]) -> Callable[..., Profile]:
    """people("ana", **fields): somebody who can be found, named by the headline."""

    def make(name: str, **fields: Any) -> Profile:
        user = make_person(f"{name}@people.example", name.title(), looks_for_work=True)
        return visible_profile(user, headline=f"Headline of {name[0]}-{name[1:]}", **fields)

    return make


def found(hospital: Hospital, query: str) -> set[str]:
    rows = Search(hospital, QueryDict(query)).page
    return {profile.user.email.partition("@")[0] for profile in rows}


def test_all_skills_or_any_of_them(hospital: Hospital, people: Any) -> None:
    people("both", skills=("hipaa", "html"))
    people("one", skills=("hipaa",))
    people("none", skills=("css",))
    assert found(hospital, "skill=hipaa&skill=html") == {"both"}
    assert found(hospital, "skill=hipaa&skill=html&match=any") == {"both", "one"}
    assert found(hospital, "skill=hipaa&skill=no-such-skill") == {"both", "one", "none"}  # left out whole


def test_who_has_trained_physicians(hospital: Hospital, people: Any) -> None:
    people("doctors").trainings.create(
        audience="physicians", format="workshop", year=2025, what="Safe channels"
    )
    people("nurses").trainings.create(audience="nurses", format="talk", year=2024, what="Photos")
    people("nobody")
    assert found(hospital, "trained=physicians") == {"doctors"}


def test_a_language_at_a_level_or_above(hospital: Hospital, people: Any) -> None:
    for name, level in (("beginner", "A2"), ("fluent", "C1"), ("native", "native")):
        people(name).languages.create(code="es", level=level)
    people("german").languages.create(code="de", level="native")
    assert found(hospital, "lang=es") == {"beginner", "fluent", "native"}
    assert found(hospital, "lang=es&level=B2") == {"fluent", "native"}
    assert found(hospital, "level=B2") == {"beginner", "fluent", "native", "german"}  # says nothing alone


def test_within_so_many_kilometres_of_a_place(hospital: Hospital, people: Any) -> None:
    people("tacoma")
    people("seattle", city="Seattle", region="WA")
    people("portland", city="Portland", region="OR")
    people("unknown", city="Nowhere at all", region="")
    assert found(hospital, "near=Tacoma,+WA&km=20") == {"tacoma"}
    assert found(hospital, "near=Tacoma,+WA&km=60") == {"tacoma", "seattle"}
    assert found(hospital, "near=Tacoma,+WA&km=300") == {"tacoma", "seattle", "portland"}
    nowhere = Search(hospital, QueryDict("near=Qwxyzzy"))
    assert (nowhere.page, nowhere.is_place_unknown) == ([], True)


def test_the_point_moves_with_the_town(hospital: Hospital, people: Any) -> None:
    profile = people("mover")
    profile.city, profile.region = "Portland", "OR"
    profile.save()
    assert found(hospital, "near=Portland,+OR&km=20") == {"mover"}
    assert found(hospital, "near=Tacoma,+WA&km=20") == set()


def test_wishes_that_fit_or_are_left_open(hospital: Hospital, people: Any) -> None:
    people("open")
    people("contract", engagements=["contract"], hours="part_time", modes=["remote"])
    people("either", engagements=["contract", "employee"], hours="either", modes=["hybrid", "on_site"])
    assert found(hospital, "engagement=employee") == {"open", "either"}
    assert found(hospital, "hours=part_time") == {"open", "contract", "either"}
    assert found(hospital, "hours=full_time") == {"open", "either"}
    assert found(hospital, "mode=remote") == {"open", "contract"}


def test_who_can_start_by_a_day(hospital: Hospital, people: Any) -> None:
    people("now", available_from=date(2026, 1, 1))
    people("later", available_from=date(2031, 6, 1))
    people("unsaid")
    assert found(hospital, "by=2031-05-31") == {"now", "unsaid"}
    assert found(hospital, "by=2031-06-01") == {"now", "unsaid", "later"}


@pytest.mark.parametrize(
    "query",
    ["km=0&near=Tacoma", "by=31-02-2026", "lang=xx", "trained=cats", "skill=%00", "after=x-y", "after=9-9-9",
     "after=99999999999999999-1", "km=9e99&near=Tacoma", "hours=%F0%9F%98%80", "engagement=1&mode=2"],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_the_page(
    hospital: Hospital, owner: User, client_of: Any, people: Any, query: str
) -> None:
    people("someone")
    assert client_of(owner).get(f"/workspace/northlake/candidates/?{query}").status_code in {200, 400}


def test_the_chips_take_away_one_filter_each(hospital: Hospital, people: Any) -> None:
    search = Search(
        hospital, QueryDict("skill=hipaa&skill=html&match=any&near=Tacoma,+WA&km=50&lang=es&level=C1")
    )
    assert [str(words) for words, _query in search.chips()] == [
        "HIPAA", "HTML", "Spanish (C1, writes in it for others)", "Within 50 km of Tacoma, WA",
    ]  # fmt: skip
    assert dict(search.chips())["HIPAA"] == "skill=html&match=any&lang=es&level=C1&near=Tacoma%2C+WA&km=50"


def test_reading_on_shows_everybody_once_the_newest_first(
    hospital: Hospital, people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_search, "PAGE", 2)
    now = timezone.now()
    for n, name in enumerate("abcde"):
        people(f"p{name}", visible_at=now - timedelta(days=n // 2))  # two of the same second
    seen, query, pages = [], "", 0
    while True:
        search = Search(hospital, QueryDict(query))
        seen += [p.user.email[1] for p in search.page]
        pages += 1
        if not search.next:
            break
        query = search.next
    assert (seen, pages, search.count) == (["b", "a", "d", "c", "e"], 3, 5)


def test_nobody_reads_further_than_the_newest_hundred_of_one_question(
    hospital: Hospital, people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_search, "PAGE", 2)
    monkeypatch.setattr(candidate_search, "MOST", 3)
    for n in range(5):
        people(f"p{n}", visible_at=timezone.now() - timedelta(days=n))
    first = Search(hospital, QueryDict(""))
    second = Search(hospital, QueryDict(first.next))
    assert (len(first.page), len(second.page), second.next, second.count) == (2, 1, "", 4)
    jump = QueryDict(f"after=1-{first.page[0].pk}")
    assert Search(hospital, jump).page == []


def test_a_filter_alone_answers_with_the_list_and_its_address(
    hospital: Hospital, owner: User, client_of: Any, people: Any
) -> None:
    people("someone")
    answer = client_of(owner).get(
        "/workspace/northlake/candidates/?trained=&skill=hipaa", headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert answer.headers["HX-Push-Url"] == "/workspace/northlake/candidates/?skill=hipaa"
    assert ("Headline of s-omeone" in text, "<html" in text) == (True, False)
