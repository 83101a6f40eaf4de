"""A job is shared, and its picture looked at: on a desktop and on a phone, in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from postings.models import Posting
from tests.journeys.conftest import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "how"), [("en", {}), ("nl", PHONE)])
def test_a_job_is_shared_and_its_picture_looked_at(
    language: str, how: dict[str, Any], posting: Posting, someone: Callable[..., Person]
) -> None:
    visitor = someone(language, **how)
    page = visitor.page
    away: list[str] = []

    def elsewhere(route: Route) -> None:
        away.append(route.request.url)
        route.fulfill(body="<!doctype html><title>Mastodon</title>", content_type="text/html")

    page.route(lambda url: url.startswith("https://"), elsewhere)

    visitor.go(posting.get_absolute_url())
    drawn = page.locator("meta[property='og:image']").get_attribute("content") or ""
    visitor.click("Share", role="link")
    heading = page.get_by_role("heading", name=visitor.words("Share this opening"))
    expect(heading).to_be_focused()
    page.get_by_role("button", name=visitor.words("Copy the link")).click()
    expect(page.get_by_role("status").filter(has_text=visitor.words("Copied"))).to_be_visible()
    assert away == []  # nothing of another site was loaded
    visitor.look("shared")

    visitor.fill(server="mastodon")
    visitor.click("Go to Mastodon")
    visitor.is_at("Share this opening")
    expect(page.locator("#id_server")).to_have_value("mastodon")
    picture = page.locator("main img")
    assert (picture.get_attribute("alt") or "").startswith(
        f"{posting.title}, Northlake General Hospital, Tacoma"
    )
    assert picture.evaluate("async e => { await e.decode(); return [e.naturalWidth, e.naturalHeight] }") == [
        1200,
        630,
    ]
    visitor.look("share-page")

    visitor.fill(server="mastodon.social")
    visitor.click("Go to Mastodon")
    page.wait_for_url(lambda url: url.startswith("https://mastodon.social/share?text="))
    assert len(away) == 1

    alone = (
        visitor.context.new_page()
    )  # Chromium styles a lone picture itself, which our policy holds back: no fault
    alone.goto(drawn)
    assert alone.evaluate("[document.images[0].naturalWidth, document.images[0].naturalHeight]") == [
        1200,
        630,
    ]
