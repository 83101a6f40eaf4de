"""The index in the process says what the database says: at once, whoever wrote, in whatever order they committed."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from hospitals.models import Hospital
from postings.models import Place, Posting
from postings.search import Search, files, index
from postings.search.index import Index
from postings.search.terms import index as index_words

Make = Callable[..., Posting]


def titles(query: str = "") -> list[str]:
    return sorted(p.title for p in Search(query).postings(0, 100))


def in_a_thread(work: Callable[[], Any]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


# ── What happens to an opening, its places and its hospital ──────────────────────────────────────────
def test_a_frozen_hospital_disappears_at_once_and_comes_back(make_posting: Make, hospital: Hospital) -> None:
    make_posting(title="A")
    assert (titles(), Search("").found().total) == (["A"], 1)
    Hospital.objects.filter(pk=hospital.pk).update(frozen_at=timezone.now())
    assert (titles(), Search("").found().total) == ([], 0)
    Hospital.objects.filter(pk=hospital.pk).update(frozen_at=None)
    assert (titles(), Search("").found().total) == (["A"], 1)


def test_a_renamed_hospital_is_found_by_its_new_name_only(make_posting: Make, hospital: Hospital) -> None:
    make_posting(title="A")
    assert titles("q=northlake") == ["A"]
    Hospital.objects.filter(pk=hospital.pk).update(name="Quellmoor Clinic")
    assert (titles("q=quellmoor"), titles('q="northlake"')) == (["A"], [])


def test_an_opening_that_moves_is_found_where_it_is_now(make_posting: Make) -> None:
    posting = make_posting(title="A")
    assert titles("near=Tacoma") == ["A"]
    Place.objects.filter(posting=posting).update(
        city="Boston", region="MA", postcode="02114", lat=42.36, lon=-71.06
    )
    assert (titles("near=Tacoma"), titles("near=Boston, MA")) == ([], ["A"])


def test_a_closed_and_a_deleted_opening_are_gone_at_once(make_posting: Make) -> None:
    closed, deleted = make_posting(title="Closed"), make_posting(title="Deleted")
    make_posting(title="Stays")
    assert Search("").found().total == 3
    Posting.objects.filter(pk=closed.pk).update(
        status="closed", closed_at=timezone.now(), outcome="not_filled"
    )
    Posting.objects.filter(pk=deleted.pk).delete()
    assert (titles(), Search("").found().total) == (["Stays"], 1)


def test_what_closes_or_begins_with_time_needs_no_change(make_posting: Make) -> None:
    now = timezone.now()
    make_posting(title="Closes", closes_at=now + timedelta(days=3))
    make_posting(title="Begins", publish_at=now + timedelta(days=5), closes_at=now + timedelta(days=30))
    index.views()
    (part,) = next(iter(index._indexes.values())).parts

    def live(days: int) -> int:
        moment = int((now + timedelta(days=days)).timestamp() * 1e6)
        return int(part.at(moment).alive.sum() > 0) and bin(int(part.at(moment).alive[0])).count("1")

    assert [live(days) for days in (0, 4, 6, 31)] == [1, 0, 1, 0]


def test_many_small_changes_make_few_segments_and_lose_nothing(make_posting: Make) -> None:
    made = []
    for number in range(40):
        made.append(make_posting(title=f"Opening {number:02}").title)
        assert Search("").found().total == number + 1
    assert titles() == sorted(made)
    assert len(next(iter(index._indexes.values())).parts) <= 5


# ── Other processes ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db(transaction=True)
def test_a_slow_writer_that_began_first_and_ends_last_is_not_missed(make_posting: Make) -> None:
    slow, quick = make_posting(title="Slow"), make_posting(title="Quick")
    begun, go_on = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            Posting.objects.filter(pk=slow.pk).update(mode="on_site")
            begun.set()
            assert go_on.wait(20)

    assert titles("mode=on_site") == []
    writer = in_a_thread(write_slowly)
    assert begun.wait(20)
    in_a_thread(lambda: Posting.objects.filter(pk=quick.pk).update(mode="on_site")).join()
    assert titles("mode=on_site") == ["Quick"]
    go_on.set()
    writer.join()
    assert titles("mode=on_site") == ["Quick", "Slow"]


@pytest.mark.django_db(transaction=True)
def test_an_edit_that_was_rolled_back_never_shows(make_posting: Make) -> None:
    posting = make_posting(title="A")

    def write_and_regret() -> None:
        with transaction.atomic():
            Posting.objects.filter(pk=posting.pk).update(mode="remote")
            transaction.set_rollback(True)

    in_a_thread(write_and_regret).join()
    assert (titles("mode=remote"), titles()) == ([], ["A"])


@pytest.mark.django_db(transaction=True)
def test_threads_that_search_while_others_publish_see_each_opening_in_the_end(make_posting: Make) -> None:
    first = make_posting(title="00")
    failures: list[BaseException] = []

    def publish(number: int) -> None:
        posting = Posting.objects.get(pk=first.pk)
        posting.pk, posting.title = None, f"{number:02}"
        with transaction.atomic():
            posting.save(force_insert=True)
            index_words(posting)

    def search() -> None:
        try:
            for _ in range(15):
                found = Search("").found()
                assert len(found.ids(0, 100)) == found.total
        except BaseException as error:
            failures.append(error)

    threads = [in_a_thread(partial(publish, n)) for n in range(1, 9)] + [
        in_a_thread(search) for _ in range(3)
    ]
    for thread in threads:
        thread.join()
    assert failures == []
    assert titles() == [f"{n:02}" for n in range(9)]


# ── The large segment in files ───────────────────────────────────────────────────────────────────────
@pytest.fixture
def in_files(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every board is a large one."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(index, "LARGE", 0)
    monkeypatch.setattr(files, "make_elsewhere", files.make)  # another process would read another database


def answers() -> list[Any]:
    asked = [
        "",
        "q=manager",
        'q="social media"',
        "near=Tacoma",
        "sort=pay",
        "skill=html",
        "sort=closing&mode=remote",
    ]
    return [(Search(q).found().ids(0, 50), Search(q).found().counts) for q in asked]


@pytest.mark.django_db(transaction=True)
def test_files_answer_as_memory_does_and_changes_come_on_top(
    make_posting: Make, in_files: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(files, "make_in_background", lambda: asked.append(True))
    postings = [
        make_posting(title=f"Manager {n}", mode=mode) for n, mode in enumerate(["remote", "hybrid"] * 4)
    ]
    from_files = answers()
    known: Index = next(iter(index._indexes.values()))
    assert known.file and known.parts[0].sources is None
    Posting.objects.filter(pk=postings[0].pk).update(mode="on_site")
    make_posting(title="New")
    assert titles("mode=on_site") == ["Manager 0"] and len(titles()) == 9
    assert files.make()
    changed = answers()
    assert known.parts[0].segment.n == 9
    files.remove()
    monkeypatch.setattr(index, "LARGE", 1000)
    index.forget()
    assert answers() == changed != from_files


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["database", "table"])
def test_a_file_of_another_database_or_of_the_tables_before_a_restore_is_not_believed(
    make_posting: Make, in_files: None, what: str
) -> None:
    make_posting(title="A")
    assert titles() == ["A"]
    latest = files.folder() / "latest.json"
    before = files.latest()
    latest.write_text(latest.read_text().replace(f'"{what}": "', f'"{what}": "9'))
    index.forget()
    assert titles() == ["A"]
    made = files.latest()
    assert made and before and made.name != before.name


@pytest.mark.django_db(transaction=True)
def test_stamps_of_a_restored_backup_are_made_anew(make_posting: Make) -> None:
    make_posting(title="A")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE postings_indexed DISABLE TRIGGER stamp")
        cursor.execute("UPDATE postings_indexed SET changed = '99999999999'")
        cursor.execute("ALTER TABLE postings_indexed ENABLE TRIGGER stamp")
    index.forget()
    assert titles() == ["A"]
    make_posting(title="B")
    assert titles() == ["A", "B"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM postings_indexed WHERE changed > pg_current_xact_id()")
        assert cursor.fetchone() == (0,)
