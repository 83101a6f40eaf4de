"""The page for schools lists every internship, the unpaid ones too; the pages of internships and contracts say what is in them."""

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
from postings import for_schools
from postings.models import Posting
from tests.conftest import make_hospital

Make = Callable[..., Posting]
PLAN = {
    "engagement_id": "internship", "internship_weeks": 12, "learning_goals": "Write.", "supervisor": "Ines",
}  # fmt: skip
UNPAID = {**PLAN, "unpaid": True, "pay_min": None, "pay_max": None, "pay_currency": "", "pay_period_id": None}
PAGE = "/openings/for-schools/"


def text(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def titles(page: Any) -> list[str]:
    return [row.posting.title for row in page.context["results"].rows]


@pytest.fixture
def board(make_posting: Make, hospital2: Hospital) -> None:
    spokane = make_hospital(name="Falls Hospital", slug="falls", city="Spokane", postcode="99201")
    make_posting(title="A job")
    make_posting(title="Unpaid", school_credit=True, **UNPAID)
    make_posting(title="Paid", hospital=spokane, travel_paid=True, starts_on=timezone.localdate(), **PLAN)
    make_posting(title="From home", mode="remote", remote_countries=["US"], **PLAN)
    make_posting(title="Stage", hospital=hospital2, **PLAN)


def test_a_school_finds_every_internship_with_what_it_needs_to_know(client: Client, board: None) -> None:
    page = client.get(PAGE)
    assert sorted(titles(page)) == ["From home", "Paid", "Stage", "Unpaid"]
    told = text(page)
    assert "<h1>For schools: all internships</h1>" in told
    assert (
        f'only-print"><b>Corridor</b> http://testserver{PAGE}<' in told
    )  # a notice board has no address bar
    assert "Now online: 4 internships at 3 hospitals. 1 of them is unpaid and says so." in told
    unpaid = next(row for row in told.split("<tr>") if ">Unpaid</a>" in row)
    assert '<span class="tag tag--warn">Unpaid</span>' in unpaid and "It can count for a school" in unpaid
    assert "12 weeks" in unpaid and "36–40 hours a week" in unpaid and "By agreement" in unpaid
    assert (
        "Travel costs are paid" in told
        and "What we ask of a hospital" in told
        and 'href="/guide/internships/"' in told
    )
    assert "A job" not in told and "Remote work is not counted here." not in told


def test_a_school_sorts_by_the_day_on_which_they_start(
    client: Client, make_posting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate()
    for title, days in (("By agreement", None), ("Spring", 90), ("Soon", 9), ("Winter", 40)):
        starts = today + timedelta(days=days) if days else None
        make_posting(title=title, starts_on=starts, **PLAN)
    assert titles(client.get(PAGE)) == ["Winter", "Soon", "Spring", "By agreement"]  # newest first
    page = client.get(f"{PAGE}?sort=start")
    assert titles(page) == ["Soon", "Winter", "Spring", "By agreement"]
    assert 'aria-sort="ascending">Start<' in text(page) and f'href="{PAGE}"' in text(page)
    monkeypatch.setattr(for_schools.Internships, "per_page", 3)
    first = client.get(f"{PAGE}?sort=start")
    second = client.get(PAGE + first.context["results"].next)
    assert (titles(first), titles(second)) == (["Soon", "Winter", "Spring"], ["By agreement"])
    assert titles(client.get(PAGE + second.context["results"].previous)) == titles(first)


def test_it_is_in_dutch_too(client: Client, board: None) -> None:
    page = text(client.get(f"/nl{PAGE}"))
    assert "<h1>Voor scholen: alle stages</h1>" in page and "Onbetaald</span>" in page
    assert "1 daarvan is onbetaald" in page and "Wat we van een ziekenhuis vragen" in page


@pytest.mark.parametrize("start", ["", "/nl"])
def test_every_place_finds_what_its_number_says(client: Client, board: None, start: str) -> None:
    page = client.get(start + PAGE)
    links = {link.url: link.n for group in page.context["places"] for link in group.links}
    assert {url.removeprefix(start): n for url, n in links.items()} == {
        f"{PAGE}us/": 3, f"{PAGE}us/wa/": 2, f"{PAGE}nl/": 1, f"{PAGE}nl/utrecht/": 1,
    }  # fmt: skip
    for url, n in links.items():
        there = client.get(url)
        assert there.context["results"].total == len(titles(there)) == n, url
        assert client.get(there.context["results"].address).context["results"].total == n
    assert client.get(page.context["results"].address).context["results"].total == 4


def test_a_school_may_follow_by_feed_and_by_mail(client: Client, board: None) -> None:
    page = client.get(f"{PAGE}us/wa/")
    told = page.content.decode()
    feed = client.get(page.context["results"].feed).content.decode()
    assert feed.count("<entry>") == 2 and "Unpaid" in feed and page.context["results"].feed in unescape(told)
    query = page.context["search"].canonical
    assert "unpaid=1" in query and f"/alerts/new/?{query}" in unescape(told)
    assert client.get(f"/alerts/new/?{query}").status_code == 200


def test_search_engines_get_one_address_and_no_thin_page(client: Client, board: None) -> None:
    noindex = '<meta name="robots" content="noindex">'
    whole, thin = text(client.get(f"{PAGE}?page=1")), text(client.get(f"{PAGE}us/wa/"))
    assert noindex not in whole and noindex in thin
    assert f'<link rel="canonical" href="http://testserver{PAGE}">' in whole
    assert f'hreflang="nl" href="http://testserver/nl{PAGE}' in whole
    listed = client.get("/sitemap-landings.xml").content.decode()
    for path, there in {PAGE: True, f"/nl{PAGE}": True, f"{PAGE}us/": True, f"{PAGE}us/wa/": False}.items():
        assert (f"<loc>http://testserver{path}</loc>" in listed) == there, path


def test_without_internships_it_says_so_and_still_says_what_is_asked(
    client: Client, posting: Posting
) -> None:
    page = text(client.get(PAGE))
    assert "There is no internship online here now." in page and "<table" not in page
    assert "What we ask of a hospital" in page and 'content="noindex"' in page
    assert PAGE not in client.get("/sitemap-landings.xml").content.decode()


@pytest.mark.parametrize("path", ["be/", "us/xx/", "us/washington/", "nl/wa/"])
def test_a_place_that_nobody_knows_is_not_found(client: Client, db: None, path: str) -> None:
    assert client.get(PAGE + path).status_code == 404


def test_long_lists_are_turned_over_without_a_gap_and_cost_the_same(
    client: Client, make_posting: Make
) -> None:
    make_posting(title="0", **PLAN)
    counts, page = list[int](), client.get(PAGE)
    for many in (0, 84):
        for number in range(many):
            make_posting(title=f"{number + 1}", **PLAN)
        client.get(PAGE)  # the first reader after a change takes it into the index
        with CaptureQueriesContext(connection) as seen:
            page = client.get(PAGE)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
    found, pages = titles(page), 1
    while page.context["results"].next:
        make_posting(title="Meanwhile", **PLAN)
        page = client.get(PAGE + page.context["results"].next)
        found, pages = found + titles(page), pages + 1
    assert (found, pages) == ([f"{number}" for number in range(84, -1, -1)], 3)
    back = client.get(PAGE + page.context["results"].previous)
    assert titles(back) == [f"{number}" for number in range(44, 4, -1)]


def test_it_is_linked_from_where_schools_look(client: Client, board: None) -> None:
    for address in ("/", "/openings/kinds/internship/", "/guide/internships/"):
        assert f'href="{PAGE}"' in client.get(address).content.decode(), address
        assert f'href="/nl{PAGE}"' in client.get(f"/nl{address}").content.decode(), address


def test_the_page_of_contracts_says_what_is_in_one_and_that_no_figures_are_made_up(
    client: Client, make_posting: Make
) -> None:
    posting = make_posting(
        title="Campaign", engagement_id="contract", contract_months=6, contract_extension="Perhaps"
    )
    page = text(client.get("/openings/kinds/contract/"))
    assert "Campaign" in page and "What a contract says here" in page
    assert (
        "There is no public figure for contractors" in page
        and 'href="/guide/employee-or-contractor/"' in page
    )
    assert "What a contract says here" not in text(client.get("/openings/kinds/employee/"))
    link = 'href="/openings/kinds/contract/"'
    for address in (posting.get_absolute_url(), "/guide/employee-or-contractor/", "/pay/"):
        assert link in text(client.get(address)), address
    assert re.search(r"<h1>Opdrachten|<h1>Tijdelijk", text(client.get("/nl/openings/kinds/contract/")))


# ── Unpaid is always said ────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("start", "word"), [("", "Unpaid"), ("/nl", "Onbetaald")])
def test_unpaid_is_said_wherever_such_an_internship_is_named(
    client: Client, make_posting: Make, hospital: Hospital, start: str, word: str
) -> None:
    posting = make_posting(title="Intern", **UNPAID)
    for address in (
        "/openings/?unpaid=1", posting.get_absolute_url(), PAGE, f"/hospitals/{hospital.slug}/",
        f"/openings/compare/?id={posting.pk}", "/openings/feed.atom?unpaid=1", "/openings/feed.json?unpaid=1",
    ):  # fmt: skip
        page = text(client.get(start + address))
        assert "Intern" in page and word in page, address
