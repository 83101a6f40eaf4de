"""kill -9 of whoever publishes, closes, freezes, follows or rebuilds: the search says exactly what the tables say.

Two ask it after every kill: a process that lived through all of them, and one that was started anew. Both are compared
with plain Python over the rows (tests/postings/second_opinion.py), and in words with an index made of nothing but the
tables. What a dying process had told before it died must be there: its pipe is the ledger.
"""

import random
import signal
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from hospitals import verification
from hospitals.models import Hospital
from postings import freezing, lifecycle
from postings.models import Place, Posting
from postings.search import Search, files, index
from postings.search.index import Index
from tests.postings.generated import draw
from tests.postings.second_opinion import SecondOpinion
from tests.survival import dying

SEED, MANY, KILLS = 20261123, 50, 10
Make = Callable[..., Posting]
QUERIES = [
    "", "unpaid=1", "unpaid=1&sort=closing", "mode=remote&unpaid=1", "engagement=employee&lang=nl", "near=Seattle,WA&km=90", "near=PR",
    "pay_min=52000&currency=EUR", "hospital=northlake", "skill=media-relations&skill=hipaa", "law=avg&country=NL", "closing_in=14",
]  # fmt: skip
WORDS = [
    "q=video",
    "q=crisis+OR+stage&unpaid=1",
    'q="social+media"',
    "q=northlake",
    "q=renamed",
    "q=-privacy&sort=pay",
]


