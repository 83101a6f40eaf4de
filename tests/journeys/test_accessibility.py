"""Every page of the board, measured with axe-core as the person who reads it.

The pages are those of the role × URL table and the sign-in library's: a new address is visited without being named
here, and fails the test until it answers with a page or stands in NO_PAGE.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings as board
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Error, Page

from hospitals import staff
from hospitals.models import Invitation
from tests.conftest import make_offer
from tests.doors.table import PEOPLE, TABLE, Door
from tests.doors.test_matrix import ALL, OURS, address, world  # noqa: F401  # the same world as the doors'
from tests.journeys.conftest import MISTAKE, PATIENCE, SHOTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
AXE = "o => axe.run(o.within || document, o).then(r => r.violations.map(v => `${v.id}: ` + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.any.concat(n.all).map(a => a.message).join('; ')).join(' | ')))"
# Answers that are no page: for machines, files, and what only takes a POST.
NO_PAGE = {
    "moderation:next", "moderation:claim", "moderation:opening_undo", "moderation:revision_undo",
    "announcement_read", "moderation:announcement_end", "moderation:domain_lifting", "moderation:numbers_table", "healthz", "readyz", "robots", "sitemap", "sitemap_part", "postings:feed", "postings:json_feed", "pay:figures", "picture", "postings:picture", "postings:hospital_picture",
    "accounts:document", "accounts:document_removal", "applications:cv", "applications:workspace_cv",
    "applications:bulk", "applications:batch_undo", "applications:saved_view", "applications:saved_view_removal", "applications:card_move",
    "applications:interview_answer", "applications:my_interview_calendar", "applications:interview_calendar",
    "applications:keep_in_touch", "applications:pdf", "applications:csv", "applications:text_removal",
    "applications:move", "applications:rejection_undo", "applications:apply_submission", "applications:apply_part", "applications:apply_code",
    "hospitals:invitation_withdrawal", "hospitals:notices_reading", "accounts:inbox_reading", "applications:copy", "hospitals:team_role", "hospitals:invitation_resending", "moderation:word_retirement", "moderation:word_order", "moderation:merge_undo", "moderation:merge_laying_aside",
    "moderation:hospital_freeze", "moderation:hospital_trust", "moderation:person_suspension", "moderation:trail_csv", "moderation:person_lifting", "postings:workspace_preview", "postings:workspace_submission",
    "logo", "hospitals:profile_logo_removal", "hospitals:profile_channel_removal", "hospitals:profile_channel_look",
    "hospitals:profile_readiness_confirmation", "moderation:hospital_channel",
    "postings:question_pick", "postings:question_position", "postings:question_removal",
    "postings:workspace_begin", "postings:workspace_removal", "postings:workspace_start", "postings:workspace_part", "postings:workspace_letting_go",
    "postings:workspace_template_removal", "postings:workspace_revision_withdrawal", "figures:hospital_table",
    "figures:opening_table", "alerts:note", "applications:messages_read", "applications:my_messages_read",
    "applications:note_removal", "applications:file", "applications:my_file", "applications:workspace_cv_page",
    "postings:saved_question_retirement", "postings:workspace_withdrawal", "postings:workspace_copy", "postings:workspace_relisting",
    "accounts:evidence_removal", "accounts:training_removal", "accounts:sample_removal", "accounts:sample_picture",
    "applications:sample_picture", "moderation:case_picture",
    "accounts:profile_suggestions_removal", "accounts:profile_json", "accounts:profile_pdf",
    "candidates:hide_from", "candidates:show_to", "candidates:declining", "accounts:privacy_copy_asked", "accounts:privacy_closing_code", "accounts:returning",
    "mentoring:talk_calendar", "mentoring:talk_move", "mentoring:taking_back", "mentoring:hosted_move",
    "mentoring:state", "mentoring:move", "mentoring:feedback", "mentoring:block", "mentoring:unblock",
    "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_login_webauthn", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_view_recovery_codes",
}  # fmt: skip
# Pages of the library for people who are not signed in; its other pages are for those who are.
ENTRANCE = {
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_request_login_code",
    "account_inactive",
}


def reader_of(door: Door) -> str:
    """Who reads a page: the first of those who may."""
    if door.kind in {"public", "own"} and not door.inside:
        return "visitor" if door.kind == "public" else "candidate"
    return next((person for person in PEOPLE if person in door.inside), "candidate")


# Pages that show themselves only while their question can be asked.
ASKED_OF = {
    "postings:workspace_closure": ["hospital.slug", "posting.pk"],
    "postings:workspace_extension": ["hospital.slug", "posting.pk"],
    "postings:workspace_planning": ["hospital.slug", "planned.pk"],
    "applications:offer": ["hospital.slug", "met.pk"],
    "applications:hiring": ["hospital.slug", "wanted.pk"],
    "applications:declining": ["wanted.pk"],
    "applications:acceptance": ["wanted.pk"],
    "applications:offer_withdrawal": ["hospital.slug", "wanted.pk"],
    "applications:apply": ["other.pk", "other.slug"],
    "applications:apply_check": ["begun.pk", "begun.slug"],
    "hospitals:invitation": ["letter.token"],
}


class Reader:
    """One browser window that is signed in as whoever is needed."""

    def __init__(self, page: Page, base: str, world: Any) -> None:  # noqa: F811
        self.page, self.base, self.world, self.wrong = page, base, world, list[str]()
        self.cookies: dict[str, str] = {}
        page.on("console", self.hears)
        self.sizes(1280)

    def sizes(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})

    def hears(self, message: ConsoleMessage) -> None:
        """What the browser complains of (a breach of the CSP, a missing file) is wrong on any page."""
        if message.type in {"error", "warning"} and MISTAKE not in message.text:
            self.wrong.append(f"{self.page.url}: {message.text}")

    def become(self, person: str) -> None:
        self.page.context.clear_cookies()
        user = getattr(self.world, person)
        if user is None:
            return
        if person not in self.cookies:
            client = Client()
            client.force_login(user, backend="accounts.backends.Backend")
            self.cookies[person] = client.cookies[board.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": board.SESSION_COOKIE_NAME, "value": self.cookies[person], "url": self.base}]
        )

    def goes(self, path: str, person: str) -> bool:
        """Whether a page came."""
        self.become(person)
        try:
            answer = self.page.goto(self.base + path)
        except Error as error:  # a file, which a browser saves
            self.wrong.append(f"{path} as {person}: {error.message}")
            return False
        if answer and answer.status < 400 and "html" in answer.headers.get("content-type", ""):
            return True
        self.wrong.append(f"{path} as {person}: {answer and answer.status} is no page")
        return False

    def measures(self, what: str, *, contrast_only: bool = False, within: str = "") -> None:
        only = (
            {"type": "rule", "values": ["color-contrast"]}
            if contrast_only
            else {"type": "tag", "values": TAGS}
        )
        self.wrong += [
            f"{what}: {line}"
            for line in self.page.evaluate(
                AXE, {"runOnly": only, "resultTypes": ["violations"], "within": within}
            )
        ]

    def examines(self, what: str, *, dark: bool = True) -> None:
        """Light, then dark (colours only), then on the narrowest screen. SHOTS=folder keeps a picture of each."""
        self.measures(what)
        if SHOTS:
            width = self.page.evaluate("innerWidth")
            self.page.screenshot(
                path=f"{SHOTS}/page-{what.split()[0].strip('/').replace('/', '.')}-{width}.png",
                full_page=True,
            )
        if dark:
            self.measures_dark(what)
        if (n := self.page.locator("h1").count()) != 1:
            self.wrong.append(f"{what}: {n} h1")
        self.fits(what)

    def measures_dark(self, what: str, within: str = "") -> None:
        self.page.emulate_media(color_scheme="dark")
        self.measures(f"{what} (dark)", contrast_only=True, within=within)
        self.page.emulate_media(color_scheme="light")

    def fits(self, what: str) -> None:
        size = self.page.viewport_size
        self.sizes(360)
        if (wide := self.page.evaluate("document.documentElement.scrollWidth")) > 360:
            self.wrong.append(f"{what}: {wide} px wide at 360")
        assert size
        self.sizes(size["width"])


@pytest.fixture
def reader(
    browser: Browser,
    live_server: Any,
    world: Any,  # noqa: F811
    settings: Any,
    make_posting: Any,
    make_application: Any,
) -> Iterator[Reader]:
    settings.SECOND_FACTOR_WAIVED = True
    world.letter = SimpleNamespace(token="an-open-invitation")
    Invitation.objects.update(email=world.candidate.email, token_hash=staff._hash(world.letter.token))
    world.other = make_posting(title="Communications adviser")
    world.begun = make_posting(title="Video editor")
    make_application(posting=world.begun, status="draft", snapshot={})
    world.met = make_application(posting=make_posting(), status="interview")
    world.wanted = make_application(posting=make_posting(), status="offered")
    make_offer(world.wanted)
    context = browser.new_context(reduced_motion="reduce", locale="en-US")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(AXE_SCRIPT)  # sent to the browser once, not with every page
    yield Reader(context.new_page(), live_server.url, world)
    context.close()


def pages(world: Any) -> Iterator[tuple[str, str, str]]:  # noqa: F811
    """(name, path, who reads it)"""
    for name, (door, arguments) in TABLE.items():
        if name not in NO_PAGE:
            yield name, address(world, name, ASKED_OF.get(name, arguments)), reader_of(door)
    two = f"?id={world.posting.pk}&id={world.other.pk}"
    yield "postings:compare", reverse("postings:compare") + two, "candidate"  # without ids it is empty
    yield (
        "applications:apply",
        address(world, "applications:apply", ASKED_OF["applications:apply"]),
        "candidate2",
    )
    for name in sorted(set(ALL) - set(OURS) - NO_PAGE):
        yield name, reverse(name), "visitor" if name in ENTRANCE else "candidate"


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/nl", 390)])
def test_every_page_can_be_read_by_everyone(reader: Reader, prefix: str, width: int) -> None:
    reader.sizes(width)
    for name, path, person in pages(reader.world):
        before = path if path.startswith("/dev/") else prefix + path
        if reader.goes(before, person):
            reader.examines(f"{name} {before} as {person}", dark=not prefix)
    assert not reader.wrong, "\n".join(reader.wrong)


# Forms that are sent as they come, with every box emptied: (who, address, arguments of the world).
FORMS = [
    ("visitor", "account_login", []),
    ("visitor", "account_signup", []),
    ("visitor", "account_reset_password", []),
    ("candidate2", "applications:apply", ["other.pk", "other.slug"]),
    ("candidate", "applications:withdrawal", ["application.pk"]),
    ("candidate", "accounts:profile_skill", ["'hipaa'"]),
    ("candidate", "accounts:trainings", []),
    ("candidate", "mentoring:profile", []),
    ("moderator", "mentoring:ask", ["mentor.pk"]),
    ("candidate", "mentoring:report", ["mentorship.pk"]),
    ("candidate2", "mentoring:hospital_talks", ["hospital.slug"]),
    ("host", "mentoring:hosted", ["hospital.slug"]),
    ("candidate", "accounts:sample_new", []),
    ("owner", "applications:sample_report", ["hospital.slug", "application.pk", "sample.pk"]),
    ("moderator", "moderation:case", ["sample_case.pk"]),
    ("candidate", "accounts:profile_experience", []),
    ("candidate", "accounts:profile_channels", []),
    ("candidate", "hospitals:claim_new", []),
    ("candidate", "hospitals:join", ["hospital.slug"]),
    ("owner", "hospitals:team", ["hospital.slug"]),
    ("owner", "postings:workspace_new", ["hospital.slug"]),
    ("owner", "postings:workspace_closure", ["hospital.slug", "posting.pk"]),
    ("owner", "postings:workspace_extension", ["hospital.slug", "posting.pk"]),
    ("owner", "postings:workspace_planning", ["hospital.slug", "planned.pk"]),
    ("owner", "applications:rejection", ["hospital.slug", "application.pk"]),
    ("owner", "applications:interview", ["hospital.slug", "met.pk"]),
    ("owner", "applications:offer", ["hospital.slug", "met.pk"]),
    ("owner", "applications:offer_withdrawal", ["hospital.slug", "wanted.pk"]),
    ("owner", "applications:text_new", ["hospital.slug"]),
    ("moderator", "moderation:opening", ["waiting.pk"]),
    ("moderator", "moderation:hospital", ["pending.pk"]),
    ("moderator", "moderation:word_new", ["'skill'"]),
]
ASKS = "input:not([type=hidden]), textarea"
# Where boxes that nobody must tick stand before the form that can be filled in wrongly.
MEANT = {"mentoring:hosted": "main aside form[method=post]"}
EMPTY = """form => {
  form.querySelectorAll('input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file]), textarea')
    .forEach(box => { box.value = ''; });
  form.querySelectorAll('input[type=radio], input[type=checkbox]').forEach(box => { box.checked = false; });
  form.noValidate = true;
}"""


def test_forms_with_mistakes_can_be_read_by_everyone(reader: Reader) -> None:
    """The summary takes the focus; every message is tied to its field."""
    for person, name, arguments in FORMS:
        path = address(reader.world, name, arguments)
        if not reader.goes(path, person):
            continue
        forms = reader.page.locator(MEANT.get(name, "main form[method=post]"))
        form = forms.filter(has=reader.page.locator(ASKS)).first
        form.evaluate(EMPTY)
        form.locator("button:not([type=button], [value=now], [data-later])").last.click()
        reader.page.wait_for_load_state()
        if not reader.page.locator("#errors").count():
            reader.wrong.append(f"{path} as {person}: no summary of mistakes")
        elif reader.page.evaluate("document.activeElement.id") != "errors":
            reader.wrong.append(f"{path} as {person}: the summary has not the focus")
        reader.examines(f"{path} with mistakes")
    assert not reader.wrong, "\n".join(reader.wrong)


# What opens over a page: (width, who, path, what is pressed, what must be seen then).
OPENED = [
    (390, "visitor", "/openings/", "[popovertarget=filters]", "#filters"),
    (390, "visitor", "/", ".menu > summary", ".menu__list"),
    (390, "owner", "/workspace/northlake/", ".menu > summary", ".menu__list"),
    (1280, "owner", "/workspace/northlake/", ".account > summary", ".account .menu__list"),
    (1280, "visitor", "/openings/", "#filters summary:has-text('Channels')", "#f-channel-facebook"),
    (1280, "visitor", "/openings/?q=nothing-like-this", "main summary", "#results"),
    (1280, "owner", "/workspace/northlake/openings/new/", ".needs > summary", ".need"),
]


def test_what_opens_over_a_page_can_be_read_by_everyone(reader: Reader) -> None:
    for width, person, path, pressed, seen in OPENED:
        reader.sizes(width)
        if reader.goes(path, person):
            reader.page.locator(pressed).filter(visible=True).first.click()
            reader.page.locator(seen).filter(visible=True).first.wait_for()
            # the page below is measured elsewhere; what lies half under an open menu cannot be aimed at anyway
            reader.measures(f"{pressed} on {path}", within=seen)
            reader.measures_dark(f"{pressed} on {path}", within=seen)
    assert not reader.wrong, "\n".join(reader.wrong)
