"""The home page, and what search engines are told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hospitals.models import Hospital
from postings.models import Posting

Make = Callable[..., Posting]


def test_an_empty_board_still_has_a_home(client: Client, db: None) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "There is nothing online now." in response.content.decode()


def test_every_number_on_the_home_page_is_what_its_click_finds(
    client: Client, make_posting: Make, hospital2: Hospital
) -> None:
    make_posting()
    make_posting(hours="either")
    make_posting(engagement_id="contract", contract_months=6, hospital=hospital2)
    make_posting(
        engagement_id="internship", internship_weeks=12, learning_goals="Write.", supervisor="Ines", unpaid=True,
        pay_min=None, pay_max=None, pay_currency="", pay_period_id=None,
    )  # fmt: skip
    response = client.get("/")
    shown = response.context
    assert (shown["total"], shown["hospitals"]) == (3, 2)
    assert [sign["count"] for sign in shown["signs"]] == [2, 1, 1, 1]
    for link in [*shown["signs"], *shown["skills"]]:
        assert client.get(link["href"]).context["results"].total == link["count"], link
    assert [(h.slug, n) for h, n in shown["hiring"]] == [("northlake", 3), ("de-waterlinie", 1)]
    assert "3 openings at 2 hospitals" in response.content.decode()


def test_the_home_page_costs_the_same_for_one_and_for_many(client: Client, make_posting: Make) -> None:
    make_posting()
    counts = []
    for _ in range(2):
        client.get("/")  # the first reader after a change takes it into the index
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/").status_code == 200
        counts.append(len(seen))
        for _ in range(6):
            make_posting()
    assert counts[0] == counts[1] <= 8


def test_the_newest_five_stand_on_the_home_page(client: Client, make_posting: Make) -> None:
    for number in range(7):
        make_posting(title=f"Opening {number}")
    titles = re.findall(r">(Opening \d)</a>", client.get("/").content.decode())
    assert titles == [f"Opening {n}" for n in (6, 5, 4, 3, 2)]


def test_the_sitemap_lists_openings_hospitals_and_pages_in_both_languages(
    client: Client, posting: Posting
) -> None:
    index = client.get("/sitemap.xml").content.decode()
    parts = re.findall(r"<loc>http://testserver(/sitemap-[^<]*)</loc>", index)
    assert parts == [
        "/sitemap-openings.xml",
        "/sitemap-landings.xml",
        "/sitemap-hospitals.xml",
        "/sitemap-pages.xml",
    ]
    all_of_it = "".join(client.get(part).content.decode() for part in parts)
    for path in (posting.get_absolute_url(), "/hospitals/northlake/", "/about/help/", "/openings/"):
        assert f"<loc>http://testserver{path}</loc>" in all_of_it
        assert f"<loc>http://testserver/nl{path}</loc>" in all_of_it
    assert 'hreflang="nl"' in all_of_it


@pytest.mark.parametrize("demo", [True, False])
def test_a_demo_stays_out_of_every_index(client: Client, settings: Any, demo: bool) -> None:
    settings.DEMO = demo
    text = client.get("/robots.txt").content.decode()
    assert ("Disallow: /\n" in text) is demo
    assert ("Sitemap: http://testserver/sitemap.xml" in text) is not demo
