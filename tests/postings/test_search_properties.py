"""What must hold for any search at all: counts agree with clicks, filters with a second opinion."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, quote_from_bytes, urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from core import gazetteer, vocabulary
from postings.search import Search
from postings.search import index as search_index
from postings.search.clicks import taking
from tests.postings.generated import WORDS, draw, remove
from tests.postings.second_opinion import SecondOpinion

SEED, MANY, PER_PAGE = 20261123, 400, 20
MINE = frozenset(range(1, 16))
calm = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)

# name in the address: values to draw from; a name that takes one value only stands in ONE.
FILTERS = {
    "engagement": "employee contract internship",
    "hours": "full_time part_time",
    "mode": "on_site hybrid remote",
    "skill": "public-relations media-relations crisis-communication social-media-management video-production",
    "match": "all any",
    "fit": "mine",
    "duty": "running_channels campaigns crisis community_health training policy speaking measuring",
    "duty_min": "5 15 30",
    "channel": "facebook x tiktok podcast",
    "education": "none high_school vocational associate bachelor master doctorate",
    "experience": "entry junior mid senior lead",
    "country": "US NL",
    "law": "hipaa avg",
    "lang": "en nl",
    "kind": "acute_care childrens university psychiatric",
    "hospital": "drawn-0 drawn-3 drawn-16 nobody",
    "responsive": "1",
    "unpaid": "1",
    "pay_min": "1 41600 52000 60000.50 99999999",
    "currency": "EUR USD",
    "nopay": "1",
    "posted_in": "1 7 30 45",
    "closing_in": "1 7 14 30",
    "near": "Seattle,WA 98405 Tacoma WA PR Rochester,MN Rochester Utrecht 3511AA Zuid-Holland qwrtz",
    "km": "1 30 90 1000",
    "sort": "newest closing pay distance relevance",
}
ONE = "match fit duty_min hospital responsive unpaid pay_min currency nopay posted_in closing_in near km sort".split()
NARROWS_NOTHING_ALONE = (
    "match duty_min currency nopay km sort".split()
)  # they say how another filter is meant
TYPED = st.lists(
    st.sampled_from([*WORDS, "-video", '"social media"', "OR", "-", '"', "soci", "hippa"]), max_size=3
)


@pytest.fixture(autouse=True)
def _fresh_words() -> None:
    """Unlike elsewhere, all tests here ask the same board: vocabulary and index stay in the process."""


@pytest.fixture(scope="module")
def board(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SecondOpinion]:
    with django_db_blocker.unblock():
        vocabulary.forget()
        gazetteer.forget()
        search_index.forget()
        draw(SEED, MANY)
        try:
            yield SecondOpinion()
        finally:
            remove()
            search_index.forget()


@st.composite
def searches(pick: Any, words: bool = False) -> str:
    """A query string of up to five filters, in any order, and perhaps words."""
    pairs = []
    for name in pick(st.lists(st.sampled_from(sorted(FILTERS)), max_size=5, unique=True)):
        most = 1 if name in ONE else 3
        values = pick(
            st.lists(st.sampled_from(FILTERS[name].split()), min_size=1, max_size=most, unique=True)
        )
        pairs += [(name, value) for value in values]
    if words:
        pairs.append(("q", " ".join(pick(TYPED))))
    return urlencode(pairs)


# ── Filters ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
@settings(calm, max_examples=300)
@given(query=searches())
def test_every_filter_finds_what_the_rows_say(board: SecondOpinion, query: str) -> None:
    found = Search(query, mine=MINE).found()
    assert set(found.ids(0, MANY)) == board.ids(query, MINE)
    assert found.total == len(board.ids(query, MINE))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FILTERS))
def test_each_filter_alone_finds_what_the_rows_say_and_narrows(board: SecondOpinion, name: str) -> None:
    """None is left out by chance, and the board is mixed enough to tell."""
    default = board.ids("")
    seen = []
    for value in FILTERS[name].split():
        query = urlencode({name: value})
        seen.append(set(Search(query, mine=MINE).found().ids(0, MANY)))
        assert seen[-1] == board.ids(query, MINE), query
    assert all(one == default for one in seen) == (name in NARROWS_NOTHING_ALONE)


@pytest.mark.django_db
@settings(calm, max_examples=60)
@given(query=searches(), sort=st.sampled_from(["newest", "closing", "pay", "distance"]))
def test_rows_stand_in_the_order_that_was_asked_for(board: SecondOpinion, query: str, sort: str) -> None:
    search = Search(f"{query}&sort={sort}", mine=MINE)
    rows = {p.pk: p for p in board.live}
    found = [rows[pk] for pk in search.found().ids(0, MANY)]
    keys = [board.key(p, search.sort, search.currency, search.spot) for p in found]
    assert keys == sorted(keys)


# ── Counts ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
@settings(calm, max_examples=120)
@given(query=searches(words=True), data=st.data())
def test_every_count_is_what_the_click_finds_and_its_pages_show(
    board: SecondOpinion, query: str, data: st.DataObject
) -> None:
    search = Search(query, mine=MINE)
    counted = [(f, value, n) for f, values in search.found().counts.items() for value, n in values.items()]
    assume(counted)
    for facet, value, n in data.draw(
        st.lists(st.sampled_from(counted), min_size=1, max_size=12, unique=True)
    ):
        clicked = click(query, facet, value)
        shown = len(walk(clicked))
        assert shown == clicked.found().total
        # "Also show unpaid internships" widens: its count is what the click adds.
        before = search.without(("unpaid", "1")).found().total if facet == "unpaid" else 0
        assert (facet, value, shown - before) == (facet, value, n), clicked.canonical


@pytest.mark.django_db
@settings(calm, max_examples=40)
@given(query=searches(words=True))
def test_a_choice_without_a_count_finds_nothing(board: SecondOpinion, query: str) -> None:
    search = Search(query, mine=MINE)
    counts = search.found().counts
    for facet in {*counts} - {"unpaid"}:
        for value in {*FILTERS[facet].split()} - {*counts[facet], "45"}:  # 45 days: possible, never counted
            assert click(query, facet, value).found().total == 0, (facet, value)


@pytest.mark.django_db
@settings(calm, max_examples=60)
@given(query=searches(words=True), duty=st.sampled_from(FILTERS["duty"].split()), least=st.integers(1, 40))
def test_every_count_beside_a_share_of_the_time_is_what_its_click_finds(
    board: SecondOpinion, query: str, duty: str, least: int
) -> None:
    asked = [(name, value) for name, value in parse_qsl(query) if name != "duty_min"] + [("duty", duty)]
    clicked = Search(urlencode([*asked, ("duty_min", str(least))]), mine=MINE).found()
    assert taking(Search(urlencode(asked), mine=MINE).found(), least) == clicked.total
    assert taking(Search(f"{query}&duty={duty}", mine=MINE).found(), least) == clicked.total


def click(query: str, facet: str, value: str) -> Search:
    """The choice alone in its facet; with `match=all` a skill comes on top of the chosen ones."""
    asked = QueryDict(query)
    on_top = facet == "skill" and asked.get("match") == "all"
    kept = [(name, one) for name, values in asked.lists() for one in values]
    return Search(
        urlencode([pair for pair in kept if on_top or pair[0] != facet] + [(facet, value)]), mine=MINE
    )


def walk(search: Search) -> list[int]:
    """All pages, one after the other, as a reader turns them."""
    seen: list[int] = []
    for start in range(0, search.found().total, PER_PAGE):
        seen += search.found().ids(start, start + PER_PAGE, seen[-1] if seen else None)
    assert len(seen) == len(set(seen))
    return seen


# ── Whatever stands in the address ───────────────────────────────────────────────────────────────────
BYTES = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([b"1" * 5000, b"-1", b"1e400", b"NaN", b"9" * 30, b"0x10", b"%", b"\x00", b"\xff\xfe", b"\xed\xa0\x80",
                     b"' OR 1=1--", b"(" * 3000, b'"' * 2999, b"a OR " * 900, b"-" * 3000, b"a* " * 800, b"\\"]),
)  # fmt: skip
NAMES = st.one_of(st.sampled_from([*FILTERS, "q", "sort", "page", "after"]), st.text(max_size=8))


@pytest.mark.django_db
@settings(calm, max_examples=150)
@given(
    pairs=st.lists(st.tuples(NAMES, BYTES), max_size=6),
    path=st.sampled_from(["/openings/", "/nl/openings/", "/openings/feed.atom", "/openings/feed.json"]),
)
def test_whatever_stands_in_the_address_gives_a_page_within_a_second(
    board: SecondOpinion, client: Client, pairs: list[tuple[str, bytes]], path: str
) -> None:
    query = "&".join(f"{quote(name, errors='replace')}={quote_from_bytes(value)}" for name, value in pairs)
    started = time.process_time()
    response = client.get(f"{path}?{query}")
    # A NUL byte is refused at the door, in words (core/http.py).
    refused = {400} if any(b"\0" in value for _, value in pairs) or "%00" in query else set()
    assert response.status_code in {200, 301, 302} | refused, query
    assert time.process_time() - started < 1.0, query
