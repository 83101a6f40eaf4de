"""A real browser against the running board, and a real SMTP server that its letters arrive at."""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings as board
from django.contrib.staticfiles import handlers
from django.contrib.staticfiles.views import serve
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from accounts.models import User
from jobboard import staticfiles
from tests.post_office import PostOffice

# Playwright's sync API keeps an event loop in this thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
    # Chromium loads two pages of its own for the address bar of every new window, half a second of the processor each time.
    # The last of these switches counts alone, so what Playwright turns off is named again.
    " --disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,AimEnabled,AvoidUnnecessaryBeforeUnloadCheckSync"
    ",DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding"
    ",ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,PreconnectToSearch"
).split()
# Milliseconds: a machine that does other work too is slow, not wrong.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
EVERYWHERE = pytest.mark.parametrize(
    ("language", "how"),
    [("en", {}), ("nl", PHONE), ("en", PHONE), ("nl", {})],
    ids=["en-desk", "nl-phone", "en-phone", "nl-desk"],
)
# SHOTS=folder keeps a picture of every screen a journey passes, at both widths and in both schemes.
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture(scope="session", autouse=True)
def _files_stay_in_the_browser() -> Iterator[None]:
    """As in production; and the sheet is put together once, not for every page."""

    def kept(*args: Any, **how: Any) -> Any:
        answer = serve(*args, **how)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    with (
        patch.object(handlers, "serve", kept),
        patch.object(staticfiles, "assemble", cache(staticfiles.assemble)),
    ):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield browser
        browser.close()


# What Chromium says of a page that was answered with 422, the status of a form with a mistake in it.
MISTAKE = "the server responded with a status of 422"


def words(language: str, text: str, **facts: Any) -> str:
    """A text of the interface as a reader of that language sees it."""
    with translation.override(language):
        return translation.gettext(text) % facts if facts else translation.gettext(text)


def hears(post_office: PostOffice, address: str, language: str, subject: str, **facts: Any) -> None:
    """The newest letter to that address says it, in the reader's language."""
    assert post_office.newest_to(address)["Subject"] == words(language, subject, **facts)


class Person:
    """Someone with a browser of their own. Anything the console complains of fails the test."""

    def __init__(self, context: BrowserContext, base: str, language: str) -> None:
        self.context, self.base, self.language = context, base, language
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None
        )
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))

    def words(self, text: str, **facts: Any) -> str:
        return words(self.language, text, **facts)

    def enters(self, user: User) -> None:
        """Signs in without the form, which other journeys walk through."""
        client = Client()
        client.force_login(user, backend="accounts.backends.Backend")
        name = board.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.base}])

    def go(self, path: str) -> None:
        """To a path as English has it, in this person's language."""
        self.page.goto(self.base + ("" if self.language == "en" else f"/{self.language}") + path)

    def click(self, text: str, *, role: str = "button", within: str = "body", **facts: Any) -> None:
        """Press what is called that, in this person's language; hidden words for screen readers may follow."""
        name = re.compile("^" + re.escape(self.words(text, **facts)) + r"($|[\s:])")
        self.page.locator(within).get_by_role(role, name=name).filter(visible=True).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()

    def fill(self, **values: str) -> None:
        """Fields by the end of their id: fill(title="Social media manager")."""
        for name, value in values.items():
            box = self.page.locator(f"#id_{name}")
            if box.evaluate("e => e.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)

    def tick(self, name: str, *values: str) -> None:
        for value in values:
            self.page.locator(f'input[name="{name}"][value="{value}"]').check()

    def sees(self, text: str, **facts: Any) -> Locator:
        found = self.page.get_by_text(self.words(text, **facts)).filter(visible=True).first
        expect(found).to_be_visible()
        return found

    def is_at(self, title: str, **facts: Any) -> None:
        """The heading of the page."""
        expect(self.page.locator("h1")).to_have_text(self.words(title, **facts))

    def look(self, name: str) -> None:
        """Nothing of this screen is wider than it; pictures are kept when SHOTS asks for it."""
        self.page.wait_for_load_state()
        wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"{self.page.url} scrolls sideways"
        if not SHOTS:
            return
        for width in (1280, 390):
            for scheme in ("light", "dark"):
                self.page.set_viewport_size({"width": width, "height": 900})
                self.page.emulate_media(color_scheme=scheme)
                path = Path(SHOTS) / f"{name}-{self.language}-{width}-{scheme}.png"
                # Hiding the caret would take an inline style, which our CSP forbids.
                self.page.screenshot(path=path, full_page=True, caret="initial")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.emulate_media(color_scheme="light")


@pytest.fixture
def someone(browser: Browser, live_server: Any) -> Iterator[Callable[..., Person]]:
    """`someone("nl")` opens a browser of their own in that language; more options go to the browser."""
    people: list[Person] = []

    def open_browser(language: str = "en", **options: Any) -> Person:
        context = browser.new_context(
            locale={"en": "en-US", "nl": "nl-NL"}[language], reduced_motion="reduce", **options
        )
        person = Person(context, live_server.url, language)
        person.page.set_default_timeout(PATIENCE)
        people.append(person)
        return person

    yield open_browser
    complaints = [c for person in people for c in person.complaints if MISTAKE not in c]
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
