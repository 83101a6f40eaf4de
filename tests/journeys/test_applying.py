"""Applying on a phone: without an account to the receipt; on two devices; without a network; three screens, few fields."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Profile, ProfileSkill, User
from applications.models import Application
from core.vocabulary import vocabulary
from postings.models import Posting
from tests.journeys.applying import applies
from tests.journeys.conftest import Person
from tests.journeys.story import LETTER, NOOR, TITLE
from tests.post_office import PostOffice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}}
ASKED = [
    {"key": "call0001", "kind": "yes_no", "text": "Can you be on call?", "options": [], "several": False, "required": True},
    {"key": "days0001", "kind": "choice", "text": "How many days on site?", "options": ["1 or 2", "3 or more"], "several": False, "required": True},
    {"key": "why00001", "kind": "long", "text": "Tell us about one post that went wrong.", "options": [], "several": False, "required": True},
]  # fmt: skip
STORED = "Object.keys(localStorage).filter(key => key.startsWith('typed:')).length"


def form_of(posting: Posting) -> str:
    return f"/openings/{posting.pk}/{posting.slug}/application/"


def fields(page: Page) -> int:
    """What a person can fill in on this page."""
    return page.locator("main").locator("input, select, textarea").filter(visible=True).count()


def is_saved(person: Person) -> None:
    expect(person.page.locator("#saved")).to_contain_text(
        person.words("Saved at %(time)s.").split("%")[0].strip()
    )
    expect(person.page.locator("#editor[data-unsaved]")).to_have_count(0)


@pytest.fixture
def complete(candidate: User, posting: Posting, make_document: Any) -> User:
    """Amara, whose profile knows everything that this opening asks."""
    profile = Profile.objects.create(
        user=candidate, phone="+1 253 555 0188", city="Tacoma", region="WA", country="US",
        headline="Community manager in a clinic",
    )  # fmt: skip
    skills = vocabulary().skills_named(posting.required_skills)
    ProfileSkill.objects.bulk_create(
        [ProfileSkill(profile=profile, skill=s, level="working") for s in skills]
    )
    profile.languages.create(code="en", level="native")
    make_document(candidate, "Amara-Bekele-CV.pdf")
    return candidate


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_visitor_applies_on_a_phone_with_a_mailed_code(
    language: str, someone: Callable[..., Person], posting: Posting, post_office: PostOffice
) -> None:
    noor = someone(language, **PHONE)
    noor.go(posting.get_absolute_url())
    noor.page.evaluate("window.scrollTo(0, 0)")
    applies(noor, post_office)
    application = Application.objects.get()
    assert (application.candidate.email, application.candidate.language) == (NOOR, language)
    assert (application.snapshot["name"], application.status) == ("Noor Haddad", "submitted")
    assert noor.page.evaluate(STORED) == 0
    noor.click("Follow my application", role="link")
    noor.sees("What you sent")


def test_a_complete_profile_needs_three_screens_and_at_most_twelve_fields(
    someone: Callable[..., Person], posting: Posting, complete: User
) -> None:
    """Every page that the browser shows after the opening's is a screen; its fields are counted as it is left."""
    Posting.objects.update(questions=ASKED)
    amara = someone(**PHONE)
    amara.enters(complete)
    amara.go(posting.get_absolute_url())
    screens: list[str] = []
    amara.page.on("framenavigated", lambda frame: screens.append(frame.url))
    amara.click("Apply", role="link")
    amara.is_at("Your application")
    amara.look("27-apply-complete")
    amara.tick("q-call0001", "yes")
    amara.tick("q-days0001", "1 or 2")
    amara.page.locator('[id="id_q-why00001"]').fill("I answered too late, and say so since.")
    amara.fill(letter=LETTER)
    asked = [fields(amara.page)]
    amara.click("Check it")
    amara.is_at("Check your application, then send it")
    amara.look("28-check-complete")
    amara.page.locator("#id_processing").check()
    asked.append(fields(amara.page))
    amara.click("Send my application")
    amara.is_at("Your application is sent")
    asked.append(fields(amara.page))
    assert len(screens) == len(asked) == 3, screens
    assert min(asked[:2]) > 0, asked  # what is counted is there
    assert sum(asked) <= 12, asked
    sent = Application.objects.get().snapshot
    assert (sent["phone"], sent["place"]["city"], len(sent["skills"])) == ("+1 253 555 0188", "Tacoma", 3)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_draft_from_the_tram_is_finished_at_home_and_taken_back(
    language: str, someone: Callable[..., Person], posting: Posting, complete: User
) -> None:
    phone, laptop = someone(language, **PHONE), someone(language)
    for device in (phone, laptop):
        device.enters(complete)
    phone.go(form_of(posting))
    phone.fill(letter="In the tram")
    is_saved(phone)
    laptop.go("/me/applications/")
    laptop.click("Go on with it", role="link")
    expect(laptop.page.locator("#id_letter")).to_have_value("In the tram")
    phone.fill(letter="In the tram, standing")
    is_saved(phone)
    laptop.fill(letter="At home")
    laptop.sees("You typed something else on another device. Choose below.")
    laptop.look("29-two-devices")
    expect(laptop.page.locator("#id_letter_crossed")).to_contain_text("In the tram, standing")
    assert Application.objects.get().letter == "In the tram, standing"
    laptop.click("Keep what I typed here")
    is_saved(laptop)
    laptop.click("Check it")
    laptop.sees("At home")
    laptop.page.locator("#id_processing").check()
    laptop.page.locator("#id_keep").check()
    laptop.click("Send my application")
    laptop.is_at("Your application is sent")
    phone.go("/me/applications/")
    phone.click("Withdraw", role="link")
    phone.page.locator("input[name=reason]").first.check()
    phone.click("Withdraw my application")
    phone.sees("You withdrew. The hospital knows.")
    application = Application.objects.get()
    assert (application.letter, application.status) == ("At home", "withdrawn")
    phone.go(f"/me/applications/{application.pk}/consents/")
    phone.is_at("What you allow")
    phone.look("30-consents")
    phone.page.locator("main").get_by_role("button").nth(1).click()
    phone.sees("Saved. The hospital sees it.")


