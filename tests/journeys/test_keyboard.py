"""The whole workspace without a mouse: each page by Tab alone, and what each page is for done by Tab, Enter, Space, arrows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from applications.models import Application, Message, Note, Rating
from hospitals.models import Hospital, Invitation
from postings.models import Posting
from tests.doors.table import TABLE
from tests.doors.test_matrix import address, world  # noqa: F401  (a fixture)
from tests.journeys.conftest import Person
from tests.journeys.keys import Keys
from tests.journeys.story import TITLE
from tests.journeys.test_accessibility import ASKED_OF, NO_PAGE, Reader, reader  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOM = "/workspace/northlake/"


def test_every_page_of_the_workspace_is_walked_by_tab(reader: Reader, someone: Any) -> None:  # noqa: F811
    """Every control is reached, each with a focus that is seen, and the last one leads on."""
    ines, priya = someone(), someone()
    ines.enters(reader.world.owner)
    priya.enters(reader.world.recruiter)
    wrong = []
    for name, (door, arguments) in TABLE.items():
        if door.kind == "team" and name not in NO_PAGE:
            reads = ines if "owner" in door.inside else priya
            reads.go(address(reader.world, name, ASKED_OF.get(name, arguments)))
            wrong += [f"{name}: {what}" for what in Keys(reads).everywhere()]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def ines(someone: Callable[..., Person], owner: User) -> Person:
    person = someone()
    person.enters(owner)
    return person


def test_an_opening_is_written_and_sent_by_keyboard(
    ines: Person, someone: Callable[..., Person], recruiter: User
) -> None:
    keys, page = Keys(ines), ines.page
    ines.go(ROOM)
    keys.use("a[href='#main']")
    keys.follow("main a[href$='/openings/new/']")
    keys.choose("#id_from_start", "role:manager")
    keys.follow("#start button")
    ines.is_at(TITLE)
    keys.write("#id_pay_min", "64,000")
    keys.write("#id_pay_max", "78,000")
    keys.choose("#id_pay_currency", "USD")
    expect(page.locator("#editor[data-unsaved]")).to_have_count(0)
    posting = Posting.objects.get()

    priya = someone()  # writes into the same field meanwhile
    priya.enters(recruiter)
    priya.go(f"{ROOM}openings/{posting.pk}/text/")
    priya.page.locator("#id_pay_note").fill("Priya wrote this.")
    expect(priya.page.locator("#editor[data-unsaved]")).to_have_count(0)
    keys.write("#id_pay_note", "Ines wrote this.")
    expect(page.locator("#id_pay_note_crossed")).to_be_visible()
    keys.use("button[name=keep-pay_note][value^=mine]")
    expect(page.locator("#id_pay_note_crossed")).to_have_count(0)

    keys.to("#id_closes_on")
    day = timezone.now() + timedelta(days=30)
    page.keyboard.type(day.strftime("%m%d%Y"))
    expect(page.locator("#ready-panel")).to_contain_text("Nothing is missing. You can send it.")
    keys.follow("button[name=then][value=check]")
    keys.follow("form[action$='/submission/'] button")
    ines.sees("Sent. We read it within one working day and mail you.")
    posting.refresh_from_db()
    assert (posting.status, posting.pay_note) == ("in_review", "Ines wrote this.")


def test_a_live_opening_is_changed_extended_and_closed_by_keyboard(ines: Person, posting: Posting) -> None:
    keys = Keys(ines)
    ines.go(ROOM)
    keys.follow("nav a[href$='/northlake/openings/']")
    keys.follow(f"main a[href$='/openings/{posting.pk}/']")
    keys.follow("a[href$='/extension/']")
    keys.to("#id_closes_on")
    ines.page.keyboard.type((timezone.now() + timedelta(days=40)).strftime("%m%d%Y"))
    keys.write("#id_reason", "Holidays are between.")
    keys.follow("main form button")
    ines.is_at(TITLE)
    keys.follow("a[href$='/revision/']")
    keys.write("#id_pay_max", "82,000")
    keys.follow(".bar button")
    ines.sees("Your change is being checked")
    keys.follow("a[href$='/closure/']")
    keys.to("input[name=outcome]")
    keys.press("ArrowDown", "ArrowUp", "Space")
    keys.follow("main form button.btn--bad")
    ines.is_at(TITLE)
    posting.refresh_from_db()
    assert posting.status == "closed"


def test_applications_are_read_and_moved_by_keyboard(
    ines: Person, make_application: Any, candidate2: User
) -> None:
    one, two = make_application(), make_application(candidate=candidate2)
    keys, page = Keys(ines), ines.page
    ines.go(ROOM)
    keys.follow("nav a[href$='/northlake/applications/']")
    keys.to(f"input[name=id][value='{two.pk}']")
    keys.press("Space")
    for _ in range(60):  # the buttons stand above the rows
        keys.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('button[name=do][value=shortlist]')"):
            break
    with page.expect_navigation():
        keys.press("Enter")
    keys.follow("main form[method=post] button[data-busy]")
    ines.sees("Done for %(done)s of %(total)s", done=1, total=1)
    keys.follow("main a[href$='/applications/']")
    keys.follow("a[href*='/applications/board/']")
    keys.use(f"#card-{one.pk} summary")
    keys.use(f"#card-{one.pk} button[value=read]")
    expect(page.locator(f"[data-stage=in_review] #card-{one.pk} summary")).to_be_focused()

    keys.to("nav a[href$='/northlake/applications/'], a[href='#main']")
    ines.go(f"{ROOM}applications/{one.pk}/")
    keys.write("#message_words", "When may we call you?")
    keys.follow("#messages button[data-busy]")
    keys.use("#ratings summary")
    for field in page.locator("#ratings fieldset").all():
        group = field.locator("input").first.get_attribute("name")
        keys.to(f"input[name='{group}']")
        keys.press("Space", "ArrowDown")
    keys.use("#ratings form button")
    ines.sees("No colleague has rated yet.")
    keys.write("#note_words", "Knows complaints.")
    keys.use("#notes form button")
    ines.sees("Knows complaints.")
    assert (Message.objects.count(), Rating.objects.count(), Note.objects.count()) == (1, 3, 1)

    keys.to("a[href='#main']")
    keys.follow("main aside a[href*='/offer/'], main aside a[href*='/interview/']")
    keys.write("#id_where", "https://meet.example/42")
    keys.to("#id_day_0")
    page.keyboard.type((timezone.now() + timedelta(days=5)).strftime("%m%d%Y"))
    keys.to("#id_time_0")
    page.keyboard.type("0200PM")
    keys.write("#id_words", "Bring three posts.")
    keys.follow("main form button")
    ines.sees("The candidate gets a mail with the times.")
    keys.follow("main aside a[href*='/rejection/']")
    keys.to("input[name=reason]")
    keys.press("Space")
    keys.follow("main form button")
    one.refresh_from_db()
    assert (one.status, Application.objects.get(pk=two.pk).status) == ("rejected", "shortlisted")


def test_team_notices_page_and_figures_by_keyboard(ines: Person, posting: Posting, recruiter: User) -> None:
    keys, page = Keys(ines), ines.page
    ines.go(ROOM)
    keys.follow("nav a[href$='/northlake/team/']")
    keys.write("main input[type=email]", "new@northlake.example")
    keys.to("main [name=role]")
    keys.press("ArrowDown")
    keys.follow("main form:has(input[type=email]) button")
    ines.sees("new@northlake.example")
    assert Invitation.objects.get().email == "new@northlake.example"

    keys.follow("a.bell")
    keys.follow("a[href$='/notices/choices/']")
    keys.to("main form select, main form input[type=radio]")
    keys.press("ArrowDown")
    keys.follow("main form button.btn")

    keys.follow("nav a[href$='/northlake/profile/']")
    keys.write("main textarea", "We tell what happens behind our doors.")
    keys.follow("main form button.btn")
    assert Hospital.objects.get().about_en == "We tell what happens behind our doors."

    keys.follow("nav a[href$='/northlake/figures/']")
    keys.follow("main nav a:not([aria-current])")
    assert "days=" in page.url

    Hospital.objects.update(status=Hospital.Status.PENDING, verified_at=None, asked_at=timezone.now())
    ines.go(ROOM)
    keys.follow("nav a[href$='/verification/']")
    keys.write("#id_m-email", "press@northlake.example")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator("#id_c-code")).to_be_visible()
