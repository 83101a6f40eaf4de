"""The search as an Atom feed."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile, User
from core import vocabulary as words
from core.models import Skill
from hospitals.models import Hospital
from postings.models import Posting
from postings.search import index

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
        client.get("/openings/feed.atom")  # the first reader after a change takes it into the index
        with CaptureQueriesContext(connection) as seen:
            found = entries(client, "?sort=pay")
        counts.append(len(seen))
    assert counts == [2, 2]
    assert len(found) == 20 and "Old" not in found


@pytest.mark.parametrize("path", ["/openings/feed.atom", "/nl/openings/feed.json"])
def test_no_sort_of_opening_costs_a_query_of_its_own(client: Client, make_posting: Make, path: str) -> None:
    """Of an opening only the columns are read that a feed tells."""
    plan = {
        "engagement_id": "internship",
        "internship_weeks": 12,
        "learning_goals": "Write.",
        "supervisor": "I.",
    }
    unpaid = {"unpaid": True, "pay_min": None, "pay_max": None, "pay_currency": "", "pay_period_id": None}
    make_posting()
    make_posting(**plan)
    make_posting(**plan, **unpaid)
    make_posting(engagement_id="contract", contract_months=9, hours="either", hours_min=8, hours_max=40)
    make_posting(mode="remote", remote_countries=["US", "NL"], mode_note="Home", ends_on=timezone.localdate())
    make_posting(
        pay_min=None, pay_max=Decimal(40), pay_period_id="hour", training_for=["physicians"], duty_training=20
    )
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        told = client.get(f"{path}?sort=pay")
    assert told.status_code == 200 and len(seen) == 2


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


BOTH = pytest.mark.parametrize(
    "path", ["/openings/feed.atom", "/openings/feed.json", "/nl/openings/feed.json"]
)


@BOTH
def test_what_a_reader_has_costs_one_query(
    client: Client, make_posting: Make, django_assert_num_queries: Any, path: str
) -> None:
    make_posting()
    tag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        answer = client.get(path, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    with django_assert_num_queries(2):
        assert client.get(path).status_code == 200


@BOTH
def test_a_feed_is_the_same_for_everyone_and_kept_in_its_language(
    client: Client, posting: Posting, candidate: User, client_of: Callable[[User | None], Client], path: str
) -> None:
    mine = client_of(candidate)
    Profile.objects.get_or_create(user=candidate)
    for query in ("", "?fit=mine"):
        anybody, signed_in = client.get(path + query), mine.get(path + query)
        assert anybody.content == signed_in.content and anybody["ETag"] == signed_in["ETag"]
        for answer in (anybody, signed_in):
            assert answer["Cache-Control"] == "public, no-cache"
            assert "Cookie" not in answer["Vary"] and not answer.cookies
            assert answer["Content-Language"] == ("nl" if path.startswith("/nl") else "en")


@BOTH
def test_a_change_of_what_a_feed_says_sends_it_again(
    client: Client, make_posting: Make, hospital: Hospital, path: str
) -> None:
    def changed(tag: str) -> str:
        answer = client.get(path, headers={"If-None-Match": tag})
        assert answer.status_code == 200
        return str(answer["ETag"])

    posting, tag = make_posting(), changed("")
    Posting.objects.filter(pk=posting.pk).update(pay_max=99_000)
    tag = changed(tag)
    posting.places.update(city="Olympia")
    tag = changed(tag)
    Hospital.objects.filter(pk=hospital.pk).update(name="Another name")
    tag = changed(tag)
    Skill.objects.filter(slug="hipaa").update(name_en="Privacy law", name_nl="Privacywet")
    words.forget()
    tag = changed(tag)
    make_posting(
        publish_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() + timedelta(seconds=2)
    )
    tag = changed(tag)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_a_date_alone_recognises_a_feed_once_its_second_is_over(
    client: Client, make_posting: Make, monkeypatch: Any
) -> None:
    """A feed that changes twice within a second has no Last-Modified then: the two could not be told apart."""
    real, later = index.views, 0
    monkeypatch.setattr(index, "views", lambda: (real()[0], real()[1] + later))
    make_posting()
    assert "Last-Modified" not in client.get("/openings/feed.json")
    later = 2_000_000
    date = client.get("/openings/feed.json")["Last-Modified"]
    assert client.get("/openings/feed.json", headers={"If-Modified-Since": date}).status_code == 304
    Posting.objects.update(closes_at=timezone.now() - timedelta(seconds=1))  # the newest date does not grow
    assert client.get("/openings/feed.json", headers={"If-Modified-Since": date}).status_code == 200
    later = 4_000_000
    assert client.get("/openings/feed.json", headers={"If-Modified-Since": date}).status_code == 200


def read(client: Client, query: str = "") -> Any:
    response = client.get(f"/openings/feed.json{query}")
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    return json.loads(response.content)


def test_a_program_reads_a_valid_json_feed(client: Client, make_posting: Make, hospital: Hospital) -> None:
    posting = make_posting(
        title="Contract & <work>", description="## The work\n\nYou write **daily** & <b>well</b>."
    )
    feed = read(client, "?skill=hipaa&nonsense=1")
    assert {name: feed[name] for name in ("version", "title", "home_page_url", "feed_url", "language")} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "New openings on Corridor: HIPAA",
        "home_page_url": "http://testserver/openings/?skill=hipaa",
        "feed_url": "http://testserver/openings/feed.json?skill=hipaa",
        "language": "en",
    }
    (item,) = feed["items"]
    assert item["id"] == f"http://testserver/openings/{posting.pk}/"
    assert item["url"] == f"http://testserver{posting.get_absolute_url()}?from=feed"
    assert (item["title"], item["language"]) == ("Contract & <work>", "en")
    assert item["content_text"] == "The work You write daily & <b>well</b>."
    assert item["summary"].startswith("Northlake General Hospital · Tacoma, WA · ")
    assert datetime.fromisoformat(item["date_published"]) == posting.publish_at
    assert datetime.fromisoformat(item["date_modified"]) >= datetime.fromisoformat(item["date_published"])
    own = item["_corridor"]
    assert own["hospital"] == {
        "name": hospital.name,
        "url": "http://testserver/hospitals/northlake/",
        "kind": "acute_care",
    }
    assert own["places"] == [{"city": "Tacoma", "region": "WA", "country": "US", "postcode": "98405"}]
    assert (own["pay"]["min"], own["pay"]["max"], own["pay"]["currency"]) == (64000, 78000, "USD")
    assert [(s["slug"], s["required"]) for s in own["skills"]] == [
        ("public-relations", True),
        ("hipaa", True),
        ("staff-training", True),
        ("html", False),
    ]
    assert (own["engagement"], own["hours"]["value"], own["mode"]["value"]) == (
        "employee",
        "full_time",
        "hybrid",
    )
    assert datetime.fromisoformat(own["closes"]) == posting.closes_at
    page = client.get("/openings/?skill=hipaa").content.decode()
    assert 'rel="alternate" type="application/feed+json" href="/openings/feed.json?skill=hipaa"' in page


def test_the_next_page_goes_on_where_this_one_ended(client: Client, make_posting: Make) -> None:
    for number in range(45):
        make_posting(title=f"Opening {number}")
    first = read(client)
    make_posting(title="Meanwhile")
    second = json.loads(client.get(first["next_url"]).content)
    third = json.loads(client.get(second["next_url"]).content)
    titles = [item["title"] for page in (first, second, third) for item in page["items"]]
    assert titles == [f"Opening {n}" for n in reversed(range(45))] and "next_url" not in third
    atom = ET.fromstring(client.get("/openings/feed.atom").content)
    links = {link.get("rel"): link.get("href") for link in atom.findall(f"{ATOM}link")}
    assert links["next"] == f"{first['next_url']}".replace("feed.json", "feed.atom").replace(
        f"after={first['items'][-1]['id'].split('/')[-2]}",
        f"after={read(client)['items'][-1]['id'].split('/')[-2]}",
    )


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=-1", "?page=9999999999", "?after=x", "?page=2&after=1", "?q=%FF"]
)
def test_odd_addresses_of_feeds_are_answered(client: Client, posting: Posting, query: str) -> None:
    assert client.get(f"/openings/feed.json{query}").status_code == 200
