"""The life of an informational talk: who may do what, what is refused in words, what both hear of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from icalendar import Calendar

from accounts import closing, suspending
from accounts.models import User
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from core.zones import day
from hospitals import staff, verification
from hospitals.models import Hospital, Seat
from mentoring import booking, hosting, talks, talks_by_clock
from mentoring.models import Talk, TalkTime
from mentoring.refusals import Refused
from tests.conftest import make_hospital
from tests.mentoring.conftest import book, make_time

pytestmark = pytest.mark.django_db


def mails(kind: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=kind).order_by("pk"))


def calendar_of(mail: OutgoingMail) -> Any:
    (file,) = mail.attachments.all()
    return Calendar.from_ical(bytes(file.content))


def ask(hospital: Hospital, by: User, **fields: Any) -> Talk:
    return booking.ask(hospital, by=by, words="May I see your newsroom?", **fields)


def offered(hospital: Hospital, days: int, **fields: Any) -> TalkTime:
    starts_at = timezone.now().replace(microsecond=0) + timedelta(days=days)
    return TalkTime(starts_at=starts_at, how="video", where="https://meet.example/1", language="en", **fields)


# ── Booking ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_booked_time_is_no_longer_free_and_both_hear_of_it(free_time: TalkTime, candidate: User) -> None:
    row = book(free_time, candidate)
    assert (row.status, row.host_id, row.time) == ("booked", free_time.host_id, free_time)
    assert not TalkTime.objects.free().exists()
    assert [m.to for m in mails("talk_booked")] == [candidate.email]
    assert [m.to for m in mails("talk_booked_host")] == [free_time.host.email]
    assert Event.objects.filter(verb="book_talk", subject_id=row.pk, actor_id=candidate.pk).count() == 1


def test_a_second_person_reads_that_it_was_just_taken(
    free_time: TalkTime, candidate: User, candidate2: User
) -> None:
    book(free_time, candidate)
    with pytest.raises(booking.Taken, match="just taken"):
        book(free_time, candidate2)


def test_a_time_too_soon_past_or_taken_back_is_not_free(host: User, hospital: Hospital) -> None:
    now = timezone.now()
    make_time(host, hospital, starts_at=now + timedelta(hours=3))
    make_time(host, hospital, starts_at=now - timedelta(hours=3))
    gone = make_time(host, hospital)
    assert hosting.take_back([gone], by=host) == 1
    assert not TalkTime.objects.free().exists()


def test_who_is_called_must_give_a_number(host: User, hospital: Hospital, candidate: User) -> None:
    time_ = make_time(host, hospital, how="phone", where="")
    with pytest.raises(Refused, match="number"):
        book(time_, candidate)
    assert book(time_, candidate, phone="+1 253 555 0100").phone == "+1 253 555 0100"
    assert "+1 253 555 0100" in mails("talk_booked_host")[0].text


@pytest.mark.parametrize("kind", ["frozen", "unverified", "own team", "no name"])
def test_what_stands_against_a_talk_is_said_in_words(
    kind: str, free_time: TalkTime, hospital: Hospital, candidate: User, reviewer: User
) -> None:
    person = reviewer if kind == "own team" else candidate
    if kind == "frozen":
        Hospital.objects.update(frozen_at=timezone.now())
    if kind == "unverified":
        Hospital.objects.update(status="unverified", verified_at=None)
    if kind == "no name":
        candidate.name = ""
        candidate.save(update_fields=["name"])
    free_time = TalkTime.objects.get(pk=free_time.pk)
    no = booking.refusal(free_time.hospital, by=person, at=timezone.now())
    assert no is not None
    said = {
        "frozen": "gives no talks",
        "unverified": "gives no talks",
        "own team": "You work",
        "no name": "Fill in your name",
    }
    assert said[kind] in str(no.message)
    with pytest.raises(Refused, match=said[kind]):
        book(free_time, person)


def test_the_third_open_talk_is_refused(
    candidate: User, host: User, hospital: Hospital, hospital2: Hospital, owner2: User, make_person: Any
) -> None:
    book(make_time(host, hospital), candidate)
    ask(hospital2, candidate)
    third = make_hospital(name="Third", slug="third")
    with pytest.raises(Refused, match="two talks open"):
        ask(third, candidate)


def test_one_hospital_gives_one_talk_in_ninety_days(
    free_time: TalkTime, candidate: User, hospital: Hospital
) -> None:
    row = book(free_time, candidate)
    with pytest.raises(Refused, match="already"):
        ask(hospital, candidate)
    after = free_time.ends_at
    talks.hold(row, by=free_time.host, at=after)
    no = booking.refusal(hospital, by=candidate, at=after + timedelta(days=89))
    assert no is not None and "90 days" in str(no.message)
    assert booking.refusal(hospital, by=candidate, at=after + timedelta(days=91)) is None


def test_two_missed_talks_close_the_door_for_half_a_year(
    candidate: User, host: User, hospital: Hospital, hospital2: Hospital, owner2: User
) -> None:
    for one, who in ((hospital, host), (hospital2, owner2)):
        time_ = make_time(who, one)
        talks.miss(book(time_, candidate), by=who, at=time_.ends_at)
    third = make_hospital(name="Third", slug="third")
    at = timezone.now() + timedelta(days=4)
    no = booking.refusal(third, by=candidate, at=at + timedelta(days=1))
    assert no is not None and "missed two" in str(no.message)
    assert booking.refusal(third, by=candidate, at=at + timedelta(days=181)) is None


def test_a_host_who_did_not_come_costs_the_candidate_nothing(free_time: TalkTime, candidate: User) -> None:
    row = book(free_time, candidate)
    at = free_time.ends_at
    talks.miss(row, by=candidate, at=at)
    assert row.missed_by == "host"
    assert booking.refusal(free_time.hospital, by=candidate, at=at) is None
    assert [m.to for m in mails("talk_missed_host")] == [free_time.host.email]


# ── Asking, offering, picking ────────────────────────────────────────────────────────────────────────
def test_a_request_is_answered_with_times_and_one_is_picked(
    hospital: Hospital, host: User, candidate: User
) -> None:
    row = ask(hospital, candidate)
    assert [m.to for m in mails("talk_asked")] == [host.email]
    talks.offer(row, [offered(hospital, 2), offered(hospital, 3)], by=host, words="Gladly.")
    row.refresh_from_db()
    assert not TalkTime.objects.free().exists()  # for this person alone
    first, second = row.offered.all()
    booking.pick(row, second, by=candidate)
    first.refresh_from_db()
    assert (row.status, row.time_id, row.answer_by) == ("booked", second.pk, None)
    assert first.withdrawn_at is not None
    assert [m.to for m in mails("talk_booked")] == [candidate.email]


def test_nobody_picks_a_time_that_was_not_offered_to_them(
    free_time: TalkTime, hospital: Hospital, candidate: User, candidate2: User
) -> None:
    row = ask(hospital, candidate)
    with pytest.raises(booking.Taken):
        booking.pick(row, free_time, by=candidate)
    with pytest.raises(NotAllowed):
        booking.pick(row, free_time, by=candidate2)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("none", "one to three times"),
        ("four", "one to three times"),
        ("past", "a moment in the future"),
        ("far", "within the next 90 days"),
        ("clash", "another talk at one of these times"),
    ],
)
def test_times_that_cannot_be_offered_are_refused_in_words(
    wrong: str, said: str, hospital: Hospital, host: User, candidate: User
) -> None:
    row = ask(hospital, candidate)
    there = make_time(host, hospital)
    times = {
        "none": [],
        "four": [offered(hospital, n) for n in (1, 2, 4, 5)],
        "past": [offered(hospital, -1)],
        "far": [offered(hospital, 91)],
        "clash": [TalkTime(starts_at=there.starts_at + timedelta(minutes=10), how="phone", language="en")],
    }[wrong]
    with pytest.raises(Refused, match=said):
        talks.offer(row, times, by=host)
    assert not row.offered.exists()


def test_a_kind_no_reaches_the_candidate(hospital: Hospital, host: User, candidate: User) -> None:
    row = ask(hospital, candidate)
    talks.decline(row, by=host, words="Our team is too small this spring.")
    (mail,) = mails("talk_declined")
    assert "too small this spring" in mail.text
    with pytest.raises(WrongState):
        talks.decline(row, by=host)


def test_a_reviewer_and_a_stranger_answer_nothing(
    hospital: Hospital, host: User, reviewer: User, owner2: User, candidate: User
) -> None:
    row = ask(hospital, candidate)
    for somebody in (reviewer, owner2, candidate):
        with pytest.raises(NotAllowed):
            talks.decline(row, by=somebody)
        with pytest.raises(NotAllowed):
            talks.offer(row, [offered(hospital, 2)], by=somebody)
        with pytest.raises(NotAllowed):
            hosting.give(
                offered(hospital, 2), [offered(hospital, 2).starts_at], hospital=hospital, by=somebody
            )


def test_a_request_nobody_answers_ends_after_two_weeks(hospital: Hospital, candidate: User) -> None:
    row = ask(hospital, candidate)
    assert talks_by_clock.expire_unanswered(timezone.now() + timedelta(days=13)) == 0
    at = timezone.now() + timedelta(days=14, minutes=1)
    assert (talks_by_clock.expire_unanswered(at), talks_by_clock.expire_unanswered(at)) == (1, 0)
    row.refresh_from_db()
    assert row.status == "expired"
    assert len(mails("talk_expired")) == 1


# ── Cancelling ───────────────────────────────────────────────────────────────────────────────────────
def test_a_cancelled_time_of_a_candidate_is_free_again_and_leaves_both_calendars(
    free_time: TalkTime, candidate: User
) -> None:
    row = book(free_time, candidate)
    talks.cancel(row, by=candidate, words="I am ill.")
    assert TalkTime.objects.free().get() == free_time
    asked, ended = calendar_of(mails("talk_booked_host")[0]), calendar_of(mails("talk_cancelled_host")[0])
    (was,), (now) = asked.events, ended.events
    assert (asked["METHOD"], ended["METHOD"]) == ("REQUEST", "CANCEL")
    assert was["UID"] == now[0]["UID"]
    assert (int(was["SEQUENCE"]), int(now[0]["SEQUENCE"])) == (0, 1)
    assert was["DTSTART"].dt == free_time.starts_at
    assert now[0]["STATUS"] == "CANCELLED"
    assert "I am ill." in mails("talk_cancelled_host")[0].text


def test_a_time_that_the_hospital_cancels_is_gone_and_counts_for_nobody(
    free_time: TalkTime, candidate: User
) -> None:
    row = book(free_time, candidate)
    talks.cancel(row, by=free_time.host, words="A crisis at work.")
    assert not TalkTime.objects.free().exists()
    assert "A crisis at work." in mails("talk_cancelled")[0].text
    assert calendar_of(mails("talk_cancelled")[0])["METHOD"] == "CANCEL"
    assert booking.refusal(free_time.hospital, by=candidate, at=timezone.now()) is None


def test_a_time_for_one_person_is_nobodys_when_they_cancel(
    hospital: Hospital, host: User, candidate: User
) -> None:
    row = ask(hospital, candidate)
    talks.offer(row, [offered(hospital, 2)], by=host)
    booking.pick(row, row.offered.get(), by=candidate)
    talks.cancel(row, by=candidate)
    assert not TalkTime.objects.to_come().exists()


def test_what_has_begun_is_not_cancelled_and_what_has_not_is_not_held(
    free_time: TalkTime, candidate: User
) -> None:
    row = book(free_time, candidate)
    with pytest.raises(Refused, match="begun"):
        talks.cancel(row, by=candidate, at=free_time.starts_at)
    with pytest.raises(Refused, match="not begun"):
        talks.hold(row, by=free_time.host)
    with pytest.raises(Refused, match="not begun"):
        talks.miss(row, by=candidate)
    row.refresh_from_db()
    assert row.status == "booked"


# ── By the clock ─────────────────────────────────────────────────────────────────────────────────────
def test_two_days_later_it_was_held_when_nobody_says_else(free_time: TalkTime, candidate: User) -> None:
    row = book(free_time, candidate)
    assert talks_by_clock.settle(free_time.starts_at + timedelta(days=1)) == 0
    at = free_time.starts_at + timedelta(days=2)
    assert (talks_by_clock.settle(at), talks_by_clock.settle(at)) == (1, 0)
    row.refresh_from_db()
    assert row.status == "held"
    assert len(mails("talk_held")) == 1


def test_both_are_reminded_once_the_day_before(free_time: TalkTime, candidate: User) -> None:
    book(free_time, candidate)
    assert talks_by_clock.remind(free_time.starts_at - timedelta(hours=25)) == 0
    at = free_time.starts_at - timedelta(hours=23)
    assert (talks_by_clock.remind(at), talks_by_clock.remind(at)) == (1, 0)
    assert [len(mails("talk_reminder")), len(mails("talk_reminder_host"))] == [1, 1]


def test_who_booked_an_hour_ago_needs_no_reminder(host: User, hospital: Hospital, candidate: User) -> None:
    now = timezone.now()
    book(make_time(host, hospital, starts_at=now + timedelta(hours=6)), candidate, at=now)
    assert talks_by_clock.remind(now + timedelta(hours=1)) == 0


NEW_YORK, AMSTERDAM = ZoneInfo("America/New_York"), ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("zone", "first", "offsets"),
    [
        (NEW_YORK, date(2026, 10, 25), [-4, -5, -5]),  # summer time ends on 1 November
        (NEW_YORK, date(2027, 3, 7), [-5, -4, -4]),  # and begins on 14 March
        (AMSTERDAM, date(2026, 10, 18), [2, 1, 1]),  # 25 October
        (AMSTERDAM, date(2027, 3, 21), [1, 2, 2]),  # 28 March
    ],
)
def test_a_weekly_row_keeps_the_hour_of_the_hospitals_clock(
    zone: ZoneInfo, first: date, offsets: list[int]
) -> None:
    row = hosting.weekly(first, time(16, 30), 3, zone)
    assert [one.astimezone(zone).strftime("%H:%M") for one in row] == ["16:30"] * 3
    assert [
        (one.astimezone(UTC).replace(tzinfo=None) - one.replace(tzinfo=None)) // timedelta(hours=-1)
        for one in row
    ] == offsets


def test_an_hour_that_the_clock_skips_or_shows_twice_is_left_out() -> None:
    assert len(hosting.weekly(date(2027, 3, 7), time(2, 30), 3, NEW_YORK)) == 2
    assert len(hosting.weekly(date(2026, 10, 25), time(1, 30), 3, NEW_YORK)) == 2
    assert len(hosting.weekly(date(2027, 3, 21), time(2, 30), 3, AMSTERDAM)) == 2


@pytest.mark.parametrize(
    ("zone", "wall"),
    [
        ("America/New_York", datetime(2026, 11, 1, 23, 30)),  # a day of 25 hours
        ("America/New_York", datetime(2027, 3, 14, 12, 0)),  # a day of 23 hours
        ("Europe/Amsterdam", datetime(2026, 10, 25, 23, 30)),
        ("Europe/Amsterdam", datetime(2027, 3, 28, 12, 0)),
    ],
)
def test_the_reminder_comes_at_the_same_hour_the_day_before_across_summer_time(
    zone: str, wall: datetime, host: User, hospital: Hospital, candidate: User
) -> None:
    clock = ZoneInfo(zone)
    starts = wall.replace(tzinfo=clock)
    time_ = make_time(host, hospital, starts_at=starts, zone=zone)
    row = Talk.objects.create(
        hospital=hospital, candidate=candidate, host=host, time=time_, status="booked", words="?",
        asked_at=starts - timedelta(days=9), booked_at=starts - timedelta(days=9),
    )  # fmt: skip
    day_before = (wall - timedelta(days=1)).replace(tzinfo=clock).astimezone(UTC)
    assert talks_by_clock.remind(day_before - timedelta(minutes=1)) == 0
    assert talks_by_clock.remind(day_before) == 1
    row.refresh_from_db()
    assert row.reminded_at is not None
    assert wall.strftime("%H:%M") in mails("talk_reminder")[0].text


def test_letters_speak_their_readers_language(host: User, hospital: Hospital, candidate2: User) -> None:
    """Lewis reads Dutch, Hana English."""
    book(make_time(host, hospital), candidate2)
    assert mails("talk_booked")[0].language == "nl"
    assert mails("talk_booked_host")[0].language == "en"
    assert mails("talk_booked_host")[0].subject == "Lewis Okafor booked a talk with you"


def test_what_the_board_ends_reaches_a_dutch_reader_in_dutch_and_on_dutch_pages(
    host: User, hospital: Hospital, candidate2: User
) -> None:
    """The worker's own language is English."""
    User.objects.filter(pk=host.pk).update(language="nl")
    row = booking.ask(hospital, by=candidate2, words="How is a normal week?")
    with translation.override("nl"):
        assert row.answer_by is not None
        assert day(row.answer_by, hospital.zone) in mails("talk_asked")[0].text
    assert row.answer_by is not None
    talks_by_clock.expire_unanswered(row.answer_by)
    [letter] = mails("talk_expired")
    assert "Nobody answered" not in letter.text
    assert "/nl/talks/" in letter.text


