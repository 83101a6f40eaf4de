"""A candidate on a phone, without a mouse and by the names that a screen reader says: the inbox, the page of an
application, changing what was sent, and coming too late."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts import inbox
from accounts.models import InboxItem, News, User
from applications import seeing, sending
from applications.models import Application
from core.mail import Letter
from tests.journeys.conftest import Person
from tests.journeys.keys import Keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sent(make_application: Any, candidate: User) -> Application:
    application: Application = make_application(status="draft")
    sending.submit(application, by=candidate)
    return application


def test_from_the_inbox_to_a_changed_application_by_keyboard(
    sent: Application, someone: Callable[..., Person], candidate: User
) -> None:
    amara = someone()
    amara.enters(candidate)
    page, keys = amara.page, Keys(amara)
    amara.go("/me/inbox/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inbox")
    told = page.get_by_role("region", name="What you were told")
    expect(
        told.get_by_role("link", name="Your application to Northlake General Hospital is sent (Not read)")
    ).to_be_visible()
    expect(
        told.get_by_role(
            "button", name="Mark as read: Your application to Northlake General Hospital is sent"
        )
    ).to_be_visible()
    keys.follow(".told .item-link")
    expect(page.get_by_role("heading", level=1)).to_have_text("Social media manager")
    for name in (
        "Where it stands",
        "Messages",
        "What happened",
        "What you sent",
        "Who can see it",
        "What you allow",
    ):
        expect(page.get_by_role("region", name=name, exact=True)).to_be_visible()
    happened = page.get_by_role("region", name="What happened").get_by_role("listitem")
    assert happened.first.inner_text().startswith("You sent your application")
    expect(happened.last).to_have_attribute("aria-current", "step")
    expect(
        page.get_by_role("complementary", name="What you can do").get_by_role(
            "link", name="Change what you sent"
        )
    ).to_be_visible()
    expect(page.get_by_role("link", name="All of it as PDF")).to_be_visible()
    assert not Keys(amara).everywhere()
    keys.follow("a[href$='/change/']")
    keys.write("#id_letter", "Written without a mouse.")
    keys.follow("main form button")
    expect(page.get_by_text("Your application is changed.")).to_be_visible()
    sent.refresh_from_db()
    assert sent.letter.endswith("Written without a mouse.")


def test_who_is_late_reads_why_and_finds_the_words(
    sent: Application, someone: Callable[..., Person], candidate: User
) -> None:
    amara = someone()
    amara.enters(candidate)
    amara.go(f"/me/applications/{sent.pk}/change/")
    amara.page.locator("#id_letter").fill("Typed for an hour.")
    seeing.see(sent)
    amara.page.get_by_role("button", name="Send the changed application").click()
    expect(amara.page.get_by_role("heading", level=1)).to_have_text("The hospital was first")
    assert (
        amara.page.get_by_role("textbox", name="Your message").input_value().strip() == "Typed for an hour."
    )
    amara.page.get_by_role("button", name="Send as a message").click()
    expect(
        amara.page.get_by_role("region", name="Messages").get_by_text("Typed for an hour.")
    ).to_be_visible()
    amara.complaints.clear()  # the browser names the 409


def test_opening_the_page_of_a_thing_marks_what_was_told_of_it_as_read(
    sent: Application, someone: Callable[..., Person], candidate: User
) -> None:
    inbox.tell(
        candidate, News.OFFER, letter=Letter(subject="Else", paragraphs=["p"]), mail="x", about="a:1", url="/"
    )
    amara = someone()
    amara.enters(candidate)
    amara.go(f"/me/applications/{sent.pk}/")
    with amara.page.expect_response("**/me/inbox/reading/"):
        pass
    assert list(InboxItem.objects.to(candidate).unread().values_list("words", flat=True)) == ["Else"]
