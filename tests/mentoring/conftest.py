"""Mentors and those who ask them; times for talks."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.vocabulary import vocabulary
from core.zones import moment
from hospitals.models import Hospital
from mentoring import asking, booking, finding_talks
from mentoring.models import Mentor, Mentorship, Talk, TalkTime


def make_mentor(user: User, **fields: Any) -> Mentor:
    """A mentor with two places; give fields to change it."""
    skill = vocabulary().skill("hipaa")
    assert skill is not None
    facts: dict[str, Any] = {
        "headline": "Social media lead",
        "workplace": "A hospital in Ohio",
        "topics": [skill.pk],
        "languages": ["en"],
        "times": ["evenings"],
        "time_zone": "America/New_York",
        "capacity": 2,
        "contact": "+1 555 0100",
    }
    return Mentor.objects.create(user=user, **{**facts, **fields})


def some_topics(n: int) -> list[int]:
    """The ids of so many skills that can be chosen."""
    return [skill.pk for skill in vocabulary().skills.values() if skill.retired_at is None][:n]


@pytest.fixture
def mentor(make_person: Callable[..., User]) -> Mentor:
    return make_mentor(make_person("rosa@people.example", "Rosa Lindqvist"))


def ask(mentor: Mentor, by: User, **fields: Any) -> Mentorship:
    return asking.ask(mentor, by=by, goal="A first job", questions="What is a normal week?", **fields)


def running(mentor: Mentor, by: User, *, days: int = 0) -> Mentorship:
    """A mentorship that began so many days ago."""
    at = timezone.now() - timedelta(days=days)
    row = ask(mentor, by, at=at)
    asking.accept(row, by=mentor.user, at=at)
    return row


def make_time(host: User, hospital: Hospital, **fields: Any) -> TalkTime:
    """A free time in three days, at two in the afternoon there; give fields to change it."""
    day = (timezone.now() + timedelta(days=3)).astimezone(hospital.zone).date()
    facts: dict[str, Any] = {
        "starts_at": moment(datetime.combine(day, time(14)), hospital.zone),
        "how": TalkTime.How.VIDEO,
        "where": "https://meet.example/northlake",
        "language": "en",
        "zone": str(hospital.zone),
    }
    finding_talks.giving.forget()
    return TalkTime.objects.create(host=host, hospital=hospital, **{**facts, **fields})


@pytest.fixture
def free_time(host: User, hospital: Hospital) -> TalkTime:
    return make_time(host, hospital)


def book(time_: TalkTime, by: User, **fields: Any) -> Talk:
    return booking.book(time_, by=by, **{"words": "What is a normal week?", **fields})
