"""Who finds an application and its CV: a table of persons and pages."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.models import Event
from hospitals.models import Seat

# person → (the candidate's pages, the workspace's pages to read, the workspace's pages to decide)
ANSWERS = {
    None: (302, 302, 302),
    "candidate": (200, 404, 404),
    "candidate2": (404, 404, 404),
    "owner": (404, 200, 200),
    "recruiter": (404, 200, 200),
    "reviewer": (404, 200, 403),
    "host": (404, 403, 403),
    "owner2": (404, 404, 404),
    "moderator": (404, 404, 404),
    "admin_user": (404, 404, 404),
}


@pytest.mark.parametrize("who", list(ANSWERS))
def test_each_person_finds_only_what_is_theirs(
    who: str | None, make_application: Any, client_of: Any, request: pytest.FixtureRequest
) -> None:
    application = make_application()
    client = client_of(request.getfixturevalue(who) if who else None)
    mine, work = f"/me/applications/{application.pk}/", f"/workspace/northlake/applications/{application.pk}/"
    own, reads, decides = ANSWERS[who]
    for path in (mine, mine + "cv/", mine + "sent/", mine + "withdrawal/"):
        assert (path, client.get(path).status_code) == (path, own)
    for path in (work, work + "cv/"):
        assert (path, client.get(path).status_code) == (path, reads)
    assert client.get(work + "rejection/").status_code == decides
    moved = client.post(work + "move/", {"to": "read"}).status_code
    assert moved == (302 if decides in (200, 302) else decides)


def test_another_hospital_does_not_find_it_under_its_own_address(
    make_application: Any, owner2: User, client_of: Any
) -> None:
    application = make_application()
    answers = [
        client_of(owner2).get(f"/workspace/de-waterlinie/applications/{pk}/{page}").status_code
        for pk in (application.pk, 999_999)
        for page in ("", "cv/", "rejection/", "offer/")
    ]
    assert answers == [404] * 8


def test_a_draft_is_the_candidates_alone(make_application: Any, owner: User, client_of: Any) -> None:
    draft, client = make_application(status="draft"), client_of(owner)
    assert client.get(f"/workspace/northlake/applications/{draft.pk}/").status_code == 404
    assert client.get(f"/workspace/northlake/applications/{draft.pk}/cv/").status_code == 404
    assert "Amara" not in client.get("/workspace/northlake/applications/").content.decode()


def test_who_left_the_team_finds_nothing(make_application: Any, recruiter: User, client_of: Any) -> None:
    application = make_application()
    Seat.objects.filter(user=recruiter).update(left_at=timezone.now())
    assert (
        client_of(recruiter).get(f"/workspace/northlake/applications/{application.pk}/cv/").status_code == 404
    )


def test_a_seat_holder_does_not_find_their_own_application_in_the_workspace(
    make_application: Any, owner: User, client_of: Any
) -> None:
    own = make_application(candidate=owner)
    assert client_of(owner).get(f"/workspace/northlake/applications/{own.pk}/").status_code == 404


def test_a_cv_leaves_as_a_download_that_no_browser_opens(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    application = make_application()
    answer = client_of(recruiter).get(f"/workspace/northlake/applications/{application.pk}/cv/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_candidate_sees_when_the_hospital_opened_the_cv(
    make_application: Any, candidate: User, recruiter: User, client_of: Any
) -> None:
    application, mine = make_application(), client_of(candidate)
    mine.get(f"/me/applications/{application.pk}/cv/")
    assert (
        "opened your application and your CV" not in mine.get(application.get_absolute_url()).content.decode()
    )
    client_of(recruiter).get(f"/workspace/northlake/applications/{application.pk}/cv/")
    assert list(Event.objects.about(application).values_list("verb", "actor_id")) == [
        ("cv_opened", recruiter.pk)
    ]
    page = mine.get(application.get_absolute_url()).content.decode()
    assert "opened your application and your CV" in page
    assert "Priya" not in page


def test_reading_moves_nothing(make_application: Any, recruiter: User, client_of: Any) -> None:
    application = make_application()
    client_of(recruiter).get(f"/workspace/northlake/applications/{application.pk}/")
    application.refresh_from_db()
    assert application.status == "submitted"
