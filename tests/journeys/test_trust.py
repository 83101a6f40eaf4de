"""Trust in Chromium: given by hand, what is online at once is drawn and read, found wanting, and trust is gone."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from accounts.models import User
from hospitals.models import Hospital
from postings import lifecycle
from postings.models import Posting, SpotCheck
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_trust_is_gained_sampled_and_lost(
    language: str, hospital: Hospital, owner: User, moderator: User, make_posting: Callable[..., Posting],
    someone: Callable[..., Person], client_of: Callable[[User | None], Client],
) -> None:  # fmt: skip
    mo, visitor = someone(language), someone(language)
    mo.enters(moderator)

    mo.go(f"/moderation/hospitals/{hospital.pk}/")
    mo.fill(reason="A hospital that we know.")
    mo.click("Trust this hospital")
    mo.sees("Trusted. The hospital gets a mail.")
    mo.look("hospital-trusted")

    posting = make_posting(status="draft", publish_at=None, published_at=None, title="Night editor")
    lifecycle.submit(posting, by=owner)
    address = posting.get_absolute_url()
    visitor.go(address)
    expect(visitor.page.get_by_role("heading", name="Night editor").first).to_be_visible()

    mo.go("/moderation/")
    mo.page.locator(f'a[href$="/moderation/sampled/{SpotCheck.objects.get().pk}/"]').first.click()
    mo.look("sampled")
    mo.tick("decision", "recall")
    mo.tick("reasons", "pay_unclear")
    mo.fill(words="For how many hours is this?")
    mo.click("Decide")
    mo.sees("Sent back. The hospital gets a mail, and its openings are read first again.")

    assert client_of(None).get(address).status_code == 404  # the browser would complain of it
    mo.go(f"/moderation/hospitals/{hospital.pk}/")
    mo.sees("Trust this hospital")
    assert not Hospital.objects.get(pk=hospital.pk).trusted
