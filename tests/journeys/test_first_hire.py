"""The whole story of a first hire, told by five people with a browser each, in both languages.

A communications head finds her hospital in the directory, proves that she works there and writes an opening; a
moderator sends it back and then puts it online; a visitor finds it, makes an account on the way and applies with
a CV; the hospital takes the application to hired and closes the opening. Every step is told by mail, read here
from a real SMTP server.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from applications.models import Application
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings.models import Posting
from postings.models.choices import ReturnReason
from tests.conftest import PASSWORD, small_pdf
from tests.journeys.conftest import Person, words
from tests.post_office import PostOffice, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DIRECTORY = """\
ccn,name,address,city,state,zip,county,phone,hospital_type,ownership,beds,website,lat,lon
990001,Northlake General Hospital,1 Cedar Ave,Tacoma,WA,98405,Pierce,+12535550100,acute_care,nonprofit,412,http://www.northlake.example,47.2,-122.4
990002,Kettle Valley Children's,2 Hill Rd,Boise,ID,83702,Ada,+12085550101,childrens,nonprofit,,,43.6,-116.2
990003,Merebank of the Valley,3 Lake St,Springfield,MA,01103,Hampden,+14135550102,rural_emergency,tribal,24,,42.1,-72.5
"""
INES, NOOR, MO = "ines@northlake.example", "noor@people.example", "mo@board.example"
HOSPITAL, TITLE = "Northlake General Hospital", "Social media manager"
TEXT = "## What you will do\n\nYou run four channels and **teach our doctors** to use them safely."
LETTER = "I have run the channels of a clinic for three years.\n\nI would like to do it for a whole hospital."


@pytest.fixture
def directory(tmp_path: Path) -> None:
    file = tmp_path / "hospitals.csv"
    file.write_text(DIRECTORY)
    call_command("import_hospitals", str(file))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_first_hire(
    language: str, someone: Callable[..., Person], directory: None, moderator: User, post_office: PostOffice, settings: Any
) -> None:
    settings.SECOND_FACTOR_WAIVED = True
    User.objects.filter(pk=moderator.pk).update(language=language)
    ines, mo, noor = someone(language), someone(language), someone(language)

    makes_an_account(ines, post_office, email=INES, name="Ines Calder", role="hire", path="/accounts/signup/")
    finds_and_proves_the_hospital(ines, post_office)
    writes_an_opening(ines)
    sends_it_to_be_checked(ines)
    assert post_office.subjects_to(MO) == [words(language, "An opening waits: %(title)s", title=TITLE)]

    signs_in(mo, MO)
    sends_it_back(mo)
    hears(post_office, INES, language, "Sent back: %(title)s", title=TITLE)
    assert "Name the four channels." in text_of(post_office.newest_to(INES))
    mends_it(ines)
    puts_it_online(mo)
    hears(post_office, INES, language, "Approved: %(title)s", title=TITLE)

    finds_the_opening(noor)
    applies(noor, post_office)
    hears(post_office, NOOR, language, "Your application to %(hospital)s is sent", hospital=HOSPITAL)
    hears(post_office, INES, language, "New application: %(name)s for %(title)s", name="Noor Haddad", title=TITLE)

    reads_the_application(ines)
    for step in STEPS:
        moves(ines, *step[:2])
        hears(post_office, NOOR, language, step[2], hospital=HOSPITAL)
        sees_where_it_stands(noor, done=step[3])
    noor.look("31-my-application-hired")
    closes_the_opening(ines)
    hears(post_office, INES, language, "Closed: %(title)s", title=TITLE)
    noor.go("/openings/?q=social")
    noor.is_at("No openings match all of this")
    assert len(post_office.subjects_to(NOOR)) == 7  # the code, the receipt, and one for each of the five moves


def hears(post_office: PostOffice, address: str, language: str, subject: str, **facts: Any) -> None:
    """The newest letter to that address says it, in the reader's language."""
    assert post_office.newest_to(address)["Subject"] == words(language, subject, **facts)


