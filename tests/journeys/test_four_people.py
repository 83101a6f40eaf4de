"""Four people of one team work on one opening at the same time, in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from applications.models import Application, Note, Rating
from core.models import Event
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOM = "/workspace/northlake"
# Sends what the page's own forms would, without a button for it; the answer's status.
SENDS = """([path, data]) => fetch(path, {method: "POST", body: new URLSearchParams({...data,
  csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value})}).then(a => a.status)"""


def rates_and_notes_but_cannot_decide(tom: Person, one: Application, two: Application) -> None:
    page, path = tom.page, f"{ROOM}/applications/{one.pk}/"
    tom.go(path)
    tom.sees("You read applications here. Owners and recruiters decide.")
    for to in ("Put on the shortlist", "Not chosen", "Make an offer"):
        expect(page.locator("main").get_by_text(tom.words(to), exact=True)).to_have_count(0)
    page.locator("#ratings summary").last.click()
    for row in page.locator("#ratings fieldset").all():
        row.locator("input[value='3']").check()
    tom.click("Save my ratings")
    tom.sees("No colleague has rated yet.")
    page.locator("#notes textarea").fill("Knows complaints.")
    tom.click("Add note")
    tom.sees("Knows complaints.")
    tom.look("60-reviewer")
    for to, data in (("move", {"to": "shortlist"}), ("rejection", {"reason": "skills"})):
        assert page.evaluate(SENDS, [f"{path}{to}/", data]) == 403, to
    bulk = {"do": "reject", "ids": f"{one.pk},{two.pk}", "reason": "skills"}
    assert page.evaluate(SENDS, [f"{ROOM}/applications/bulk/", bulk]) == 403
    tom.go(f"{ROOM}/applications/")
    expect(page.locator("button[name=do]")).to_have_count(0)
    assert (Rating.objects.filter(reader__name="Tom Reyes").count(), Note.objects.count()) == (3, 1)


def cannot_see_applications(hana: Person, one: Application) -> None:
    page = hana.page
    hana.go(f"{ROOM}/")
    expect(page.locator("body")).not_to_contain_text("Amara")
    for path in ("", "board/", f"{one.pk}/", f"{one.pk}/cv/", "applications.csv", "bulk/"):
        answer = page.request.get(f"{hana.base}{ROOM}/applications/{path}")
        assert answer.status == 403, path
        assert "Amara" not in answer.text()
    hana.look("61-host")


def one_wins_and_the_other_is_told(first: Person, late: Person, one: Application, two: Application) -> None:
    """Both see the same page and press; then both hold the same card of the board."""
    for person in (first, late):
        person.go(f"{ROOM}/applications/{one.pk}/")
    first.click("Put on the shortlist")
    first.sees("On the shortlist. The candidate gets a mail.")
    late.click("Put on the shortlist")
    late.sees("Somebody was first. This application is now at: %(stage)s.", stage=late.words("Shortlisted"))
    late.look("62-too-late")
    for person in (late, first):
        person.go(f"{ROOM}/applications/board/")
        person.page.locator(f"#card-{two.pk} summary").click()
    late.page.locator(f"#card-{two.pk} button[value=read]").click()
    expect(late.page.locator(f"[data-stage=in_review] #card-{two.pk}")).to_be_visible()
    first.page.locator(f"#card-{two.pk} button[value=shortlist]").click()
    expect(first.page.locator(f"[data-stage=in_review] #card-{two.pk}")).to_be_visible()
    expect(first.page.locator("main")).to_contain_text(two.candidate.name)
    expect(first.page.locator("[role=alert], .notice--warn, .notice--bad").first).to_be_visible()
    first.look("63-board-too-late")


def reads_what_the_colleague_found(priya: Person, one: Application) -> None:
    """Tom's rating shows itself once her own is in."""
    page = priya.page
    priya.go(f"{ROOM}/applications/{one.pk}/")
    priya.sees("Knows complaints.")
    expect(page.locator("#ratings")).not_to_contain_text("Tom Reyes")
    page.locator("#ratings summary").last.click()
    for row in page.locator("#ratings fieldset").all():
        row.locator("input[value='2']").check()
    priya.click("Save my ratings")
    expect(page.locator("#ratings")).to_contain_text("Tom Reyes")
    priya.look("64-both-rated")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_four_people_work_on_one_opening(
    language: str,
    someone: Callable[..., Person],
    make_application: Any,
    owner: User,
    recruiter: User,
    reviewer: User,
    host: User,
    candidate2: User,
) -> None:
    one, two = make_application(), make_application(candidate=candidate2)
    ines, priya, tom, hana = (someone(language) for _ in range(4))
    for person, user in ((ines, owner), (priya, recruiter), (tom, reviewer), (hana, host)):
        person.enters(user)
    cannot_see_applications(hana, one)
    rates_and_notes_but_cannot_decide(tom, one, two)
    one_wins_and_the_other_is_told(ines, priya, one, two)
    reads_what_the_colleague_found(priya, one)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.status, two.status) == ("shortlisted", "in_review")
    moves = Event.objects.filter(verb__in=["shortlist", "read"]).values_list("verb", "actor_id")
    assert sorted(moves) == [("read", recruiter.pk), ("shortlist", owner.pk)]
    tom.complaints = [c for c in tom.complaints if "403" not in c]  # he was refused, as he should be
