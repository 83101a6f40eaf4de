"""The search goes on, and stays right, when its files are damaged, when writers cross, and where segments change form."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from hospitals.models import Hospital
from postings.models import Posting
from postings.search import Search, files, index, segment
from postings.search.building import build
from postings.search.source import DUTIES, NO_DAY, Source

Make = Callable[..., Posting]


def in_a_thread(work: Callable[[], Any]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_an_opening_that_is_published_while_its_hospital_is_being_frozen_is_frozen_with_it(
    make_posting: Make, hospital: Hospital
) -> None:
    posting = make_posting(title="Crossing", status="in_review")
    frozen, go_on = threading.Event(), threading.Event()

    def freeze() -> None:
        with transaction.atomic():
            Hospital.objects.filter(pk=hospital.pk).update(frozen_at=timezone.now())
            frozen.set()
            assert go_on.wait(20)

    def publish() -> None:
        Posting.objects.filter(pk=posting.pk).update(status="published")

    moderator = in_a_thread(freeze)
    assert frozen.wait(20)
    publisher = in_a_thread(publish)
    publisher.join(0.3)  # it may wait for the freeze
    assert Search("").found().total <= 1
    go_on.set()
    moderator.join()
    publisher.join()
    assert (Search("").found().total, Posting.objects.live().count()) == (0, 0)
    Hospital.objects.filter(pk=hospital.pk).update(frozen_at=None)
    assert Search("").found().total == Posting.objects.live().count() == 1


@pytest.mark.django_db
def test_a_word_longer_than_the_index_keeps_is_found_by_itself(make_posting: Make) -> None:
    word = "arbeidsongeschiktheidsverzekeringsmaatschappij"
    make_posting(title="A", description=f"{word} {'x' * 5000}")
    assert [Search(f"q={one}").found().total for one in (word, f'"{word}"', "x" * 10_000, "y" * 10_000)] == [
        1,
        1,
        1,
        0,
    ]


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def in_files(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every board is a large one."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(index, "LARGE", 0)
    monkeypatch.setattr(files, "make_elsewhere", files.make)  # another process would read another database


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _in_the_way(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: list[tuple[str, Callable[[Path], Any]]] = [
    ("{}/matrix.npy", _cut_off),
    ("{}/all-docs.npy", lambda path: path.write_bytes(b"")),
    ("{}/column-ids.npy", Path.unlink),
    ("{}/about.json", _cut_off),
    ("{}/about.json", Path.unlink),
    ("{}", shutil.rmtree),
    ("latest.json", _cut_off),
    ("latest.json", lambda path: path.write_bytes(b"\xff\xfe")),
]


@pytest.mark.django_db(transaction=True)
def test_a_damaged_file_is_not_believed_and_is_made_anew(make_posting: Make, in_files: None) -> None:
    make_posting(title="A")
    for name, damage in DAMAGE:
        index.forget()
        assert Search("").found().total == 1
        latest = files.latest()
        assert latest
        index.forget()
        damage(files.folder() / name.format(latest.name))
        assert Search("").found().total == 1, name
        made = files.latest()
        assert made and made.name != latest.name, name


@pytest.mark.django_db(transaction=True)
def test_a_file_in_the_way_hides_no_opening(
    make_posting: Make, in_files: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_posting(title="A")
    assert Search("").found().total == 1
    _in_the_way(files.folder() / "latest.json")
    monkeypatch.setattr(files, "make_elsewhere", lambda: False)
    assert Search("").found().total == 1
    index.forget()
    assert Search("").found().total == 1


@pytest.mark.django_db(transaction=True)
def test_a_board_too_large_for_this_process_says_come_back_when_no_file_can_be_made(
    make_posting: Make, in_files: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    make_posting(title="A")

    def fail() -> bool:
        asked.append(1)
        return False

    monkeypatch.setattr(files, "make_elsewhere", fail)
    assert Search("").found().total == 1  # a few are read here
    index.forget()
    monkeypatch.setattr(index, "MANY", 0)
    for _ in range(3):
        with pytest.raises(OperationalError):  # the kind page, 503
            Search("").found()
    assert len(asked) == 2, "it is not tried again at each search"
    monkeypatch.setattr(index, "ASK_AGAIN", -1.0)
    monkeypatch.setattr(files, "make_elsewhere", files.make)
    assert Search("").found().total == 1


@pytest.mark.django_db(transaction=True)
def test_a_builder_that_finds_the_disk_full_leaves_nothing_and_one_that_was_killed_is_cleared_away(
    make_posting: Make, in_files: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_posting(title="A")
    assert files.make()
    kept = files.latest()
    killed = files.folder() / ("0" * 32)
    killed.mkdir()
    (killed / "matrix.npy").write_bytes(b"half")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("postings.search.segment.np.save", full)
        with pytest.raises(OSError, match="No space"):
            files.make()
    assert files.latest() == kept
    assert kept and [p.name for p in files.folder().iterdir() if p.is_dir()] == [kept.name]
    for _ in range(4):
        assert files.make()
    assert sum(p.is_dir() for p in files.folder().iterdir()) == files.KEPT


@pytest.mark.django_db
def test_another_server_or_one_that_was_started_anew_is_read_from_the_beginning(make_posting: Make) -> None:
    make_posting(title="A")
    assert Search("").found().total == 1
    known = next(iter(index._indexes.values()))
    known.server, known.since, known.seen = "before", str(10**12), {}  # its numbers mean nothing here
    make_posting(title="B")
    assert Search("").found().total == 2


@pytest.mark.django_db
def test_whoever_waits_too_long_for_another_search_is_told_so(
    make_posting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_posting(title="A")
    index.views()
    known = next(iter(index._indexes.values()))
    monkeypatch.setattr(index, "PATIENCE", 0.01)
    thread = threading.Thread(target=known.lock.acquire)
    thread.start()
    thread.join()
    with pytest.raises(OperationalError):
        Search("").found()


# ── Where segments change form ───────────────────────────────────────────────────────────────────────
def source(n: int) -> Source:
    words = f"opening{n % 7}\n" + " ".join(f"w{d}" for d in (2, 3, 40, 64, 1000) if n % d == 0)
    return Source(
        n + 1, 10**15 - n // 3, 2 * 10**15, NO_DAY, words, "en", n % 5, "Clinic", "acute_care", False, "employee", "either",
        "remote", "junior", "none", None, ("", "USD", "EUR")[n % 3], None if n % 3 == 0 else n % 50, False, [1 + n % 2],
        [], [], [], ["US"], [0] * len(DUTIES), [], n,
    )  # fmt: skip


@pytest.mark.parametrize("n", [0, 1, 63, 64, 65, 4095, 4096, 4097])
def test_segments_of_every_size_say_what_was_put_in_in_memory_and_in_files(n: int, tmp_path: Path) -> None:
    openings = sorted(map(source, range(n)), key=lambda s: (-s.publish, -s.id))
    made = build(openings)
    made.save(tmp_path / "one")
    for one in (made, segment.load(tmp_path / "one")):
        assert one.n == n and one.column("ids").tolist() == [s.id for s in openings]
        for word in ("w2", "w3", "w40", "w64", "w1000", "opening6", "nobody"):
            found = one.word((word,))
            docs = [] if found is None else segment.bits.docs(found).tolist()
            assert docs == [at for at, s in enumerate(openings) if word in s.words.split()], (n, word)
        docs, here = one.locate(np.array([0, 1, n, n + 1]))
        assert here.tolist() == [False, n > 0, n > 0, False]
        assert one.column("ids")[docs[here]].tolist() == ([1, n] if n else [])