def test_what_was_typed_without_a_network_is_there_again_and_goes_with_the_sign_out(
    someone: Callable[..., Person], posting: Posting, complete: User
) -> None:
    amara = someone(**PHONE)
    amara.enters(complete)
    amara.go(form_of(posting))
    amara.context.set_offline(True)
    amara.fill(letter="In a tunnel")
    amara.sees("No connection. Your text is kept in this browser.")
    amara.complaints.clear()  # the browser says so too
    amara.page.close()
    amara.context.set_offline(False)
    amara.page = amara.context.new_page()
    amara.go(form_of(posting))
    amara.sees("It was not saved.")
    amara.click("Put it back")
    expect(amara.page.locator("#id_letter")).to_have_value("In a tunnel")
    is_saved(amara)
    assert Application.objects.get().letter == "In a tunnel"
    amara.context.set_offline(True)
    amara.fill(letter="In another tunnel")
    amara.sees("No connection. Your text is kept in this browser.")
    amara.context.set_offline(False)
    amara.complaints.clear()
    amara.go("/accounts/logout/")
    amara.click("Sign out", within="main")
    assert amara.page.evaluate(STORED) == 0


def test_a_visitor_who_signs_in_finds_what_was_typed(
    someone: Callable[..., Person], posting: Posting, complete: User
) -> None:
    amara = someone(**PHONE)
    amara.go(form_of(posting))
    amara.fill(letter="Before I signed in")
    assert amara.page.evaluate(STORED) == 1
    amara.enters(complete)
    amara.go(form_of(posting))
    amara.sees("It was not saved.")
    amara.click("Put it back")
    expect(amara.page.locator("#id_letter")).to_have_value("Before I signed in")
    expect(amara.page.locator("h1")).to_have_text("Your application")
    assert TITLE in amara.page.content()
