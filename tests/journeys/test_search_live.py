"""Looking for work with JavaScript, without it, and on a phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from hospitals.models import Hospital
from postings.models import Posting
from tests.journeys.conftest import Person

Someone = Callable[..., Person]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def openings(make_posting: Callable[..., Posting], hospital2: Hospital) -> None:
    make_posting(title="Editor", mode="on_site")
    make_posting(title="Trainer", engagement_id="contract", contract_months=6, mode="remote")
    make_posting(title="Stagebegeleider", hospital=hospital2, mode="on_site")


def test_filters_change_the_list_the_address_and_the_counts_at_once(someone: Someone) -> None:
    visitor = someone()
    page = visitor.page
    visitor.go("/openings/")
    visitor.is_at("3 openings")
    page.check("#f-mode-on_site")
    expect(page.locator("#count")).to_have_text("2 openings")
    expect(page).to_have_url(f"{visitor.base}/openings/?mode=on_site")
    expect(page.locator("#facet-engagement label", has_text="Contract").locator(".n")).to_contain_text("0")
    assert page.evaluate("document.activeElement.id") == "f-mode-on_site"
    page.check("#f-engagement-contract")
    expect(page.locator("#count")).to_have_text("No openings match all of this")
    page.click("text=Show 2 openings")
    expect(page.locator("#count")).to_have_text("2 openings")
    page.go_back()
    expect(page.locator("#count")).to_have_text("No openings match all of this")


def test_without_javascript_the_same_form_finds_the_same(someone: Someone) -> None:
    visitor = someone("nl", java_script_enabled=False)
    visitor.go("/")
    visitor.page.fill("#near", "Utrecht")
    visitor.click("Search", within=".searchbar")
    expect(visitor.page.locator(".job__title")).to_have_text(["Stagebegeleider"])
    visitor.page.check("#f-mode-remote")
    visitor.click("Show openings")
    visitor.is_at("No openings match all of this")


def test_the_drawer_of_a_phone_shows_how_many_are_left(someone: Someone) -> None:
    visitor = someone(viewport={"width": 390, "height": 844})
    page = visitor.page
    visitor.go("/openings/")
    page.click("#results button[popovertarget=filters]")
    page.check("#f-engagement-contract")
    expect(page.locator("#show")).to_have_text("Show 1 opening")
    assert Axe().run(page).response["violations"] == []
    page.click("#show")
    expect(page.locator(".job__title")).to_have_text(["Trainer"])


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_list_and_opening_have_no_barrier(someone: Someone, language: str, scheme: str) -> None:
    visitor = someone(language, color_scheme=scheme)
    opening = Posting.objects.get(title="Trainer").get_absolute_url()
    for path in ("/", "/openings/?skill=html&skill=hipaa", "/openings/?q=nothing&mode=on_site", opening):
        visitor.go(path)
        found = Axe().run(visitor.page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], path
