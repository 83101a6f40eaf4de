"""The page of one application: notes and ratings of the team, the CV as pictures, and who sees what of it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from applications import notes, pipeline
from applications.models import Application, Message, Note, Rating
from applications.refusals import Refused
from core.models import OutgoingMail, Skill
from core.vocabulary import vocabulary
from core.workflow import NotAllowed
from hospitals.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(make_application: Any, owner: User) -> Application:
    return make_application()


def page_of(application: Application) -> str:
    return f"/workspace/northlake/applications/{application.pk}/"


def needed(application: Application) -> list[Skill]:
    return vocabulary().skills_named(application.posting.required_skills)


# ── Notes ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_reviewer_notes_and_mentions_a_colleague_who_hears_without_the_words(
    application: Application, reviewer: User, recruiter: User, client_of: Any
) -> None:
    client_of(reviewer).post(
        page_of(application) + "notes/", {"words": "Strong <b>on</b> complaints.", "mention": recruiter.pk}
    )
    notice = Notice.objects.get(kind="mention")
    assert notice.user == recruiter
    mail = OutgoingMail.objects.get(kind="application_mention")
    assert mail.to == recruiter.email
    assert "complaints" not in mail.text
    page = client_of(recruiter).get(page_of(application)).content.decode()
    assert "Strong &lt;b&gt;on&lt;/b&gt; complaints." in page
    assert "@Priya Nair" in page


def test_only_colleagues_who_read_applications_can_be_mentioned(
    application: Application, recruiter: User, host: User, owner2: User, client_of: Any
) -> None:
    for stranger in (host, owner2, application.candidate):
        answer = client_of(recruiter).post(
            page_of(application) + "notes/", {"words": "Look", "mention": stranger.pk}
        )
        assert answer.status_code == 200
    assert not Note.objects.exists()
    assert not Notice.objects.filter(kind="mention").exists()


def test_a_note_is_changed_by_its_author_for_a_quarter_of_an_hour(
    application: Application, recruiter: User, owner: User, client_of: Any
) -> None:
    note = notes.write(application, by=recruiter, words="Firts")
    path = page_of(application) + f"notes/{note.pk}/"
    assert client_of(owner).post(path, {"words": "Mine"}).status_code == 403
    client_of(recruiter).post(path, {"words": "First"})
    note.refresh_from_db()
    assert (note.words, note.edited_at is not None) == ("First", True)
    Note.objects.update(at=note.at - 2 * notes_mendable())
    with pytest.raises(Refused):
        notes.mend(note, by=recruiter, words="Late")
    with pytest.raises(Refused):
        notes.delete(note, by=recruiter)
    assert Note.objects.get().words == "First"


def notes_mendable() -> Any:
    from applications.models.note import MENDABLE

    return MENDABLE


def test_a_note_is_taken_back_by_its_author(
    application: Application, recruiter: User, client_of: Any
) -> None:
    note = notes.write(application, by=recruiter, words="Wrong person")
    client_of(recruiter).post(page_of(application) + f"notes/{note.pk}/removal/")
    assert not Note.objects.exists()


def test_the_candidate_finds_no_note_and_no_rating_anywhere(
    application: Application, candidate: User, recruiter: User, client_of: Any
) -> None:
    notes.write(application, by=recruiter, words="Xylophone")
    notes.rate(application, {s.pk: 1 for s in needed(application)}, by=recruiter)
    mine = client_of(candidate)
    for path in (
        "/me/",
        "/me/applications/",
        application.get_absolute_url(),
        f"/me/applications/{application.pk}/messages/",
    ):
        page = mine.get(path).content.decode()
        assert "Xylophone" not in page, path
        assert str(notes.SCORES[1]) not in page, path
    assert not OutgoingMail.objects.filter(to=candidate.email).exists()


def test_a_note_is_found_only_beside_its_application(
    application: Application, make_application: Any, candidate2: User, recruiter: User, client_of: Any
) -> None:
    note = notes.write(application, by=recruiter, words="Here only")
    other = make_application(candidate=candidate2)
    for path in (f"notes/{note.pk}/", f"notes/{note.pk}/removal/"):
        assert client_of(recruiter).post(page_of(other) + path, {"words": "x"}).status_code == 404
    assert Note.objects.get().words == "Here only"


# ── Ratings ──────────────────────────────────────────────────────────────────────────────────────────
def scores(application: Application, score: str) -> dict[str, str]:
    return {f"skill_{skill.pk}": score for skill in needed(application)}


def test_others_ratings_show_once_ones_own_is_in(
    application: Application, recruiter: User, reviewer: User, client_of: Any
) -> None:
    client_of(reviewer).post(page_of(application) + "ratings/", scores(application, "4"))
    browser = client_of(recruiter)
    page = browser.get(page_of(application)).content.decode()
    assert "Tom Reyes: " not in page
    assert "1 colleague has rated" in page
    browser.post(page_of(application) + "ratings/", scores(application, "0"))
    page = browser.get(page_of(application)).content.decode()
    assert f"Tom Reyes: {notes.SCORES[4]}" in page
    assert "Cannot tell from this" in page


def test_a_rating_needs_an_answer_for_each_skill(
    application: Application, reviewer: User, client_of: Any
) -> None:
    some = dict(list(scores(application, "3").items())[:-1])
    answer = client_of(reviewer).post(page_of(application) + "ratings/", some)
    assert "Choose what you see" in answer.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("score", ["5", "-1", "x", "4.0"])
def test_a_score_outside_its_words_is_refused(
    application: Application, reviewer: User, client_of: Any, score: str
) -> None:
    assert (
        client_of(reviewer).post(page_of(application) + "ratings/", scores(application, score)).status_code
        == 200
    )
    assert not Rating.objects.exists()


def test_a_second_rating_replaces_the_first(application: Application, reviewer: User) -> None:
    for score in (1, 3):
        notes.rate(application, {s.pk: score for s in needed(application)}, by=reviewer)
    assert set(Rating.objects.values_list("score", flat=True)) == {3}
    assert Rating.objects.count() == len(needed(application))


def test_a_host_writes_no_note_and_no_rating(application: Application, host: User, client_of: Any) -> None:
    for part in ("notes/", "ratings/"):
        assert client_of(host).post(page_of(application) + part, {"words": "x"}).status_code == 403
    with pytest.raises(NotAllowed):
        notes.rate(application, {}, by=host)


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_asks_as_many_questions_for_fifty_of_each_as_for_one(
    application: Application, recruiter: User, reviewer: User, owner: User, client_of: Any
) -> None:
    browser, counts = client_of(recruiter), []
    notes.rate(application, {s.pk: 2 for s in needed(application)}, by=recruiter)
    for n in (1, 49):
        Message.objects.bulk_create(
            Message(application=application, by_hospital=i % 2 == 0, author=owner, words=f"m{i}")
            for i in range(n)
        )
        Note.objects.bulk_create(
            Note(application=application, author=reviewer, mentioned=owner, words=f"n{i}") for i in range(n)
        )
        notes.rate(application, {s.pk: 3 for s in needed(application)}, by=reviewer if n == 1 else owner)
        browser.get(page_of(application))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(page_of(application)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 30


def test_a_promise_says_its_day_in_words_and_colour(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    from datetime import timedelta

    from django.utils import timezone

    now = timezone.now()
    late = make_application(submitted_at=now - timedelta(days=13), respond_by=now - timedelta(days=3))
    page = client_of(recruiter).get(page_of(late)).content.decode()
    assert "3 days late" in page
    assert "tag--bad" in page
    pipeline.shortlist(late, by=recruiter)
    assert "days late" not in client_of(recruiter).get(page_of(late)).content.decode()


def test_what_was_written_goes_with_the_application(application: Application, recruiter: User) -> None:
    notes.write(application, by=recruiter, words="Gone soon")
    notes.rate(application, {s.pk: 2 for s in needed(application)}, by=recruiter)
    Message.objects.create(application=application, by_hospital=True, author=recruiter, words="Hello")
    application.delete()
    assert not (Note.objects.exists() or Rating.objects.exists() or Message.objects.exists())
