"""What must always be true of an opening: PostgreSQL refuses the rest, whoever writes it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from postings.models import Posting
from postings.models.constraints import constraints

NOW = timezone.now()
BAD: dict[str, dict[str, Any]] = {
    "posting_status_known": {"status": "lost"},
    "posting_hours_known": {"hours": "some"},
    "posting_mode_known": {"mode": "moon"},
    "posting_language_known": {"language": "fr"},
    "posting_currency_known": {"pay_currency": "GBP"},
    "posting_outcome_known": {"status": "closed", "closed_at": NOW, "outcome": "fine"},
    "posting_laws_known": {"laws": ["ferpa"]},
    "posting_training_for_known": {"training_for": ["cats"]},
    "posting_in_review_has_date": {"status": "in_review", "submitted_at": None},
    "posting_published_has_dates": {"published_at": None},
    "posting_closed_has_date": {"closed_at": NOW},
    "posting_closed_has_outcome": {"outcome": "hired_here"},
    "posting_returned_has_reason": {"status": "returned", "returned_at": NOW},
    "posting_rejected_has_reason": {"status": "rejected", "rejected_at": None, "decision_reasons": ["other"]},
    "posting_removed_has_reason": {"status": "removed", "removed_at": NOW},
    "posting_closes_after_publishing": {"closes_at": NOW - timedelta(days=9)},
    "posting_positions_1_to_20": {"positions": 0},
    "posting_cap_holds": {"applications_max": 2, "applications_taken": 3},
    "posting_duties_at_most_100": {"duty_policy": 1},
    "posting_pay_min_at_most_max": {"pay_min": Decimal(90000)},
    "posting_pay_not_negative": {"pay_min": Decimal(-1)},
    "posting_pay_whole": {"pay_period": None},
    "posting_pay_or_unpaid": {"pay_min": None, "pay_max": None},
    "posting_unpaid_is_internship": {"status": "draft", "unpaid": True},
    "posting_hours_in_order": {"hours_max": 20},
    "posting_hours_fit_a_week": {"hours_max": 61},
    "posting_a_required_skill": {"required_skills": []},
    "posting_promise_1_to_60": {"respond_by_days": 0},
    "posting_contract_has_length": {"engagement_id": "contract"},
    "posting_internship_has_plan": {"engagement_id": "internship"},
    "posting_owned_after_known": {"owned_after": "nobody"},
    "posting_at_most_5_questions": {"questions": [{}] * 6},
    "posting_dates_in_order": {"starts_on": NOW.date(), "ends_on": NOW.date() - timedelta(days=1)},
}


def test_every_constraint_has_its_bad_row() -> None:
    assert {constraint.name for constraint in constraints()} == set(BAD)


@pytest.mark.parametrize("name", BAD)
def test_the_database_refuses_it(name: str, make_posting: Callable[..., Posting]) -> None:
    good, fields = make_posting(), BAD[name]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Posting.objects.filter(pk=good.pk).update(**{f.removesuffix("_id"): v for f, v in fields.items()})


def test_a_plan_without_weeks_is_no_plan(make_posting: Callable[..., Posting]) -> None:
    """NULL is not a number of weeks: a check that compares it would let it pass."""
    good = make_posting(
        engagement_id="internship", internship_weeks=8, learning_goals="Write", supervisor="Ines"
    )
    with pytest.raises(IntegrityError, match="internship_has_plan"), transaction.atomic():
        Posting.objects.filter(pk=good.pk).update(internship_weeks=None)
