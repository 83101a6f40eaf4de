"""What the hospital does, from its first visit to the closed opening."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings.models import Posting
from tests.conftest import small_pdf
from tests.journeys.conftest import Person, hears
from tests.journeys.story import HOSPITAL, INES, TEXT, TITLE
from tests.post_office import PostOffice


def finds_and_proves_the_hospital(ines: Person, post_office: PostOffice) -> None:
    ines.is_at("Find your hospital")
    # htmx searches while one types, typing errors and all
    ines.page.locator("#q").press_sequentially("nortlake genral")
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
    ines.fill(
        title=TITLE, hours_min="36", hours_max="40", mode_note="Two days a week at home", description=TEXT
    )
    ines.tick("engagement", "employee")
    ines.tick("hours", "full_time")
    ines.tick("mode", "hybrid")
    ines.fill(pay_min="64,000", pay_max="46,000", pay_currency="USD", pay_period="year")
    ines.page.locator("details.needs").evaluate_all("all => all.forEach(one => { one.open = true })")
    for slug, need in (("hipaa", "r"), ("public-relations", "r"), ("html", "n")):
        ines.tick(f"skill-{known.skill(slug).pk}", need)  # type: ignore[union-attr]
    ines.tick("channels", *(str(known.channel(slug).pk) for slug in ("facebook", "youtube")))  # type: ignore[union-attr]
    ines.fill(duty_running_channels="60", duty_training="40", education="bachelor", experience="mid")
    expect(ines.page.locator("output[data-total]")).to_have_text("100%")
    ines.tick("laws", "hipaa")
    ines.fill(closes_on=f"{timezone.localdate() + timedelta(days=30)}", respond_by_days="10")
    ines.click("Preview")
    expect(ines.page.locator("#preview strong")).to_have_text("teach our doctors")
    ines.look("09-editor")
    ines.click("Save and check")
    ines.sees("Make it the same as the lowest pay, or more.")
    expect(ines.page.locator("#id_pay_max_error")).to_contain_text(
        ines.words("Make it the same as the lowest pay, or more.")
    )
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


def mends_it(ines: Person) -> None:
    ines.page.reload()
    [unclear] = vocabulary().reasons_named(["duties_unclear"])
    ines.sees(unclear.name_in(ines.language))
    ines.sees("Name the four channels.")
    ines.look("17-sent-back")
    ines.click("Change", role="link")
    ines.fill(description=f"{TEXT}\n\nFacebook, YouTube, LinkedIn and Bluesky.")
    ines.click("Save and check")
    ines.click("Send to be checked again")
    ines.sees("Sent. We read it within one working day and mail you.")


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
        ines.page.get_by_role("link", name="Noor Haddad.pdf").first.click()
    assert Path(download.value.path()).read_bytes() == small_pdf()


# What the hospital presses, how it confirms it, what the candidate is told, and how many stops of the line are done;
# the last stop is reached at once.
STEPS = [
    ("Start reading", "", "%(hospital)s is reading your application", 1),
    ("Put on the shortlist", "", "You are on the shortlist at %(hospital)s", 2),
    ("Invite to an interview", "Invite without times", "%(hospital)s invites you to an interview", 3),
    ("Make an offer", "Make the offer", "%(hospital)s offers you the job", 4),
    ("Hired", "Yes, hired", "You are hired by %(hospital)s", 6),
]


def moves(ines: Person, name: str, confirm: str) -> None:
    if not confirm:
        return ines.click(name)
    ines.click(name, role="link", within="main aside")
    if confirm == "Make the offer":
        ines.fill(pay="72,000", starts_on=(timezone.now() + timedelta(days=40)).date().isoformat())
    if confirm == "Yes, hired":
        ines.page.locator("#id_close").uncheck()  # she closes it herself, with its outcome
    ines.look(f"30-{confirm.split()[-1]}")
    return ines.click(confirm)


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
