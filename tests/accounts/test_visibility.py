"""Who lets hospitals find them, and what happens to people who stay away."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import lastseen, visibility
from accounts.models import Profile, User
from accounts.profiles import profile_of
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed
from tests.conftest import visible_profile

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def idle(user: User, days: int, **fields: Any) -> Profile:
    """A visible profile whose owner was last here so many days ago."""
    long_ago = NOW - timedelta(days=400)
    User.objects.filter(pk=user.pk).update(last_login=long_ago, active_at=NOW - timedelta(days=days))
    return visible_profile(user, visible_at=long_ago, **fields)


def test_a_new_profile_is_found_by_nobody(candidate: User) -> None:
    assert profile_of(candidate).visibility == "private"
    assert not Profile.objects.visible().exists()


def test_an_empty_profile_cannot_be_shown_and_the_person_is_told_what_it_lacks(candidate: User) -> None:
    with pytest.raises(ValidationError, match="choose at least one skill"):
        visibility.show(profile_of(candidate), by=candidate)
    assert profile_of(candidate).visibility == "private"


def test_a_person_shows_and_hides_their_profile_and_the_trail_knows_both(candidate: User) -> None:
    profile = visible_profile(candidate, visibility="private", visible_at=None)
    visibility.show(profile, by=candidate, at=NOW)
    assert list(Profile.objects.visible()) == [profile]
    assert (round(profile.lat or 0), round(profile.lon or 0)) == (47, -122)  # Tacoma
    visibility.hide(profile, by=candidate)
    assert not Profile.objects.visible().exists()
    assert list(
        Event.objects.filter(subject_type="accounts.profile").order_by("id").values_list("verb", flat=True)
    ) == [
        "show",
        "hide",
    ]


def test_nobody_shows_the_profile_of_somebody_else(candidate: User, candidate2: User) -> None:
    profile = visible_profile(candidate, visibility="private", visible_at=None)
    with pytest.raises(NotAllowed):
        visibility.show(profile, by=candidate2)


@pytest.mark.parametrize("fields", [{"is_active": False}, {"looks_for_work": False}])
def test_who_closed_the_account_or_no_longer_looks_is_not_found(
    candidate: User, fields: dict[str, bool]
) -> None:
    visible_profile(candidate)
    User.objects.filter(pk=candidate.pk).update(**fields)
    assert not Profile.objects.visible().exists()


def test_the_database_refuses_a_visible_profile_without_its_date(candidate: User) -> None:
    profile = profile_of(candidate)
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(pk=profile.pk).update(visibility="hospitals", visible_at=None)


# ── Who stays away ───────────────────────────────────────────────────────────────────────────────────


def test_after_166_days_a_person_is_warned_once_in_their_language(candidate2: User) -> None:
    idle(candidate2, 167)
    assert (visibility.warn_idle(NOW), visibility.warn_idle(NOW)) == (1, 0)
    mail = OutgoingMail.objects.get(kind="profile_going_to_hide")
    assert (mail.user, mail.language) == (candidate2, "nl")
    assert "/me/profile/visibility/" in mail.text


def test_nobody_is_warned_a_day_too_early(candidate: User) -> None:
    idle(candidate, 165)
    assert visibility.warn_idle(NOW) == 0


def test_two_weeks_after_the_warning_the_profile_is_hidden_and_its_owner_is_told(candidate: User) -> None:
    profile = idle(candidate, 181, idle_warned_at=NOW - timedelta(days=14))
    assert (visibility.hide_idle(NOW), visibility.hide_idle(NOW)) == (1, 0)
    profile.refresh_from_db()
    assert (profile.visibility, profile.visible_at, profile.idle_hidden_at) == ("private", None, NOW)
    assert OutgoingMail.objects.filter(kind="profile_hidden", user=candidate).count() == 1


def test_a_board_that_was_down_first_warns_and_then_waits(candidate: User) -> None:
    idle(candidate, 300)
    assert visibility.hide_idle(NOW) == 0
    assert visibility.warn_idle(NOW) == 1
    assert visibility.hide_idle(NOW + timedelta(days=13)) == 0
    assert visibility.hide_idle(NOW + timedelta(days=14)) == 1


def test_who_comes_back_after_the_warning_stays_visible_and_is_warned_again_half_a_year_later(
    candidate: User,
) -> None:
    profile = idle(candidate, 170)
    visibility.warn_idle(NOW)
    candidate.refresh_from_db()
    lastseen.note(candidate, at=NOW + timedelta(days=3))
    assert visibility.hide_idle(NOW + timedelta(days=20)) == 0
    assert visibility.warn_idle(NOW + timedelta(days=170)) == 1
    profile.refresh_from_db()
    assert profile.visibility == "hospitals"


def test_signing_in_counts_as_being_here(candidate: User) -> None:
    idle(candidate, 300)
    User.objects.filter(pk=candidate.pk).update(last_login=NOW - timedelta(days=5))
    assert visibility.warn_idle(NOW) == 0


# ── Last here ────────────────────────────────────────────────────────────────────────────────────────


def test_a_person_who_stays_signed_in_is_noted_once_a_day(
    candidate: User, client_of: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of(candidate)
    User.objects.filter(pk=candidate.pk).update(last_login=NOW - timedelta(days=3))
    client.get("/me/settings/")
    candidate.refresh_from_db()
    first = candidate.active_at
    assert first is not None
    client.get("/me/settings/")
    candidate.refresh_from_db()
    assert candidate.active_at == first


def test_on_the_day_of_signing_in_nothing_is_written(candidate: User, client_of: Any) -> None:
    client_of(candidate).get("/me/settings/")
    candidate.refresh_from_db()
    assert candidate.active_at is None


def test_a_page_that_does_not_ask_who_it_is_writes_nothing(candidate: User, client_of: Any) -> None:
    client = client_of(candidate)
    User.objects.filter(pk=candidate.pk).update(last_login=NOW - timedelta(days=3))
    client.get("/robots.txt")
    candidate.refresh_from_db()
    assert candidate.active_at is None


def test_two_pages_of_one_second_write_one_time(candidate: User) -> None:
    day = datetime(2026, 5, 4, 23, 59, tzinfo=UTC)
    same = User.objects.get(pk=candidate.pk)
    lastseen.note(candidate, at=day)
    lastseen.note(same, at=day + timedelta(seconds=20))
    candidate.refresh_from_db()
    assert candidate.active_at == day
    lastseen.note(candidate, at=day + timedelta(minutes=2))  # a new day
    candidate.refresh_from_db()
    assert candidate.active_at == day + timedelta(minutes=2)