@pytest.fixture
def in_files(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every board is a large one, and its files are made by the process that wants them."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(index, "LARGE", 0)
    monkeypatch.setattr(files, "make_elsewhere", files.make)
    monkeypatch.setattr(files, "make_in_background", lambda: None)


def run(work: dying.Work, die_at: int) -> dying.Ended:
    """In a process that knows no index yet."""

    def anew(tell: dying.Tell) -> None:
        index.forget()
        work(tell)

    return dying.run(anew, die_at, folder=files.folder())


# ── What is true ─────────────────────────────────────────────────────────────────────────────────────
def compare(survivor: Index, why: str) -> None:
    """One that lived through it and one that starts now say what the rows say."""
    truth = SecondOpinion()
    wanted = [truth.ids(query) for query in QUERIES]
    in_words = _answers(Index(), large=10**9)
    for who, one in (("survivor", survivor), ("started anew", Index())):
        _use(one)
        for query, ids in zip(QUERIES, wanted, strict=True):
            found = Search(query).found()
            assert (set(found.ids(0, 1000)), found.total) == (ids, len(ids)), f"{who}, {query}, {why}"
        _counts_agree(truth, f"{who}, {why}")
        assert _answers(one) == in_words, f"{who}, {why}"


def _counts_agree(truth: SecondOpinion, why: str) -> None:
    counts = Search("unpaid=1").found().counts
    for facet in ("engagement", "mode", "lang", "law", "country", "kind"):
        for value, n in counts[facet].items():
            assert n == len(truth.ids(f"unpaid=1&{facet}={value}")), (why, facet, value)


def _answers(one: Index, large: int = 0) -> list[Any]:
    """In words: rows in their order, and all counts. With `large` from memory alone, without any file."""
    was, index.LARGE = index.LARGE, large
    _use(one)
    try:
        found = [Search(query).found() for query in WORDS]
        return [(one.ids(0, 1000), {**one.counts}) for one in found]
    finally:
        index.LARGE = was


def _use(one: Index) -> None:
    index._indexes[str(connection.settings_dict["NAME"])] = one


# ── (a) whoever publishes, closes and freezes ────────────────────────────────────────────────────────
@pytest.mark.django_db(transaction=True)
def test_whoever_publishes_or_closes_dies_and_the_search_says_what_was_committed(
    make_posting: Make, hospital: Hospital, owner: User, moderator: User, in_files: None
) -> None:
    draw(SEED, MANY)
    frozen = Hospital.objects.get(slug="drawn-1")
    new = [make_posting(title=f"Video {n}", status="in_review", published_at=None).pk for n in range(KILLS)]
    old = [make_posting(title=f"Crisis {n}").pk for n in range(2 * KILLS)]
    survivor, chance = Index(), random.Random(SEED)
    compare(survivor, "before")

    def verbs(tell: dying.Tell) -> None:
        for verb, todo in _todo(new, old, first=kill):
            posting = Posting.objects.select_related("hospital").get(pk=todo)
            if verb == "publish":
                lifecycle.publish(posting, by=moderator)
            elif verb == "close":
                lifecycle.close(posting, by=owner, outcome="cancelled")
            else:
                freezing.freeze(posting, by=moderator)
            tell(f"{verb} {todo}")
            frozen.refresh_from_db()
            turn = verification.unfreeze if frozen.frozen_at else verification.freeze
            turn(frozen, by=moderator, words="Looking into it.")
            tell(f"hospital {Hospital.objects.get(pk=frozen.pk).frozen_at is not None}")

    acknowledged: list[str] = []
    for kill in range(KILLS):
        told, _, ended = run(verbs, chance.randrange(10, 120))
        assert ended == signal.SIGKILL
        acknowledged += told
        _is_there([line.split() for line in told])
        compare(survivor, f"kill {kill} after {told}")
    assert {line.split()[0] for line in acknowledged} == {"publish", "close", "freeze", "hospital"}


def _todo(new: list[int], old: list[int], first: int) -> Iterator[tuple[str, int]]:
    """What is left to do, the three verbs in turn, each of them the first one at some time."""
    rows = {p.pk: p for p in Posting.objects.filter(pk__in=[*new, *old])}
    waiting = [pk for pk in new if rows[pk].status == "in_review"]
    online = [pk for pk in old if rows[pk].status == "published" and not rows[pk].frozen_at]
    half = len(online) // 2
    for publish, close, freeze in zip(waiting, online[:half], online[half:], strict=False):
        three = [("publish", publish), ("close", close), ("freeze", freeze)]
        yield from (three[(first + n) % 3] for n in range(3))


def _is_there(ledger: list[list[str]]) -> None:
    """What was told as done can be found, or not any more."""
    found = set(Search("hospital=northlake").found().ids(0, 1000))
    for verb, what in ledger:
        if verb != "hospital":
            assert (int(what) in found) is (verb == "publish"), f"{verb} {what} was acknowledged"


# ── (b) a process that starts and follows, (c) the command that makes the index anew ─────────────────
def _first_search(_: dying.Tell) -> None:
    Search("q=video&near=Seattle").found().ids(0, 20)


def _rebuild(_: dying.Tell) -> None:
    call_command("search_index", words=True, stdout=StringIO())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("work", [_first_search, _rebuild])
def test_whoever_makes_the_index_dies_and_the_next_one_has_it_whole(
    work: dying.Work, make_posting: Make, moderator: User, owner: User, in_files: None
) -> None:
    draw(SEED, MANY)
    for n in range(KILLS):
        make_posting(title=f"Crisis {n}")
    survivor, chance = Index(), random.Random(SEED)
    compare(survivor, "before")
    files.remove()
    _, steps, _ = run(work, 0)
    assert steps > 4 * KILLS and files.latest()
    for kill, point in enumerate(sorted(chance.sample(range(1, steps - steps // 10), KILLS))):
        if work is _first_search or kill % 3 == 0:  # else the file of before is there
            files.remove()
        lifecycle.close(Posting.objects.filter(title=f"Crisis {kill}").get(), by=owner, outcome="not_filled")
        _, _, ended = run(work, point)
        assert ended == signal.SIGKILL, point
        Place.objects.filter(posting__title=f"Crisis {kill + 1}").update(
            city="Boston", region="MA", lat=42.36, lon=-71.06
        )
        compare(survivor, f"killed at step {point} of {steps}")
    whole = [path for path in files.folder().iterdir() if path.is_dir()]
    assert files.make() and len([*files.folder().iterdir()]) <= len(whole) + 4
    compare(survivor, "after all of them")
