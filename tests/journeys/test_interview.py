"""An interview by slots and an offer, in the browser, in both languages: two candidates, one time, one yes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as board
from django.test import Client
from django.utils import timezone

from accounts.models import User
from applications.models import Application, Interview
from core.models import MailAttachment
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enters(person: Person, user: User) -> None:
    """Signs in without the form, which other journeys walk through."""
    client = Client()
    client.force_login(user, backend="accounts.backends.Backend")
    value = client.cookies[board.SESSION_COOKIE_NAME].value
    person.context.add_cookies([{"name": board.SESSION_COOKIE_NAME, "value": value, "url": person.base}])


def proposes(work: Person, application: Application, days: list[int]) -> None:
    """Times at two o'clock, so many days from now."""
    work.go(f"/workspace/northlake/applications/{application.pk}/")
    work.click("Invite to an interview", role="link")
    work.click("Send the times")
    work.sees("Offer at least one time")
    work.fill(where="https://meet.example/42", words="Bring three posts.")
    for row, ahead in enumerate(days):
        day = (timezone.now() + timedelta(days=ahead)).date().isoformat()
        work.fill(**{f"day_{row}": day, f"time_{row}": "14:00"})
    work.look("40-propose")
    work.click("Send the times")
    work.sees("The candidate gets a mail with the times.")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_two_candidates_pick_a_time_and_one_says_yes_to_an_offer(
    language: str,
    someone: Callable[..., Person],
    make_application: Any,
    recruiter: User,
    candidate: User,
    candidate2: User,
) -> None:
    first, second = make_application(), make_application(candidate=candidate2)
    work, amara, lewis = someone(language), someone(language), someone(language)
    for person, user in ((work, recruiter), (amara, candidate), (lewis, candidate2)):
        enters(person, user)
    proposes(work, first, [5, 6])
    proposes(work, second, [5])

    lewis.go(f"/me/applications/{second.pk}/")
    amara.go(f"/me/applications/{first.pk}/")
    amara.look("41-pick")
    amara.page.locator("input[name=slot]").first.check()
    amara.click("Choose this time")
    amara.sees("Agreed. You get a mail with the calendar invitation.")
    amara.look("42-agreed")

    lewis.page.locator("input[name=slot]").first.check()  # his page still shows it
    lewis.click("Choose this time")
    lewis.sees("Someone else just took this time. Pick another.")
    lewis.page.locator("summary").filter(has_text=lewis.words("No time fits, or no interview?")).click()
    lewis.page.locator("textarea[name=words]").first.fill("Any morning.")
    lewis.click("Ask for other times")
    lewis.sees("You asked for other times")

    work.go(f"/workspace/northlake/applications/{first.pk}/")
    work.look("43-agreed")
    work.click("Make an offer", role="link")
    work.fill(pay="72,000", starts_on=(timezone.now() + timedelta(days=40)).date().isoformat())
    work.click("Make the offer")
    work.sees("The candidate gets a mail with the offer.")
    amara.go(f"/me/applications/{first.pk}/")
    amara.look("44-offer")
    amara.click("Accept the offer", role="link")
    amara.click("Yes, I accept")
    amara.sees("You accepted the offer. The hospital confirms it.")

    work.go(f"/workspace/northlake/applications/{first.pk}/")
    work.click("Hired", role="link", within="main aside")
    work.tick("others_are", "reject")
    work.look("45-hire")
    work.click("Yes, hired")
    work.sees("Hired. The candidate gets a mail.")
    assert sorted(Application.objects.values_list("status", flat=True)) == ["hired", "rejected"]
    assert sorted(Interview.objects.values_list("status", flat=True)) == ["cancelled", "others_asked"]
    assert MailAttachment.objects.filter(mail__to=candidate.email).count() == 2  # the invitation and its end