# ── What ends with others ────────────────────────────────────────────────────────────────────────────
def test_a_frozen_hospital_gives_no_talks_and_its_times_come_back_with_it(
    free_time: TalkTime, host: User, hospital: Hospital, candidate: User, moderator: User
) -> None:
    other = make_time(host, hospital, starts_at=free_time.starts_at + timedelta(days=1))
    row = book(free_time, candidate)
    verification.freeze(hospital, by=moderator, words="We look at something.")
    row.refresh_from_db()
    assert (row.status, row.called_off_by) == ("cancelled", "board")
    assert not TalkTime.objects.free().exists()
    assert len(mails("talk_cancelled")) == 1
    hospital.refresh_from_db()
    verification.unfreeze(hospital, by=moderator, words="All is well.")
    assert TalkTime.objects.free().get() == other


def test_who_leaves_the_team_takes_their_times_along(
    free_time: TalkTime, host: User, owner: User, hospital: Hospital, candidate: User
) -> None:
    row = book(free_time, candidate)
    make_time(host, hospital, starts_at=free_time.starts_at + timedelta(days=1))
    staff.remove(Seat.objects.get(user=host), by=owner)
    row.refresh_from_db()
    assert row.status == "cancelled"
    assert not TalkTime.objects.to_come().exists()


