"""Questions from their builder to the team that reads the answers: without a mouse, and in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from applications.models import Application
from postings.models import Posting
from tests.journeys.applying import signs_in
from tests.journeys.conftest import Person
from tests.journeys.keys import reach

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CALL = {"key": "call0001", "kind": "yes_no", "text": "Can you be on call?", "options": [], "several": False, "required": True}  # fmt: skip


def test_a_recruiter_builds_and_orders_questions_by_keyboard(
    someone: Callable[..., Person], make_posting: Callable[..., Posting], recruiter: Any
) -> None:
    draft = make_posting(
        status="draft", submitted_at=None, published_at=None, publish_at=None, questions=[CALL]
    )
    priya = someone()
    signs_in(priya, recruiter.email)
    priya.go(f"/workspace/northlake/openings/{draft.pk}/questions/")
    keys, page = priya.page.keyboard, priya.page
    reach(priya, "#id_text")
    keys.type("How old are you?")
    keys.press("Enter")
    priya.sees("Age, birth dates and school years say nothing about the work.")
    expect(page.locator("#errors")).to_be_focused()
    page.locator("#id_text").fill("Which of these do you use?")
    reach(priya, 'input[name="kind"]:checked')
    keys.press("ArrowRight")
    expect(page.locator("#id_options")).to_be_visible()  # asked only for a choice
    reach(priya, "#id_options")
    keys.type("Canva")
    keys.press("Enter")
    keys.type("Figma")
    reach(priya, 'section[aria-labelledby="new"] .btn')
    keys.press("Enter")
    priya.sees("The question is added.")
    reach(priya, 'li:nth-child(2) button[value="up"]')
    keys.press("Enter")
    expect(page.locator("ol.items > li").first).to_contain_text("Which of these do you use?")
    draft.refresh_from_db()
    assert [q["text"] for q in draft.questions] == ["Which of these do you use?", CALL["text"]]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_answers_reach_the_team(
    language: str,
    someone: Callable[..., Person],
    make_posting: Callable[..., Posting],
    make_application: Callable[..., Application],
    candidate: Any,
    owner: Any,
) -> None:
    live = make_posting(questions=[CALL])
    draft = make_application(posting=live, status="draft", snapshot={})
    noor = someone(language, java_script_enabled=False)
    signs_in(noor, candidate.email)
    noor.go(f"/openings/{live.pk}/{live.slug}/application/check/")
    noor.sees("Choose yes or no")
    noor.tick("q-call0001", "yes")
    noor.click("Check it")
    noor.page.locator("#id_processing").check()
    noor.click("Send my application")
    noor.is_at("Your application is sent")
    ines = someone(language)
    signs_in(ines, owner.email)
    ines.go(f"/workspace/northlake/applications/{draft.pk}/")
    ines.sees("Answers to your questions")
    expect(ines.page.get_by_text("Can you be on call?")).to_be_visible()
