"""A talk from the time that a host gives to the one that did not happen, in both languages, on a desktop and on a phone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from core.models import OutgoingMail
from mentoring import talks_by_clock
from mentoring.models import Talk, TalkTime
from tests.journeys.conftest import EVERYWHERE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@EVERYWHERE
def test_from_a_time_to_a_reminder_to_nobody_there(
    language: str, how: dict[str, Any], host: User, candidate: User, someone: Callable[..., Person]
) -> None:
    hana, amara = someone(language, **how), someone(language, **how)
    hana.enters(host)
    amara.enters(candidate)

    hana.go("/workspace/northlake/talks/")
    day = (timezone.now() + timedelta(days=4)).date().isoformat()
    hana.fill(day=day, time="14:00", where="https://meet.example/7")
    hana.click("Give")
    expect(hana.page.locator("[name=time][type=checkbox]")).to_have_count(1)
    hana.look("hosted")

    amara.go("/talks/")
    amara.look("talks")
    amara.page.get_by_role("link", name="Northlake General Hospital").first.click()
    amara.look("hospital_talks")
    time = TalkTime.objects.get()
    amara.tick("time", str(time.pk))
    amara.fill(words="What did you do yesterday, hour by hour?")
    amara.click("Book this talk")
    expect(amara.page.get_by_role("link", name="https://meet.example/7")).to_be_visible()
    amara.look("talk")

    assert talks_by_clock.remind(time.starts_at - timedelta(hours=20)) in {0, 1}
    Talk.objects.update(booked_at=timezone.now() - timedelta(days=3), reminded_at=None)
    assert talks_by_clock.remind(time.starts_at - timedelta(hours=20)) == 1
    assert OutgoingMail.objects.filter(kind="talk_reminder", to=candidate.email).exists()

    row = Talk.objects.get()
    hana.go(row.workspace_url)
    expect(hana.page.get_by_text("What did you do yesterday, hour by hour?")).to_be_visible()
    hana.look("hosted_talk")
    TalkTime.objects.update(starts_at=timezone.now() - timedelta(hours=2))
    hana.go(row.workspace_url)
    hana.click("They did not come")
    row.refresh_from_db()
    assert (row.status, row.missed_by) == ("no_show", "candidate")
    amara.go(row.get_absolute_url())
    amara.sees(
        "The hospital says that you were not there. After two missed talks you cannot book for a while. Is this wrong? Write to us."
    )
    amara.look("missed")
