"""A moderator and the hospitals: one is verified by hand, stopped and let go on, one that stood there twice becomes one."""

from collections.abc import Callable

import pytest

from accounts.models import User
from hospitals.models import Hospital
from postings.models import Posting
from tests.conftest import make_hospital
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_verified_by_hand_stopped_let_go_on_and_merged(
    language: str,
    hospital: Hospital,
    owner: User,
    moderator: User,
    make_posting: Callable[..., Posting],
    someone: Callable[..., Person],
) -> None:
    posting = make_posting(title="Zebrafish stories lead")
    double = make_hospital(
        name="Northlake Hospital",
        slug="twice",
        status="pending",
        asked_at=posting.created_at,
        verified_at=None,
    )
    mo, reader = someone(language), someone(language)
    mo.enters(moderator)

    mo.go(f"/moderation/hospitals/{double.pk}/")
    mo.sees("The same web domain")
    mo.look("hospital_evidence")
    mo.tick("decision", "verify")
    mo.click("Decide")
    mo.sees("Decided. The hospital gets a mail.")
    double.refresh_from_db()
    assert double.is_verified

    mo.go(f"/moderation/hospitals/{hospital.pk}/")
    mo.page.locator("form[action$='/freeze/'] textarea").fill("We check who posts here.")
    mo.click("Stop it")
    mo.sees("Done.")
    reader.go("/openings/")
    assert reader.page.get_by_text("Zebrafish").count() == 0
    reader.go(posting.get_absolute_url())
    assert reader.page.get_by_text("Zebrafish").count() == 0
    # the browser says too that the page is not there
    reader.complaints[:] = [one for one in reader.complaints if "status of 404" not in one]
    mo.page.locator("form[action$='/freeze/'] textarea").fill("It is them.")
    mo.click("Let it go on")
    mo.sees("Stop this hospital")
    reader.go("/openings/")
    assert reader.page.get_by_text("Zebrafish").count() > 0

    mo.go(f"/moderation/hospitals/{double.pk}/")
    mo.click("Merge it into another page of the same hospital", role="link")
    mo.page.get_by_role("link", name="Northlake General Hospital").click()
    mo.sees("What follows")
    mo.look("hospital_merge")
    mo.fill(words="The same number in the directory.")
    mo.page.locator("#id_sure").check()
    mo.page.locator("form[method=post] button.btn--bad").click()
    mo.sees("They are one hospital now. Both teams get a mail.")
    reader.go("/hospitals/twice/")
    assert reader.page.url.endswith("/hospitals/northlake/")
