"""A person who may only look: who may suspend whom, what it does, how it ends."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import closing, suspending
from accounts.models import Profile, Suspension, User
from accounts.suspending import Already
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from hospitals.access import has_right
from hospitals.models import Hospital, Seat
from hospitals.roles import Right
from mentoring.models import Mentor
from moderation.models import Case
from tests.conftest import visible_profile
from tests.mentoring.conftest import make_mentor

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def stop(person: User, by: User, *, days: int | None = 30, at: datetime | None = None) -> Suspension:
    at = at or timezone.now()
    until = at + timedelta(days=days) if days else None
    row = suspending.suspend(
        person, by=by, reason="spam", words="Ten hospitals wrote us.", until=until, at=at
    )
    person.__dict__.pop("is_suspended", None)
    return row


@pytest.fixture
def colleague(make_person: Any, moderator: User) -> User:
    user: User = make_person("second@board.example", "Sec Ond")
    user.groups.set(moderator.groups.all())
    return user


def test_who_is_suspended_is_told_in_their_own_language_and_the_trail_keeps_no_words(
    candidate2: User, moderator: User
) -> None:
    row = stop(candidate2, moderator)
    mail, event = OutgoingMail.objects.get(), Event.objects.get()
    assert (mail.kind, mail.to, mail.language) == ("account_suspended", candidate2.email, "nl")
    assert "Ten hospitals wrote us." in mail.text
    assert (event.verb, event.actor_id, event.subject_id, event.after) == (
        "suspend",
        moderator.pk,
        row.pk,
        "running",
    )
    assert (event.reasons, event.words, event.data["person"]) == (["spam"], "", candidate2.pk)


@pytest.mark.parametrize("whom", ["moderator", "admin_user", "colleague"])
def test_moderators_and_administrators_are_not_suspended(
    whom: str, moderator: User, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        stop(request.getfixturevalue(whom), moderator)


def test_nobody_suspends_a_colleague_of_a_hospital(owner: User, moderator: User, hospital: Hospital) -> None:
    seat = Seat.objects.create(hospital=hospital, user=moderator, role="host")
    with pytest.raises(NotAllowed):
        stop(owner, moderator)
    Seat.objects.filter(pk=seat.pk).update(left_at=timezone.now())
    assert stop(owner, moderator).status == "running"


@pytest.mark.parametrize("who", ["candidate2", "owner", "admin_user"])
def test_only_a_moderator_suspends(who: str, candidate: User, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        stop(candidate, request.getfixturevalue(who))


def test_the_second_of_two_moderators_hears_that_a_colleague_was_first(
    candidate: User, moderator: User, colleague: User
) -> None:
    stop(candidate, moderator)
    with pytest.raises(Already):
        stop(candidate, colleague)
    assert Suspension.objects.count() == 1


def test_what_was_seen_of_them_hides_and_comes_back(candidate: User, moderator: User) -> None:
    visible_profile(candidate)
    make_mentor(candidate)
    seen = lambda: (Profile.objects.visible().count(), Mentor.objects.listed().count())  # noqa: E731
    before = seen()
    row = stop(candidate, moderator)
    during = seen()
    suspending.lift(row, by=moderator)
    assert (before, during, seen()) == ((1, 1), (0, 0), (1, 1))


def test_a_right_in_a_team_waits(owner: User, moderator: User, hospital: Hospital) -> None:
    row = stop(owner, moderator)
    during = has_right(owner, hospital.pk, Right.MANAGE_TEAM)
    suspending.lift(row, by=moderator)
    assert (during, has_right(owner, hospital.pk, Right.MANAGE_TEAM)) == (False, True)


def test_it_is_over_at_its_second_and_the_board_writes_so_once(
    candidate: User, moderator: User, client_of: ClientOf
) -> None:
    began = timezone.now() - timedelta(days=8)
    row = stop(candidate, moderator, days=7, at=began)
    assert not candidate.is_suspended  # before any job has run
    assert (suspending.run_out(timezone.now()), suspending.run_out(timezone.now())) == (1, 0)
    row.refresh_from_db()
    last = Event.objects.latest("id")
    assert (row.status, last.verb, last.actor_id) == ("over", "run_out", None)
    assert OutgoingMail.objects.latest("id").kind == "account_suspension_over"


def test_whose_end_has_come_can_be_suspended_anew_before_the_job_ran(
    candidate: User, moderator: User
) -> None:
    stop(candidate, moderator, days=7, at=timezone.now() - timedelta(days=8))
    stop(candidate, moderator)
    assert list(Suspension.objects.order_by("pk").values_list("status", flat=True)) == ["over", "running"]


def test_an_appeal_is_written_once_and_goes_to_somebody_else(
    candidate: User, moderator: User, colleague: User
) -> None:
    row = stop(candidate, moderator)
    suspending.appeal(row, by=candidate, words="It was my assistant.")
    with pytest.raises(WrongState):
        suspending.appeal(row, by=candidate, words="Again.")
    for verb in (suspending.keep, suspending.lift):
        with pytest.raises(NotAllowed):
            verb(row, by=moderator, words="No.")
    suspending.keep(row, by=colleague, words="It was your account.")
    assert (row.status, "assistant" in str(Event.objects.values_list("words", "data"))) == ("kept", False)
    with pytest.raises(WrongState):
        suspending.appeal(row, by=candidate, words="Again.")


def test_alone_on_the_desk_one_decides_oneself(candidate: User, moderator: User) -> None:
    row = stop(candidate, moderator)
    suspending.appeal(row, by=candidate, words="It was my assistant.")
    suspending.lift(row, by=moderator, words="Agreed.")
    assert (row.status, row.settled_at is not None) == ("lifted", True)


def test_a_colleague_who_may_not_decide_does_not_count(
    owner: User, moderator: User, colleague: User, hospital: Hospital
) -> None:
    row = stop(owner, moderator)
    Seat.objects.create(hospital=hospital, user=colleague, role="host")
    suspending.appeal(row, by=owner, words="It was my assistant.")
    assert suspending.LIFE.can(row, "keep", by=colleague) is False
    suspending.keep(row, by=moderator, words="No.")
    assert row.status == "kept"


def test_they_read_why_and_appeal_on_their_page(
    candidate: User, moderator: User, client_of: ClientOf
) -> None:
    stop(candidate, moderator)
    browser, address = client_of(candidate), reverse("accounts:suspension")
    page = browser.get(address).content.decode()
    assert "Ten hospitals wrote us." in page and "The same message to many people" in page
    assert browser.post(address, {"words": ""}).status_code == 422
    assert browser.post(address, {"words": "It was my assistant."}).status_code == 302
    assert "It was my assistant." in browser.get(address).content.decode()
    assert browser.post(address, {"words": "Again."}).status_code == 200
    assert Event.objects.filter(verb="appeal").count() == 1


def test_every_page_says_so(candidate: User, moderator: User, client_of: ClientOf) -> None:
    words = "Your account is suspended"
    browser = client_of(candidate)
    before = words in browser.get("/").content.decode()
    stop(candidate, moderator)
    assert (before, words in browser.get("/").content.decode()) == (False, True)


def test_a_workspace_closes_at_the_next_request(
    owner: User, moderator: User, hospital: Hospital, client_of: ClientOf
) -> None:
    browser, address = client_of(owner), reverse("hospitals:workspace", args=[hospital.slug])
    before = browser.get(address).status_code
    row = stop(owner, moderator)
    during = browser.get(address)
    suspending.lift(row, by=moderator)
    assert (before, during.status_code, browser.get(address).status_code) == (200, 403, 200)
    assert reverse("accounts:suspension") in during.content.decode()


def test_a_suspended_only_owner_reads_what_to_do_and_goes_once_a_recruiter_can_follow(
    owner: User, moderator: User, hospital: Hospital, make_person: Any, client_of: ClientOf
) -> None:
    Seat.objects.filter(hospital=hospital).exclude(user=owner).update(left_at=timezone.now())
    stop(owner, moderator)
    address, browser = reverse("accounts:privacy_closing"), client_of(owner)
    answer = browser.get(address).content.decode()
    assert "no recruiter is there to follow you" in answer and reverse("accounts:suspension") in answer
    with pytest.raises(closing.Hindered):
        closing.close(owner, by=owner)
    follows = make_person("next@northlake.example", "Nadia Next")
    Seat.objects.create(hospital=hospital, user=follows, role="recruiter")
    assert "Nadia Next becomes owner of" in browser.get(address).content.decode()
    closing.close(owner, by=owner)
    assert Seat.objects.held().get(hospital=hospital, role="owner").user == follows
    assert not Seat.objects.held().filter(user=owner).exists()
    assert OutgoingMail.objects.filter(kind="seat_changed", user=follows).exists()


def test_who_is_suspended_answers_and_appeals_their_own_case_and_no_other(
    candidate: User, candidate2: User, moderator: User, client_of: ClientOf
) -> None:
    now = timezone.now()
    facts = {
        "kind": "sample",
        "title": "t",
        "text": "t",
        "status": "open",
        "opened_at": now,
        "since": now,
        "held_at": now,
    }
    mine = Case.objects.create(subject_id=1, owner=candidate, **facts)
    theirs = Case.objects.create(subject_id=2, owner=candidate2, **facts)
    stop(candidate, moderator)
    browser = client_of(candidate)
    said = {"what": "answer", "words": "Nobody can be seen on it."}
    assert browser.post(reverse("reports:mine", args=[mine.pk]), said).status_code == 302
    mine.refresh_from_db()
    assert mine.answer == "Nobody can be seen on it."
    assert browser.post(reverse("reports:mine", args=[theirs.pk]), said).status_code == 404
    Case.objects.filter(pk=mine.pk).update(status="decided", decided_at=now, outcome="removed")
    browser.post(reverse("reports:mine", args=[mine.pk]), {"what": "appeal", "words": "It is a stage."})
    mine.refresh_from_db()
    assert (mine.status, mine.appeal) == ("appealed", "It is a stage.")
