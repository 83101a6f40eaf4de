"""A mentor and somebody who wants the job, from the list to the last word, in both languages, on a desktop and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from core.vocabulary import vocabulary
from mentoring.models import Mentor, Mentorship
from tests.journeys.conftest import EVERYWHERE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@EVERYWHERE
def test_from_becoming_a_mentor_to_the_last_word(
    language: str, how: dict[str, Any], reviewer: User, candidate: User, someone: Callable[..., Person]
) -> None:
    tom, amara = someone(language, **how), someone(language, **how)
    tom.enters(reviewer)
    amara.enters(candidate)
    skill = vocabulary().skill("hipaa")
    assert skill is not None

    tom.go("/mentors/")
    tom.click("Become a mentor", role="link")
    tom.fill(headline="Social media lead", capacity="1")
    tom.tick("topics", str(skill.pk))
    tom.click("Save")
    tom.sees("In the list")
    mentor = Mentor.objects.get()

    amara.go("/mentors/?topic=hipaa")
    amara.sees("In the team of this verified hospital")
    amara.look("mentors")
    amara.click("Ask as mentor", role="link")
    amara.fill(goal="My first job in a hospital", questions="What is a normal week?")
    amara.click("Send the request")
    row = Mentorship.objects.get()
    expect(amara.page.get_by_text(reviewer.email)).to_have_count(0)

    tom.go("/me/mentoring/")
    tom.page.get_by_role("link", name=candidate.name).first.click()
    tom.fill(answer="Gladly.")
    tom.click("Yes, I am your mentor")
    expect(tom.page.get_by_role("link", name=candidate.email)).to_be_visible()

    amara.go(f"/me/mentoring/{row.pk}/")
    expect(amara.page.get_by_role("link", name=reviewer.email)).to_be_visible()
    amara.look("mentorship")
    amara.click("It is completed")
    amara.tick("helped", "yes")
    amara.fill(words="The checklist for consent.")
    amara.click("Send")

    tom.go(f"/me/mentoring/{row.pk}/")
    expect(tom.page.get_by_text("The checklist for consent.")).to_be_visible()
    row.refresh_from_db()
    assert (row.status, row.mentor_id) == ("completed", mentor.user_id)
