"""What a hospital's recruiter types."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.vocabulary import vocabulary
from hospitals.models import Hospital


@pytest.fixture
def answers(hospital: Hospital) -> dict[str, Any]:
    """A complete form as a browser sends it."""
    known = vocabulary()
    writing, html = known.skills[min(known.skills)], known.skill("html")
    assert html
    day = timezone.localdate() + timedelta(days=30)
    return {
        "title": "Video producer", "language": "en", "engagement": "employee", "hours": "part_time",
        "hours_min": "24", "hours_max": "32", "mode": "hybrid", "mode_note": "Two days", "country": "US",
        "region": "washington", "city": "Tacoma", "postcode": "98405", "description": "You film.",
        "pay_min": "55,000", "pay_max": "$62k", "pay_currency": "USD", "pay_period": "year", "pay_note": "",
        f"skill-{writing.pk}": "r", f"skill-{html.pk}": "n", "skill-99999": "r",
        "duty_running_channels": "60", "duty_training": "40", "education": "bachelor", "education_or_equal": "on",
        "experience": "junior", "laws": ["hipaa"], "closes_on": day.isoformat(), "respond_by_days": "7", "version": "0",
    }  # fmt: skip
