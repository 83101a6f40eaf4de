"""What people type, in English and in Dutch, and what they must get: one test for each row of queries.json.

Keys of a row: `query` as it stands in the address and the `reader`'s language; `first` (the first row), `top5` (among
the first five), `found` (anywhere), `never` (nowhere), `order` (pairs: the one stands above the other, both found),
`total`, `correction` [typed, used] or `no_correction`, `offers` ([name, value]: a word that is offered as that filter;
"a|b" takes either; a value may be longer, as in "Seattle, WA").
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

import pytest
from pytest_django import DjangoDbBlocker

from core import vocabulary
from postings.search import Search
from postings.search import index as search_index
from tests.relevance.board import build, queries, remove

Row = dict[str, Any]
ROWS = queries()


@pytest.fixture(autouse=True)
def _fresh_words() -> None:
    """Unlike elsewhere, all tests here ask the same board: vocabulary and index stay in the process."""


@pytest.fixture(scope="module")
def names(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[int, str]]:
    """{id: name} of the whole board: stored once, committed, taken away at the end."""
    with django_db_blocker.unblock():
        vocabulary.forget()
        search_index.forget()
        try:
            yield build()
        finally:
            remove()
            search_index.forget()


def _name(row: Row) -> str:
    return f"{row['reader']}: {unquote_plus(row['query'])}"


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=[_name(row) for row in ROWS])
def test_a_job_seeker_who_asks_gets(names: dict[int, str], row: Row) -> None:
    search = Search(row["query"], language=row["reader"])
    found = search.found()
    shown = [names[pk] for pk in found.ids(0, 200)]
    wrong = [*_rows(row, shown), *_words(row, search)]
    if "total" in row and found.total != row["total"]:
        wrong.append(f"{found.total} found, not {row['total']}")
    if found.total != len(shown):
        wrong.append(f"says {found.total} and shows {len(shown)}")
    if wrong:
        listed = ", ".join(shown[:12]) or "nothing"
        pytest.fail(f"{_name(row)}\n  " + "\n  ".join(wrong) + f"\n  came: {listed}", pytrace=False)


def _rows(row: Row, shown: list[str]) -> Iterator[str]:
    """What is wrong with the rows, in words."""
    place = {name: number for number, name in enumerate(shown, 1)}
    if "first" in row and shown[:1] != [row["first"]]:
        yield f"{row['first']} is not first but {place.get(row['first'], 'missing')}"
    for name in row.get("top5", []):
        if place.get(name, 99) > 5:
            yield f"{name} is not among the first five but {place.get(name, 'missing')}"
    for name in row.get("found", []):
        if name not in place:
            yield f"{name} is missing"
    for name in row.get("never", []):
        if name in place:
            yield f"{name} should not be there, it is {place[name]}"
    for above, below in row.get("order", []):
        if above not in place or place[above] > place.get(below, 999):
            yield f"{above} ({place.get(above, 'missing')}) does not stand above {below} ({place.get(below, 'missing')})"


def _words(row: Row, search: Search) -> Iterator[str]:
    """What is wrong with how the words were understood."""
    corrections = search.found().read.corrections
    used = [(typed.casefold(), better.casefold()) for typed, better in corrections]
    if "correction" in row and tuple(row["correction"]) not in used:
        yield f"not corrected: {' → '.join(row['correction'])}; corrections: {used}"
    if row.get("no_correction") and used:
        yield f"needs no correction: {used}"
    offers = [(offer.name, str(offer.value)) for offer in search.offers()]
    for offer in search.offers():
        if offer.count != offer.search.found().total:
            yield f"the offer {offer.name}={offer.value} says {offer.count} and finds {offer.search.found().total}"
    for name, value in row.get("offers", []):
        values = tuple(v.casefold() for v in value.split("|"))
        if not any(n in name.split("|") and v.casefold().startswith(values) for n, v in offers):
            yield f"{name}={value} is not offered, but {offers}"


def test_the_board_is_large_and_mixed_enough() -> None:
    """Nobody thins out the set to make it pass."""
    readers = [row["reader"] for row in ROWS]
    assert (len(ROWS) >= 270, readers.count("nl") >= 85) == (True, True)
