"""Nothing past its closing date is live anywhere, from that very moment, with every cache warm."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from alerts import keeping, running
from alerts.models import Alert
from applications.models import Application
from core.mail import outbox
from postings.models import Posting
from tests import clock
from tests.conftest import visible_profile

pytestmark = pytest.mark.django_db
TITLE = "Patient stories lead"
Make = Callable[..., Posting]


@pytest.fixture
def closing(make_posting: Make) -> Posting:
    """It closes in five days; another one of the hospital, like it, stays."""
    make_posting(title="Stays here", closes_at=timezone.now() + timedelta(days=60))
    return make_posting(title=TITLE, closes_at=(timezone.now() + timedelta(days=5)).replace(microsecond=0))


def surfaces(closing: Posting) -> list[str]:
    """Every public address that names live openings, or counts them."""
    other = Posting.objects.exclude(pk=closing.pk).get()
    paths = [
        "/", "/openings/", "/openings/?q=stories", "/openings/?skill=hipaa", "/openings/?near=Tacoma", "/openings/feed.atom",
        "/openings/feed.json", "/openings/skills/hipaa/", "/openings/kinds/employee/", "/openings/places/us/",
        "/openings/places/us/wa/", "/openings/places/us/wa/tacoma/", "/openings/hospitals/acute-care/",
        "/hospitals/northlake/", "/sitemap-openings.xml", other.get_absolute_url(),
    ]  # fmt: skip
    return [*paths, *(f"/nl{path}" for path in paths if "sitemap" not in path)]


def crawl(browser: Client, paths: list[str], **headers: str) -> dict[str, Any]:
    return {path: browser.get(path, follow=True, headers=headers) for path in paths}


def names(answers: dict[str, Any], posting: Posting) -> set[str]:
    """Where it is named: by its title, or by its address."""
    said = (TITLE, f"/openings/{posting.pk}/")
    return {path for path, answer in answers.items() if any(one in answer.content.decode() for one in said)}


def test_it_is_gone_from_every_public_page_at_its_closing_moment(closing: Posting) -> None:
    assert closing.closes_at
    browser, paths = Client(), surfaces(closing)
    with clock.at(closing.closes_at - timedelta(seconds=1)):
        crawl(browser, paths)
        warm = crawl(browser, paths)
    assert names(warm, closing) == set(paths)
    with clock.at(closing.closes_at):
        assert names(crawl(browser, paths), closing) == set()
        for path, before in warm.items():  # what a browser or a proxy kept is asked about, and is old
            if tag := before.headers.get("ETag"):
                assert browser.get(path, headers={"if-none-match": tag}).status_code == 200, path


def test_the_numbers_of_all_pages_lose_it_in_the_same_moment(closing: Posting) -> None:
    assert closing.closes_at
    browser = Client()

    def numbers() -> list[list[str]]:
        pages = ["/", "/openings/", "/openings/browse/", "/hospitals/"]
        texts = [re.sub(r"<[^>]+>", " ", browser.get(path).content.decode()) for path in pages]
        return [re.findall(r"\b\d+ openings?\b", text) for text in texts]

    with clock.at(closing.closes_at - timedelta(seconds=1)):
        numbers()
        before = numbers()
    with clock.at(closing.closes_at):
        after = numbers()
    assert any("2 openings" in one for one in before)
    assert not any("2 openings" in one for one in after)


def test_its_page_stays_without_a_way_to_apply(closing: Posting) -> None:
    assert closing.closes_at
    browser, path = Client(), closing.get_absolute_url()
    with clock.at(closing.closes_at - timedelta(seconds=1)):
        page = browser.get(path)
        assert "JobPosting" in page.content.decode()
    with clock.at(closing.closes_at):
        again = browser.get(path, headers={"if-none-match": page["ETag"]})
        text = again.content.decode()
        assert (again.status_code, "JobPosting" in text, "This opening has closed." in text) == (
            200,
            False,
            True,
        )
        apply = browser.post(
            reverse("applications:apply", args=[closing.pk, closing.slug]), {"letter": "x" * 300}
        )
    assert "closed" in apply.content.decode() and not Application.objects.exists()


def test_no_copy_may_be_shown_without_asking_here(closing: Posting) -> None:
    """A max-age would let a proxy show what has closed: none of these pages gives one."""
    for path, answer in crawl(
        Client(), [*surfaces(closing), closing.get_absolute_url(), "/hospitals/", "/sitemap.xml"]
    ).items():
        kept = answer.headers.get("Cache-Control", "")
        assert "no-cache" in kept or "no-store" in kept, path
        assert "max-age" not in kept and "Expires" not in answer.headers, path


@pytest.mark.parametrize(("before", "offered"), [(timedelta(seconds=1), True), (timedelta(0), False)])
def test_an_alert_mails_it_and_the_list_of_a_person_offers_it_until_it_closes(
    before: timedelta,
    offered: bool,
    closing: Posting,
    candidate: User,
    client_of: Callable[[User | None], Client],
) -> None:
    assert closing.closes_at and closing.publish_at
    visible_profile(candidate)
    alert = keeping.ask(Alert(query="skill=hipaa", language="en", time_zone="UTC"), by=candidate)
    long_ago = closing.publish_at - timedelta(days=1)  # both came online since
    Alert.objects.filter(pk=alert.pk).update(active_at=long_ago, due_at=long_ago)
    with clock.at(closing.closes_at - before):
        assert running.run_due(timezone.now()) == 1
        outbox.deliver_due()
        page = client_of(candidate).get("/me/").content.decode()
    [letter] = [one for one in mail.outbox if "Stays here" in str(one.body)]
    assert "Stays here" in page
    assert (TITLE in str(letter.body), TITLE in page) == (offered, offered)


def test_a_later_closing_date_brings_it_back_at_once(closing: Posting, owner: User) -> None:
    from postings import limits

    assert closing.closes_at
    limits.extend(closing, by=owner, until=closing.closes_at + timedelta(days=9), reason="More time.")
    with clock.at(closing.closes_at - timedelta(days=5)):
        assert TITLE in Client().get("/openings/").content.decode()
