"""A moderator announces something and switches a part off; a visitor reads both, on a desktop and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from core.switches import SAID, Part
from tests.journeys.conftest import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAYS = {"en": "The board is closed on Sunday morning.", "nl": "Zondagochtend is de site dicht."}


@pytest.mark.parametrize(("language", "how"), [("en", {}), ("nl", PHONE)])
def test_an_announcement_and_a_switch(
    language: str, how: dict[str, Any], moderator: User, someone: Callable[..., Person], settings: Any
) -> None:
    settings.SECOND_FACTOR_WAIVED = True
    mo, visitor = someone(language, **how), someone(language, **how)
    mo.enters(moderator)

    mo.go("/moderation/announcements/")
    mo.click("New announcement", role="link")
    mo.fill(words_en=SAYS["en"], words_nl=SAYS["nl"])
    mo.click("Look at it first")
    mo.look("announcement")
    mo.click("Save")
    mo.sees("Shown now")

    visitor.go("/openings/")
    band = visitor.page.get_by_role("region", name=visitor.words("Announcements"))
    expect(band).to_contain_text(SAYS[language])
    visitor.look("announced")
    band.get_by_role("button").press("Enter")
    expect(band).not_to_contain_text(SAYS[language])
    visitor.go("/")
    expect(band).to_have_count(0)

    mo.go("/moderation/switches/mentoring/")
    mo.fill(reason="Insults in requests.")
    mo.click("Switch it off")
    mo.look("switches")
    visitor.go("/")
    expect(visitor.page.locator("a[href$='/mentors/']")).to_have_count(0)
    visitor.go("/mentors/")
    visitor.is_at(str(SAID[Part.MENTORING][0]))
    visitor.look("switched-off")
    # the browser says that the page answered 503: that is what it should be
    visitor.complaints[:] = [one for one in visitor.complaints if "status of 503" not in one]
