"""How often openings are seen: who counts, from where they came, what is stored, and what it costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications import sending
from applications.models import Application
from postings import seen
from postings.models import Posting, Seen, Source
from postings.sources import source_of

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ClientOf = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def _nothing_waits() -> None:
    seen.forget()


def read(client: Client, posting: Posting, query: str = "", *, agent: str = BROWSER, **headers: str) -> Any:
    return client.get(posting.get_absolute_url() + query, headers={"user-agent": agent, **headers})


def counts() -> list[tuple[str, int, int]]:
    return list(Seen.objects.order_by("source").values_list("source", "views", "applications"))


@pytest.mark.parametrize(
    ("query", "referrer", "source"),
    [
        ("", "", "direct"),
        ("?from=feed", "https://www.google.com/", "feed"),
        ("?from=alert", "", "alert"),
        ("?from=evil'--", "", "direct"),
        ("", "http://testserver/openings/?q=video", "search"),
        ("", "http://testserver/nl/openings/?q=video", "search"),
        ("", "http://testserver/nl/", "home"),
        ("", "http://testserver/openings/skills/hipaa/", "landing"),
        ("", "http://testserver/openings/7/other/", "board"),
        ("", "http://testserver/hospitals/northlake/", "hospital"),
        ("", "http://testserver/me/", "board"),
        ("", "https://www.linkedin.com/", "linkedin"),
        ("", "android-app://com.linkedin.android/", "linkedin"),
        ("", "https://lm.facebook.com/l.php?u=x", "facebook"),
        ("", "https://t.co/abc", "x"),
        ("", "https://www.tiktok.com/", "social"),
        ("", "https://www.google.co.uk/", "engine"),
        ("", "https://google.evil.example/", "other"),
        ("", "https://notlinkedin.com/", "other"),
        ("", "http://[broken", "direct"),
    ],
)
def test_where_a_reader_comes_from(query: str, referrer: str, source: str) -> None:
    request = RequestFactory().get(
        f"/openings/1/x/{query}", headers={"referer": referrer} if referrer else {}
    )
    assert source_of(request) == Source(source)


def test_a_view_is_stored_as_a_count_and_nothing_else(posting: Posting) -> None:
    for _ in range(3):
        read(Client(), posting, referer="https://www.linkedin.com/feed/")
    read(Client(), posting)
    assert counts() == []  # it waits in the process
    assert seen.flush() == 4
    read(Client(), posting)
    seen.flush()
    assert counts() == [("direct", 2, 0), ("linkedin", 3, 0)]
    assert {f.name for f in Seen._meta.get_fields()} == {
        "id",
        "posting",
        "day",
        "source",
        "views",
        "applications",
    }
    assert {row.day for row in Seen.objects.all()} == {timezone.localdate()}


def test_a_page_that_the_reader_has_already_counts_too(posting: Posting) -> None:
    client = Client()
    tag = read(client, posting).headers["ETag"]
    again = client.get(posting.get_absolute_url(), headers={"user-agent": BROWSER, "if-none-match": tag})
    assert (again.status_code, seen.flush()) == (304, 2)


def test_who_comes_from_elsewhere_gets_a_page_of_their_own(posting: Posting) -> None:
    """The way to apply carries the source, so the kept page of another source does not do."""
    client = Client()
    tag = read(client, posting).headers["ETag"]
    other = read(client, posting, **{"if-none-match": tag, "referer": "https://www.linkedin.com/"})
    assert other.status_code == 200
    assert "application/?from=linkedin" in other.content.decode()


@pytest.mark.parametrize(
    "agent", ["Googlebot/2.1", "curl/8.5", "python-requests/2.32", "facebookexternalhit/1.1", ""]
)
def test_programs_are_no_readers(posting: Posting, agent: str) -> None:
    read(Client(), posting, agent=agent)
    assert seen.flush() == 0


def test_a_page_fetched_just_in_case_is_not_seen(posting: Posting) -> None:
    read(Client(), posting, **{"sec-purpose": "prefetch;prerender"})
    Client().head(posting.get_absolute_url(), headers={"user-agent": BROWSER})
    assert seen.flush() == 0


@pytest.mark.parametrize(
    ("role", "views"), [("owner", 0), ("reviewer", 0), ("moderator", 0), ("owner2", 1), ("candidate", 1)]
)
def test_the_own_team_is_not_counted(
    role: str, views: int, posting: Posting, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    read(client_of(request.getfixturevalue(role)), posting)
    assert seen.flush() == views


def test_a_closed_opening_is_not_counted(make_posting: Any) -> None:
    now = timezone.now()
    read(Client(), make_posting(status="closed", closed_at=now, outcome="not_filled"))
    assert seen.flush() == 0


def test_counting_asks_the_database_nothing(posting: Posting, settings: Any) -> None:
    def asked(agent: str) -> int:
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            read(client, posting, agent=agent)
        return len(queries)

    read(Client(), posting)
    assert asked(BROWSER) == asked("Googlebot/2.1") <= 5


def test_many_counts_leave_in_one_query(make_posting: Any) -> None:
    postings = [make_posting() for _ in range(3)]
    for posting in postings:
        read(Client(), posting)
        read(Client(), posting, "?from=feed")
    with CaptureQueriesContext(connection) as queries:
        assert seen.flush() == 6
    assert (len(queries), Seen.objects.count()) == (1, 6)


def test_what_the_database_does_not_take_waits(posting: Posting, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def away(rows: Any) -> None:
        raise OperationalError("gone")

    read(Client(), posting)
    with monkeypatch.context() as broken:
        broken.setattr(seen, "_store", away)
        assert seen.flush() == 0
    assert (seen.flush(), counts()) == (1, [("direct", 1, 0)])


def test_a_removed_row_does_not_stop_the_others(posting: Posting) -> None:
    seen._add(
        {
            (posting.pk + 999, timezone.localdate(), "direct"): 1,
            (posting.pk, timezone.localdate(), "direct"): 1,
        }
    )
    seen.flush()
    assert counts() == [("direct", 1, 0)]


def test_an_application_keeps_its_source_and_is_counted_once(
    posting: Posting, candidate: User, client_of: ClientOf, make_document: Any
) -> None:
    client, document = client_of(candidate), make_document(candidate)
    address = reverse("applications:apply", args=[posting.pk, posting.slug])
    client.post(f"{address}?from=linkedin", {"cv": document.pk, "name": "Amara Bekele", "phone": ""})
    mine = Application.objects.get()
    sending.keep_draft(mine, by=candidate, cv=document)
    sending.start(posting, candidate, source="feed")  # comes back another way: the first one stays
    assert (mine.source, counts()) == ("linkedin", [])
    sending.submit(mine, by=candidate)
    sending.submit(mine, by=candidate)
    assert counts() == [("linkedin", 0, 1)]


def test_the_feed_says_that_it_is_the_feed(posting: Posting) -> None:
    feed = Client().get(reverse("postings:feed")).content.decode()
    assert f"{posting.get_absolute_url()}?from=feed" in feed


def test_an_old_address_keeps_the_source(posting: Posting) -> None:
    moved = Client().get(reverse("postings:detail", args=[posting.pk, "old-title"]) + "?from=alert")
    assert moved["Location"] == f"{posting.get_absolute_url()}?from=alert"
