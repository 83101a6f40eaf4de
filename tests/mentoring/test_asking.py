"""From a request to the end of a mentorship, and everything that stands against one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import InboxItem, User
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from mentoring import asking, mentors, mentorships_by_clock, safety
from mentoring.models import Block, Mentor, Mentorship, Report
from mentoring.refusals import Refused
from tests.mentoring.conftest import ask, make_mentor, running

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    return list(InboxItem.objects.filter(user=user).order_by("pk").values_list("letter", flat=True))


def test_a_request_is_told_to_the_mentor_and_waits_fourteen_days(mentor: Mentor, candidate: User) -> None:
    row = ask(mentor, candidate)
    assert (row.status, row.answer_by - row.asked_at) == ("requested", timedelta(days=14))
    mail = OutgoingMail.objects.get(user=mentor.user)
    assert mail.subject == "Amara Bekele asks you to be their mentor"
    assert candidate.email not in mail.text + mail.html


def test_a_yes_runs_three_months_and_tells_both(mentor: Mentor, candidate: User) -> None:
    row = ask(mentor, candidate)
    asking.accept(row, by=mentor.user, answer="Gladly.")
    assert (row.status, row.answer) == ("accepted", "Gladly.")
    assert row.until is not None
    assert row.accepted_at is not None
    assert row.check_in_at is not None
    assert row.until - row.accepted_at == timedelta(days=90)
    assert row.check_in_at - row.accepted_at == timedelta(days=45)
    assert told(candidate) == ["mentoring_accepted"]
    assert told(mentor.user) == ["mentoring_asked", "mentoring_accepted"]


def test_a_fourth_open_request_is_refused_and_possible_again_after_one_is_taken_back(
    candidate: User, make_person: Callable[..., User]
) -> None:
    four = [make_mentor(make_person(f"m{n}@people.example", f"Mentor {n}")) for n in range(4)]
    rows = [ask(one, candidate) for one in four[:3]]
    with pytest.raises(Refused, match="three requests open"):
        ask(four[3], candidate)
    asking.withdraw(rows[0], by=candidate)
    assert told(four[0].user) == ["mentoring_asked", "mentoring_withdrawn"]
    assert ask(four[3], candidate).status == "requested"


def test_nobody_asks_the_same_mentor_twice_while_it_waits_or_runs(mentor: Mentor, candidate: User) -> None:
    row = ask(mentor, candidate)
    with pytest.raises(Refused, match="asked this mentor already"):
        ask(mentor, candidate)
    asking.accept(row, by=mentor.user)
    with pytest.raises(Refused, match="your mentor already"):
        ask(mentor, candidate)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentorship.objects.create(
            candidate=candidate, mentor=mentor.user, goal="g", questions="q", asked_at=timezone.now(),
            answer_by=timezone.now(),
        )  # fmt: skip


def test_nobody_asks_themselves_and_nobody_without_a_name(mentor: Mentor, candidate: User) -> None:
    with pytest.raises(Refused, match="your own page"):
        ask(mentor, mentor.user)
    candidate.name = ""
    candidate.save()
    with pytest.raises(Refused, match="name first"):
        ask(mentor, candidate)


def test_a_full_or_paused_mentor_cannot_be_asked(mentor: Mentor, candidate: User, candidate2: User) -> None:
    Mentor.objects.update(capacity=1)
    running(mentor, candidate2)
    with pytest.raises(Refused, match="places of this mentor are taken"):
        ask(mentor, candidate)
    mentors.pause(mentor, by=mentor.user)
    with pytest.raises(Refused, match="takes no requests"):
        ask(mentor, candidate)


def test_a_mentor_who_said_no_is_left_in_peace_for_ninety_days(mentor: Mentor, candidate: User) -> None:
    row = ask(mentor, candidate)
    asking.decline(row, by=mentor.user, answer="No time until March.")
    assert "No time until March." in OutgoingMail.objects.get(kind="mentoring_declined").text
    with pytest.raises(Refused, match="90 days"):
        ask(mentor, candidate)
    assert ask(mentor, candidate, at=timezone.now() + timedelta(days=91)).status == "requested"


def test_a_yes_beyond_the_places_is_refused_and_changes_nothing(
    mentor: Mentor, candidate: User, candidate2: User
) -> None:
    first, second = ask(mentor, candidate), ask(mentor, candidate2)
    Mentor.objects.update(capacity=1)
    asking.accept(first, by=mentor.user)
    with pytest.raises(Refused, match="All your places"):
        asking.accept(second, by=mentor.user)
    second.refresh_from_db()
    assert second.status == "requested"
    asking.complete(first, by=candidate)
    asking.accept(second, by=mentor.user)
    assert second.status == "accepted"


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_only_the_mentor_answers(verb: str, mentor: Mentor, candidate: User, candidate2: User) -> None:
    row = ask(mentor, candidate)
    for stranger in (candidate, candidate2):
        with pytest.raises(NotAllowed):
            getattr(asking, verb)(row, by=stranger)
    with pytest.raises(NotAllowed):
        asking.withdraw(row, by=mentor.user)


def test_a_request_without_an_answer_runs_out_once(mentor: Mentor, candidate: User) -> None:
    row = ask(mentor, candidate)
    assert mentorships_by_clock.expire_unanswered(row.answer_by - timedelta(seconds=1)) == 0
    assert [mentorships_by_clock.expire_unanswered(row.answer_by) for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    assert row.status == "expired"
    assert told(candidate) == ["mentoring_expired"]
    with pytest.raises(WrongState):
        asking.accept(row, by=mentor.user)


def test_three_silences_in_a_row_pause_a_mentor_and_an_answer_begins_the_count_anew(
    mentor: Mentor, candidate: User, candidate2: User, make_person: Callable[..., User]
) -> None:
    at = timezone.now()
    for who in (candidate, candidate2):
        ask(mentor, who, at=at)
    mentorships_by_clock.expire_unanswered(at + timedelta(days=14))
    third, fourth = make_person("c3@people.example", "Third"), make_person("c4@people.example", "Fourth")
    asking.decline(ask(mentor, third), by=mentor.user)
    mentor.refresh_from_db()
    assert (mentor.silences, mentor.status) == (0, "open")
    at += timedelta(days=120)
    for who in (candidate, candidate2, fourth):
        ask(mentor, who, at=at)
    mentorships_by_clock.expire_unanswered(at + timedelta(days=14))
    mentor.refresh_from_db()
    assert (mentor.silences, mentor.status, mentor.paused_by_board) == (3, "paused", True)
    assert told(mentor.user)[-1] == "mentoring_paused"
    assert not Mentor.objects.listed().exists()
    mentors.resume(mentor, by=mentor.user)
    assert (mentor.silences, mentor.status, mentor.paused_at) == (0, "open", None)


def test_at_half_time_both_are_asked_once_how_it_goes(mentor: Mentor, candidate: User) -> None:
    row = running(mentor, candidate)
    assert row.check_in_at is not None
    assert [
        mentorships_by_clock.check_in(row.check_in_at - timedelta(1)),
        mentorships_by_clock.check_in(row.check_in_at),
    ] == [0, 1]
    assert mentorships_by_clock.check_in(row.check_in_at + timedelta(days=1)) == 0
    assert OutgoingMail.objects.filter(kind="mentoring_half_time").count() == 2


def test_what_ran_its_time_is_completed_by_the_board(mentor: Mentor, candidate: User) -> None:
    row = running(mentor, candidate, days=90)
    assert mentorships_by_clock.complete_old(timezone.now()) == 1
    row.refresh_from_db()
    assert row.status == "completed"
    assert OutgoingMail.objects.filter(kind="mentoring_over").count() == 2


def test_either_ends_it_early_and_the_other_is_told(mentor: Mentor, candidate: User) -> None:
    row = running(mentor, candidate)
    asking.end(row, by=candidate)
    assert row.status == "ended"
    assert OutgoingMail.objects.get(kind="mentoring_over").user == mentor.user


@pytest.mark.parametrize("side", ["candidate", "mentor"])
def test_a_block_of_either_side_ends_what_runs_hides_both_and_is_not_told(
    side: str, mentor: Mentor, candidate: User
) -> None:
    row = running(mentor, candidate)
    one, other = (candidate, mentor.user) if side == "candidate" else (mentor.user, candidate)
    before = told(other)
    safety.block(other, by=one)
    row.refresh_from_db()
    assert row.status == "ended"
    assert told(other) == before
    assert not Mentor.objects.listed().for_reader(candidate).exists()
    with pytest.raises(Refused, match="takes no requests"):
        ask(mentor, candidate)
    safety.unblock(other, by=one)
    assert ask(mentor, candidate).status == "requested"


def test_who_is_barred_after_a_report_is_out_on_both_sides(
    mentor: Mentor, candidate: User, moderator: User, make_person: Callable[..., User]
) -> None:
    row = running(mentor, candidate)
    report = safety.report(mentor.user, by=candidate, reason="money", words="Sells a course", mentorship=row)
    again = safety.report(mentor.user, by=candidate, reason="other")
    assert again.pk == report.pk
    with pytest.raises(NotAllowed):
        safety.bar(report, by=candidate)
    safety.bar(report, by=moderator)
    row.refresh_from_db()
    assert row.status == "ended"
    assert "mentoring_over" not in told(mentor.user)  # the letter about the case says it all
    assert told(candidate)[-1:] == ["mentoring_over"]
    assert not Mentor.objects.listed().exists()
    other = make_mentor(make_person("m2@people.example", "Second"))
    with pytest.raises(Refused, match="moderator has closed"):
        ask(other, mentor.user)


def test_a_moderator_does_not_judge_a_report_about_themselves(mentor: Mentor, moderator: User) -> None:
    report = safety.report(moderator, by=mentor.user, reason="other")
    with pytest.raises(NotAllowed):
        safety.dismiss(report, by=moderator)
    assert Report.objects.get().status == "open"


def test_a_mentor_who_leaves_declines_who_waits_and_keeps_whom_they_help(
    mentor: Mentor, candidate: User, candidate2: User
) -> None:
    helped, waits = running(mentor, candidate), ask(mentor, candidate2)
    asking.leave(mentor, by=mentor.user)
    helped.refresh_from_db()
    waits.refresh_from_db()
    assert (helped.status, waits.status, Mentor.objects.count()) == ("accepted", "declined", 0)


def test_no_words_of_a_request_stand_in_the_trail(mentor: Mentor, candidate: User) -> None:
    row = running(mentor, candidate)
    safety.report(mentor.user, by=candidate, reason="other", words="secret words", mentorship=row)
    said: list[Any] = [[e.words, e.data, e.reasons] for e in Event.objects.all()]
    assert "secret" not in str(said)
    assert "first job" not in str(said)
    assert Block.objects.count() == 0
