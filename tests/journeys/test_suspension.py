"""Somebody is suspended, is told, cannot post, appeals, and is let back, on a desktop and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group

from accounts.models import MODERATORS, Suspension, User
from core.models import Event, OutgoingMail
from hospitals.models import Hospital
from tests.journeys.conftest import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "how"), [("en", {}), ("nl", PHONE)])
def test_from_the_suspension_to_being_back(
    language: str, how: dict[str, Any], owner: User, recruiter: User, moderator: User, hospital: Hospital,
    make_person: Callable[..., User], someone: Callable[..., Person],
) -> None:  # fmt: skip
    second = make_person("second@board.example", "Sec Ond")
    second.groups.add(Group.objects.get(name=MODERATORS))
    desk, colleague, priya = someone(language, **how), someone(language, **how), someone(language, **how)
    desk.enters(moderator)
    colleague.enters(second)
    priya.enters(recruiter)

    desk.go("/moderation/people/")
    desk.fill(q=recruiter.email)
    desk.click("Find")
    desk.look("desk-person")
    desk.tick("reason", "spam")
    desk.fill(words="You wrote the same to forty people on Monday.")
    desk.tick("how_long", "30")
    desk.click("Suspend")
    desk.sees("Suspended. They get a mail in their own language.")
    assert OutgoingMail.objects.filter(kind="account_suspended", to=recruiter.email).count() == 1

    priya.go(f"/workspace/{hospital.slug}/openings/new/")
    priya.sees("Your account is suspended")
    # the browser says too that it is forbidden
    priya.complaints[:] = [one for one in priya.complaints if "status of 403" not in one]
    priya.look("suspended")
    priya.click("Read more, or appeal", role="link")
    priya.fill(words="A colleague used my computer; I have a password on it now.")
    priya.look("appeal")
    priya.click("Send my appeal")
    priya.sees("Your appeal is sent. You get a mail with the decision.")
    row = Suspension.objects.get()

    colleague.go(f"/moderation/appeals/people/{row.pk}/")
    colleague.look("desk-appeal")
    colleague.tick("decision", "lift")
    colleague.fill(words="Thank you for mending it.")
    colleague.click("Decide")
    colleague.sees("Decided. They get a mail in their own language.")
    row.refresh_from_db()
    assert row.status == "lifted"

    priya.go("/me/suspension/")
    priya.sees("Your account is no longer suspended")
    priya.go(f"/workspace/{hospital.slug}/openings/new/")
    assert priya.page.url.endswith("/openings/new/")
    verbs = list(
        Event.objects.filter(subject_type="accounts.suspension").order_by("id").values_list("verb", flat=True)
    )
    assert verbs == ["suspend", "appeal", "lift"]
