"""A profile filled in on a phone in a tram: without JavaScript, and when the line drops."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import Experience, Language, User
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_rows_are_added_changed_and_removed_without_javascript(
    someone: Callable[..., Person], candidate: User
) -> None:
    amara = someone(java_script_enabled=False)
    amara.enters(candidate)
    amara.go("/me/profile/")
    amara.page.get_by_text("Everything else you can add").click()
    amara.page.get_by_role("link", name="Add the languages you speak").click()
    amara.page.get_by_label("Language", exact=True).select_option("nl")
    amara.click("Save")
    expect(amara.page.locator("#errors")).to_contain_text("Choose a level")
    expect(amara.page.get_by_label("Language", exact=True)).to_have_value("nl")
    amara.page.get_by_label("How well").select_option("B1")
    amara.click("Save")
    amara.page.get_by_role("link", name=re.compile(r"^Change\s*: Dutch")).click()
    amara.page.get_by_label("How well").select_option("C1")
    amara.click("Save")
    expect(amara.page.locator("main .items")).to_contain_text("C1, writes in it for others")
    amara.page.get_by_role("link", name=re.compile(r"^Remove\s*: Dutch")).click()
    expect(amara.page.get_by_role("heading", level=1)).to_have_text("Remove this from your profile?")
    amara.click("Remove it")
    expect(amara.page.locator("main")).to_contain_text("Nothing here yet.")
    assert not Language.objects.exists()


def test_what_was_typed_in_a_tunnel_is_there_when_the_light_is_back(
    someone: Callable[..., Person], candidate: User
) -> None:
    amara = someone()
    amara.enters(candidate)
    amara.go("/me/profile/experience/")
    page = amara.page
    page.get_by_label("What you were").fill("Community manager")
    page.get_by_label("What you did and what came of it").fill("From 400 to 11,200 readers.")
    amara.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Save").click()
    amara.context.set_offline(False)
    amara.go("/me/profile/experience/")
    expect(page.get_by_role("status").filter(has_text="What you typed before is back")).to_be_visible()
    expect(page.get_by_label("What you were")).to_have_value("Community manager")
    page.get_by_label("Month").first.select_option("3")
    page.get_by_label("Year").first.fill("2021")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main .items")).to_contain_text("March 2021 – now")
    amara.go("/me/profile/experience/")
    expect(page.get_by_label("What you were")).to_have_value("")
    assert Experience.objects.get().what == "From 400 to 11,200 readers."
    amara.complaints.clear()  # the browser complains of the tunnel
