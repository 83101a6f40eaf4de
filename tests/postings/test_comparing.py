"""Up to four openings side by side, for everyone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Profile, ProfileSkill, User
from core.vocabulary import vocabulary
from postings import lifecycle
from postings.models import Posting

Make = Callable[..., Posting]
pytestmark = pytest.mark.django_db


def test_a_visitor_compares_openings_that_the_browser_remembers(client: Client, make_posting: Make) -> None:
    one, other = make_posting(title="First of two"), make_posting(title="Second of two")
    client.get(f"/openings/compare/?add={one.pk}")
    page = client.get(f"/openings/compare/?add={other.pk}", follow=True)

    assert page.redirect_chain[-1][0] == f"/openings/compare/?id={one.pk}&id={other.pk}"
    assert [column.posting.pk for column in page.context["columns"]] == [one.pk, other.pk]
    assert page["X-Robots-Tag"] == "noindex"
    assert client.get("/openings/compare/", follow=True).redirect_chain[-1][0] == page.redirect_chain[-1][0]


def test_hourly_pay_stands_beside_a_year_of_full_time_work(client: Client, make_posting: Make) -> None:
    posting = make_posting(pay_min=30, pay_max=40, pay_period_id="hour", pay_currency="USD")

    page = client.get(f"/openings/compare/?id={posting.pk}").text

    assert "$30–$40" in page
    assert "$62,400–$83,200" in page


def test_a_fifth_opening_is_told_kindly_that_four_fit(client: Client, make_posting: Make) -> None:
    five = [make_posting(title=f"Opening number {n}") for n in range(5)]
    for posting in five[:4]:
        client.get(f"/openings/compare/?add={posting.pk}")
    page = client.get(f"/openings/compare/?add={five[4].pk}", follow=True)

    assert len(page.context["columns"]) == 4
    assert "4 openings fit side by side. Take one out, then “Opening number 4” can stand here." in page.text
    query = "&".join(f"id={posting.pk}" for posting in five)
    assert "These are the first ones that you chose." in client.get(f"/openings/compare/?{query}").text


def test_taking_the_last_one_out_empties_what_is_remembered(client: Client, make_posting: Make) -> None:
    posting = make_posting()
    page = client.get(f"/openings/compare/?add={posting.pk}", follow=True)
    [column] = page.context["columns"]

    assert "Nothing to compare yet" in client.get(column.leave).text
    assert "Nothing to compare yet" in client.get("/openings/compare/").text


def test_a_closed_opening_says_so_and_one_that_is_gone_is_counted(
    client: Client, make_posting: Make, owner: User
) -> None:
    closed, draft = (
        make_posting(title="Closed early"),
        make_posting(status="draft", publish_at=None, published_at=None),
    )
    lifecycle.close(closed, outcome="not_filled", by=owner)

    page = client.get(f"/openings/compare/?id={closed.pk}&id={draft.pk}&id=999999&id=abc").text

    assert "Closed on" in page
    assert "2 openings that you chose are no longer online." in page
    assert draft.title not in page or draft.title == closed.title


@pytest.mark.parametrize("query", ["id=", "id=-1", "id=99999999999999999999", "add=x", "id=1&more=zz"])
def test_whatever_is_asked_the_page_answers(client: Client, query: str) -> None:
    assert client.get(f"/openings/compare/?{query}").status_code == 200


def test_a_readers_own_skills_are_ticked(client_of: Any, candidate: User, make_posting: Make) -> None:
    mine = vocabulary().skill("hipaa")
    assert mine is not None
    profile = Profile.objects.get_or_create(user=candidate)[0]
    ProfileSkill.objects.create(profile=profile, skill=mine)
    posting = make_posting(required_skills=[mine.pk])

    page = client_of(candidate).get(f"/openings/compare/?id={posting.pk}").text

    assert "You have the skill they need." in page
    assert "In your profile:" in page


def test_one_and_four_cost_the_same_but_for_the_hospitals_records(client: Client, make_posting: Make) -> None:
    made = [make_posting(title=f"Opening number {n}") for n in range(4)]

    def queries(*ids: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/openings/compare/?" + "&".join(f"id={pk}" for pk in ids))
        return len([q for q in seen.captured_queries if "applications_application" not in q["sql"]])

    queries(made[0].pk)
    assert queries(made[0].pk) == queries(*(posting.pk for posting in made))
