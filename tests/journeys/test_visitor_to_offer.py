"""A visitor on a phone, from "mail me such a job" to the job, in both languages: the candidate's side as one story.

She has no account until she applies, and comes to every next step by what stands in a letter: the letter is drawn on
her phone as her mail program draws it, and she presses the link in it. The hospital sits at a desk. The worker's run
of alerts is called with the hour that she chose.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from alerts import running
from alerts.models import Alert
from applications.models import Application, Offer
from postings import lifecycle
from postings.models import Posting
from tests.journeys.applying import applies
from tests.journeys.conftest import Person, hears
from tests.journeys.story import HOSPITAL, NOOR, TITLE
from tests.journeys.test_interview import proposes
from tests.post_office import PostOffice, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}}
OLDER = "Video editor for our doctors"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


def fits(noor: Person) -> None:
    assert not noor.page.evaluate(TOO_WIDE), f"{noor.page.url} scrolls sideways on a phone"


def opens_the_letter(noor: Person, post_office: PostOffice) -> str:
    """The newest one to her, as a mail program shows it. Returns its subject."""
    letter = post_office.newest_to(NOOR)
    html = letter.get_body(("html",))
    assert html is not None
    noor.page.goto("about:blank")  # a mail program, not the board: no cookie and no rule of ours holds there
    noor.page.set_content(html.get_content())
    fits(noor)
    return str(letter["Subject"])


def presses(noor: Person, text: str) -> None:
    """A link in the letter that is open."""
    noor.click(text, role="link")
    noor.page.wait_for_url(f"{noor.base}/**")
    assert ("/nl/" in noor.page.url) == (noor.language == "nl")
    fits(noor)


def comes_by_letter(noor: Person, post_office: PostOffice, subject: str, press: str) -> None:
    hears(post_office, NOOR, noor.language, subject, hospital=HOSPITAL)
    opens_the_letter(noor, post_office)
    presses(noor, press)


def keeps_a_search(noor: Person) -> None:
    noor.go("/")
    noor.page.locator("#q").fill("doctors")
    noor.click("Search", within="main")
    expect(noor.page.locator("article.job")).to_have_count(1)
    fits(noor)
    noor.click("Email me new openings like these", role="link")
    noor.is_at("Get new openings by mail")
    fits(noor)
    noor.click("Keep this search")
    noor.sees("Fill in the address that we may write to.")
    noor.fill(email=NOOR, hour="8", time_zone="America/Los_Angeles")
    noor.click("Keep this search")
    noor.is_at("Look in your mailbox")
    fits(noor)


def confirms_it(noor: Person, post_office: PostOffice) -> Alert:
    """Opening the page is not enough: the button on it is the second yes."""
    comes_by_letter(noor, post_office, "Confirm your alert", "Confirm this alert")
    noor.is_at("Confirm your alert")
    assert Alert.objects.get().status == "asked"
    noor.click("Confirm: mail me what is new")
    noor.sees("Your alert is on. We mail you when something new comes.")
    alert = Alert.objects.get()
    assert (alert.status, alert.language) == ("active", noor.language)
    assert alert.due_at
    assert alert.due_at.astimezone(alert.zone).hour == 8
    return alert


def runs_the_alerts(at: datetime | None) -> int:
    assert at
    return running.run_due(at)


def finds_the_job_in_the_letter(noor: Person, post_office: PostOffice) -> None:
    subject = opens_the_letter(noor, post_office)
    assert subject.startswith(noor.words("%(n)s new opening: %(search)s").split("%")[0] + "1 ")
    assert OLDER not in text_of(post_office.newest_to(NOOR))
    presses(noor, TITLE)
    noor.is_at(TITLE)


def picks_a_time(noor: Person) -> None:
    noor.is_at(TITLE)
    noor.page.locator("input[name=slot]").first.check()
    noor.click("Choose this time")
    noor.sees("Agreed. You get a mail with the calendar invitation.")
    noor.sees("Your interview is agreed")
    fits(noor)


def offers_the_job(ines: Person, application: Application) -> None:
    ines.go(f"/workspace/northlake/applications/{application.pk}/")
    ines.click("Make an offer", role="link")
    first_day = timezone.localdate() + timedelta(days=40)
    ines.fill(pay="72,000", starts_on=first_day.isoformat())
    ines.click("Make the offer")
    ines.sees("The candidate gets a mail with the offer.")


def accepts(noor: Person) -> None:
    noor.sees("The hospital offers you this")
    noor.click("Accept the offer", role="link")
    fits(noor)
    noor.click("Yes, I accept")
    noor.sees("You accepted the offer. The hospital confirms it.")
    fits(noor)


def needs_no_more_letters(noor: Person, found: str, post_office: PostOffice) -> None:
    """The alert that she asked for as a visitor stands in her account now, and stops by the link in its letter."""
    noor.go("/me/alerts/")
    noor.sees("doctors")
    noor.page.goto("about:blank")
    noor.page.set_content(found)
    presses(noor, "No more of these mails")
    noor.click("Stop this alert")
    noor.is_at("Your alert has stopped")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_from_an_alert_to_an_accepted_offer(
    language: str,
    someone: Callable[..., Person],
    make_posting: Callable[..., Posting],
    owner: User,
    moderator: User,
    post_office: PostOffice,
) -> None:
    User.objects.update(language=language)
    make_posting(title=OLDER)
    noor, ines = someone(language, **PHONE), someone(language)
    ines.enters(owner)

    keeps_a_search(noor)
    alert = confirms_it(noor, post_office)
    assert runs_the_alerts(alert.due_at) == 0
    new = make_posting(status="draft", publish_at=None, published_at=None, submitted_at=None)
    lifecycle.submit(new, by=owner)
    lifecycle.publish(new, by=moderator)
    alert.refresh_from_db()
    assert runs_the_alerts(alert.due_at) == 1
    assert runs_the_alerts(alert.due_at) == 0
    finds_the_job_in_the_letter(noor, post_office)
    found = post_office.newest_to(NOOR).get_body(("html",)).get_content()  # type: ignore[union-attr]

    applies(noor, post_office)
    application = Application.objects.get()
    assert (application.candidate.email, application.candidate.language) == (NOOR, language)
    assert application.source == "alert"
    hears(post_office, NOOR, language, "Your application to %(hospital)s is sent", hospital=HOSPITAL)
    assert [file.get_content_type() for file in post_office.newest_to(NOOR).iter_attachments()] == ["application/pdf"]  # fmt: skip

    proposes(ines, application, [5, 6])
    comes_by_letter(noor, post_office, "%(hospital)s invites you to an interview", "See your application")
    picks_a_time(noor)
    hears(post_office, NOOR, language, "Your interview with %(hospital)s", hospital=HOSPITAL)
    offers_the_job(ines, application)
    comes_by_letter(noor, post_office, "%(hospital)s offers you the job", "See your application")
    accepts(noor)
    hears(post_office, NOOR, language, "You accepted the offer of %(hospital)s", hospital=HOSPITAL)
    application.refresh_from_db()
    assert application.status == "offered"
    assert Offer.objects.get(application=application).accepted_at
    needs_no_more_letters(noor, found, post_office)
