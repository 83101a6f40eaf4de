"""A real browser against the running board, and a real SMTP server that its letters arrive at."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.post_office import PostOffice

# Playwright's sync API keeps an event loop in this thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
# SHOTS=folder keeps a picture of every screen a journey passes, at both widths and in both schemes.
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        yield browser
        browser.close()


class Person:
    """Someone with a browser of their own. Anything the console complains of fails the test."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context, self.base, self.complaints = context, base, list[str]()
        self.page: Page = context.new_page()
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.shot = 0

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def click(self, name: str, *, role: str = "button") -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()

    def look(self, name: str) -> None:
        """Keep a picture of this screen, when SHOTS asks for it."""
        if not SHOTS:
            return
        self.shot += 1
        for width in (1280, 390):
            for scheme in ("light", "dark"):
                self.page.set_viewport_size({"width": width, "height": 900})
                self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                self.page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{scheme}.png", full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.emulate_media(color_scheme="light")


@pytest.fixture
def someone(browser: Browser, live_server: Any) -> Iterator[Callable[..., Person]]:
    """`someone("nl-NL")` opens a browser of their own in that language."""
    people: list[Person] = []

    def open_browser(locale: str = "en-US") -> Person:
        person = Person(browser.new_context(locale=locale), live_server.url)
        person.page.set_default_timeout(10_000)
        people.append(person)
        return person

    yield open_browser
    complaints = [c for person in people for c in person.complaints if "favicon" not in c]
    for person in people:
        person.context.close()
    assert complaints == []


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    with PostOffice().open() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        yield office


@pytest.fixture(autouse=True)
def _live_settings(settings: Any, live_server: Any) -> None:
    settings.SITE_URL = live_server.url
