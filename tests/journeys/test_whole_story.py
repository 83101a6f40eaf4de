"""The whole life of one opening at a hospital that is settled here, in both languages.

Begun from an example that saves itself, sent back, mended, put online, applied for by two, changed while it is
online, extended; one of the two is first refused and that is undone, both are taken along as table and as ZIP, an
interview is agreed by times, an offer accepted, and the opening ends as filled. What test_first_hire.py tells (signing
up, proving the hospital, every mail of a move) is not told again.
"""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from applications import exports
from applications.models import Application, Export
from hospitals.models import Hospital
from postings.models import Posting
from tests.journeys.conftest import Person, hears, words
from tests.journeys.deciding import chooses, puts_it_online, sends_it_back
from tests.journeys.hiring import mends_it
from tests.journeys.story import HOSPITAL, LETTER, TITLE
from tests.journeys.test_interview import proposes
from tests.post_office import PostOffice, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOM = "/workspace/northlake"


def in_days(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def writes_from_an_example(ines: Person) -> None:
    """What was typed is stored without a button; what was missing is not any more."""
    ines.go(f"{ROOM}/openings/new/")
    ines.fill(from_start="role:manager", from_language="en")
    ines.click("Begin with this")
    ines.is_at(TITLE)
    ready = ines.page.locator("#ready-panel")
    expect(ready).to_contain_text(ines.words("Say what the work pays."))
    ines.fill(pay_min="64,000", pay_max="78,000", pay_currency="USD", pay_period="year")
    ines.fill(closes_on=in_days(30), respond_by_days="10")
    expect(ready).to_contain_text(ines.words("Nothing is missing. You can send it."))
    expect(ines.page.locator("#editor[data-unsaved]")).to_have_count(0)
    assert Posting.objects.get().pay_max == Decimal(78000)
    ines.look("50-example")
    ines.click("See it as candidates will", role="link")
    ines.sees("This is a preview.")
    expect(ines.page.locator("main")).to_contain_text("64,000" if ines.language == "en" else "64.000")
    ines.go(f"{ROOM}/openings/{Posting.objects.get().pk}/")
    ines.click("Send to be checked")
    ines.sees("Sent. We read it within one working day and mail you.")


def applies(person: Person) -> None:
    posting = Posting.objects.get()
    person.go(f"/openings/{posting.pk}/{posting.slug}/application/")
    person.page.locator("input[name=cv]").first.check()
    person.fill(letter=LETTER)
    person.click("Check it")
    person.page.locator("#id_processing").check()
    person.click("Send my application")
    person.is_at("Your application is sent")


def changes_it_while_it_is_online(ines: Person, mo: Person) -> None:
    """More pay waits for the moderator; candidates read the old until then."""
    posting = Posting.objects.get()
    ines.go(f"{ROOM}/openings/{posting.pk}/")
    ines.click("Change this opening", role="link")
    ines.fill(pay_max="82,000")
    ines.click("Send the change")
    ines.sees("Your change is being checked")
    ines.look("51-change-waits")
    posting.refresh_from_db()
    assert posting.pay_max == Decimal(78000)
    chooses(mo)
    expect(mo.page.locator("main")).to_contain_text("82,000" if mo.language == "en" else "82.000")
    mo.look("52-change-at-the-desk")
    mo.tick("decision", "apply")
    mo.click("Decide")
    mo.sees("The change is online. The hospital gets a mail.")
    posting.refresh_from_db()
    assert posting.pay_max == Decimal(82000)


def lets_it_close_later(ines: Person) -> None:
    posting = Posting.objects.get()
    ines.go(f"{ROOM}/openings/{posting.pk}/")
    ines.click("Let it close later", role="link")
    ines.fill(closes_on=in_days(40), reason="Holidays are between.")
    ines.click("Choose this")
    ines.is_at(TITLE)
    assert Posting.objects.get().closes_at > posting.closes_at  # type: ignore[operator]


def refuses_both_and_thinks_again(ines: Person) -> None:
    ines.go(f"{ROOM}/applications/")
    ines.page.locator("input[name=all]").check()
    ines.page.locator("button[name=do][value=reject]").click()
    ines.tick("reason", "skills")
    ines.look("53-refuse-both")
    ines.page.locator("main form[method=post] button.btn--bad").click()
    ines.sees("Done for %(done)s of %(total)s", done=2, total=2)
    assert set(Application.objects.values_list("status", flat=True)) == {"rejected"}
    ines.click("Undo for everyone")
    ines.sees("Done for %(done)s of %(total)s", done=2, total=2)
    assert set(Application.objects.values_list("status", flat=True)) == {"submitted"}


def takes_them_along(ines: Person) -> None:
    ines.go(f"{ROOM}/applications/")
    with ines.page.expect_download() as table:
        ines.click("This list as a table (CSV)", role="link")
    lines = Path(table.value.path()).read_text("utf-8-sig").strip().splitlines()
    assert len(lines) == 3
    assert any("Amara Bekele" in line for line in lines)
    ines.click("Take applications along", role="link")
    ines.click("Make the file")
    expect(ines.page.locator("#export progress")).to_be_visible()
    exports.build(Export.objects.get().pk)  # the worker; the page looks again by itself
    ines.look("54-file")
    with ines.page.expect_download() as bundle:
        ines.click("Fetch the file")
    with zipfile.ZipFile(bundle.value.path()) as files:
        assert len({name.split("/")[0] for name in files.namelist() if "/" in name}) == 2


def agrees_offers_and_hires(ines: Person, amara: Person, first: Application) -> None:
    proposes(ines, first, [5, 6])
    amara.go(f"/me/applications/{first.pk}/")
    amara.page.locator("input[name=slot]").first.check()
    amara.click("Choose this time")
    amara.sees("Agreed. You get a mail with the calendar invitation.")
    ines.go(f"{ROOM}/applications/{first.pk}/")
    ines.click("Make an offer", role="link")
    ines.fill(pay="72,000", starts_on=in_days(40))
    ines.click("Make the offer")
    ines.sees("The candidate gets a mail with the offer.")
    amara.go(f"/me/applications/{first.pk}/")
    amara.look("55-offer")
    amara.click("Accept the offer", role="link")
    amara.click("Yes, I accept")
    amara.sees("You accepted the offer. The hospital confirms it.")
    ines.go(f"{ROOM}/applications/{first.pk}/")
    ines.click("Hired", role="link", within="main aside")
    ines.tick("others_are", "reject")
    expect(ines.page.locator("#id_close")).to_be_checked()
    ines.look("56-hire")
    ines.click("Yes, hired")
    ines.sees("Hired. The candidate gets a mail.")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_an_opening_from_an_example_to_the_person_who_is_hired(
    language: str,
    someone: Callable[..., Person],
    owner: User,
    moderator: User,
    candidate: User,
    candidate2: User,
    make_document: Any,
    post_office: PostOffice,
    settings: Any,
) -> None:
    settings.SECOND_FACTOR_WAIVED = True
    User.objects.update(language=language)
    make_document(candidate), make_document(candidate2)
    ines, mo, amara, lewis = (someone(language) for _ in range(4))
    for person, user in ((ines, owner), (mo, moderator), (amara, candidate), (lewis, candidate2)):
        person.enters(user)

    writes_from_an_example(ines)
    sends_it_back(mo, post_office)
    hears(post_office, owner.email, language, "Sent back: %(title)s", title=TITLE)
    assert "Name the four channels." in text_of(post_office.newest_to(owner.email))
    mends_it(ines)
    puts_it_online(mo, post_office)
    applies(amara)
    applies(lewis)
    changes_it_while_it_is_online(ines, mo)
    lets_it_close_later(ines)
    refuses_both_and_thinks_again(ines)
    takes_them_along(ines)
    agrees_offers_and_hires(ines, amara, Application.objects.get(candidate=candidate))

    hears(post_office, candidate.email, language, "You are hired by %(hospital)s", hospital=HOSPITAL)
    ended = Posting.objects.get()
    assert (ended.status, ended.outcome) == ("closed", "hired_here")
    assert sorted(Application.objects.values_list("status", flat=True)) == ["hired", "rejected"]
    lewis.go("/openings/?q=social")
    lewis.is_at("No openings match all of this")
    # Lewis knows nothing yet: his letter waits a day, and the one that was undone never leaves
    refused = words(language, "Your application to %(hospital)s", hospital=HOSPITAL)
    assert not [s for s in post_office.subjects_to(candidate2.email) if s == refused]
    assert Hospital.objects.get().postings.count() == 1
