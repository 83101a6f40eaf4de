"""The pay page by keyboard alone, and as a screen reader names it, in both languages, on a desktop and on a phone."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from pay.writing import amount
from tests.journeys.conftest import EVERYWHERE, Person
from tests.journeys.keys import Keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEATTLE = (62_330, 78_620, 96_000, 122_780, 146_220)  # public relations specialists, May 2025
HOSPITALS = (50_110, 63_220, 80_350, 100_380, 117_540)


def written(who: Person, *amounts: int) -> list[str]:
    return [amount(Decimal(one), "USD", who.language).replace("\u00a0", " ") for one in amounts]


def picture(who: Person, amounts: tuple[int, ...]) -> Locator:
    """A band, found by what is said of it instead of what is drawn."""
    low, quarter, middle, three, high = written(who, *amounts)
    name = who.words(
        "1 in 10 earns less than %(low)s, a quarter less than %(quarter)s, half less than %(middle)s, a quarter more than %(three)s, 1 in 10 more than %(high)s",
        low=low, quarter=quarter, middle=middle, three=three, high=high,
    )  # fmt: skip
    return who.page.get_by_role("img", name=name, exact=True)


@EVERYWHERE
def test_pay_is_chosen_by_keyboard_and_read_by_name(
    language: str, how: dict[str, Any], someone: Callable[..., Person]
) -> None:
    who = someone(language, **how)
    keys, page, words = Keys(who), who.page, who.words
    who.go("/pay/?country=US")
    expect(page.get_by_role("combobox", name=words("What does the person do?"))).to_have_value("specialist")
    keys.choose("#id_role", "lead")
    keys.write("#id_near", "Seattle")
    expect(page.get_by_role("textbox", name=words("Where?"))).to_be_focused()
    keys.follow("main form button")
    keys.choose("#id_role", "specialist")
    keys.follow("main form button")

    page.get_by_role("heading", name=words("What does this work pay?"), level=1).wait_for()
    chosen = words("Runs channels, leads nobody") + " · Seattle, WA"
    page.get_by_role("heading", name=chosen, level=2, exact=True).wait_for()
    expect(picture(who, SEATTLE)).to_have_count(1)
    expect(picture(who, HOSPITALS)).to_have_count(1)
    occupation = page.get_by_role("region", name=words("Public relations specialists"))
    expect(occupation.get_by_role("table")).to_have_count(0)  # folded up
    keys.use("#occupation-1 ~ details summary")
    table = occupation.get_by_role(
        "table", name=words("%(name)s: pay a year, full-time", name=words("Public relations specialists"))
    )
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name=words("This region")))
    expect(row.get_by_role("rowheader")).to_contain_text("Seattle-Tacoma-Bellevue, WA")
    assert [one.replace("\u00a0", " ") for one in row.get_by_role("cell").all_inner_texts()[:5]] == written(
        who, *SEATTLE
    )
    who.look("pay")
    assert Keys(who).everywhere() == []

    address = page.url
    assert "role=specialist" in address and "near=Seattle" in address
    friend = someone(language, **how)
    friend.page.goto(address)  # the link keeps the choice
    friend.page.get_by_role("heading", name=chosen, level=2, exact=True).wait_for()
    csv = page.get_by_role("link", name=words("These figures as CSV")).get_attribute("href")
    assert re.search(r"^region,27-3031,42660,.*,62330,78620,96000,122780,146220,USD", page.request.get(who.base + str(csv)).text(), re.MULTILINE)  # fmt: skip
