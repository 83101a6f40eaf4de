"""The pages of talks, for everyone, for candidates and for hosts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from hospitals.models import Hospital
from mentoring import booking, hosting, talks
from mentoring.models import Talk, TalkTime
from tests.mentoring.conftest import book, make_time, some_topics

pytestmark = pytest.mark.django_db
LIST = "/talks/"


def queries(client: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def text(response: Any) -> str:
    return str(response.content.decode())


def begun(row: Talk) -> Talk:
    """As if its time were an hour ago."""
    TalkTime.objects.filter(talks=row).update(starts_at=timezone.now() - timedelta(hours=1))
    row.refresh_from_db()
    return row


# ── For everyone ─────────────────────────────────────────────────────────────────────────────────────
def test_a_visitor_finds_free_times_and_no_link_or_address(free_time: TalkTime, client: Any) -> None:
    body = text(client.get(LIST))
    assert "Northlake General Hospital" in body
    page = text(client.get("/talks/northlake/"))
    assert "14:00" in page and "Sign in to book" in page
    assert free_time.where not in body + page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("language=en", True), ("language=nl", False), ("how=video", True), ("how=phone", False),
        ("country=US", True), ("country=NL", False), ("place=tacoma", True), ("place=utrecht", False),
        ("topic=hipaa", False), ("how=shouting&country=XX&topic=none&page=99", True),
    ],
)  # fmt: skip
def test_filters_find_what_they_say_and_nonsense_is_ignored(
    query: str, found: bool, free_time: TalkTime, client: Any
) -> None:
    assert ("Northlake General" in text(client.get(f"{LIST}?{query}"))) is found


def test_an_empty_list_says_that_one_can_ask(client: Any, db: None) -> None:
    assert "You can ask each hospital for a talk" in text(client.get(LIST))


def test_talks_of_a_frozen_hospital_are_nowhere(free_time: TalkTime, client: Any) -> None:
    Hospital.objects.update(frozen_at=timezone.now())
    assert "Northlake" not in text(client.get(LIST))
    assert client.get("/talks/northlake/").status_code == 404


def test_one_hospital_and_many_cost_the_same(
    host: User, hospital: Hospital, hospital2: Hospital, owner2: User, client: Any
) -> None:
    make_time(host, hospital)
    client.get(LIST)
    one = queries(client, LIST)
    for n in range(1, 12):
        make_time(host, hospital, starts_at=timezone.now() + timedelta(days=5, hours=n))
        make_time(owner2, hospital2, starts_at=timezone.now() + timedelta(days=5, hours=n))
    assert queries(client, LIST) == one
    page = "/talks/northlake/"
    many = queries(client, page)
    TalkTime.objects.filter(hospital=hospital).delete()
    make_time(host, hospital)
    assert queries(client, page) == many


def test_the_pages_of_a_hospital_and_an_opening_say_talk_first(
    free_time: TalkTime, posting: Any, client: Any
) -> None:
    for url in (reverse("hospitals:page", args=["northlake"]), posting.get_absolute_url()):
        assert "/talks/northlake/" in text(client.get(url)), url


def test_who_has_an_openings_page_gets_it_anew_when_somebody_else_took_a_time_that_stands_on_it(
    free_time: TalkTime, posting: Any, candidate: User, client: Any
) -> None:
    url = posting.get_absolute_url()
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    book(free_time, candidate)
    again = client.get(url, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "14:00" not in text(again)


# ── Booking ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_candidate_books_and_sees_where(free_time: TalkTime, candidate: User, client_of: Any) -> None:
    client = client_of(candidate)
    sent = client.post("/talks/northlake/", {"time": free_time.pk, "words": "What is a normal week?"})
    row = Talk.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, row.get_absolute_url())
    assert free_time.where in text(client.get(row.get_absolute_url()))
    file = client.get(reverse("mentoring:talk_calendar", args=[row.pk]))
    assert (file.status_code, file["Content-Type"]) == (200, "text/calendar; charset=utf-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose a time, or ask for another one"),
        ({"time": "9999999"}, "just taken"),
        ({"time": "x" * 300, "words": "a" * 501}, "at most 500"),
        ({"time": "phone", "words": "Hi there"}, "Give the number"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    data: dict[str, str], said: str, host: User, hospital: Hospital, candidate: User, client_of: Any
) -> None:
    time_ = make_time(host, hospital, how="phone", where="")
    if data.get("time") == "phone":
        data = {**data, "time": str(time_.pk)}
    sent = client_of(candidate).post("/talks/northlake/", data)
    assert sent.status_code == 422
    assert said in text(sent)
    assert data.get("words", "") in text(sent)
    assert not Talk.objects.exists()


def test_no_time_fits_so_a_candidate_asks_and_picks_what_is_offered(
    free_time: TalkTime, host: User, candidate: User, client_of: Any
) -> None:
    amara, hana = client_of(candidate), client_of(host)
    amara.post("/talks/northlake/", {"time": "ask", "words": "May I see your newsroom?"})
    row = Talk.objects.get()
    assert row.status == "requested"
    page = f"/workspace/northlake/talks/{row.pk}/"
    assert "May I see your newsroom?" in text(hana.get(page))
    wrong = hana.post(f"{page}offer/", {"how": "video", "minutes": 20, "language": "en"})
    assert wrong.status_code == 422 and "Say where" in text(wrong)
    on = (timezone.now() + timedelta(days=6)).date().isoformat()
    data = {"how": "video", "where": "https://meet.example/7", "minutes": 20, "language": "en"}
    sent = hana.post(f"{page}offer/", {**data, "day_0": on, "time_0": "10:00", "words": "Gladly."})
    assert sent.status_code == 302
    assert "Gladly." in text(amara.get(row.get_absolute_url()))
    none = amara.post(reverse("mentoring:talk_move", args=[row.pk, "choice"]), {"time": free_time.pk})
    assert none.status_code == 409
    amara.post(reverse("mentoring:talk_move", args=[row.pk, "choice"]), {"time": row.offered.get().pk})
    row.refresh_from_db()
    assert row.status == "booked"


def test_whose_session_ended_meanwhile_signs_in_and_keeps_what_they_wrote(
    free_time: TalkTime, client: Any
) -> None:
    sent = client.post("/talks/northlake/", {"time": free_time.pk, "words": "What is a normal week?"})
    assert "Sign in to book" in text(sent)
    assert "What is a normal week?" in text(sent)
    assert not Talk.objects.exists()


def test_a_stranger_finds_no_talk_of_somebody_else(
    free_time: TalkTime, candidate: User, candidate2: User, owner2: User, client_of: Any
) -> None:
    row = book(free_time, candidate)
    for name, args in (("talk", [row.pk]), ("talk_calendar", [row.pk])):
        assert client_of(candidate2).get(reverse(f"mentoring:{name}", args=args)).status_code == 404
    moved = client_of(candidate2).post(reverse("mentoring:talk_move", args=[row.pk, "cancellation"]))
    assert moved.status_code == 404
    for url in (f"/workspace/northlake/talks/{row.pk}/", f"/workspace/de-waterlinie/talks/{row.pk}/"):
        assert client_of(owner2).get(url).status_code == 404
    row.refresh_from_db()
    assert row.status == "booked"


def test_a_candidate_cancels_with_words(free_time: TalkTime, candidate: User, client_of: Any) -> None:
    row = book(free_time, candidate)
    client_of(candidate).post(
        reverse("mentoring:talk_move", args=[row.pk, "cancellation"]), {"words": "I am ill."}
    )
    row.refresh_from_db()
    assert (row.status, row.called_off_by, row.answer) == ("cancelled", "candidate", "I am ill.")


def test_nobody_was_there(free_time: TalkTime, candidate: User, client_of: Any) -> None:
    row, client = book(free_time, candidate), client_of(candidate)
    url = reverse("mentoring:talk_move", args=[row.pk, "absence"])
    assert client.post(url).status_code == 409
    begun(row)
    assert "Nobody was there" in text(client.get(row.get_absolute_url()))
    client.post(url)
    row.refresh_from_db()
    assert (row.status, row.missed_by) == ("no_show", "host")


# ── The team ─────────────────────────────────────────────────────────────────────────────────────────
def given(**more: Any) -> dict[str, Any]:
    day = (timezone.now() + timedelta(days=4)).date().isoformat()
    facts = {"day": day, "time": "09:00", "weeks": 1, "minutes": 20, "how": "video"}
    return {**facts, "where": "https://meet.example/1", "language": "en", **more}


def test_a_host_gives_a_row_and_takes_one_back(host: User, client_of: Any) -> None:
    client = client_of(host)
    assert client.post("/workspace/northlake/talks/", given(weeks=12)).status_code == 302
    assert TalkTime.objects.count() == 12
    one = TalkTime.objects.order_by("starts_at").first()
    assert one is not None
    client.post("/workspace/northlake/talks/times/removal/", {"time": [one.pk]})
    assert TalkTime.objects.free().count() == 11
    again = client.post("/workspace/northlake/talks/", given(weeks=3))
    assert again.status_code == 422 and "another talk" in text(again)


@pytest.mark.parametrize(
    ("ahead", "given_", "said"),
    [
        (5, 13, "13 times given."),
        (19, 11, "11 times given. 2 weeks are left out"),
        (82, 2, "2 times given. 11 weeks are left out"),
    ],
)
def test_a_row_is_cut_after_90_days_and_the_host_reads_so(
    ahead: int, given_: int, said: str, host: User, client_of: Any
) -> None:
    client, first = client_of(host), (timezone.now() + timedelta(days=ahead)).date().isoformat()
    sent = client.post("/workspace/northlake/talks/", given(day=first, weeks=13), follow=True)
    assert said in text(sent)
    assert TalkTime.objects.count() == given_


def test_a_single_time_at_which_the_clock_is_changed_is_said(
    host: User, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "weekly", lambda *_: [])
    sent = client_of(host).post("/workspace/northlake/talks/", given())
    assert sent.context["form"].errors["time"] == ["The clock is changed at this moment. Choose another one."]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"where": ""}, "Say where"),
        ({"day": "2020-01-01"}, "in the future"),
        ({"day": "9999-12-31", "weeks": 13}, "within the next 90 days"),
        ({"day": "soon"}, "Write the day like"),
        ({"weeks": 14}, "valid choice"),
        ({"topics": ["x"]}, "valid choice"),
    ],
)
def test_a_wrong_time_is_refused_and_what_was_typed_stays(
    wrong: dict[str, Any], said: str, host: User, client_of: Any
) -> None:
    sent = client_of(host).post("/workspace/northlake/talks/", given(**wrong))
    assert sent.status_code == 422
    assert said in text(sent)
    assert not TalkTime.objects.exists()


def test_a_host_names_six_subjects_at_most(host: User, client_of: Any) -> None:
    client, seven = client_of(host), some_topics(7)
    sent = client.post("/workspace/northlake/talks/", given(topics=seven))
    assert sent.status_code == 422
    assert sent.context["form"].errors == {"topics": ["Choose six subjects at most"]}
    assert "Choose six subjects at most" in text(sent)
    assert not TalkTime.objects.exists()
    assert client.post("/workspace/northlake/talks/", given(topics=seven[:6])).status_code == 302
    assert sorted(TalkTime.objects.get().topics) == sorted(seven[:6])


def test_a_reviewer_is_not_let_in(reviewer: User, client_of: Any) -> None:
    client = client_of(reviewer)
    assert client.get("/workspace/northlake/talks/").status_code == 403
    assert "/workspace/northlake/talks/" not in text(client.get("/workspace/northlake/"))


def test_the_team_sees_what_was_asked_and_nothing_else_of_the_candidate(
    free_time: TalkTime, host: User, candidate: User, client_of: Any
) -> None:
    row = book(free_time, candidate)
    body = text(client_of(host).get(row.workspace_url))
    assert candidate.name in body and "What is a normal week?" in body
    assert candidate.email not in body


def test_it_took_place_or_they_did_not_come(
    free_time: TalkTime, host: User, candidate: User, candidate2: User, client_of: Any
) -> None:
    other = make_time(host, free_time.hospital, starts_at=free_time.starts_at + timedelta(days=1))
    one, two = book(free_time, candidate), book(other, candidate2)
    client = client_of(host)
    begun(one)
    TalkTime.objects.filter(pk=other.pk).update(starts_at=timezone.now() - timedelta(hours=3))
    assert client.post(f"{one.workspace_url}held/").status_code == 302
    assert client.post(f"{two.workspace_url}absence/").status_code == 302
    assert sorted(Talk.objects.values_list("status", "missed_by")) == [("held", ""), ("no_show", "candidate")]
    assert client.post(f"{one.workspace_url}held/").status_code == 409
    assert client.post(f"{one.workspace_url}dance/").status_code == 404


def test_lists_cost_the_same_for_one_and_for_many(
    host: User, hospital: Hospital, candidate: User, make_person: Callable[..., User], client_of: Any
) -> None:
    def add(n: int) -> None:
        at = timezone.now() + timedelta(days=5, hours=n)
        make_time(host, hospital, starts_at=at + timedelta(days=1))
        who = make_person(f"c{n}@people.example", f"Candidate {n}")
        book(make_time(host, hospital, starts_at=at), who)
        booking.ask(hospital, by=make_person(f"a{n}@people.example", f"Asker {n}"), words="?")
        row = book(
            make_time(host, hospital, starts_at=at + timedelta(days=2)), make_person(f"d{n}@p.example", "D")
        )
        talks.cancel(row, by=row.candidate)

    add(0)
    client, page, home = client_of(host), "/workspace/northlake/talks/", "/workspace/northlake/"
    client.get(page)
    one, first = queries(client, page), queries(client, home)
    for n in range(1, 6):
        add(n)
    assert queries(client, page) == one
    assert queries(client, home) == first


# ── Linking ──────────────────────────────────────────────────────────────────────────────────────────
def test_an_application_shows_a_talk_only_when_its_candidate_links_it(
    free_time: TalkTime, candidate: User, owner: User, make_application: Callable[..., Any], client_of: Any
) -> None:
    application, row = make_application(), book(free_time, candidate)
    talks.hold(begun(row), by=free_time.host)
    page = reverse("applications:workspace_detail", args=["northlake", application.pk])
    team, amara = client_of(owner), client_of(candidate)
    assert "They talked with you before" not in text(team.get(page))
    assert "Name it in your application" in text(amara.get(row.get_absolute_url()))
    url = reverse("mentoring:talk_move", args=[row.pk, "link"])
    assert amara.post(url, {"application": "77777"}).status_code == 409
    amara.post(url, {"application": application.pk})
    body = text(team.get(page))
    assert "They talked with you before" in body and "Hana Sato" in body
    amara.post(url)
    assert "They talked with you before" not in text(team.get(page))
