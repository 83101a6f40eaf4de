"""Keeping a search with and without an account; what a letter's link can do."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from alerts import keeping, links
from alerts.models import Alert, Answer, Told
from core.models import OutgoingMail

pytestmark = pytest.mark.django_db
WHEN = {"rhythm": "daily", "weekday": 0, "hour": 7, "time_zone": "Europe/Amsterdam"}


def letter_to(address: str) -> OutgoingMail:
    return OutgoingMail.objects.filter(to=address).latest("id")


def link_in(letter: OutgoingMail) -> str:
    found = re.search(r"http://[^/]+(/\S*alerts/\S+)", letter.text)
    assert found is not None
    return found[1]


@pytest.fixture
def alert(candidate: User) -> Alert:
    return keeping.ask(Alert(query="q=video", language="en", time_zone="America/New_York"), by=candidate)


def test_a_visitor_confirms_by_the_letter_and_only_then_it_is_on(client: Client) -> None:
    answer = client.post("/alerts/new/?q=video&sort=newest", {**WHEN, "email": " Visitor@People.example "})
    assert (answer.status_code, answer["Location"]) == (302, "/alerts/asked/")
    kept = Alert.objects.get()
    assert (kept.email, kept.query, kept.status, kept.due_at) == (
        "visitor@people.example",
        "q=video",
        "asked",
        None,
    )
    link = link_in(letter_to("visitor@people.example"))

    client.get(link)
    kept.refresh_from_db()
    assert kept.status == "asked"  # looking changes nothing: programs follow links too
    client.post(link, {"verb": "confirm"})
    kept.refresh_from_db()
    assert kept.status == "active"
    assert kept.due_at is not None


def test_somebody_signed_in_has_it_at_once(client_of: Any, candidate: User) -> None:
    client = client_of(candidate)
    answer = client.post("/alerts/new/?skill=hipaa", WHEN, follow=True)

    assert answer.redirect_chain == [("/me/alerts/", 302)]
    assert "We keep this search" in answer.content.decode()
    kept = Alert.objects.get()
    assert (kept.user, kept.query, kept.status, kept.email) == (candidate, "skill=hipaa", "active", "")


def test_the_same_search_twice_is_one_alert_with_the_last_hour(client_of: Any, candidate: User) -> None:
    client = client_of(candidate)
    client.post("/alerts/new/?skill=hipaa", WHEN)
    client.post("/alerts/new/?skill=hipaa", {**WHEN, "hour": 18})

    assert [a.hour for a in Alert.objects.all()] == [18]


def test_a_flood_of_letters_to_one_address_stops_and_looks_the_same(client: Client) -> None:
    answers = [
        client.post(f"/alerts/new/?q=word{n}", {**WHEN, "email": "victim@people.example"}) for n in range(8)
    ]

    assert {a["Location"] for a in answers} == {"/alerts/asked/"}
    assert OutgoingMail.objects.filter(to="victim@people.example").count() == keeping.MOST_LETTERS


def test_the_same_search_again_and_again_floods_nobody(client: Client) -> None:
    for _ in range(6):
        client.post("/alerts/new/?q=video", {**WHEN, "email": "victim@people.example"})

    assert Alert.objects.count() == 1
    assert OutgoingMail.objects.filter(to="victim@people.example").count() == keeping.MOST_LETTERS


def test_a_visitor_who_has_it_already_gets_its_page_by_mail(client: Client) -> None:
    client.post("/alerts/new/?q=video", {**WHEN, "email": "visitor@people.example"})
    client.post(link_in(letter_to("visitor@people.example")), {"verb": "confirm"})
    client.post("/alerts/new/?q=video", {**WHEN, "email": "visitor@people.example"})

    assert letter_to("visitor@people.example").subject == "You have this alert already"


def test_who_asks_again_for_a_paused_search_has_it_on_again(
    client_of: Any, candidate: User, alert: Alert
) -> None:
    keeping.pause(alert, by=candidate)
    client_of(candidate).post("/alerts/new/?q=video", WHEN)

    alert.refresh_from_db()
    assert alert.status == "active"


def test_a_wrong_address_keeps_what_was_chosen_and_says_so(client: Client) -> None:
    answer = client.post("/alerts/new/?q=video", {**WHEN, "hour": 19, "email": "nobody"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="nobody"' in page
    assert '<option value="19" selected>' in page
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    "given", [{"hour": "99"}, {"rhythm": "hourly"}, {"time_zone": "Mars/Base"}, {"weekday": "x"}]
)
def test_a_value_that_nobody_offers_is_refused_with_words(client: Client, given: dict[str, str]) -> None:
    answer = client.post("/alerts/new/", {**WHEN, "email": "a@people.example"} | given)

    assert answer.status_code == 422


def test_one_click_in_the_mail_program_stops_it_without_a_cookie(alert: Alert) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get(links.stop(alert)).status_code == 200
    alert.refresh_from_db()
    assert alert.status == "active"

    assert client.post(links.stop(alert), {"List-Unsubscribe": "One-Click"}).status_code == 200
    alert.refresh_from_db()
    assert (alert.status, alert.due_at) == ("ended", None)
    assert client.post(links.stop(alert)).status_code == 200


def test_pause_resume_and_stop_and_a_second_click_do_what_they_say(client: Client, alert: Alert) -> None:
    page = links.page(alert)
    for verb, status in [
        ("pause", "paused"),
        ("pause", "paused"),
        ("resume", "active"),
        ("stop", "ended"),
        ("stop", "ended"),
    ]:
        assert client.post(page, {"verb": verb}).status_code == 302
        alert.refresh_from_db()
        assert alert.status == status


def test_another_hour_counts_from_the_next_mail_on(client: Client, alert: Alert) -> None:
    client.post(links.page(alert), {**WHEN, "rhythm": "weekly", "weekday": 4, "hour": 9})
    alert.refresh_from_db()

    assert alert.due_at is not None
    there = alert.due_at.astimezone(alert.zone)
    assert (there.weekday(), there.hour) == (4, 9)


def test_a_link_that_was_not_made_here_is_404(client: Client, alert: Alert) -> None:
    good = links.token(alert)
    for token in ("x", good[:-1], good + "a", "MQ:1vN:abc"):
        assert client.get(f"/alerts/{token}/").status_code == 404
        assert client.post(f"/alerts/{token}/stop/").status_code == 404


def test_who_says_whether_a_mail_was_right_is_heard_once_per_mail(
    client: Client, alert: Alert, make_posting: Any
) -> None:
    posting = make_posting()
    Told.objects.create(alert=alert, posting=posting, at=datetime.fromtimestamp(1_700_000_000, UTC))
    yes, no = (links.answer(alert, 1_700_000_000, right=right) for right in (True, False))
    assert client.post(links.answer(alert, 1_700_000_009, right=True)).status_code == 404  # no such mail
    client.get(yes)
    assert not Answer.objects.exists()
    client.post(yes)
    client.post(no)

    assert [a.right for a in Answer.objects.all()] == [False]


def test_nobody_sees_anothers_alerts(client_of: Any, candidate2: User, alert: Alert) -> None:
    page = client_of(candidate2).get("/me/alerts/").content.decode()

    assert "video" not in page
    assert "No alerts yet" in page


def test_the_search_offers_to_mail_what_is_new(client: Client) -> None:
    found, nothing = client.get("/openings/"), client.get("/openings/?q=zzzzqqq")

    assert "/alerts/new/" in found.content.decode()
    assert "/alerts/new/?q=zzzzqqq" in nothing.content.decode()


def test_one_person_keeps_no_more_than_we_look_at(client_of: Any, candidate: User) -> None:
    client = client_of(candidate)
    for n in range(keeping.MOST_PER_READER):
        client.post(f"/alerts/new/?q=word{n}", WHEN)
    answer = client.post("/alerts/new/?q=another", WHEN)

    assert answer.status_code == 422
    assert "You have 20 alerts already" in answer.content.decode()
    assert Alert.objects.count() == keeping.MOST_PER_READER
