"""Two colleagues, one candidate, one limit: on real PostgreSQL, each with a control that shows the race."""

import threading
from typing import Any

import pytest
from django.utils import timezone

from accounts import visibility
from accounts.models import User
from applications import inviting, looking
from applications.models import Invited, Looked
from applications.refusals import Refused
from core.models import OutgoingMail
from core.workflow import WrongState
from hospitals.models import Hospital
from postings.models import Posting
from tests.applications.test_races import meet_before, together, without_locks
from tests.conftest import visible_profile

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("locked", [True, False])
def test_two_colleagues_do_not_pass_the_limit_of_an_opening_together(
    monkeypatch: pytest.MonkeyPatch, candidate: User, candidate2: User, posting: Posting, owner: User,
    recruiter: User, locked: bool,
) -> None:  # fmt: skip
    monkeypatch.setattr(inviting, "PER_OPENING", 1)
    one, two = visible_profile(candidate), visible_profile(candidate2)
    if not locked:
        without_locks(monkeypatch)
    meet_before(monkeypatch, inviting.audit, "record")
    results = together(
        lambda: inviting.invite(one, posting, by=owner), lambda: inviting.invite(two, posting, by=recruiter)
    )
    assert sum(isinstance(r, Refused) for r in results) == (1 if locked else 0), results
    assert Invited.objects.count() == OutgoingMail.objects.count() == (1 if locked else 2)


def test_two_colleagues_who_invite_one_person_send_one_mail(
    monkeypatch: pytest.MonkeyPatch, candidate: User, posting: Posting, owner: User, recruiter: User
) -> None:
    """With the lock the second is told in words; the constraint stands behind it."""
    profile = visible_profile(candidate)
    meet_before(monkeypatch, inviting.audit, "record")
    results = together(
        *(lambda who=who: inviting.invite(profile, posting, by=who) for who in (owner, recruiter))
    )
    assert [type(r) for r in results].count(Refused) == 1, results
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("locked", [True, False])
def test_once_a_person_reads_that_they_are_private_no_invitation_comes_any_more(
    monkeypatch: pytest.MonkeyPatch, candidate: User, posting: Posting, owner: User, locked: bool
) -> None:
    profile = visible_profile(candidate)
    asked, private = threading.Event(), threading.Event()
    if not locked:
        without_locks(monkeypatch)
    checked, sent_before = inviting._check, []

    def check(*args: Any) -> None:
        checked(*args)
        asked.set()
        private.wait(2)  # with the lock the other waits for us instead

    def go_private() -> None:
        asked.wait(10)
        visibility.hide(profile, by=candidate)
        sent_before.append(Invited.objects.count())
        private.set()

    monkeypatch.setattr(inviting, "_check", check)
    together(lambda: inviting.invite(profile, posting, by=owner), go_private)
    assert (sent_before, Invited.objects.count()) == (([1], 1) if locked else ([0], 1))


@pytest.mark.parametrize("locked", [True, False])
def test_a_hospital_does_not_open_more_profiles_than_allowed_in_two_windows(
    monkeypatch: pytest.MonkeyPatch, settings: Any, hospital: Hospital, candidate: User, candidate2: User,
    locked: bool,
) -> None:  # fmt: skip
    settings.CANDIDATE_LOOKS_A_DAY = 1
    profiles = [visible_profile(candidate), visible_profile(candidate2)]
    if not locked:
        without_locks(monkeypatch)
    at = timezone.now()
    meet_before(monkeypatch, Looked.objects, "get_or_create")
    results = together(*(lambda p=p: looking.look(hospital, p, at=at) for p in profiles))
    assert sum(isinstance(r, looking.SeenEnough) for r in results) == (1 if locked else 0), results
    assert Looked.objects.count() == (1 if locked else 2)


def test_a_no_in_two_windows_is_one_no(candidate: User, posting: Posting, owner: User) -> None:
    invited = inviting.invite(visible_profile(candidate), posting, by=owner)
    results = together(*(lambda: inviting.decline(invited, by=candidate) for _window in range(2)))
    assert [type(r) for r in results].count(WrongState) == 1
    invited.refresh_from_db()
    assert invited.status == "declined"
