"""A suspicious opening, from the moderator's question to the page that everybody reads; on a desktop and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from core.models import OutgoingMail
from postings.models import Posting, Remark
from tests.journeys.conftest import PHONE, Person, words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "how"), [("en", {}), ("nl", PHONE)])
def test_a_suspicious_opening_is_asked_about_sent_back_mended_and_published(
    language: str,
    how: dict[str, Any],
    owner: User,
    moderator: User,
    make_posting: Callable[..., Posting],
    someone: Callable[..., Person],
) -> None:
    other = "nl" if language == "en" else "en"  # the moderator reads another language than the hospital
    User.objects.filter(pk=owner.pk).update(language=language)
    text = "We are a young team. Send your CV by WhatsApp to 06 12345678. " * 3
    row = make_posting(
        status="in_review", publish_at=None, published_at=None, created_by=owner, description=text
    )
    desk, team = someone(other), someone(language, **how)
    desk.enters(moderator)
    team.enters(owner)
    work = f"/workspace/{row.hospital.slug}/openings/{row.pk}/"

    desk.go(f"/moderation/openings/{row.pk}/")
    expect(desk.page.locator("mark", has_text="WhatsApp").first).to_be_visible()
    desk.look("review")
    desk.page.locator("#id_remark_words").fill("Who reads those messages?")
    desk.click("Ask the hospital")
    desk.sees("Who reads those messages?")

    team.go(work)
    team.sees("Who reads those messages?")
    expect(team.page.get_by_text(moderator.name)).to_have_count(0)
    team.page.locator("#id_remark_words").fill("Our own desk does.")
    team.look("asked")
    team.click("Send the answer")

    desk.go("/moderation/")
    desk.sees("The hospital answered")
    desk.go(f"/moderation/openings/{row.pk}/")
    desk.sees("Our own desk does.")
    desk.tick("decision", "return")
    desk.tick("reasons", "discriminating_words")
    desk.page.locator("#id_words").fill("Say what the team does.")
    letter = desk.page.locator("#letter")
    subject = words(language, "Sent back: %(title)s") % {"title": row.title}
    expect(letter).to_contain_text(subject)
    expect(letter).to_contain_text("Say what the team does.")
    desk.look("letter")
    desk.click("Decide")
    row.refresh_from_db()
    assert (row.status, OutgoingMail.objects.latest("id").subject) == ("returned", subject)

    team.go(f"{work}text/")
    expect(team.page.locator("#sent-back")).to_contain_text("Say what the team does.")
    team.page.locator("#id_description").fill("We are a team of six who answer patients. " * 5)
    team.click("Save and check")
    team.page.locator("#id_mended").fill("No WhatsApp any more.")
    team.look("mended")
    team.click("Send to be checked again")

    desk.go(f"/moderation/openings/{row.pk}/")
    desk.sees("No WhatsApp any more.")
    expect(desk.page.locator("del", has_text="WhatsApp").first).to_be_visible()
    desk.look("again")
    desk.tick("decision", "publish")
    desk.click("Decide")
    row.refresh_from_db()
    assert (row.status, Remark.objects.filter(posting=row).count()) == ("published", 3)
    team.go(row.get_absolute_url())
    team.sees(row.title)
