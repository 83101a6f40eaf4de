"""Looking for work with JavaScript, without it, and on a phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from core.vocabulary import vocabulary
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


WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TITLES = "article.job :is(h2, h3)"
# What is left to do of the first swap once it can be seen: attributes, listeners and the focus of what came.
LATER = """new Promise(tell => document.addEventListener("htmx:afterSwap", () => setTimeout(() =>
  tell(document.querySelectorAll(".htmx-added, .htmx-settling").length)), { once: true }))"""


def test_filters_change_the_list_the_address_and_the_counts_at_once(someone: Someone) -> None:
    visitor = someone()
    page = visitor.page
    visitor.go("/openings/")
    visitor.is_at("3 openings")
    page.check("#f-mode-on_site")
    expect(page.locator("#count")).to_have_text("2 openings")
    expect(page).to_have_url(f"{visitor.base}/openings/?mode=on_site")
    expect(page.locator("#facet-engagement label")).to_have_text(["Employee2"])
    expect(page.locator("#f-mode-on_site")).to_be_focused()
    page.check("#f-hours-full_time")
    expect(page).to_have_url(f"{visitor.base}/openings/?hours=full_time&mode=on_site")
    page.go_back()
    expect(page.locator("#f-hours-full_time")).not_to_be_checked()
    expect(page.locator("#f-mode-on_site")).to_be_checked()
    page.reload()
    expect(page.locator("#count")).to_have_text("2 openings")


def test_what_was_swapped_can_be_used_as_soon_as_it_is_seen(someone: Someone) -> None:
    """Nothing of it is done 20 ms later, when a quick person's next key or click has been."""
    visitor = someone()
    visitor.go("/openings/")
    visitor.page.evaluate(f"void (window.later = {LATER})")
    visitor.page.check("#f-mode-on_site")
    assert visitor.page.evaluate("window.later") == 0


def test_a_screen_reader_hears_each_new_count_and_nothing_before(someone: Someone) -> None:
    visitor = someone()
    page = visitor.page
    visitor.go("/openings/")
    said = page.get_by_role("status")
    expect(said).to_be_empty()
    page.check("#f-mode-remote")
    expect(said).to_have_text("1 opening found. Sorted by: Newest.")
    page.focus("#sort")
    page.select_option("#sort", "pay")
    expect(said).to_have_text("1 opening found. Sorted by: Highest pay.")
    expect(page.locator("#sort")).to_be_focused()


def test_when_nothing_is_left_single_changes_lead_on(someone: Someone) -> None:
    visitor = someone()
    page = visitor.page
    visitor.go("/openings/?mode=on_site&engagement=contract")
    visitor.is_at("No openings match all of this")
    page.click("text=Show 2 openings")
    expect(page.locator("#count")).to_have_text("2 openings")
    page.go_back()
    visitor.is_at("No openings match all of this")


def test_a_folded_filter_is_read_when_it_is_opened_and_stays_as_it_is(someone: Someone) -> None:
    visitor = someone()
    page = visitor.page
    visitor.go("/openings/")
    page.focus("summary:has-text('Channels')")
    page.keyboard.press("Enter")
    box = page.locator("#f-channel-facebook")
    expect(box).to_be_visible()
    box.check()
    expect(page).to_have_url(f"{visitor.base}/openings/?channel=facebook")
    box.uncheck()
    expect(page).to_have_url(f"{visitor.base}/openings/")
    expect(page.locator("#facet-channel label")).to_have_text(["Facebook3"])
    page.click("summary:has-text('More filters')")
    page.check("#f-lang-nl")
    expect(page.locator(TITLES)).to_have_text(["Stagebegeleider"])
    expect(page.locator("#facet-country label")).to_have_text(["Netherlands1"])


def test_all_options_of_a_filter_come_into_their_place_with_the_focus(
    someone: Someone, make_posting: Callable[..., Posting]
) -> None:
    make_posting(required_skills=[skill.pk for skill in vocabulary().skills.values()][:9])
    visitor = someone()
    page = visitor.page
    visitor.go("/openings/")
    assert page.locator("#facet-skill label").count() == 6
    page.focus("#facet-skill button")
    page.keyboard.press("Enter")
    expect(page.locator("#facet-skill label")).to_have_count(len(vocabulary().skills))
    first = page.locator("#facet-skill input").first
    expect(first).to_be_focused()
    page.check("#f-skill-hipaa")
    expect(page).to_have_url(f"{visitor.base}/openings/?skill=hipaa")
    expect(page.locator("#facet-skill label")).to_have_count(len(vocabulary().skills))
    expect(page.locator("#f-skill-hipaa")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
def test_without_javascript_the_same_form_finds_the_same(
    someone: Someone, language: str, size: dict[str, int]
) -> None:
    visitor = someone(language, java_script_enabled=False, viewport=size)
    page = visitor.page
    visitor.go("/")
    page.fill("#near", "Utrecht")
    visitor.click("Search", within=".searchbar")
    expect(page.locator(TITLES)).to_have_text(["Stagebegeleider"])
    if size is PHONE:
        visitor.click("Filters", within="#results")
    page.locator("#filters details:has(button[formaction$='/filters/more/'])").locator("summary").click()
    page.click("button[formaction$='/filters/more/']")
    page.check("#f-lang-nl")
    visitor.click("Show openings", within="main")
    assert "lang=nl" in page.url and "near=Utrecht" in page.url
    expect(page.locator(TITLES)).to_have_text(["Stagebegeleider"])
    if size is PHONE:
        visitor.click("Filters", within="#results")
    page.uncheck("#f-lang-nl")
    page.check("#f-mode-on_site")
    page.locator("#filters button").filter(visible=True).last.click()
    assert "mode=on_site" in page.url and "lang=nl" not in page.url


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_drawer_of_a_phone_opens_and_closes_by_keyboard(someone: Someone, language: str) -> None:
    visitor = someone(language, viewport=PHONE)
    page = visitor.page
    visitor.go("/openings/")
    opener = page.locator("#results button[popovertarget=filters]")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#filters button").first).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.focus("#f-engagement-contract")
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).not_to_be_empty()
    expect(page.locator("#f-engagement-contract")).to_be_focused()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    expect(page.locator("#filters")).to_be_hidden()
    expect(opener).to_be_focused()
    expect(page.locator(TITLES)).to_have_text(["Trainer"])


def test_the_drawer_says_how_many_are_left(someone: Someone) -> None:
    visitor = someone(viewport=PHONE)
    page = visitor.page
    visitor.go("/openings/")
    page.click("#results button[popovertarget=filters]")
    page.check("#f-engagement-contract")
    expect(page.locator("#show")).to_have_text("Show 1 opening")
    page.click("#show")
    expect(page.locator(TITLES)).to_have_text(["Trainer"])


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_list_and_opening_have_no_barrier(someone: Someone, language: str, scheme: str) -> None:
    visitor = someone(language, color_scheme=scheme)
    opening = Posting.objects.get(title="Trainer").get_absolute_url()
    for path in (
        "/",
        "/openings/?skill=html&skill=hipaa",
        "/openings/?q=chanels+doctors&near=Rochester&open=kind&open=posted_in&open=duty",
        "/openings/?q=nothing&mode=on_site",
        "/openings/filters/skill/?mode=on_site",
        "/openings/filters/more/",
        opening,
    ):
        visitor.go(path)
        found = Axe().run(visitor.page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], path
