"""The queue: everything that waits, oldest first; filters that say what they hide; one search."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from hospitals.models import Hospital, Seat
from moderation import claims, waiting
from postings import lifecycle
from postings.models import Posting

ClientOf = Callable[[User], Client]
Make = Callable[..., Posting]

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(moderator: User, client_of: ClientOf) -> Client:
    return client_of(moderator)


@pytest.fixture
def waits(make_posting: Make) -> Posting:
    return make_posting(status="in_review", title="Community editor")


def page(desk: Client, **asked: str) -> Any:
    answer = desk.get(reverse("moderation:queue"), asked)
    assert answer.status_code == 200
    return answer


def titles(answer: Any) -> list[str]:
    return [one.title for one, _claim in answer.context["rows"]]


@pytest.fixture
def several(make_posting: Make, hospital2: Hospital) -> list[Posting]:
    now = timezone.now()
    old = make_posting(status="in_review", title="Oldest", submitted_at=now - timedelta(days=4))
    dutch = make_posting(status="in_review", title="Nieuwste", language="nl", submitted_at=now)
    other = make_posting(
        status="in_review", title="Elsewhere", hospital=hospital2, submitted_at=now - timedelta(hours=2)
    )
    Hospital.objects.filter(pk=hospital2.pk).update(status="pending", asked_at=now - timedelta(days=1))
    return [old, dutch, other]


def test_everything_is_there_with_its_age_oldest_first(
    desk: Client, several: list[Posting], hospital2: Hospital
) -> None:
    answer = page(desk)
    assert titles(answer) == ["Oldest", hospital2.name, "Nieuwste"]
    assert "waits 4" in answer.content.decode()


def test_each_filter_leaves_what_fits_and_says_which_kinds_it_cannot_show(
    desk: Client, several: list[Posting], hospital: Hospital, hospital2: Hospital
) -> None:
    assert titles(page(desk, language="nl")) == ["Nieuwste"]
    assert titles(page(desk, age="three")) == ["Oldest"]
    assert titles(page(desk, kind="hospital")) == [hospital2.name]
    assert titles(page(desk, hospital=hospital.name)) == ["Oldest", "Nieuwste"]
    said = page(desk, language="nl").content.decode()
    assert "Not shown, because they have no such thing" in said and "Appeals of people" in said


def test_a_filter_that_nobody_knows_hides_nothing(desk: Client, several: list[Posting]) -> None:
    asked = {"kind": "x", "language": "xx", "age": "x", "who": "x", "page": "x"}
    assert titles(page(desk, **asked)) == titles(page(desk))


def test_a_filter_that_finds_nothing_says_how_to_get_back(desk: Client, waits: Posting) -> None:
    answer = page(desk, language="nl")
    assert titles(answer) == [] and "Show everything that waits" in answer.content.decode()


def test_the_counts_are_those_of_the_kinds(desk: Client, several: list[Posting]) -> None:
    answer = page(desk)
    counts = {kind: n for kind, _name, n in answer.context["kinds"]}
    assert counts == {"opening": 2, "hospital": 1}  # the third waits for its hospital
    assert answer.context["page_obj"].paginator.count == len(list(waiting.keys()))


def test_a_page_costs_the_same_for_one_and_for_many(
    desk: Client, make_posting: Make, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        make_posting(status="in_review", title=f"{n}")
    page(desk)
    for asked in ({}, {"page": "2"}, {"language": "en", "age": "day"}):
        with django_assert_max_num_queries(10):
            page(desk, **asked)


def test_what_a_moderator_holds_and_what_nobody_holds(
    desk: Client, several: list[Posting], moderator: User, colleague: User, hospital2: Hospital
) -> None:
    claims.take("opening", several[0].pk, by=moderator)
    claims.take("opening", several[1].pk, by=colleague)
    assert titles(page(desk, who="mine")) == ["Oldest"]
    assert titles(page(desk, who="free")) == [hospital2.name]
    assert len(titles(page(desk))) == 3  # a claim hides nothing


def test_next_skips_what_a_colleague_holds_and_what_one_may_not_decide_on(
    desk: Client, several: list[Posting], moderator: User, colleague: User, hospital2: Hospital
) -> None:
    claims.take("opening", several[0].pk, by=colleague)
    Seat.objects.create(hospital=hospital2, user=moderator, role="reviewer")
    answer = desk.post(reverse("moderation:next"))
    assert answer["Location"] == reverse("moderation:opening", args=[several[1].pk]) + "#messages"
    held = claims.on("opening", several[1].pk)
    assert held is not None and held.by == moderator


def test_deciding_goes_on_with_the_next_and_holds_it(
    desk: Client, several: list[Posting], moderator: User
) -> None:
    answer = desk.post(reverse("moderation:opening", args=[several[0].pk]), {"decision": "publish"})
    assert answer.status_code == 302 and answer["Location"].endswith("#messages")
    assert claims.on("opening", several[0].pk) is None
    assert claims.mine(moderator) != ()


# ── Finding ──────────────────────────────────────────────────────────────────────────────────────────
def found(desk: Client, words: str) -> dict[str, list[str]]:
    groups = desk.get(reverse("moderation:search"), {"q": words}).context["groups"]
    return {str(group.name): [one.title for one in group.found] for group in groups}


def test_one_search_finds_openings_in_every_state_by_words_and_number(
    desk: Client, waits: Posting, make_posting: Make, moderator: User
) -> None:
    gone = make_posting(title="Community writer")
    lifecycle.remove(gone, by=moderator, reasons=["other"], words="x")
    assert found(desk, "community") == {"Openings": ["Community writer", "Community editor"]}
    assert "Community editor" in found(desk, f"#{waits.pk}")["Openings"]


def test_a_person_is_found_by_the_whole_address_alone(desk: Client, candidate: User) -> None:
    assert list(found(desk, candidate.email.upper())) == ["People"]
    assert found(desk, candidate.email[:-2]) == {}
    assert "People" not in found(desk, candidate.name)


def test_odd_words_find_nothing_and_break_nothing(desk: Client) -> None:
    for words in ("", "%", "' OR 1=1", "9" * 90, "#", "@"):
        assert desk.get(reverse("moderation:search"), {"q": words}).status_code == 200
