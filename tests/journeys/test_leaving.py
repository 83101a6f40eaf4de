"""Somebody takes everything along, closes the account, comes back, closes it again, and is erased."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.utils import timezone
from playwright.sync_api import expect

from accounts import closing, copies
from accounts.models import PersonalCopy, User
from alerts.models import Bookmark
from core import audit
from tests.conftest import PASSWORD
from tests.journeys.applying import signs_in
from tests.journeys.conftest import Person, hears
from tests.journeys.test_accessibility import AXE, TAGS
from tests.post_office import PostOffice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}}
DAY = timedelta(days=1)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_export_close_come_back_close_erased(
    language: str,
    someone: Callable[..., Person],
    candidate: User,
    recruiter: User,
    make_application: Any,
    post_office: PostOffice,
    tmp_path: Path,
) -> None:
    User.objects.filter(pk=candidate.pk).update(language=language)
    candidate.refresh_from_db()
    application = make_application()
    audit.record(application, "cv_opened", by=recruiter)
    Bookmark.objects.create(user=candidate, posting=application.posting, note="Ask about the night shifts")
    amara = someone(language, **PHONE)
    signs_in(amara, candidate.email)

    takes_everything_along(amara, candidate, post_office, tmp_path)

    closes(amara, "50-closing")
    hears(post_office, candidate.email, language, "Your account is closed")
    application.refresh_from_db()
    assert application.status == "withdrawn"

    signs_in(amara, candidate.email)
    amara.is_at("Do you want to come back?")
    amara.look("52-return")
    finds_no_barrier(amara)
    amara.click("Come back")
    amara.go("/me/saved/")
    expect(amara.page.locator("[name=note]")).to_have_value("Ask about the night shifts")

    closes(amara, "53-closing-again")
    signs_in(amara, candidate.email)
    amara.click("Stay closed")
    amara.sees("Your account stays closed.")

    is_erased(candidate, language, post_office)
    amara.go("/accounts/login/")
    amara.fill(login=candidate.email, password=PASSWORD)
    amara.page.locator("form").filter(has=amara.page.locator("#id_password")).locator("button").first.click()
    amara.sees("This email address and password do not belong together. Try again.")


def finds_no_barrier(amara: Person) -> None:
    """axe-core, on pages that the table of addresses cannot reach: in the middle of a story."""
    amara.page.evaluate(AXE_SCRIPT)
    assert amara.page.evaluate(AXE, {"runOnly": TAGS}) == []


def takes_everything_along(amara: Person, candidate: User, post_office: PostOffice, tmp_path: Path) -> None:
    amara.go("/me/settings/")
    amara.page.locator("main").get_by_role("link", name=amara.words("Your privacy")).click()
    amara.is_at("Your privacy")
    expect(amara.page.locator("main")).to_contain_text(amara.words("opened your CV"))
    amara.look("48-privacy")
    finds_no_barrier(amara)
    amara.click("Make my copy")
    amara.is_at("Your copy")
    copies.build(PersonalCopy.objects.get().pk)  # the worker
    hears(post_office, candidate.email, candidate.language, "Your copy is ready")
    amara.page.reload()
    amara.look("49-copy")
    finds_no_barrier(amara)
    with amara.page.expect_download() as taken:
        amara.click("Fetch my copy")
    path = tmp_path / "copy.zip"
    taken.value.save_as(path)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        told = json.loads(archive.read("corridor.json"))
    assert [row["note"] for row in told["tables"]["alerts.Bookmark"]] == ["Ask about the night shifts"]
    amara.page.reload()
    amara.sees("This file is gone")


def closes(amara: Person, picture: str) -> None:
    amara.go("/me/privacy/")
    amara.click("Close my account", role="link")
    amara.is_at("Close your account")
    amara.fill(proof="not my password")
    amara.click("Close my account")
    amara.sees("This is not your password. Type it again.")
    amara.look(picture)
    finds_no_barrier(amara)
    amara.fill(proof=PASSWORD)
    amara.click("Close my account")
    amara.is_at("Your account is closed")
    amara.look(f"{picture}-done")


def is_erased(candidate: User, language: str, post_office: PostOffice) -> None:
    """The clock is moved by arguments: three days before there is a mail, and after fourteen nothing is left."""
    now = timezone.now()
    assert closing.warn_closed(now + 11 * DAY) == 1
    subject = str(post_office.newest_to(candidate.email)["Subject"])
    assert subject.startswith({"en": "We erase your account on", "nl": "We"}[language])
    assert closing.erase_closed(now + 14 * DAY) == 1
    hears(post_office, candidate.email, language, "Your account is erased")
    candidate.refresh_from_db()
    assert (candidate.standing, candidate.name) == ("erased", "")
