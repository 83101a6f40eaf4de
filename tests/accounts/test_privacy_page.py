"""/me/privacy/ says what is kept, who saw it and for how long; to its owner only, and at the same price for many rows."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from applications import consents
from applications.models import Looked, Note
from core import audit
from core.models import Event

PAGES = ("/me/privacy/", "/me/privacy/seen/", "/me/privacy/periods/")


def questions(client: Any, path: str) -> int:
    with CaptureQueriesContext(connection, ) as asked:  # fmt: skip
        assert client.get(path).status_code == 200
    return len(asked)


def test_it_says_who_opened_the_cv_and_who_looked(
    candidate: User, recruiter: User, make_application: Any, client_of: Any
) -> None:
    application = make_application()
    audit.record(application, "cv_opened", by=recruiter)
    audit.record(application, "cv_opened", by=candidate)
    Looked.objects.create(hospital=application.posting.hospital, candidate=candidate, day="2026-11-02")
    page = client_of(candidate).get("/me/privacy/seen/").content.decode()
    assert page.count("opened your CV") == 1, "one's own opening is not told"
    assert "looked at your profile" in page and "2 November 2026" in page
    assert recruiter.name not in page, "the hospital answers for its people"


def test_several_openings_of_a_day_are_one_line_and_pages_follow(
    candidate: User, recruiter: User, make_application: Any, client_of: Any
) -> None:
    application, now = make_application(), timezone.now()
    for days in range(45):
        for _ in range(3):
            audit.record(application, "cv_opened", by=recruiter, at=now - timedelta(days=days))
    assert Event.objects.filter(verb="cv_opened").count() == 135
    client = client_of(candidate)
    counts = [
        client.get(f"/me/privacy/seen/?page={n}").content.decode().count("opened your CV") for n in (1, 2, 3)
    ]
    assert counts == [20, 20, 5]
    for odd in ("0", "-1", "x", "９", "9" * 50):
        assert client.get(f"/me/privacy/seen/?page={odd}").status_code == 200


def test_what_a_team_wrote_for_itself_is_named_without_its_words(
    candidate: User, recruiter: User, make_application: Any, client_of: Any
) -> None:
    Note.objects.create(application=make_application(), author=recruiter, words="secretword")
    page = client_of(candidate).get("/me/privacy/").content.decode()
    assert "What hospitals wrote for themselves" in page
    assert "secretword" not in page


def test_consents_stand_there_with_the_way_to_take_them_back(
    candidate: User, make_application: Any, client_of: Any
) -> None:
    application = make_application()
    consents.give(application, ["processing", "keep"], at=timezone.now())
    page = client_of(candidate).get("/me/privacy/").content.decode()
    assert "may keep this application for a year" in page
    assert page.count("Take back") == 2


def test_the_pages_ask_the_same_number_of_questions_for_many(
    candidate: User, recruiter: User, make_application: Any, make_posting: Any, client_of: Any
) -> None:
    def one_more() -> None:
        application = make_application(posting=make_posting())
        audit.record(application, "cv_opened", by=recruiter)
        consents.give(application, ["keep"], at=timezone.now())

    one_more()
    client = client_of(candidate)
    client.get("/me/privacy/")
    few = {path: questions(client, path) for path in PAGES}
    for _ in range(24):
        one_more()
    assert {path: questions(client, path) for path in PAGES} == few
    assert max(few.values()) <= 20


def test_another_person_reads_nothing_of_it(
    candidate: User, candidate2: User, recruiter: User, make_application: Any, client_of: Any
) -> None:
    audit.record(make_application(), "cv_opened", by=recruiter)
    for path in PAGES:
        page = client_of(candidate2).get(path).content.decode()
        assert "</b> opened your CV" not in page and "Northlake" not in page
