"""Hints from an opening's facts: links, pay, hours; the order in which a moderator reads them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hospitals.models import Hospital
from moderation.hints import codes, hints, total
from moderation.hints.facts import looks_like
from postings.models import Posting

Make = Callable[..., Posting]
TEXT = "You plan and write for four channels and teach our doctors to use them safely. " * 5


def of(posting: Posting) -> dict[str, Any]:
    return {hint.code: hint for hint in hints(posting)}


@pytest.mark.parametrize(
    ("host", "alike"),
    [
        ("northlake-jobs.example", True),
        ("n0rthlake.example", True),
        ("northlaks.example", True),
        ("northlake.work", True),
        ("northlake.example.evil.test", True),
        ("nortlhake.example", True),
        ("southlake.example", False),
        ("northernlights.example", False),
        ("lake.example", False),
        ("youtube.com", False),
    ],
)
def test_an_address_that_looks_like_the_hospitals(host: str, alike: bool) -> None:
    assert looks_like(host, "northlake.example") is alike


def test_links_are_shown_where_they_lead(make_posting: Make) -> None:
    text = (
        TEXT
        + "See https://jobs.northlake.example/apply and [us](https://northlake-careers.test/x) or www.forms.example."
    )
    found = of(make_posting(description=text))
    assert [one.text for one in found["lookalike"].found] == ["https://northlake-careers.test/x"]
    assert [one.text for one in found["away_link"].found] == ["www.forms.example."]
    assert "own_links" not in found
    fine = of(make_posting(description=TEXT + "See https://jobs.northlake.example/apply"))
    assert fine["own_links"].good and "away_link" not in fine


def test_unpaid_work_for_a_full_week_weighs_more_than_a_day_a_week(make_posting: Make) -> None:
    unpaid = {
        "engagement_id": "internship", "unpaid": True, "pay_min": None, "pay_max": None, "internship_weeks": 20,
        "learning_goals": "Writing", "supervisor": "Ines Calder", "description": TEXT,
    }  # fmt: skip
    full = of(make_posting(hours="full_time", hours_min=36, hours_max=40, **unpaid))
    day = of(make_posting(hours="part_time", hours_min=8, hours_max=8, **unpaid))
    assert ("unpaid_full_time" in full, "unpaid" in full) == (True, False)
    assert ("unpaid_full_time" in day, "unpaid" in day, day["unpaid"].weight) == (False, True, 0)


@pytest.mark.parametrize(
    ("low", "high", "far"),
    [(64000, 78000, ""), (9000, 11000, "below"), (900000, 950000, "above"), (40000, 200000, "")],
)
def test_pay_far_outside_of_what_such_work_pays_there(
    make_posting: Make, low: int, high: int, far: str
) -> None:
    found = of(make_posting(description=TEXT, pay_min=Decimal(low), pay_max=Decimal(high)))
    assert (far in str(found["pay_far"].text)) if far else ("pay_far" not in found)


def test_troubles_come_first_and_the_heaviest_of_them(make_posting: Make, hospital: Hospital) -> None:
    text = TEXT + "Contact us on WhatsApp. Pay a registration fee of $20. Apply now!"
    found = hints(make_posting(description=text))
    weights = [hint.weight for hint in found if not hint.good]
    assert weights == sorted(weights, reverse=True)
    assert [hint.good for hint in found] == sorted(hint.good for hint in found)
    assert {"asks_money", "messenger", "urgency"} <= set(codes(found))
    assert total(found) == sum(weights)


def test_an_ordinary_opening_has_only_good_news(make_posting: Make) -> None:
    found = hints(make_posting(description=TEXT))
    assert codes(found) == []
    assert {hint.code for hint in found} == {"pay_narrow", "own_links", "no_private_contact"}
