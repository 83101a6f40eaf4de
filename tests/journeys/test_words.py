"""Two skills that mean the same become one: seen before, done, found by its old name, and taken apart again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from core.models import Skill
from core.vocabulary import forget
from postings.models import Posting
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_merge_from_its_preview_to_its_undo(
    language: str, moderator: User, make_posting: Callable[..., Posting], someone: Callable[..., Person]
) -> None:
    old, new = (Skill.objects.get(slug=slug) for slug in ("css", "html"))
    posting = make_posting(required_skills=[old.pk])
    mo = someone(language)
    mo.enters(moderator)
    mo.go("/moderation/vocabulary/?q=css")
    mo.look("words")
    mo.page.get_by_role("link", name=old.name_en, exact=True).first.click()
    mo.click("Merge into another word", role="link")
    mo.page.locator("#into").select_option("html")
    mo.click("Show what follows")
    expect(mo.page.get_by_role("heading", level=2).filter(has_text=new.name_in(language))).to_be_visible()
    mo.look("merge")
    mo.click("Merge the two")
    mo.look("merged")
    posting.refresh_from_db()
    assert posting.required_skills == [new.pk]

    forget()
    mo.go("/openings/?skill=css")
    expect(mo.page.get_by_role("link", name=posting.title).first).to_be_visible()

    mo.go("/moderation/vocabulary/skill/html/")
    mo.click("Undo the merge")
    mo.is_at(old.name_in(language))
    posting.refresh_from_db()
    assert posting.required_skills == [old.pk]
