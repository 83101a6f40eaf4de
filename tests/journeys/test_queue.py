"""Two moderators share a queue: one takes, the other reads who is on it; a slip is undone, with the keyboard alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from core.models import OutgoingMail
from moderation.models import Claim
from postings.models import Posting
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def with_alt(person: Person, key: str) -> None:
    """An access key as the keyboard sends it: what Playwright presses with Alt has no letter in it."""
    facts = {"key": key, "code": f"Key{key.upper()}", "windowsVirtualKeyCode": ord(key.upper())}
    session = person.context.new_cdp_session(person.page)
    for kind in ("rawKeyDown", "char", "keyUp"):
        letter = {} if kind == "keyUp" else {"text": key, "unmodifiedText": key}
        event = {"type": kind, "modifiers": 1, "isSystemKey": True, **facts, **letter}
        session.send("Input.dispatchKeyEvent", event)
    session.detach()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_one_decides_with_keys_and_undoes_a_slip_while_a_colleague_looks(
    language: str,
    moderator: User,
    colleague: User,
    owner: User,
    make_posting: Callable[..., Posting],
    someone: Callable[..., Person],
) -> None:
    first = make_posting(status="in_review", publish_at=None, published_at=None, title="Community editor")
    make_posting(status="in_review", publish_at=None, published_at=None, title="Video maker", language="nl")
    here, there = someone(language), someone(language)
    here.enters(moderator)
    there.enters(colleague)

    here.go("/moderation/")
    here.look("queue")
    with_alt(here, "n")  # "Decide the next one"
    here.page.wait_for_url(re.compile(rf"/moderation/openings/{first.pk}/"))
    here.sees("Give it back")
    there.go("/moderation/")
    expect(there.page.locator("li", has_text="Community editor")).to_contain_text(str(moderator))
    there.go(f"/moderation/openings/{first.pk}/")
    there.sees("Take it over")
    there.look("held")

    with_alt(here, "x")  # chooses, and decides nothing
    expect(here.page.locator('input[value="reject"]')).to_be_checked()
    with_alt(here, "p")
    expect(here.page.locator('input[value="publish"]')).to_be_checked()
    first.refresh_from_db()
    assert first.status == "in_review"
    here.look("decide")
    with_alt(here, "s")
    expect(here.page.locator("#messages form")).to_be_visible()
    first.refresh_from_db()
    assert first.status == "published"
    here.look("decided")
    here.page.keyboard.press("Tab")  # tabbing goes on at the message, where undoing is first
    expect(here.page.locator(":focus")).to_have_text(re.compile(here.words("Undo")))
    here.page.keyboard.press("Enter")
    here.sees("Undone. The hospital hears nothing of that decision.")
    first.refresh_from_db()
    letters: Any = OutgoingMail.objects.filter(kind="posting_published")
    assert first.status == "in_review" and not letters.filter(cancelled_at=None).exists()
    here.look("undone")

    there.go("/moderation/search/?q=community")
    there.sees("Community editor")
    there.look("search")


def test_beginning_to_decide_takes_it(
    moderator: User, make_posting: Callable[..., Posting], someone: Callable[..., Person]
) -> None:
    row = make_posting(status="in_review", publish_at=None, published_at=None)
    desk = someone("en")
    desk.enters(moderator)
    desk.go(f"/moderation/openings/{row.pk}/")
    desk.sees("Nobody is on this one.")
    assert not Claim.objects.exists()
    desk.page.locator('input[value="publish"]').check()
    expect(desk.page.locator("#claim")).to_contain_text("You are on this one.")
    assert Claim.objects.get().by == moderator
