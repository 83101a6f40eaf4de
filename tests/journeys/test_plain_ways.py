"""The main way through the board without JavaScript, and without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from applications.models import Application
from postings.models import Posting
from tests.conftest import small_pdf
from tests.journeys.applying import signs_in
from tests.journeys.conftest import Person, hears
from tests.journeys.keys import reach
from tests.journeys.story import HOSPITAL, LETTER, TITLE
from tests.post_office import PostOffice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_without_javascript(
    someone: Callable[..., Person], posting: Posting, candidate: User, post_office: PostOffice
) -> None:
    noor = someone(java_script_enabled=False)
    signs_in(noor, candidate.email)
    noor.go("/openings/")
    noor.page.locator("#q").fill("doctors")
    noor.click("Search")
    noor.tick("mode", "hybrid")
    noor.click("Show openings")
    expect(noor.page.locator("a.chip--on")).to_have_count(2)
    noor.click(TITLE, role="link", within="#results")
    noor.click("Apply", role="link")
    noor.page.locator("#id_file").set_input_files(
        {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": small_pdf()}
    )
    noor.fill(letter=LETTER)
    noor.click("Check it")
    noor.page.locator("#id_processing").check()
    noor.click("Send my application")
    noor.is_at("Your application is sent")
    assert Application.objects.get().status == Application.Stage.SUBMITTED
    hears(post_office, candidate.email, "en", "Your application to %(hospital)s is sent", hospital=HOSPITAL)


def test_by_keyboard_from_search_to_opening(someone: Callable[..., Person], posting: Posting) -> None:
    """Tab, Enter and Space only; what has the focus can be seen."""
    noor = someone()
    noor.go("/openings/")
    keys = noor.page.keyboard
    keys.press("Tab")
    expect(noor.page.locator(":focus")).to_have_text("Skip to main content")
    keys.press("Enter")
    reach(noor, "#q")
    keys.type("doctors")
    keys.press("Enter")
    expect(noor.page.locator("a.chip--on")).to_have_count(1)
    reach(noor, 'input[name="engagement"][value="employee"]')
    keys.press("Space")
    expect(noor.page.locator("a.chip--on")).to_have_count(2)
    reach(noor, "article.job h2 a")
    keys.press("Enter")
    noor.is_at(TITLE)
