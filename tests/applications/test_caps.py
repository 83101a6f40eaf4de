"""How many applications one person may have open, and send on one day."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Profile, User
from applications import caps, endings, sending
from applications.models import Application
from applications.refusals import Refused
from tests.applications.test_races import meet_before, together, without_locks

pytestmark = pytest.mark.django_db


def drafts(make_posting: Any, make_application: Any, n: int) -> list[Application]:
    return [make_application(posting=make_posting(), status="draft") for _ in range(n)]


def test_the_eleventh_of_a_day_waits_for_tomorrow_and_its_draft_stays(
    make_posting: Any, make_application: Any, candidate: User, settings: Any
) -> None:
    settings.MAX_APPLICATIONS_PER_DAY = 2
    at = timezone.now()
    *some, last = drafts(make_posting, make_application, 3)
    for one in some:
        sending.submit(one, by=candidate, at=at)
    with pytest.raises(Refused, match="You sent 2 applications today"):
        sending.submit(last, by=candidate, at=at)
    last.refresh_from_db()
    assert (last.status, bool(last.letter)) == ("draft", True)
    assert sending.submit(last, by=candidate, at=at + timedelta(days=1)).status == "submitted"


def test_too_many_at_once_wait_until_one_ends(
    make_posting: Any, make_application: Any, candidate: User, settings: Any
) -> None:
    settings.MAX_OPEN_APPLICATIONS = 1
    first, second = drafts(make_posting, make_application, 2)
    sending.submit(first, by=candidate)
    with pytest.raises(Refused, match="1 of your applications are running"):
        sending.submit(second, by=candidate)
    endings.withdraw(first, by=candidate, reason="pay")
    assert sending.submit(second, by=candidate).status == "submitted"


def test_a_rejection_that_nobody_was_told_of_does_not_show_in_the_count(
    make_application: Any, candidate: User, recruiter: User
) -> None:
    application = make_application()
    endings.reject(application, by=recruiter, reason="skills", message="No.")
    assert caps.count(candidate).open == 1
    assert caps.count(candidate, at=timezone.now() + timedelta(hours=25)).open == 0


@pytest.mark.parametrize(("region", "today"), [("WA", 1), ("", 0)])
def test_a_day_is_the_candidates_own(region: str, today: int, make_application: Any, candidate: User) -> None:
    """20:00 and 23:00 of one evening in Tacoma are two days in UTC."""
    Profile.objects.create(user=candidate, city="Tacoma", region=region, country="US" if region else "")
    application = make_application()
    evening = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # 15:30 in Tacoma
    Application.objects.filter(pk=application.pk).update(submitted_at=evening)
    assert caps.count(candidate, at=evening + timedelta(hours=2)).today == today


def test_the_list_says_how_many_run_and_that_no_more_can_be_sent(
    make_application: Any, candidate: User, client_of: Any, settings: Any
) -> None:
    make_application()
    page = client_of(candidate).get("/me/applications/").content.decode()
    assert "1 application is running. Up to 40 can run at once." in page
    settings.MAX_OPEN_APPLICATIONS = 1
    page = client_of(candidate).get("/me/applications/").content.decode()
    assert "You cannot send another one now." in page


def test_it_is_said_before_somebody_writes_a_letter(
    make_application: Any, make_posting: Any, candidate: User, client_of: Any, settings: Any
) -> None:
    make_application()
    other, one = make_posting(), client_of(candidate)
    where = reverse("applications:apply", args=[other.pk, other.slug])
    assert "You cannot send another one now." not in one.get(where).content.decode()
    settings.MAX_OPEN_APPLICATIONS = 1
    assert "You cannot send another one now." in one.get(where).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_two_sent_at_once_do_not_pass_a_cap_together(
    locked: bool,
    monkeypatch: pytest.MonkeyPatch,
    make_posting: Any,
    make_application: Any,
    candidate: User,
    settings: Any,
) -> None:
    settings.MAX_APPLICATIONS_PER_DAY = 1
    one, two = drafts(make_posting, make_application, 2)
    if not locked:
        without_locks(monkeypatch)
    meet_before(monkeypatch, sending.receipts, "send")
    results = together(lambda: sending.submit(one, by=candidate), lambda: sending.submit(two, by=candidate))
    assert sum(isinstance(r, Refused) for r in results) == (1 if locked else 0)
    assert Application.objects.exclude(status="draft").count() == (1 if locked else 2)
