"""Landing pages: one filter with an address of its own, and true numbers."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hospitals.models import Hospital
from postings.models import Posting
from tests import clock
from tests.conftest import make_hospital

Make = Callable[..., Posting]
UNPAID = {
    "engagement_id": "internship", "internship_weeks": 12, "learning_goals": "Write.", "supervisor": "Ines",
    "unpaid": True, "pay_min": None, "pay_max": None, "pay_currency": "", "pay_period_id": None,
}  # fmt: skip
PAGES = [
    "/openings/skills/hipaa/",
    "/openings/kinds/employee/",
    "/openings/kinds/contract/",
    "/openings/hospitals/acute-care/",
    "/openings/places/us/",
    "/openings/places/us/wa/",
    "/openings/places/us/wa/tacoma/",
    "/openings/places/nl/",
    "/openings/places/nl/utrecht/",
    "/openings/places/nl/utrecht/utrecht/",
]


def text(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def board(make_posting: Make, hospital2: Hospital) -> None:
    lakewood = make_hospital(name="Sound Hospital", slug="sound", city="Lakewood", postcode="98499")
    spokane = make_hospital(name="Falls Hospital", slug="falls", city="Spokane", postcode="99201")
    for number in range(3):
        make_posting(title=f"Tacoma {number}")
    make_posting(title="Lakewood", hospital=lakewood, engagement_id="contract", contract_months=6)
    make_posting(title="Spokane", hospital=spokane)
    make_posting(title="From home", mode="remote", remote_countries=["US"])
    make_posting(title="Unpaid", **UNPAID)
    make_posting(title="Utrecht", hospital=hospital2)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/nl"])
def test_every_number_is_what_the_click_finds(client: Client, board: None, path: str, prefix: str) -> None:
    shown = client.get(prefix + path).context
    assert client.get(shown["search_url"]).context["results"].total == shown["total"] > 0
    if "with_remote" in shown:
        assert client.get(shown["with_remote_url"]).context["results"].total == shown["with_remote"]
    for group in shown["ways"]:
        for link in group.links:
            there = client.get(link.url).context
            assert (there["results"].total if "results" in there else there["total"]) == link.n, link


def test_a_page_tells_true_facts_in_both_languages(client: Client, board: None) -> None:
    page = text(client.get("/openings/skills/hipaa/"))
    assert "<h1>Openings that ask for HIPAA</h1>" in page
    assert "Now online: 7 openings at 4 hospitals. All of them say what they pay." in page
    assert "They also often ask for: " in page and "The newest came online on " in page
    assert client.get("/nl/openings/skills/hipaa/").context["page"].url == "/nl/openings/skills/hipaa/"
    city = text(client.get("/openings/places/us/wa/tacoma/"))
    assert "<h1>Openings in and around Tacoma, WA</h1>" in city
    assert (
        "Now online: 4 openings at 2 hospitals. That is within 25 miles; remote work is not counted here."
        in city
    )
    assert "From home" not in city and "5 openings, remote work included" in city


def test_titles_are_unlike_each_other(client: Client, board: None) -> None:
    titles = [re.search(r"<title>(.*?)</title>", text(client.get(path)))[1] for path in PAGES]  # type: ignore[index]
    assert len(set(titles)) == len(titles)


def test_search_engines_get_one_address_and_no_thin_page(client: Client, board: None) -> None:
    thin, full = "/openings/places/us/wa/spokane/", "/openings/places/us/wa/tacoma/"
    noindex = '<meta name="robots" content="noindex">'
    assert noindex in text(client.get(thin)) and noindex not in text(client.get(full))
    page = text(client.get(f"{full}?utm=1"))
    assert f'<link rel="canonical" href="http://testserver{full}">' in page
    assert f'hreflang="nl" href="http://testserver/nl{full}' in page
    listed = client.get("/sitemap-landings.xml").content.decode()
    for path in (full, "/openings/skills/hipaa/", "/openings/places/us/wa/", "/nl/openings/places/us/"):
        assert f"<loc>http://testserver{path}</loc>" in listed
    for path in (thin, "/openings/kinds/internship/", "/openings/places/nl/utrecht/"):
        assert path not in listed
    steps = json.loads(re.search(r'ld\+json">(.*?)</script>', client.get(full).content.decode())[1])  # type: ignore[index]
    assert [(s["position"], s["name"]) for s in steps["itemListElement"]] == [
        (1, "Browse openings"),
        (2, "United States"),
        (3, "Washington state"),
        (4, "Openings in and around Tacoma, WA"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "skills/nothing-like-it", "kinds/slavery", "hospitals/acute_care", "hospitals/hotel", "places/be", "places/us/xx",
        "places/us/washington", "places/nl/wa", "places/us/wa/utrecht", "places/us/wa/nowhere-at-all", "places/us/wa/seatle",
        "places/us/wa/98101", "places/us/wa/washington",
    ],
)  # fmt: skip
def test_words_that_nobody_knows_are_not_found(client: Client, db: None, path: str) -> None:
    assert client.get(f"/openings/{path}/").status_code == 404


def test_another_name_of_a_place_leads_to_its_one_address(client: Client, db: None) -> None:
    answer = client.get("/nl/openings/places/nl/noord-brabant/den-bosch/")
    assert (answer.status_code, answer["Location"]) == (
        301,
        "/nl/openings/places/nl/noord-brabant/s-hertogenbosch/",
    )


def test_a_place_without_openings_says_so(client: Client, posting: Posting) -> None:
    page = text(client.get("/openings/places/us/me/portland/"))
    assert "There is nothing online here now." in page and 'content="noindex"' in page


@pytest.mark.parametrize("path", [*PAGES, "/openings/browse/"])
def test_a_page_costs_the_same_for_few_and_for_many(
    client: Client, board: None, make_posting: Make, path: str
) -> None:
    counts, queries = [], list[str]()
    for _ in range(2):
        client.get(path)  # the first reader after a change takes it into the index
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        counts.append(len(seen))
        queries += [query["sql"] for query in seen.captured_queries]
        for _ in range(5):
            make_posting()
    assert counts[0] == counts[1] <= 8
    assert not [sql for sql in queries if 'FROM "postings_posting"' in sql and '"id" IN (' not in sql]


def test_browsing_lists_what_has_openings(client: Client, board: None) -> None:
    page = client.get("/openings/browse/")
    names = {
        link.url: link.n
        for group in [*page.context["groups"], *page.context["skills"]]
        for link in group.links
    }
    assert names["/openings/places/us/wa/"] == 5 and names["/openings/skills/hipaa/"] == 7
    assert names["/openings/kinds/employee/"] == 6 and "/openings/kinds/internship/" not in names
    for path, n in names.items():
        assert client.get(path).context["total"] == n, path
    assert '<a href="/openings/browse/">' in text(client.get("/"))


def test_an_opening_leads_to_its_skills_and_its_place(client: Client, posting: Posting) -> None:
    page = client.get(posting.get_absolute_url()).content.decode()
    for path in ("/openings/skills/hipaa/", "/openings/skills/html/", "/openings/places/us/wa/"):
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200


def test_the_sitemap_of_openings_reads_only_its_part(
    client: Client, make_posting: Make, monkeypatch: Any, django_assert_num_queries: Any
) -> None:
    from jobboard.sitemaps import Openings

    monkeypatch.setattr(Openings, "limit", 4)
    made = [make_posting() for _ in range(5)][::-1]
    index = client.get("/sitemap.xml").content.decode()
    assert re.findall(r"sitemap-openings.xml[^<]*", index) == [
        f"sitemap-openings.xml{page}" for page in ("", "?p=2", "?p=3")
    ]
    parts = []
    for page in (1, 2, 3):
        with django_assert_num_queries(2):
            parts += re.findall(r"<loc>http://testserver(?:/nl)?/openings/(\d+)/", client.get(f"/sitemap-openings.xml?p={page}").content.decode())  # fmt: skip
    assert parts == [str(posting.pk) for posting in made for _ in ("en", "nl")]


def test_the_sitemap_counts_places_again_only_when_something_changed(client: Client, board: None) -> None:
    def ask() -> tuple[bool, bool]:
        """(is Tacoma in it, were places counted)"""
        with CaptureQueriesContext(connection) as asked:
            listed = client.get("/sitemap-landings.xml").content.decode()
        counted = any("knownplace" in query["sql"] for query in asked.captured_queries)
        return "/openings/places/us/wa/tacoma/</loc>" in listed, counted

    assert [ask(), ask()] == [(True, True), (True, False)]
    tacoma = Posting.objects.live().filter(title__startswith="Tacoma")
    closes_at = tacoma.latest("closes_at").closes_at
    assert closes_at
    with clock.at(closes_at):  # too few stay online anywhere: no city is asked for
        assert ask() == (False, False)
    assert ask() == (True, True)
    tacoma.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert ask() == (False, False)
