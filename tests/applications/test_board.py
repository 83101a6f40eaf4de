"""The board: columns with counts, moves that say who was first."""

from typing import Any

from accounts.models import User
from applications import pipeline
from applications.board import CARDS
from applications.models import Application
from tests.applications.test_lists import many

BOARD = "/workspace/northlake/applications/board/"


def columns(page: Any) -> dict[str, tuple[int, int]]:
    return {c.stage: (c.n, len(c.rows)) for c in page.context["columns"]}


def test_a_full_column_says_how_many_there_are(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    many(make_application, CARDS + 3)
    page = client_of(recruiter).get(BOARD)
    assert columns(page)["submitted"] == (CARDS + 3, CARDS)
    assert f"Show all {CARDS + 3}" in page.content.decode()
    assert page.content.decode().count("Nobody here yet") == 4


def test_a_card_moves_by_its_menu_and_the_candidate_hears_of_it(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    one, client = make_application(), client_of(recruiter)
    page = client.post(
        f"/workspace/northlake/applications/{one.pk}/card/?overdue=1",
        {"to": "shortlist", "from": "submitted"},
    )
    assert (page.status_code, page["Location"]) == (302, f"{BOARD}?overdue=1")
    one.refresh_from_db()
    assert one.status == "shortlisted"


def test_who_comes_second_is_told_on_the_board_where_it_stands(
    make_application: Any, owner: User, recruiter: User, client_of: Any
) -> None:
    one = make_application()
    pipeline.read(one, by=owner)
    page = client_of(recruiter).post(
        f"/workspace/northlake/applications/{one.pk}/card/",
        {"to": "shortlist", "from": "submitted"},
        headers={"HX-Request": "true"},
    )
    assert "Somebody was first: Amara Bekele is at “Reading” now." in page.content.decode()
    # stays in sight, however far down the card is
    assert 'board__told" role="alert"' in page.content.decode()
    assert columns(page)["in_review"] == (1, 1)
    assert Application.objects.get(pk=one.pk).status == "in_review"


def test_moves_that_need_more_lead_to_their_page(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    one, client = make_application(status="shortlisted"), client_of(recruiter)
    text = client.get(BOARD).content.decode()
    assert f"/applications/{one.pk}/offer/" in text
    assert f"/applications/{one.pk}/rejection/" in text
    for verb in ("offer", "hire", "reject", "invite", "nonsense"):
        answer = client.post(
            f"/workspace/northlake/applications/{one.pk}/card/", {"to": verb, "from": "shortlisted"}
        )
        assert answer.status_code == 404
    one.refresh_from_db()
    assert one.status == "shortlisted"


def test_a_reviewer_sees_the_board_without_moves(
    make_application: Any, reviewer: User, client_of: Any
) -> None:
    make_application()
    text = client_of(reviewer).get(BOARD).content.decode()
    assert "Amara Bekele" in text
    assert "/card/" not in text
    assert 'draggable="true"' not in text
