"""Writing an opening in a real browser: it saves itself, and neither a sign-in that ended, a closed tab nor a colleague
takes anything away."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from accounts.models import User
from hospitals.models import Hospital
from postings.models import Posting
from tests.conftest import PASSWORD
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVED = re.compile(r"^\s*Saved at \d\d:\d\d\.")
Someone = Callable[..., Person]


@pytest.fixture
def draft(make_posting: Callable[..., Posting]) -> Posting:
    return make_posting(status="draft", submitted_at=None, published_at=None, publish_at=None, closes_at=None)


def enters(person: Person, user: User) -> Person:
    person.enters(user)
    return person


def opens(person: Person, posting: Posting) -> Page:
    person.go(f"/workspace/northlake/openings/{posting.pk}/text/")
    return person.page


def says(page: Page, text: Any) -> None:
    expect(page.locator("#saved")).to_have_text(text)


def saves(page: Page) -> None:
    """What was typed last is stored, and this browser keeps none of it."""
    expect(page.locator("#editor[data-unsaved]")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_new_opening_saves_itself_and_its_address_follows(
    someone: Someone, hospital: Hospital, owner: User
) -> None:
    ines = enters(someone(), owner)
    ines.go("/workspace/northlake/openings/new/")
    page = ines.page
    ines.look("editor-1-new")
    page.locator("#id_description").fill("You run four channels.")
    says(page, re.compile("Give it a job title"))
    page.locator("#id_title").fill("Editor of films")
    says(page, SAVED)
    posting = Posting.objects.get()
    expect(page).to_have_url(re.compile(rf"/openings/{posting.pk}/text/$"))
    expect(page.locator("h1")).to_have_text("Editor of films")
    expect(page.locator("#start")).to_have_count(0)
    expect(page.locator("#ready-panel")).to_contain_text("Say what the work pays.")
    top = "all => all.map(e => e.getBoundingClientRect().y)"
    for pair in ("#id_pay_min, #id_pay_max", "label[for=id_pay_min], label[for=id_pay_max]"):
        lines = page.locator(pair).evaluate_all(top)
        assert lines[0] == lines[1], pair  # only one of them has a hint
    assert page.locator(".brand svg").evaluate("e => e.getBoundingClientRect().width") > 30
    page.locator("#id_pay_min").fill("64,000")
    page.locator("#id_pay_max").fill("46,000")
    expect(page.locator("#id_pay_max_error")).to_contain_text("Make it the same as the lowest pay, or more.")
    says(page, re.compile("What is marked is not saved yet."))
    ines.look("editor-2-wrong")
    page.locator("#id_pay_max").fill("78,000")
    expect(page.locator("#id_pay_max_error")).to_have_count(0)
    expect(page.locator("#ready-panel")).not_to_contain_text("Say what the work pays.")
    page.locator("#ready-panel a", has_text="Say more about the work").click()
    expect(page.locator("#id_description")).to_be_in_viewport()
    posting.refresh_from_db()
    assert (posting.title, posting.description, posting.pay_max) == (
        "Editor of films",
        "You run four channels.",
        Decimal(78000),
    )
    page.reload()
    expect(page.locator("[data-kept]")).to_have_count(0)
    ines.click("See it as candidates will", role="link")
    ines.sees("This is a preview.")
    ines.look("editor-3-preview")
    ines.click("Back to writing", role="link")
    expect(page.locator("#id_title")).to_have_value("Editor of films")


def test_a_sign_in_that_ended_loses_nothing(someone: Someone, draft: Posting, owner: User) -> None:
    ines = enters(someone(), owner)
    page = opens(ines, draft)
    Session.objects.all().delete()
    page.locator("#id_description").fill("Typed while the sign-in ended.")
    expect(page.locator("#saved")).to_contain_text("You are signed out. Nothing is lost.")
    ines.look("editor-4-signed-out")
    with ines.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new window").click()
    other = opened.value
    other.locator("#id_login").fill(owner.email)
    other.locator("#id_password").fill(PASSWORD)
    other.locator("main form button[type=submit], main form button:not([type])").first.click()
    other.wait_for_url(re.compile("/workspace/"))
    other.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    says(page, SAVED)
    draft.refresh_from_db()
    assert draft.description == "Typed while the sign-in ended."
    page.locator("#id_description").fill("And on it goes.")  # the token of the new sign-in is known
    saves(page)
    draft.refresh_from_db()
    assert draft.description == "And on it goes."
    # 401 while signed out; 403 when a save leaves with the token of the old sign-in, and is sent again with the new one
    assert all(re.search(r"\b40[013]\b", c) for c in ines.complaints), ines.complaints
    ines.complaints.clear()


def test_a_line_that_broke_and_a_closed_tab_lose_nothing(
    someone: Someone, draft: Posting, owner: User
) -> None:
    ines = enters(someone(), owner)
    page = opens(ines, draft)
    ines.context.set_offline(True)
    page.locator("#id_description").fill("Typed on the train.")
    expect(page.locator("#saved")).to_contain_text("Your text is kept in this browser.")
    page.close()
    ines.context.set_offline(False)
    ines.page = page = ines.context.new_page()
    opens(ines, draft)
    notice = page.locator("[data-kept]")
    expect(notice).to_contain_text(re.compile(r"We kept what you had typed at \d\d:\d\d\."))
    ines.look("editor-5-kept")
    notice.get_by_role("button", name="Put it back").click()
    expect(page.locator("#id_description")).to_have_value("Typed on the train.")
    says(page, SAVED)
    draft.refresh_from_db()
    assert draft.description == "Typed on the train."
    page.reload()
    expect(notice).to_have_count(0)
    ines.complaints.clear()


def test_what_was_kept_can_be_thrown_away_and_goes_at_the_sign_out(
    someone: Someone, draft: Posting, owner: User
) -> None:
    ines = enters(someone(), owner)
    page = opens(ines, draft)
    ines.context.set_offline(True)
    page.locator("#id_description").fill("Typed on the train.")
    expect(page.locator("#saved")).to_contain_text("Your text is kept in this browser.")
    page.route("**/parts/**", lambda route: route.abort())  # before it tries again by itself
    ines.context.set_offline(False)
    opens(ines, draft)
    page.get_by_role("button", name="Throw it away").click()
    assert page.evaluate("Object.keys(localStorage)") == []
    page.locator("#id_description").fill("Typed again.")
    expect(page.locator("#editor[data-unsaved]")).to_have_count(1)
    assert len(page.evaluate("Object.keys(localStorage)")) == 1
    ines.go("/accounts/logout/")
    page.locator("main form button").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage)") == []
    ines.complaints.clear()


def test_two_people_write_at_once(someone: Someone, draft: Posting, owner: User, recruiter: User) -> None:
    ines, priya = enters(someone(), owner), enters(someone(), recruiter)
    mine, theirs = opens(ines, draft), opens(priya, draft)
    theirs.locator("#id_pay_max").fill("80,000")
    says(theirs, SAVED)
    mine.locator("#id_pay_note").fill("Courses")
    says(mine, re.compile("Priya Nair changed “Pay to” at"))
    expect(mine.locator("#id_pay_max")).to_have_value("80,000")
    theirs.locator("#id_description").fill("Priya wrote this.")
    saves(theirs)
    mine.locator("#id_description").fill("Ines wrote this.")
    choice = mine.locator("#id_description_crossed")
    expect(choice).to_contain_text("Priya wrote this.")
    expect(mine.locator("#id_description")).to_have_value("Ines wrote this.")
    says(mine, re.compile("Choose below."))
    ines.look("editor-6-two-at-once")
    mine.keyboard.press("Tab")
    choice.get_by_role("button", name="Take mine").focus()
    mine.keyboard.press("Enter")
    expect(choice).to_have_count(0)
    draft.refresh_from_db()
    assert (draft.description, draft.pay_max, draft.pay_note) == (
        "Ines wrote this.",
        Decimal(80000),
        "Courses",
    )
    theirs.locator("#id_description").fill("Priya again.")
    expect(theirs.locator("#id_description_crossed")).to_contain_text("Ines wrote this.")
    theirs.get_by_role("button", name="Take theirs").click()
    expect(theirs.locator("#id_description")).to_have_value("Ines wrote this.")