def makes_an_account(who: Person, post_office: PostOffice, *, email: str, name: str, role: str, path: str = "") -> None:
    if path:
        who.go(path)
    who.is_at("Make an account")
    who.look(f"01-sign-up-{role}")
    who.tick("role", role)
    who.fill(name=name, email=email)
    who.click("Make my account")
    who.is_at("Confirm your email address")
    who.look("02-code")
    code = post_office.code_to(email)
    hears(post_office, email, who.language, "%(code)s is your code for %(site)s", code=code, site="Corridor")
    who.fill(code=code)
    who.click("Confirm")


def finds_and_proves_the_hospital(ines: Person, post_office: PostOffice) -> None:
    ines.is_at("Find your hospital")
    ines.page.locator("#q").press_sequentially("nortlake genral")  # htmx searches while one types, typing errors and all
    expect(ines.page.locator("#found li")).to_have_count(1)
    ines.look("03-find-your-hospital")
    ines.click("This is it", role="link")
    ines.is_at("Is this your hospital?")
    ines.look("04-claim")
    expect(ines.page.locator("#id_website")).to_have_value("http://www.northlake.example")
    ines.click("Make the workspace")
    ines.is_at("Verification")
    ines.look("05-verification")
    box = ines.page.locator("#id_m-email")
    box.fill("ines@elsewhere.example")
    ines.click("Send me a code")
    ines.sees("Give an address that ends in @%(domain)s", domain="northlake.example")
    expect(box).to_have_value("ines@elsewhere.example")
    box.fill("press@northlake.example")
    ines.click("Send me a code")
    code = post_office.code_to("press@northlake.example")
    hears(
        post_office, "press@northlake.example", ines.language,
        "Your code for %(hospital)s: %(digits)s", hospital=HOSPITAL, digits=code,
    )  # fmt: skip
    ines.page.locator("#id_c-code").fill(code)
    ines.look("06-verification-code")
    ines.click("Check the code")
    assert Hospital.objects.get().status == Hospital.Status.VERIFIED
    hears(post_office, INES, ines.language, "%(hospital)s is verified", hospital=HOSPITAL)
    ines.look("07-verified")


def writes_an_opening(ines: Person) -> None:
    """Everything a first posting needs, with one mistake on the way that costs nothing."""
    hospital = Hospital.objects.get()
    ines.go(f"/workspace/{hospital.slug}/")
    ines.look("08-today-new")
    ines.click("New opening", role="link")
    known = vocabulary()
    ines.fill(title=TITLE, hours_min="36", hours_max="40", mode_note="Two days a week at home", description=TEXT)
    ines.tick("engagement", "employee")
    ines.tick("hours", "full_time")
    ines.tick("mode", "hybrid")
    ines.fill(pay_min="64,000", pay_max="46,000", pay_currency="USD", pay_period="year")
    ines.page.locator("details.needs").evaluate_all("all => all.forEach(one => { one.open = true })")
    for slug, need in (("hipaa", "r"), ("public-relations", "r"), ("html", "n")):
        ines.tick(f"skill-{known.skill(slug).pk}", need)  # type: ignore[union-attr]
    ines.tick("channels", *(str(known.channel(slug).pk) for slug in ("facebook", "youtube")))  # type: ignore[union-attr]
    ines.fill(duty_running_channels="60", duty_training="40", education="bachelor", experience="mid")
    expect(ines.page.locator("output[data-total]")).to_have_text("100 %")
    ines.tick("laws", "hipaa")
    ines.fill(closes_on=f"{timezone.localdate() + timedelta(days=30)}", respond_by_days="10")
    ines.click("Preview")
    expect(ines.page.locator("#preview strong")).to_have_text("teach our doctors")
    ines.look("09-editor")
    ines.click("Save and check")
    ines.sees("Make it the same as the lowest pay, or more.")
    expect(ines.page.locator("#id_pay_max_error")).to_contain_text(ines.words("Make it the same as the lowest pay, or more."))
    expect(ines.page.locator("#id_description")).to_have_value(TEXT)
    expect(ines.page.locator("#id_pay_min")).to_have_value("64,000")
    ines.look("10-editor-mistake")
    ines.fill(pay_max="78,000")
    ines.click("Save and check")


def sends_it_to_be_checked(ines: Person) -> None:
    ines.is_at(TITLE)
    ines.sees("Nothing is missing. You can send it.")
    expect(ines.page.locator("main strong", has_text="teach our doctors")).to_be_visible()
    ines.look("11-opening-preview")
    ines.click("Send to be checked")
    ines.sees("Sent. We read it within one working day and mail you.")
    ines.look("12-opening-sent")


