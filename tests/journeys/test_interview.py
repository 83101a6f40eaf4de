"""An interview by slots, in the browser, in both languages: two candidates and one time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from applications.models import Application, Interview
from core.models import MailAttachment
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
def test_two_candidates_want_the_same_time(
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
        person.enters(user)
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

    assert sorted(Interview.objects.values_list("status", flat=True)) == ["agreed", "others_asked"]
    assert MailAttachment.objects.filter(mail__to=candidate.email).count() == 1  # the invitation