def test_who_becomes_a_reviewer_hosts_no_more(
    free_time: TalkTime, host: User, owner: User, candidate: User
) -> None:
    row = book(free_time, candidate)
    staff.change_role(Seat.objects.get(user=host), "reviewer", by=owner)
    row.refresh_from_db()
    assert row.status == "cancelled"


BOTH_TOLD = {"talk_cancelled", "talk_cancelled_host"}


@pytest.mark.parametrize(
    ("who", "way", "booked", "ends", "told", "free"),
    [  # `free`: of the two times that the host gave to everybody, how many anybody may book afterwards
        (
            "candidate",
            "suspended",
            True,
            ("cancelled", "board"),
            {"talk_cancelled", "talk_cancelled_host"},
            1,
        ),
        ("candidate", "suspended", False, ("declined", ""), {"talk_declined"}, 2),
        ("candidate", "leaves", True, ("cancelled", "candidate"), {"talk_cancelled_host"}, 2),
        ("candidate", "leaves", False, ("cancelled", "candidate"), set(), 2),
        ("host", "suspended", True, ("cancelled", "board"), BOTH_TOLD, 0),
        ("host", "suspended", False, ("declined", ""), {"talk_declined"}, 0),
        ("host", "leaves", True, ("cancelled", "board"), BOTH_TOLD, 0),
        ("host", "leaves", False, ("declined", ""), {"talk_declined"}, 0),
    ],
)
def test_who_is_suspended_or_closes_their_account_is_expected_by_nobody_on_either_side(
    who: str, way: str, booked: bool, ends: tuple[str, str], told: set[str], free: int,
    free_time: TalkTime, host: User, hospital: Hospital, candidate: User, moderator: User,
) -> None:  # fmt: skip
    """What is booked is called off; what waits with times that this host offered ends, and so do these times."""
    make_time(host, hospital, starts_at=free_time.starts_at + timedelta(days=1))
    row = book(free_time, candidate) if booked else ask(hospital, candidate)
    if not booked:
        talks.offer(row, [offered(hospital, 5), offered(hospital, 6)], by=host)
    person = candidate if who == "candidate" else host
    OutgoingMail.objects.all().delete()
    if way == "suspended":
        suspending.suspend(person, by=moderator, reason="abuse", words="No.", until=None)
    else:
        closing.close(person, by=person)
    row.refresh_from_db()
    assert (row.status, row.called_off_by) == ends
    assert not row.offered.filter(withdrawn_at=None).exists()
    assert TalkTime.objects.to_come().count() == TalkTime.objects.free().count() == free
    letters = OutgoingMail.objects.filter(kind__startswith="talk_").values_list("kind", flat=True)
    assert sorted(letters) == sorted(told)


