"""Nobody expects a talk that is off: both calendars hear of it, whatever was chosen and whoever was quicker."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from core.models import OutgoingMail
from core.models.told import How
from hospitals import staff
from hospitals.models import Hospital, Notice, NoticeChoice, Seat
from hospitals.models.notice import Kind
from mentoring import booking, talks
from mentoring.models import Talk, TalkTime
from tests.mentoring.conftest import book
from tests.mentoring.test_talks import offered

pytestmark = pytest.mark.django_db


def calendar_mails(host: User) -> list[tuple[str, str]]:
    sent = OutgoingMail.objects.filter(user=host, attachments__name="talk.ics").order_by("pk")
    return list(sent.values_list("kind", "attachments__content_type"))


def test_a_host_who_wants_no_mails_about_talks_gets_those_that_change_their_calendar(
    host: User, hospital: Hospital, free_time: TalkTime, candidate: User
) -> None:
    NoticeChoice.objects.create(user=host, hospital=hospital, kind=Kind.TALK, how=How.OFF)
    row = book(free_time, candidate)
    talks.cancel(row, by=candidate)
    assert calendar_mails(host) == [
        ("talk_booked_host", "text/calendar; method=REQUEST"),
        ("talk_cancelled_host", "text/calendar; method=CANCEL"),
    ]
    assert Notice.objects.filter(user=host, kind=Kind.TALK, mail_at=None).count() == 2


def test_a_host_who_left_the_team_loses_the_talk_from_their_calendar(
    host: User, owner: User, free_time: TalkTime, candidate: User
) -> None:
    book(free_time, candidate)
    staff.remove(Seat.objects.get(user=host), by=owner)
    assert calendar_mails(host)[-1] == ("talk_cancelled_host", "text/calendar; method=CANCEL")


def test_a_request_that_became_a_talk_in_this_second_is_called_off_as_well(
    host: User, hospital: Hospital, candidate: User
) -> None:
    asked = booking.ask(hospital, by=candidate, words="How is a normal week?")
    stale = Talk.objects.get(pk=asked.pk)
    talks.offer(asked, [offered(hospital, 2)], by=host)
    booking.pick(asked, asked.offered.get(), by=candidate)
    assert talks.call_off([stale], at=asked.asked_at) == 1
    asked.refresh_from_db()
    assert (asked.status, asked.called_off_by) == ("cancelled", "board")


def test_words_that_are_too_long_are_given_back_and_nothing_is_called_off(
    client_of: Any, host: User, hospital: Hospital, free_time: TalkTime, candidate: User
) -> None:
    row = book(free_time, candidate)
    words = {"words": "I am ill. " * 60}
    theirs = reverse("mentoring:hosted_move", args=[hospital.slug, row.pk, "cancellation"])
    mine = reverse("mentoring:talk_move", args=[row.pk, "cancellation"])
    for who, address in ((host, theirs), (candidate, mine)):
        answer = client_of(who).post(address, words)
        assert (answer.status_code, "I am ill. I am ill." in answer.content.decode()) == (422, True)
    row.refresh_from_db()
    assert row.status == "booked"