def signs_in(who: Person, email: str) -> None:
    who.go("/accounts/login/")
    who.look("13-sign-in")
    who.fill(login=email, password=PASSWORD)
    who.click("Sign in", within="main form")


def sends_it_back(mo: Person) -> None:
    mo.is_at("Queue")
    mo.look("14-queue")
    mo.click(TITLE, role="link")
    mo.look("15-decide")
    mo.tick("decision", "return")
    mo.click("Decide")
    mo.sees("Choose at least one reason.")
    mo.look("16-decide-mistake")
    mo.tick("reasons", ReturnReason.DUTIES_UNCLEAR)
    mo.fill(words="Name the four channels.")
    mo.click("Decide")
    mo.sees("Sent back. The hospital gets a mail.")
    mo.is_at("Queue")


def mends_it(ines: Person) -> None:
    ines.page.reload()
    ines.sees("It is unclear what the person will do")
    ines.sees("Name the four channels.")
    ines.look("17-sent-back")
    ines.click("Change", role="link")
    ines.fill(description=f"{TEXT}\n\nFacebook, YouTube, LinkedIn and Bluesky.")
    ines.click("Save and check")
    ines.click("Send to be checked")
    ines.sees("Sent. We read it within one working day and mail you.")


def puts_it_online(mo: Person) -> None:
    mo.go("/moderation/")
    mo.click(TITLE, role="link")
    mo.tick("decision", "publish")
    mo.click("Decide")
    mo.sees("Put online. The hospital gets a mail.")
    assert Posting.objects.live().count() == 1


def finds_the_opening(noor: Person) -> None:
    """By words and filters; the list follows each click without a reload."""
    noor.go("/")
    noor.look("18-home")
    noor.go("/openings/?q=doctors")
    noor.page.evaluate("window.same = true")
    expect(noor.page.locator("article.job")).to_have_count(1)
    noor.look("19-search")
    noor.page.locator("#filters details").evaluate_all("all => all.forEach(one => { one.open = true })")
    box = noor.page.locator('#filters input[name="mode"][value="hybrid"]')
    expect(box.locator("xpath=..").locator(".n")).to_contain_text("1")
    box.check()
    chips = noor.page.locator("a.chip--on")
    expect(chips).to_have_count(2)
    noor.tick("skill", "hipaa")
    expect(chips).to_have_count(3)
    expect(noor.page.locator("article.job")).to_have_count(1)
    noor.look("20-search-filters")
    noor.page.locator("#currency").select_option("USD")  # a Dutch reader is first asked for euros
    noor.page.locator("#pay_min").fill("90000")
    noor.page.locator("#pay_min").press("Tab")
    noor.is_at("No openings match all of this")
    noor.look("21-search-empty")
    noor.page.locator("#pay_min").fill("60000")
    noor.page.locator("#pay_min").press("Tab")
    expect(noor.page.locator("article.job")).to_have_count(1)
    assert noor.page.evaluate("window.same"), "a filter reloaded the page"
    noor.click(TITLE, role="link", within="#results")
    noor.is_at(TITLE)
    noor.look("22-opening")


def applies(noor: Person, post_office: PostOffice) -> None:
    noor.click("Apply", role="link")
    noor.is_at("Sign in")
    noor.click("Make an account", role="link")
    makes_an_account(noor, post_office, email=NOOR, name="Noor Haddad", role="work")
    noor.is_at("Your CV and contact details")
    noor.look("23-apply-cv")
    noor.click("Save and go on")
    noor.sees("Choose your CV")
    noor.page.locator("#id_file").set_input_files(
        {"name": "Noor Haddad.pdf", "mimeType": "application/pdf", "buffer": small_pdf()}
    )
    noor.fill(phone="+1 253 555 0188")
    noor.click("Save and go on")
    noor.is_at("Your letter")
    noor.fill(letter=LETTER)
    noor.look("24-apply-letter")
    noor.click("Save and go on")
    noor.is_at("Check your application, then send it")
    noor.sees("Noor Haddad.pdf")
    noor.look("25-apply-check")
    noor.click("Send my application")
    noor.is_at("Your application is sent")
    noor.look("26-apply-sent")


