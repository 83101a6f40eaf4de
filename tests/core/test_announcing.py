"""Announcements: on every page between two moments, in the reader's language, until the reader puts them away."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core import announcing
from core.models import Announcement, Event
from core.workflow import WrongState
from postings.models import Posting

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
EN, NL = "Closed on Sunday <morning>", "Zondagochtend dicht"


def announce(by: User, *, begins: float = -1, ends: float = 1, **facts: Any) -> Announcement:
    now = timezone.now()
    one = Announcement(
        **{"words_en": EN, "words_nl": NL, **facts},
        shown_from=now + timedelta(days=begins),
        shown_until=now + timedelta(days=ends),
    )
    announcing.save(one, by=by)
    return one


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_everyone_reads_it_in_their_language_and_nobody_before_or_after(
    client: Client, moderator: User
) -> None:
    announce(moderator)
    announce(moderator, begins=1, ends=2, words_en="Not yet", words_nl="Nog niet")
    announce(moderator, begins=-2, ends=-1, words_en="Over", words_nl="Over en uit")
    english, dutch = text(client.get("/")), text(client.get("/nl/"))
    assert "Closed on Sunday &lt;morning&gt;" in english and NL not in english
    assert NL in dutch and "Closed on Sunday" not in dutch
    assert "Not yet" not in english and "Over en uit" not in dutch


def test_a_page_asks_nothing_for_it_once_the_process_knows(client: Client, moderator: User) -> None:
    client.get("/about/help/")
    with CaptureQueriesContext(connection) as without:
        client.get("/about/help/")
    announce(moderator)
    client.get("/about/help/")
    with CaptureQueriesContext(connection) as shown:
        assert "Closed on Sunday" in text(client.get("/about/help/"))
    assert len(shown) == len(without)


def test_a_reader_puts_it_away_and_it_stays_away_for_them_only(client: Client, moderator: User) -> None:
    one, other = announce(moderator), announce(moderator, words_en="Second", words_nl="Tweede")
    url = reverse("announcement_read", args=[one.pk])
    assert client.post(url, {"next": "/openings/?q=video"}).headers["Location"] == "/openings/?q=video"
    assert client.post(url, {"next": "https://evil.example/"}).headers["Location"] == "/"
    page = text(client.get("/"))
    assert "Closed on Sunday" not in page and "Second" in page
    assert "autofocus" in text(
        client.post(reverse("announcement_read", args=[other.pk]), headers={"HX-Request": "true"})
    )
    assert "Second" not in text(client.get("/")) and "Second" in text(Client().get("/"))


@pytest.mark.parametrize("cookie", ["x", "1.2.x", "9" * 400, "..", "²"])
def test_any_cookie_is_survived(client: Client, moderator: User, cookie: str) -> None:
    announce(moderator)
    client.cookies[announcing.COOKIE] = cookie
    assert client.get("/").status_code == 200


def test_an_opening_that_a_browser_kept_is_sent_anew_with_the_announcement(
    client: Client, moderator: User, posting: Posting
) -> None:
    page = client.get(posting.get_absolute_url())
    same = {"if-none-match": page["ETag"]}
    assert client.get(posting.get_absolute_url(), headers=same).status_code == 304
    announce(moderator)
    again = client.get(posting.get_absolute_url(), headers=same)
    assert (again.status_code, "Closed on Sunday" in text(again)) == (200, True)


def test_the_desk_wants_both_languages_and_looks_before_it_saves(
    client_of: ClientOf, moderator: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_WAIVED = True
    desk, new = client_of(moderator), reverse("moderation:announcement_new")
    filled = {
        "words_en": EN, "words_nl": "", "level": "warning",
        "shown_from": "2026-01-01T09:00", "shown_until": f"{timezone.now() + timedelta(days=2):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    answer = desk.post(new, filled)
    assert (answer.status_code, "Write it in Dutch, too." in text(answer)) == (422, True)
    looked = desk.post(new, {**filled, "words_nl": NL, "look": "1"})
    assert NL in text(looked) and not Announcement.objects.exists()
    desk.post(new, {**filled, "words_nl": NL})
    assert NL in text(Client().get("/nl/"))
    one = Announcement.objects.get()
    desk.post(reverse("moderation:announcement_end", args=[one.pk]))
    assert NL not in text(Client().get("/nl/"))
    assert desk.post(reverse("moderation:announcement_end", args=[one.pk])).status_code == 409
    assert list(Event.objects.about(one).newest_first().values_list("verb", flat=True)) == [
        "take_down",
        "created",
    ]


def test_one_that_is_over_is_not_taken_down_twice(moderator: User) -> None:
    one = announce(moderator)
    announcing.end(one, by=moderator)
    with pytest.raises(WrongState):
        announcing.end(one, by=moderator)
