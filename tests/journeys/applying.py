"""What everyone does who makes an account, and what the candidate does."""

from playwright.sync_api import expect

from applications.models import Application
from tests.conftest import PASSWORD, small_pdf
from tests.journeys.conftest import Person, hears
from tests.journeys.story import LETTER, NOOR, TITLE
from tests.post_office import PostOffice


def makes_an_account(
    who: Person, post_office: PostOffice, *, email: str, name: str, role: str, path: str = ""
) -> None:
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


def signs_in(who: Person, email: str) -> None:
    who.go("/accounts/login/")
    who.look("13-sign-in")
    who.fill(login=email, password=PASSWORD)
    who.click("Sign in", within="main form")


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
    expect(box.locator("xpath=..").locator("small")).to_have_text("1")
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


def brings_a_cv(who: Person, name: str = "Noor Haddad.pdf") -> None:
    file = {"name": name, "mimeType": "application/pdf", "buffer": small_pdf()}
    who.page.locator("#id_file").set_input_files(file)  # type: ignore[arg-type]  # a file in memory


def applies(noor: Person, post_office: PostOffice) -> None:
    """Without an account: the mailed code makes it on the way."""
    noor.click("Apply", role="link")
    noor.is_at("Your application")
    noor.look("23-apply")
    noor.fill(name="Noor Haddad", email=NOOR, phone="+1 253 555 0188", letter=LETTER)
    noor.click("Check it")
    noor.sees("Choose your CV")
    brings_a_cv(noor)
    noor.click("Check it")
    noor.is_at("Check your application, then send it")
    noor.sees("Noor Haddad.pdf")
    code = post_office.code_to(NOOR)
    hears(post_office, NOOR, noor.language, "%(code)s is your code for %(site)s", code=code, site="Corridor")
    noor.look("25-apply-check")
    noor.page.locator("#id_processing").check()
    noor.fill(code=code)
    noor.click("Send my application")
    noor.is_at("Your application is sent")
    noor.look("26-apply-sent")


def sees_where_it_stands(noor: Person, *, done: int) -> None:
    noor.go(f"/me/applications/{Application.objects.get().pk}/")
    expect(noor.page.locator("section[aria-labelledby=where] ol.line > li.done")).to_have_count(done)
