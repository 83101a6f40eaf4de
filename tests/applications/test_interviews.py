"""A hospital offers times, the candidate picks one, and both calendars know."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from accounts.models import User
from applications import endings, interview_ends, interviews, pipeline
from applications.interviews import Proposal
from applications.models import Application, Interview, Slot
from applications.refusals import Refused
from core.mail.outbox import deliver_due
from core.models import MailAttachment, OutgoingMail
from core.workflow import NotAllowed, WrongState
from postings import lifecycle

MONDAY = datetime(2027, 3, 8, 18, 0, tzinfo=UTC)  # 10:00 in Tacoma, before summer time


def proposal(*moments: datetime, **fields: Any) -> Proposal:
    facts: dict[str, Any] = {
        "how": "video",
        "where": "https://meet.example/1",
        "minutes": 45,
        "words": "Bring samples.",
    }
    return Proposal(**{**facts, "moments": list(moments), **fields})


@pytest.fixture(autouse=True)
def _in_march() -> Any:
    with time_machine.travel(datetime(2027, 3, 1, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def talk(make_application: Any, recruiter: User) -> Interview:
    application = make_application(letter="")
    return pipeline.propose_interview(
        application, proposal(MONDAY, MONDAY + timedelta(days=1), people=[recruiter]), by=recruiter
    )


@pytest.fixture
def agreed(talk: Interview, candidate: User) -> Interview:
    interviews.pick(talk, slot(talk).pk, by=candidate)
    return talk


def slot(talk: Interview, place: int = 0) -> Slot:
    return list(talk.offered.order_by("starts_at"))[place]


def calendars(kind: str) -> list[tuple[str, Any]]:
    """(to, event) of each calendar file in letters of this kind."""
    files = MailAttachment.objects.filter(mail__kind=kind).order_by("mail__to")
    return [(f.mail.to, Calendar.from_ical(bytes(f.content))) for f in files]


def kinds() -> list[tuple[str, str]]:
    return sorted(OutgoingMail.objects.values_list("to", "kind"))


def test_proposing_times_moves_to_interview_and_tells_the_candidate_once(talk: Interview) -> None:
    assert (talk.application.status, talk.status) == ("interview", "proposed")
    assert kinds() == [("amara@people.example", "interview_proposed")]
    text = OutgoingMail.objects.get().text
    assert "Monday 8 March, 10:00–10:45 Pacific time (UTC−8)" in text and "Bring samples." in text


def test_a_candidate_elsewhere_reads_the_times_on_both_clocks(make_application: Any, recruiter: User) -> None:
    place = {"city": "Utrecht", "region": "Utrecht", "country": "NL"}
    application = make_application(snapshot={"name": "Amara", "place": place, "skills": [], "links": []})
    pipeline.propose_interview(application, proposal(MONDAY), by=recruiter)
    text = OutgoingMail.objects.get().text
    assert "10:00–10:45 Pacific time (UTC−8)" in text
    assert "For you: Monday 8 March, 19:00–19:45 Amsterdam time (UTC+1)" in text


def test_picking_takes_the_slot_and_invites_both_calendars(agreed: Interview) -> None:
    assert (agreed.status, agreed.starts_at) == ("agreed", MONDAY)
    found = calendars("interview_agreed")
    assert [to for to, _ in found] == ["amara@people.example", "priya@northlake.example"]
    for to, calendar in found:
        event = calendar.walk("VEVENT")[0]
        assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("REQUEST", "CONFIRMED", 1)
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (MONDAY, MONDAY + timedelta(minutes=45))
        assert str(event["ATTENDEE"]) == f"mailto:{to}"
        assert str(event["UID"]).startswith(str(agreed.uid))


def test_the_candidate_s_calendar_names_the_team_and_no_mailbox_of_it(agreed: Interview) -> None:
    mine = bytes(MailAttachment.objects.get(mail__to="amara@people.example").content).decode()
    assert "Priya Nair" in mine and "priya@" not in mine


def test_words_cannot_break_out_of_the_calendar_file(
    make_application: Any, recruiter: User, candidate: User
) -> None:
    application = make_application()
    words = "a;b,c\\d\nEND:VEVENT\r\nBEGIN:VEVENT"
    talk = pipeline.propose_interview(application, proposal(MONDAY, words=words, where='x";y'), by=recruiter)
    interviews.pick(talk, slot(talk).pk, by=candidate)
    for _to, calendar in calendars("interview_agreed"):
        events = calendar.walk("VEVENT")
        assert len(events) == 1 and "END:VEVENT" in str(events[0]["DESCRIPTION"])
        assert str(events[0]["LOCATION"]) == 'x";y'


def test_the_letter_carries_the_calendar_as_part_and_as_file(
    agreed: Interview, mailoutbox: list[Any]
) -> None:
    OutgoingMail.objects.update(
        next_try_at=datetime(2026, 1, 1, tzinfo=UTC)
    )  # the database keeps its own clock
    deliver_due()
    message = next(m for m in mailoutbox if m.to == ["amara@people.example"] and m.attachments)
    types = [part.get_content_type() for part in message.message().walk()]
    assert types.count("text/calendar") == 1 and types.count("application/ics") == 1
    part = next(p for p in message.message().walk() if p.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"


def test_new_times_call_off_the_old_one_under_the_same_name(
    agreed: Interview, recruiter: User, candidate: User
) -> None:
    interviews.propose_again(agreed, proposal(MONDAY + timedelta(days=2), people=[recruiter]), by=recruiter)
    assert agreed.status == "proposed" and agreed.taken is None
    assert not Slot.objects.exclude(taken_by=None).exists()
    interviews.pick(agreed, slot(agreed).pk, by=candidate)
    steps = [
        (str(c["METHOD"]), c.walk("VEVENT")[0]["SEQUENCE"], str(c.walk("VEVENT")[0]["UID"]))
        for kind in ("interview_given_back", "interview_agreed")
        for to, c in calendars(kind)
        if to == candidate.email
    ]
    assert sorted((m, s) for m, s, _ in steps) == [("CANCEL", 2), ("REQUEST", 1), ("REQUEST", 3)]
    assert len({uid for _, _, uid in steps}) == 1


def test_calling_off_reaches_the_candidate_with_words_and_both_calendars(
    agreed: Interview, candidate: User, recruiter: User, reviewer: User, client_of: Any
) -> None:
    OutgoingMail.objects.all().delete()
    interviews.cancel(agreed, by=recruiter, words="Our head is ill.")
    pk = agreed.application_id
    for reader, page in ((candidate, f"/me/applications/{pk}/"), (reviewer, f"/workspace/northlake/applications/{pk}/")):  # fmt: skip
        text = client_of(reader).get(page).content.decode()
        assert "Our head is ill." in text and "Bring samples." not in text
    assert "Our head is ill." in OutgoingMail.objects.get(to="amara@people.example").text
    assert [str(c["METHOD"]) for _to, c in calendars("interview_cancelled")] == ["CANCEL", "CANCEL"]
    assert [c.walk("VEVENT")[0]["SEQUENCE"] for _to, c in calendars("interview_cancelled")] == [2, 2]


def test_asking_for_others_and_declining_reach_those_who_decide(
    talk: Interview, candidate: User, owner: User
) -> None:
    OutgoingMail.objects.all().delete()
    interviews.ask_others(talk, by=candidate, words="I work on Mondays.")
    assert kinds() == [
        ("ines@northlake.example", "interview_others_asked"),
        ("priya@northlake.example", "interview_others_asked"),
    ]
    assert "I work on Mondays." in OutgoingMail.objects.first().text  # type: ignore[union-attr]
    interviews.decline(talk, by=candidate, words="")
    assert talk.status == "declined"
    talk.application.refresh_from_db()
    assert talk.application.status == "interview"


def test_a_time_that_is_taken_or_past_is_refused(
    talk: Interview, make_application: Any, candidate: User, candidate2: User, recruiter: User
) -> None:
    second = pipeline.propose_interview(
        make_application(candidate=candidate2), proposal(MONDAY), by=recruiter
    )
    assert Slot.objects.count() == 2  # the same moment is one slot
    interviews.pick(talk, slot(talk).pk, by=candidate)
    with pytest.raises(interviews.Taken):
        interviews.pick(second, slot(second).pk, by=candidate2)
    second.refresh_from_db()
    assert second.status == "proposed"
    with pytest.raises(Refused), time_machine.travel(MONDAY + timedelta(days=9)):
        interviews.pick(second, slot(second).pk, by=candidate2)


def test_a_slot_of_another_proposal_cannot_be_picked(
    talk: Interview, make_application: Any, candidate: User, candidate2: User, recruiter: User
) -> None:
    other = pipeline.propose_interview(
        make_application(candidate=candidate2), proposal(MONDAY + timedelta(days=5)), by=recruiter
    )
    with pytest.raises(Refused):
        interviews.pick(talk, slot(other).pk, by=candidate)


def test_nobody_else_picks_proposes_or_cancels(
    talk: Interview, candidate: User, candidate2: User, reviewer: User, owner2: User, recruiter: User
) -> None:
    for person in (candidate2, reviewer, owner2, recruiter):
        with pytest.raises(NotAllowed):
            interviews.pick(talk, slot(talk).pk, by=person)
    for person in (candidate, candidate2, reviewer, owner2):
        with pytest.raises(NotAllowed):
            interviews.cancel(talk, by=person, words="x")
        with pytest.raises(NotAllowed):
            interviews.propose_again(talk, proposal(MONDAY), by=person)


def test_a_second_proposal_while_one_is_open_is_refused(talk: Interview, recruiter: User) -> None:
    with pytest.raises(Refused):
        pipeline.propose_interview(talk.application, proposal(MONDAY), by=recruiter)
    assert Interview.objects.count() == 1


@pytest.mark.parametrize("how", ["called off", "declined", "by telephone"])
def test_where_no_talk_is_open_the_page_leads_to_the_next_one(
    how: str, talk: Interview, make_application: Any, make_posting: Any, candidate: User, candidate2: User,
    recruiter: User, reviewer: User, client_of: Any,
) -> None:  # fmt: skip
    application, room = talk.application, "/workspace/northlake/applications"
    assert "Propose times" not in client_of(recruiter).get(f"{room}/{application.pk}/").content.decode()
    if how == "called off":
        interviews.cancel(talk, by=recruiter)
    elif how == "declined":
        interviews.decline(talk, by=candidate, words="")
    else:
        application = make_application(candidate=candidate2, posting=make_posting())
        pipeline.invite(application, by=recruiter)
    page = f"{room}/{application.pk}/"
    shown = client_of(recruiter).get(page).content.decode()
    assert "Propose times" in shown and f"{page}interview/" in shown
    assert "Propose times" not in client_of(reviewer).get(page).content.decode()
    assert client_of(recruiter).get(f"{page}interview/").status_code == 200


def test_after_a_talk_was_held_a_second_one_can_be_proposed(agreed: Interview, recruiter: User) -> None:
    with time_machine.travel(MONDAY + timedelta(days=1)):
        pipeline.propose_interview(agreed.application, proposal(MONDAY + timedelta(days=7)), by=recruiter)
        with pytest.raises(Refused):
            interviews.cancel(agreed, by=recruiter, words="too late")
    assert Interview.objects.count() == 2


# ── The board ────────────────────────────────────────────────────────────────────────────────────────


def test_both_sides_are_reminded_once_on_the_day_before(agreed: Interview) -> None:
    OutgoingMail.objects.all().delete()
    assert interview_ends.remind(MONDAY - timedelta(hours=25)) == 0
    assert interview_ends.remind(MONDAY - timedelta(hours=23)) == 1
    assert interview_ends.remind(MONDAY - timedelta(hours=22)) == 0
    assert kinds() == [
        ("amara@people.example", "interview_reminder"),
        ("priya@northlake.example", "interview_reminder"),
    ]


def test_withdrawing_calls_the_talk_off_with_a_cancel(agreed: Interview, candidate: User) -> None:
    endings.withdraw(agreed.application, by=candidate, reason="other_job")
    agreed.refresh_from_db()
    assert agreed.status == "cancelled"
    assert [to for to, _ in calendars("interview_cancelled")] == [
        "amara@people.example",
        "priya@northlake.example",
    ]


def test_a_rejection_does_not_give_itself_away_by_the_talk(agreed: Interview, recruiter: User) -> None:
    application = Application.objects.get(pk=agreed.application_id)
    now = timezone.now()
    endings.reject(application, by=recruiter, reason="skills", message="No.")
    agreed.refresh_from_db()
    assert agreed.status == "agreed"
    assert interview_ends.end_told(now + timedelta(hours=23)) == 0
    assert interview_ends.end_told(now + timedelta(hours=25)) == 1
    agreed.refresh_from_db()
    assert agreed.status == "cancelled"


def test_a_talk_before_the_letter_leaves_is_called_off_at_once(agreed: Interview, recruiter: User) -> None:
    application = Application.objects.get(pk=agreed.application_id)
    endings.reject(application, by=recruiter, reason="skills", message="No.", at=MONDAY - timedelta(hours=5))
    agreed.refresh_from_db()
    assert agreed.status == "cancelled"


def test_closing_the_opening_calls_its_talks_off(talk: Interview, owner: User) -> None:
    lifecycle.close(talk.application.posting, by=owner, outcome="not_filled")
    talk.refresh_from_db()
    assert talk.status == "cancelled"


def test_who_declines_in_the_second_of_the_closing_keeps_nobody_from_closing(
    talk: Interview,
    make_application: Any,
    candidate: User,
    candidate2: User,
    recruiter: User,
    owner: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    posting, real = talk.application.posting, interview_ends.cancel
    second = make_application(candidate=candidate2, posting=posting)
    other = pipeline.propose_interview(second, proposal(MONDAY + timedelta(days=2)), by=recruiter)

    def cancel(interview: Interview, **said: Any) -> None:
        if interview.pk == talk.pk:
            interviews.decline(Interview.objects.get(pk=talk.pk), by=candidate, words="")
        real(interview, **said)

    monkeypatch.setattr(interview_ends, "cancel", cancel)
    lifecycle.close(posting, by=owner, outcome="not_filled")
    for row in (talk, other, posting):
        row.refresh_from_db()
    assert (talk.status, other.status, posting.status) == ("declined", "cancelled", "closed")


def test_closing_does_not_give_a_rejection_away_either(talk: Interview, owner: User, recruiter: User) -> None:
    application = Application.objects.get(pk=talk.application_id)
    endings.reject(application, by=recruiter, reason="skills", message="No.")
    lifecycle.close(application.posting, by=owner, outcome="not_filled")
    talk.refresh_from_db()
    assert talk.status == "proposed"
    assert not OutgoingMail.objects.filter(kind="interview_cancelled").exists()


def test_a_candidate_and_a_hospital_at_once_one_is_told(
    talk: Interview, candidate: User, recruiter: User
) -> None:
    stale = Interview.objects.get(pk=talk.pk)
    interviews.cancel(talk, by=recruiter, words="x")
    with pytest.raises(WrongState):
        interviews.pick(stale, slot(talk).pk, by=candidate)


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────


def asked(**more: Any) -> dict[str, Any]:
    facts = {
        "how": "phone",
        "where": "+1 253 555 0100",
        "minutes": "30",
        "words": "",
        "day_0": "2027-03-09",
        "time_0": "14:30",
    }
    return {**facts, **more}


def test_times_are_read_on_the_hospital_s_clock(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    application = make_application()
    url = f"/workspace/northlake/applications/{application.pk}/interview/"
    assert client_of(recruiter).post(url, asked(people=[str(recruiter.pk)])).status_code == 302
    assert Slot.objects.get().starts_at == datetime(2027, 3, 9, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"day_0": "", "time_0": ""}, "Offer at least one time"),
        ({"time_0": ""}, "Add the time"),
        ({"day_0": ""}, "Add the day"),
        ({"day_0": "2027-03-14", "time_0": "02:30"}, "The clock changes that night"),
        ({"day_0": "2027-02-01"}, "Choose a day in the next twelve months"),
        ({"day_0": "9999-12-31"}, "Choose a day in the next twelve months"),
        ({"day_0": "soon"}, "Write the day like 2026-12-11"),
        ({"where": ""}, "Say where: a link, a number or an address"),
        ({"minutes": "1"}, "Select a valid choice"),
        ({"people": ["999999"]}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    make_application: Any, recruiter: User, client_of: Any, fields: dict[str, Any], words: str
) -> None:
    application = make_application()
    answer = client_of(recruiter).post(
        f"/workspace/northlake/applications/{application.pk}/interview/", asked(words="Keep me", **fields)
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "Keep me" in page
    assert not Interview.objects.exists()


@pytest.mark.parametrize(("minutes", "refused"), [("15", False), ("30", True), ("45", True)])
def test_two_times_of_one_offer_that_overlap_are_refused_beside_the_later(
    make_application: Any, recruiter: User, client_of: Any, minutes: str, refused: bool
) -> None:
    """Two candidates could pick one each: 10:00 and 10:15."""
    url = f"/workspace/northlake/applications/{make_application().pk}/interview/"
    times = {"day_0": "2027-03-09", "time_0": "10:15", "day_1": "2027-03-09", "time_1": "10:00"}
    answer = client_of(recruiter).post(url, asked(minutes=minutes, **times))
    assert answer.status_code == (422 if refused else 302)
    if refused:
        words = f"10:00 and 10:15 overlap: the talk takes {minutes} minutes. Leave more time between them."
        assert answer.context["form"].errors == {"time_0": [words]}
        assert 'value="10:15"' in answer.content.decode()


def test_a_time_that_overlaps_one_that_others_are_offered_is_refused_beside_it(
    talk: Interview, make_application: Any, candidate2: User, recruiter: User, client_of: Any
) -> None:
    application = make_application(candidate=candidate2, posting=talk.application.posting)
    url = f"/workspace/northlake/applications/{application.pk}/interview/"
    again = {"again": [str(slot(talk).pk)], "day_0": "2027-03-08", "minutes": "45"}  # Monday 10:00
    answer = client_of(recruiter).post(url, asked(time_0="09:30", **again))
    assert list(answer.context["form"].errors) == ["time_0"]
    assert client_of(recruiter).post(url, asked(time_0="10:45", **again)).status_code == 302


def test_no_way_around_the_form_offers_two_times_that_overlap(make_application: Any, recruiter: User) -> None:
    with pytest.raises(Refused, match="overlap"):
        pipeline.propose_interview(
            make_application(), proposal(MONDAY, MONDAY + timedelta(minutes=15)), by=recruiter
        )


@pytest.mark.parametrize(
    ("time_0", "refused"), [("10:30", True), ("09:30", True), ("10:45", False), ("09:15", False)]
)
def test_nobody_of_the_team_is_offered_for_two_talks_at_once(
    agreed: Interview, make_application: Any, candidate2: User, recruiter: User, owner: User, client_of: Any, time_0: str, refused: bool
) -> None:  # fmt: skip
    """Agreed: Monday 10:00 to 10:45 with the recruiter."""
    application = make_application(candidate=candidate2)
    url = f"/workspace/northlake/applications/{application.pk}/interview/"
    sent = asked(minutes="45", day_0="2027-03-08", time_0=time_0)
    answer = client_of(recruiter).post(url, sent | {"people": [str(recruiter.pk)]})
    said = f"{recruiter}: in another interview then" in answer.content.decode()
    assert (answer.status_code, said) == ((422, True) if refused else (302, False))
    if refused:  # a colleague who is free may
        assert client_of(recruiter).post(url, sent | {"people": [str(owner.pk)]}).status_code == 302


def test_the_candidate_picks_on_the_page_and_downloads_the_file(
    talk: Interview, candidate: User, client_of: Any
) -> None:
    client, base = client_of(candidate), f"/me/applications/{talk.application_id}/"
    page = client.get(base + "?zone=Europe/Amsterdam").content.decode()
    assert "Monday 8 March, 10:00–10:45" in page and "19:00–19:45 Amsterdam time" in page
    client.post(
        f"{base}interview/{talk.pk}/", {"do": "pick", "slot": str(slot(talk).pk), "zone": "Europe/Amsterdam"}
    )
    talk.refresh_from_db()
    assert (talk.status, talk.candidate_zone) == ("agreed", "Europe/Amsterdam")
    answer = client.get(f"{base}interview/{talk.pk}/interview.ics")
    assert answer["Content-Type"].startswith("text/calendar") and b"PUBLISH" in answer.content
    other = client.post(f"{base}interview/{talk.pk}/", {"do": "pick", "slot": "abc"}, follow=True)
    assert "Pick one of the times first." in other.content.decode()


def test_the_hospital_reads_what_happened_with_its_interviews(
    agreed: Interview, recruiter: User, client_of: Any
) -> None:
    interviews.cancel(agreed, by=recruiter, words="x")
    url = f"/workspace/northlake/applications/{agreed.application_id}/"
    page = " ".join(client_of(recruiter).get(url).content.decode().split())
    happened = page[page.index("What happened") :]
    places = [happened.index(words) for words in ("Interview called off", "Time for the interview picked", "Times for an interview proposed")]  # fmt: skip
    assert places == sorted(places)


def test_a_stranger_finds_no_talk(talk: Interview, candidate2: User, owner2: User, client_of: Any) -> None:
    mine = f"/me/applications/{talk.application_id}/interview/{talk.pk}/"
    assert client_of(candidate2).post(mine, {"do": "decline"}).status_code == 404
    theirs = f"/workspace/de-waterlinie/applications/{talk.application_id}/interview/{talk.pk}/interview.ics"
    assert client_of(owner2).get(theirs).status_code == 404
    talk.refresh_from_db()
    assert talk.status == "proposed"


def test_a_talk_of_another_application_is_not_found_under_this_one(
    agreed: Interview, make_application: Any, candidate2: User, recruiter: User, client_of: Any
) -> None:
    other = make_application(candidate=candidate2)
    url = f"/workspace/northlake/applications/{other.pk}/interview/{agreed.pk}/"
    assert client_of(recruiter).get(url + "interview.ics").status_code == 404
    assert client_of(recruiter).post(url + "cancellation/", {"words": "x"}).status_code == 404