def reads_the_application(ines: Person) -> None:
    ines.go(f"/workspace/{Hospital.objects.get().slug}/")
    ines.look("27-today")
    ines.click("Applications", role="link")
    ines.look("28-applications")
    ines.click("Noor Haddad", role="link")
    ines.is_at("Noor Haddad")
    ines.sees("I have run the channels of a clinic for three years.")
    ines.look("29-application")
    with ines.page.expect_download() as download:
        ines.click("Noor Haddad.pdf", role="link")
    assert Path(download.value.path()).read_bytes() == small_pdf()


# What the hospital presses, how it confirms it, what the candidate is told, and how many stops of the line are done;
# the last stop is reached at once.
STEPS = [
    ("Start reading", "", "%(hospital)s is reading your application", 1),
    ("Put on the shortlist", "", "You are on the shortlist at %(hospital)s", 2),
    ("Invite to an interview", "", "%(hospital)s invites you to an interview", 3),
    ("Make an offer", "Make the offer", "%(hospital)s offers you the job", 4),
    ("Hired", "Yes, hired", "You are hired by %(hospital)s", 6),
]


def moves(ines: Person, name: str, confirm: str) -> None:
    if not confirm:
        return ines.click(name)
    ines.click(name, role="link", within="main aside")
    ines.look(f"30-{confirm.split()[-1]}")
    return ines.click(confirm)


def sees_where_it_stands(noor: Person, *, done: int) -> None:
    noor.go(f"/me/applications/{Application.objects.get().pk}/")
    expect(noor.page.locator("section[aria-labelledby=where] ol.line > li.done")).to_have_count(done)


def closes_the_opening(ines: Person) -> None:
    posting = Posting.objects.get()
    ines.go(f"/workspace/{posting.hospital.slug}/openings/")
    ines.look("32-openings")
    ines.click(TITLE, role="link")
    ines.click("Close it", role="link")
    ines.tick("outcome", "hired_here")
    ines.look("33-close")
    ines.click("Close the opening")
    ines.sees("We hired someone through this board")


def test_without_javascript(
    someone: Callable[..., Person], posting: Posting, candidate: User, post_office: PostOffice
) -> None:
    noor = someone(java_script_enabled=False)
    signs_in(noor, candidate.email)
    noor.go("/openings/")
    noor.page.locator("#q").fill("doctors")
    noor.click("Search")
    noor.tick("mode", "hybrid")
    noor.click("Show openings")
    expect(noor.page.locator("a.chip--on")).to_have_count(2)
    noor.click(TITLE, role="link", within="#results")
    noor.click("Apply", role="link")
    noor.page.locator("#id_file").set_input_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": small_pdf()})
    noor.click("Save and go on")
    noor.fill(letter=LETTER)
    noor.click("Save and go on")
    noor.click("Send my application")
    noor.is_at("Your application is sent")
    assert Application.objects.get().status == Application.Stage.SUBMITTED
    hears(post_office, candidate.email, "en", "Your application to %(hospital)s is sent", hospital=HOSPITAL)


def test_by_keyboard_from_search_to_opening(someone: Callable[..., Person], posting: Posting) -> None:
    """Tab, Enter and Space only; what has the focus can be seen."""
    noor = someone()
    noor.go("/openings/")
    keys = noor.page.keyboard
    keys.press("Tab")
    expect(noor.page.locator(":focus")).to_have_text("Skip to main content")
    keys.press("Enter")
    reach(noor, "#q")
    keys.type("doctors")
    keys.press("Enter")
    expect(noor.page.locator("a.chip--on")).to_have_count(1)
    reach(noor, 'input[name="engagement"][value="employee"]')
    keys.press("Space")
    expect(noor.page.locator("a.chip--on")).to_have_count(2)
    reach(noor, "article.job h2 a")
    keys.press("Enter")
    noor.is_at(TITLE)


def reach(who: Person, selector: str) -> None:
    """Press Tab until it has the focus."""
    for _ in range(60):
        who.page.keyboard.press("Tab")
        if who.page.locator(":focus").evaluate("(e, s) => e.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")
