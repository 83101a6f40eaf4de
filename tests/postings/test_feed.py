"""The search as an Atom feed."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from postings.models import Posting

Make = Callable[..., Posting]
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/openings/feed.atom{query}")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return [e.findtext(f"{ATOM}title") or "" for e in ET.fromstring(response.content).iter(f"{ATOM}entry")]


def test_a_feed_reader_gets_what_the_page_shows(client: Client, make_posting: Make) -> None:
    make_posting(title="Contract & <work>", engagement_id="contract", contract_months=9)
    make_posting(title="Editor")
    assert entries(client) == ["Editor", "Contract & <work>"]
    assert entries(client, "?engagement=contract") == ["Contract & <work>"]
    assert entries(client, "?engagement=internship") == []
    page = client.get("/openings/?engagement=contract").content.decode()
    assert (
        'rel="alternate" type="application/atom+xml" href="/openings/feed.atom?engagement=contract"' in page
    )


def test_a_feed_holds_the_newest_twenty_in_two_queries(client: Client, make_posting: Make) -> None:
    make_posting(title="Old", publish_at=timezone.now() - timedelta(days=30))
    client.get("/openings/feed.atom")
    counts, found = [], list[str]()
    for number in (1, 20):
        for _ in range(number):
            make_posting()
        with CaptureQueriesContext(connection) as seen:
            found = entries(client, "?sort=pay")
        counts.append(len(seen))
    assert counts == [2, 2]
    assert len(found) == 20 and "Old" not in found


def test_an_unchanged_feed_is_not_sent_again(client: Client, make_posting: Make) -> None:
    empty = client.get("/openings/feed.atom")["ETag"]
    assert client.get("/openings/feed.atom", headers={"If-None-Match": empty}).status_code == 304
    posting = make_posting()
    tag = client.get("/openings/feed.atom")["ETag"]
    assert client.get("/openings/feed.atom", headers={"If-None-Match": tag}).status_code == 304
    Posting.objects.filter(pk=posting.pk).update(title="Another title")
    assert client.get("/openings/feed.atom", headers={"If-None-Match": tag}).status_code == 200
    Posting.objects.filter(pk=posting.pk).update(frozen_at=timezone.now())
    assert client.get("/openings/feed.atom", headers={"If-None-Match": tag}).status_code == 200
