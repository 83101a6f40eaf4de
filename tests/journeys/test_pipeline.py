"""A recruiter's morning with the applications: searched, dragged, moved by keyboard, refused together and undone."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from accounts.models import User
from applications import wording
from applications.models import Application, Batch
from tests.applications.test_lists import many
from tests.journeys.conftest import Person
from tests.journeys.test_accessibility import AXE, TAGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOM = "/workspace/northlake/applications/"
Opens = Callable[..., Person]


def signed_in(someone: Opens, user: User, language: str, **options: Any) -> Person:
    person = someone(language, **options)
    person.enters(user)
    return person


def can_be_read(person: Person) -> None:
    """axe finds nothing, light and dark, and nothing is wider than a phone."""
    page = person.page
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate(
            AXE, {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        )
        assert found == [], (page.url, scheme)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def stage(pk: int) -> str:
    return str(Application.objects.values_list("status", flat=True).get(pk=pk))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_cards_move_by_dragging_and_by_keyboard(
    language: str, someone: Opens, recruiter: User, make_application: Any
) -> None:
    many(make_application, 2)
    first, second = Application.objects.order_by("submitted_at", "id")
    person = signed_in(someone, recruiter, language)
    person.go(f"{ROOM}board/")
    page = person.page
    page.locator(f"#card-{first.pk}").drag_to(page.locator("[data-stage=shortlisted]"))
    expect(page.locator(f"[data-stage=shortlisted] #card-{first.pk}")).to_be_visible()
    assert stage(first.pk) == "shortlisted"
    expect(page.locator(f"#card-{first.pk} summary")).to_be_focused()
    page.locator(f"#card-{second.pk} summary").focus()
    page.keyboard.press("Enter")
    can_be_read(person)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-stage=in_review] #card-{second.pk} summary")).to_be_focused()
    assert stage(second.pk) == "in_review"
    page.locator(f"#card-{second.pk}").drag_to(page.locator("[data-stage=interview]"))
    page.wait_for_url(f"**/{second.pk}/interview/")
    assert stage(second.pk) == "in_review"


def test_many_are_refused_together_and_it_is_undone(
    someone: Opens, recruiter: User, make_application: Any
) -> None:
    many(make_application, 3)
    make_application(letter="Zebra stories")
    wording.index(Application.objects.get(letter="Zebra stories"))
    person = signed_in(someone, recruiter, "nl")
    person.go(ROOM)
    page = person.page
    page.fill("#id_q", "zebra")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.url.endswith("?q=zebra")
    assert page.locator("#looks a").nth(1).get_attribute("href").endswith("board/?q=zebra")  # type: ignore[union-attr]
    can_be_read(person)
    person.go(ROOM)
    page.check("[name=all]")
    page.click("button[value=reject]")
    can_be_read(person)
    page.check("input[name=reason][value=skills]")
    page.click("main form[method=post] button.btn--bad")
    person.sees("Done for %(done)s of %(total)s", done=4, total=4)
    can_be_read(person)
    person.click("Undo for everyone")
    person.sees("Done for %(done)s of %(total)s", done=4, total=4)
    assert set(Application.objects.values_list("status", flat=True)) == {"submitted"}
    assert Batch.objects.count() == 2


def test_everything_works_without_javascript(someone: Opens, recruiter: User, make_application: Any) -> None:
    many(make_application, 2)
    one = Application.objects.order_by("submitted_at", "id")[0]
    person = signed_in(someone, recruiter, "en", java_script_enabled=False)
    person.go(f"{ROOM}board/")
    page = person.page
    page.click(f"#card-{one.pk} summary")
    page.click(f"#card-{one.pk} button[value=shortlist]")
    person.sees("Moved. The candidate gets a mail.")
    assert stage(one.pk) == "shortlisted"
    person.go(f"{ROOM}?stage=submitted")
    page.check("tbody [name=id]")
    page.click("button[value=read]")
    page.click("main form[method=post] button[data-busy]")
    person.sees("Done for %(done)s of %(total)s", done=1, total=1)
    assert sorted(Application.objects.values_list("status", flat=True)) == ["in_review", "shortlisted"]
    person.go(ROOM)
    page.fill("#id_q", "nobody")
    page.keyboard.press("Enter")
    person.sees("Nobody matches all of this")