# ── Times ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_row_of_thirteen_is_given_at_once_and_a_clash_gives_none(host: User, hospital: Hospital) -> None:
    first = (timezone.now() + timedelta(days=2)).date()
    pattern = offered(hospital, 2)
    row = hosting.weekly(first, time(9), hosting.ROW, hospital.zone)
    assert len(hosting.give(pattern, row, hospital=hospital, by=host)) == 13
    again = hosting.weekly(first, time(9, 10), 2, hospital.zone)
    with pytest.raises(Refused, match="another talk"):
        hosting.give(pattern, again, hospital=hospital, by=host)
    assert TalkTime.objects.count() == 13


def test_a_booked_time_is_not_taken_back(free_time: TalkTime, host: User, candidate: User) -> None:
    book(free_time, candidate)
    assert hosting.take_back([free_time], by=host) == 0


def test_a_host_takes_back_no_time_of_a_colleague_but_an_owner_does(
    free_time: TalkTime, recruiter: User, owner: User
) -> None:
    with pytest.raises(NotAllowed):
        hosting.take_back([free_time], by=recruiter)
    assert hosting.take_back([free_time], by=owner) == 1


# ── By own choice ────────────────────────────────────────────────────────────────────────────────────
def test_only_the_candidate_links_a_talk_and_only_to_their_own_application_there(
    free_time: TalkTime, candidate: User, candidate2: User, make_application: Callable[..., Any]
) -> None:
    row, mine = book(free_time, candidate), make_application()
    assert row.application_id is None
    with pytest.raises(NotAllowed):
        talks.link(row, mine, by=free_time.host)
    theirs = make_application(candidate=candidate2)
    with pytest.raises(NotAllowed):
        talks.link(row, theirs, by=candidate)
    talks.link(row, mine, by=candidate)
    assert Talk.objects.get().application_id == mine.pk
    talks.link(row, None, by=candidate)
    assert Talk.objects.get().application_id is None
