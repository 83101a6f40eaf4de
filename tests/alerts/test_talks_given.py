"""Who follows a hospital hears that it gives times for talks, once a week at most."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from alerts import following, keeping, mails, talks_given
from core.models import OutgoingMail
from hospitals.models import Hospital
from mentoring import hosting, mentors
from mentoring.models import Mentor, TalkTime

pytestmark = pytest.mark.django_db


def letters() -> list[str]:
    return list(OutgoingMail.objects.filter(kind="alert_talks").values_list("to", flat=True))


def test_a_follower_hears_of_new_times_once_a_week(
    hospital: Hospital, hospital2: Hospital, candidate: User, candidate2: User
) -> None:
    following.follow(hospital, by=candidate, language="en")
    following.follow(hospital2, by=candidate2, language="nl")
    now = timezone.now()
    assert [talks_given.tell(hospital.pk, now), talks_given.tell(hospital.pk, now)] == [1, 0]
    assert talks_given.tell(hospital.pk, now + timedelta(days=6)) == 0
    assert talks_given.tell(hospital.pk, now + timedelta(days=7)) == 1
    assert letters() == [candidate.email] * 2


def test_who_paused_or_stopped_hears_nothing_and_neither_does_anybody_of_a_frozen_hospital(
    hospital: Hospital, candidate: User, candidate2: User
) -> None:
    keeping.pause(following.follow(hospital, by=candidate, language="en"), by=candidate)
    assert talks_given.tell(hospital.pk, timezone.now()) == 0
    following.follow(hospital, by=candidate2, language="nl")
    Hospital.objects.update(frozen_at=timezone.now())
    assert talks_given.tell(hospital.pk, timezone.now()) == 0


def test_giving_times_tells_the_followers(
    hospital: Hospital, host: User, candidate: User, django_capture_on_commit_callbacks: Any
) -> None:
    following.follow(hospital, by=candidate, language="en")
    pattern = TalkTime(how="video", where="https://meet.example/1", language="en")
    with django_capture_on_commit_callbacks(execute=True):
        hosting.give(pattern, [timezone.now() + timedelta(days=3)], hospital=hospital, by=host)
    from django_tasks_db.models import DBTaskResult

    assert DBTaskResult.objects.filter(task_path__endswith="tell_of_talks").count() == 1


def test_who_follows_hears_of_a_mentor_of_the_team_and_finds_them_on_its_page(
    hospital: Hospital, reviewer: User, candidate: User, client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from django_tasks_db.models import DBTaskResult

    asked = DBTaskResult.objects.filter(task_path__endswith="tell_of_mentor")
    following.follow(hospital, by=candidate, language="nl")
    tom = Mentor(hospital=hospital, headline="Social media lead", topics=[], languages=["en"], capacity=1)
    with django_capture_on_commit_callbacks(execute=True):
        mentors.save(tom, by=reviewer)
        mentors.save(tom, by=reviewer)  # a change of the page is no news
    assert asked.count() == 1
    assert talks_given.tell(hospital.pk, timezone.now(), mails.mentor_joins) == 1
    letter = OutgoingMail.objects.get(kind="alert_mentor")
    assert (letter.to, reviewer.name in letter.text) == (candidate.email, False)
    page = f"/hospitals/{hospital.slug}/"
    assert reviewer.name in client.get(page).content.decode()
    mentors.pause(tom, by=reviewer)
    assert reviewer.name not in client.get(page).content.decode()
