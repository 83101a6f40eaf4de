"""A merge that many rows follow is the worker's: the desk sees how far it is, what failed is tried again, and until it is done
everything is as it was."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from core.models import Event, Skill
from moderation import merge_jobs, merging, patience, tasks
from moderation.models import Merge
from postings.models import Posting
from tests.applications.test_races import together

Make = Callable[..., Posting]


@pytest.fixture(autouse=True)
def _everything_is_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "FEW", 0)


@pytest.fixture
def desk(moderator: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(moderator)


@pytest.fixture
def css(db: None) -> Skill:
    return Skill.objects.get(slug="css")


@pytest.fixture
def html(db: None) -> Skill:
    return Skill.objects.get(slug="html")


def ask(desk: Client, gone: str = "css", kept: str = "html") -> Any:
    return desk.post(reverse("moderation:word_merge", args=["skill", gone]), {"into": kept})


def word(desk: Client, slug: str = "html") -> str:
    return desk.get(reverse("moderation:word", args=["skill", slug])).content.decode()


def worker() -> None:
    """What was enqueued, as the worker finds it."""
    for job in DBTaskResult.objects.filter(task_path="moderation.tasks.merge_words"):
        tasks.merge_words.call(*job.args_kwargs["args"])


def lay_aside(desk: Client) -> None:
    answer = desk.post(reverse("moderation:merge_laying_aside", args=[Merge.objects.get().pk]))
    assert answer["Location"].endswith("/skill/html/")


def lays_aside_and_leaves(pk: int) -> str:
    """On a connection of its own."""
    try:
        merge_jobs.lay_aside(pk)
    except Exception as error:
        return type(error).__name__
    finally:
        connection.close()
    return ""


def skills(posting: Posting) -> list[int]:
    posting.refresh_from_db()
    return posting.required_skills


def verbs() -> list[str]:
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


@pytest.mark.django_db
def test_asked_for_done_and_taken_apart_each_said_on_the_page(
    desk: Client, make_posting: Make, css: Skill, html: Skill
) -> None:
    posting = make_posting(required_skills=[css.pk])
    assert ask(desk)["Location"].endswith("/skill/html/")
    assert skills(posting) == [css.pk] and verbs() == []
    for slug in ("css", "html"):
        assert "“CSS” waits to become “HTML”" in word(desk, slug)
    assert "Merge into another word" not in word(desk, "css")
    worker()
    assert skills(posting) == [html.pk] and verbs() == ["merge"]
    assert "waits" not in word(desk) and "Undo the merge" in word(desk)

    desk.post(reverse("moderation:merge_undo", args=[Merge.objects.get().pk]))
    assert skills(posting) == [html.pk]
    assert "wait to become two again" in word(desk) and "Undo the merge" not in word(desk)
    worker()
    assert skills(posting) == [css.pk] and verbs() == ["merge", "unmerge"]
    worker()  # the same jobs once more
    assert verbs() == ["merge", "unmerge"]


@pytest.mark.django_db
def test_nobody_merges_one_of_the_two_meanwhile(desk: Client, make_posting: Make, css: Skill) -> None:
    make_posting(required_skills=[css.pk, Skill.objects.get(slug="cms").pk])
    ask(desk)
    for gone, kept in (("css", "html"), ("css", "cms"), ("html", "cms"), ("cms", "css"), ("cms", "html")):
        answer = ask(desk, gone, kept)
        assert answer.status_code == 409
        assert "is being merged right now" in answer.content.decode()
    assert Merge.objects.count() == 1


@pytest.mark.django_db
def test_what_failed_is_said_and_can_be_tried_again(
    desk: Client, make_posting: Make, css: Skill, html: Skill, monkeypatch: pytest.MonkeyPatch
) -> None:
    posting = make_posting(required_skills=[css.pk])
    ask(desk)
    with monkeypatch.context() as broken:

        def fail(*_: Any) -> None:
            raise DatabaseError("no space left on device")

        broken.setattr(merging, "_move", fail)
        worker()
    assert skills(posting) == [css.pk]
    page = word(desk)
    assert "“CSS” did not become “HTML”" in page and "Something went wrong on our side" in page
    assert "no space left" not in page and "Try again" in page
    ask(desk)
    worker()
    assert skills(posting) == [html.pk] and verbs() == ["merge"]

    undo = reverse("moderation:merge_undo", args=[Merge.objects.get().pk])
    desk.post(undo)
    with monkeypatch.context() as busy:
        busy.setattr(merge_jobs, "patiently", lambda _work: (_ for _ in ()).throw(patience.Busy))
        worker()
    assert "did not become two again" in word(desk) and "Somebody kept saving" in word(desk)
    desk.post(undo)
    worker()
    assert skills(posting) == [css.pk]


@pytest.mark.django_db
def test_an_undo_that_failed_is_not_on_the_page_for_ever(
    desk: Client, make_posting: Make, css: Skill, html: Skill, monkeypatch: pytest.MonkeyPatch
) -> None:
    posting = make_posting(required_skills=[css.pk])
    ask(desk)
    worker()
    desk.post(reverse("moderation:merge_undo", args=[Merge.objects.get().pk]))
    with monkeypatch.context() as busy:
        busy.setattr(merge_jobs, "patiently", lambda _work: (_ for _ in ()).throw(patience.Busy))
        worker()
    assert "did not become two again" in word(desk)
    assert merging.settle(timezone.now() + merging.UNDO_FOR) == 1
    assert "did not become two again" not in word(desk) and skills(posting) == [html.pk]


@pytest.mark.django_db
def test_a_word_that_was_retired_before_the_worker_came_gets_nothing(
    desk: Client, make_posting: Make, css: Skill, html: Skill, moderator: User
) -> None:
    from moderation import words

    posting = make_posting(required_skills=[css.pk])
    ask(desk)
    words.retire(html, by=moderator)
    worker()
    assert skills(posting) == [css.pk]
    assert "One of the two words was changed meanwhile" in word(desk)


@pytest.mark.django_db
def test_what_a_worker_that_died_left_is_begun_anew(
    desk: Client, make_posting: Make, css: Skill, html: Skill
) -> None:
    posting = make_posting(required_skills=[css.pk])
    ask(desk)
    Merge.objects.update(status="running")
    assert "“CSS” becomes “HTML” right now" in word(desk)
    tasks.go_on_with_merges.call()
    assert skills(posting) == [html.pk]


@pytest.mark.django_db
def test_a_merge_whose_worker_dies_each_time_fails_at_last(
    desk: Client, make_posting: Make, css: Skill, monkeypatch: pytest.MonkeyPatch
) -> None:
    posting = make_posting(required_skills=[css.pk])
    ask(desk)

    def killed(_pk: int) -> str:
        raise SystemExit

    with monkeypatch.context() as deadly:
        deadly.setattr(merge_jobs, "_tried", killed)
        for _ in range(merge_jobs.BEGINNINGS):
            with pytest.raises(SystemExit):
                tasks.go_on_with_merges.call()
        tasks.go_on_with_merges.call()
    assert "never came to the end" in word(desk)
    ask(desk)  # by hand, and with a sound worker
    worker()
    assert skills(posting) == [Skill.objects.get(slug="html").pk]


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["waiting", "running", "failed"])
def test_what_is_not_done_can_be_laid_aside_and_the_words_are_free(
    status: str, desk: Client, make_posting: Make, css: Skill, html: Skill
) -> None:
    posting = make_posting(required_skills=[css.pk])
    ask(desk)
    Merge.objects.update(status=status, why="error" if status == "failed" else "")
    assert "Do not merge" in word(desk)
    lay_aside(desk)
    assert "Do not merge" not in word(desk) and not Merge.objects.exists()
    worker()
    assert skills(posting) == [css.pk] and verbs() == []
    assert ask(desk, "css", "cms").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["waiting", "running", "failed"])
def test_an_undo_that_is_not_done_can_be_laid_aside_and_the_merge_stands(
    status: str, desk: Client, make_posting: Make, css: Skill, html: Skill
) -> None:
    posting = make_posting(required_skills=[css.pk])
    ask(desk)
    worker()
    desk.post(reverse("moderation:merge_undo", args=[Merge.objects.get().pk]))
    Merge.objects.update(status=status, why="error" if status == "failed" else "")
    assert "Leave them merged" in word(desk)
    lay_aside(desk)
    worker()
    assert skills(posting) == [html.pk] and "Undo the merge" in word(desk)
    lay_aside(desk)  # nothing is in hand any more
    assert Merge.objects.get().status == "done"


@pytest.mark.django_db(transaction=True)
def test_what_the_worker_is_at_is_not_laid_aside(
    desk: Client, make_posting: Make, css: Skill, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_posting(required_skills=[css.pk])
    ask(desk)
    said, real, pk = [], merging.carry_out, Merge.objects.get().pk

    def carry_out(*args: Any) -> Merge:
        with ThreadPoolExecutor(1) as other:
            said.append(other.submit(lays_aside_and_leaves, pk).result(20))
        return real(*args)

    monkeypatch.setattr(merging, "carry_out", carry_out)
    worker()
    assert said == ["AtIt"] and Merge.objects.get().status == "done"


@pytest.mark.django_db(transaction=True)
def test_two_workers_merge_once_and_no_statement_is_cut(
    desk: Client, make_posting: Make, css: Skill, html: Skill, monkeypatch: pytest.MonkeyPatch
) -> None:
    posting = make_posting(required_skills=[css.pk])
    ask(desk)
    real = merging._lock

    def slow(*args: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.3)")
        real(*args)

    monkeypatch.setattr(merging, "_lock", slow)

    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '200ms'")
        worker()

    results = together(work, work)
    assert results == [None, None]
    assert skills(posting) == [html.pk] and verbs() == ["merge"]
    assert Merge.objects.get().status == "done"
