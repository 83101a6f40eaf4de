"""Parts of the board that are switched off: every door of each says so kindly, and its links go."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone, translation
from django.utils.html import escape

from accounts.models import User
from core import house, kept, switches
from core.models import Event, OutgoingMail, Switch
from core.switches import SAID, Part
from hospitals.models import DirectoryEntry, Hospital
from postings.models import Posting

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
# part → (URL name, its arguments by fixture, who knocks). Uploads have no page of their own: see below.
DOORS: dict[Part, list[tuple[str, list[str], str]]] = {
    Part.REGISTRATION: [
        ("hospitals:start", [], "candidate"),
        ("hospitals:claim_new", [], "candidate"),
        ("hospitals:claim", ["entry.pk"], "candidate"),
    ],
    Part.VISITORS_APPLY: [
        ("applications:apply", ["posting.pk", "posting.slug"], "visitor"),
        ("applications:apply_check", ["posting.pk", "posting.slug"], "visitor"),
    ],
    Part.CANDIDATES: [
        ("candidates:list", ["hospital.slug"], "owner"),
        ("candidates:invitations", ["hospital.slug"], "owner"),
        ("candidates:candidate", ["hospital.slug", "1"], "owner"),
    ],
    Part.CV_IMPORT: [("accounts:profile_import", [], "candidate")],
    Part.MENTORING: [
        ("mentoring:mentors", [], "visitor"),
        ("mentoring:ask", ["1"], "candidate"),
        ("mentoring:talks", [], "visitor"),
        ("mentoring:hospital_talks", ["hospital.slug"], "candidate"),
    ],
    Part.VISITOR_ALERTS: [("alerts:new", [], "visitor")],
    Part.VISITOR_REPORTS: [("reports:new", ["opening", "posting.pk"], "visitor")],
    Part.UPLOADS: [],
}


@pytest.fixture
def people(candidate: User, owner: User) -> dict[str, User | None]:
    return {"visitor": None, "candidate": candidate, "owner": owner}


def off(part: Part, by: User) -> None:
    assert switches.turn(part, on=False, by=by, reason="A flood of robots.")


def test_every_part_and_every_door_has_a_row_here() -> None:
    guarded = {
        (callback.switched, f"{space}:{name}" if space else name)
        for space, name, callback in _named(get_resolver())
        if hasattr(callback, "switched")
    }
    inside = {("applications:apply"), ("applications:apply_check")}  # shut in applications/views/begun.py
    listed = {(part, name) for part, doors in DOORS.items() for name, _, _ in doors if name not in inside}
    assert set(DOORS) == set(Part) == set(SAID)
    assert guarded == listed


def _named(resolver: Any, space: str = "") -> Iterator[tuple[str, str, Any]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _named(pattern, pattern.namespace or space)
        else:
            yield space, pattern.name or "", pattern.callback


@pytest.mark.parametrize(
    ("part", "door"), [(part, door) for part, doors in DOORS.items() for door in doors], ids=str
)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_door_that_is_off_says_so_and_opens_again(
    part: Part, door: tuple[str, list[str], str], language: str, people: dict[str, User | None],
    client_of: ClientOf, moderator: User, posting: Posting, hospital: Hospital,
) -> None:  # fmt: skip
    entry = DirectoryEntry.objects.create(
        code="990001",
        name="Fern Hill",
        city="Tacoma",
        region="WA",
        kind="acute_care",
        words="",
        imported_at=timezone.now(),
    )
    name, arguments, who = door
    values = {
        "posting.pk": posting.pk,
        "posting.slug": posting.slug,
        "hospital.slug": hospital.slug,
        "entry.pk": entry.pk,
    }
    path = reverse(name, args=[values.get(one, one) for one in arguments])
    path = f"/nl{path}" if language == "nl" else path
    browser = client_of(people[who])
    assert browser.get(path).status_code != 503
    off(part, moderator)
    for answer in (browser.get(path), browser.post(path, {"letter": "I wrote all of this today."})):
        if answer.status_code == 405:
            continue
        assert (answer.status_code, answer["Retry-After"]) == (503, "3600")
        assert "no-store" in answer["Cache-Control"]
    page = browser.get(path).content.decode()
    said = {}
    for one in ("en", "nl"):
        with translation.override(one):
            said[one] = escape(str(SAID[part][0]))
    assert [one for one, words in said.items() if words in page] == [language]
    switches.turn(part, on=True, by=moderator, reason="It is over.")
    assert browser.get(path).status_code != 503


def test_what_a_visitor_wrote_comes_back_when_the_door_was_shut_meanwhile(
    client: Client, posting: Posting, moderator: User
) -> None:
    off(Part.VISITORS_APPLY, moderator)
    path = reverse("applications:apply", args=[posting.pk, posting.slug])
    # The visitors' own form sends an empty `who`; whose sign-in ended sends who they were, and goes on.
    answer = client.post(path, {"letter": "I wrote all of this today.", "who": ""})
    assert (answer.status_code, "I wrote all of this today." in answer.content.decode()) == (503, True)
    assert not OutgoingMail.objects.exists()


def test_who_is_signed_in_comes_in_where_only_visitors_are_kept_out(
    client_of: ClientOf, candidate: User, moderator: User, posting: Posting
) -> None:
    off(Part.VISITORS_APPLY, moderator)
    off(Part.VISITOR_ALERTS, moderator)
    browser = client_of(candidate)
    apply = reverse("applications:apply", args=[posting.pk, posting.slug])
    assert [browser.get(path).status_code for path in (apply, reverse("alerts:new"))] == [200, 200]


@pytest.mark.parametrize(
    ("part", "page", "link"),
    [
        (Part.REGISTRATION, "/", "/start"),
        (Part.MENTORING, "/", "/mentors/"),
        (Part.VISITOR_ALERTS, "/openings/", "/alerts/new/"),
    ],
)
def test_its_links_go_from_pages_of_visitors(
    client: Client, moderator: User, posting: Posting, part: Part, page: str, link: str
) -> None:
    link = reverse("hospitals:start") if part == Part.REGISTRATION else link
    assert f'"{link}' in client.get(page).content.decode()
    off(part, moderator)
    assert f'"{link}' not in client.get(page).content.decode()


def test_the_page_of_an_opening_asks_visitors_to_sign_in(
    client: Client, posting: Posting, moderator: User
) -> None:
    page = client.get(posting.get_absolute_url())
    off(Part.VISITORS_APPLY, moderator)
    again = client.get(posting.get_absolute_url(), headers={"if-none-match": page["ETag"]})
    assert (again.status_code, "Sign in to apply" in again.content.decode()) == (200, True)


def test_a_file_is_refused_beside_its_field_and_the_field_shows_no_control(
    client_of: ClientOf, candidate: User, moderator: User, pdf_file: bytes
) -> None:
    browser, page = client_of(candidate), reverse("accounts:documents")
    assert 'type="file"' in browser.get(page).content.decode()
    off(Part.UPLOADS, moderator)
    assert 'type="file"' not in browser.get(page).content.decode()
    answer = browser.post(page, {"cv": SimpleUploadedFile("cv.pdf", pdf_file)})
    assert "Files cannot be sent at the moment. Files that you sent before" in answer.content.decode()
    assert not candidate.documents.exists()


def test_turning_is_recorded_once_with_its_reason(moderator: User) -> None:
    off(Part.UPLOADS, moderator)
    assert not switches.turn(Part.UPLOADS, on=False, by=moderator, reason="Me too.")
    event = Event.objects.about(Switch.objects.get(name="uploads")).get()
    assert (event.verb, event.actor_id, event.words) == ("switch_off", moderator.pk, "A flood of robots.")


def test_another_process_knows_within_seconds(moderator: User, monkeypatch: Any) -> None:
    now = 1000.0
    monkeypatch.setattr(kept.time, "monotonic", lambda: now)
    house.forget()
    assert switches.is_on(Part.UPLOADS)
    Switch.objects.create(name="uploads", is_on=False, changed_at=moderator.date_joined)  # elsewhere
    assert switches.is_on(Part.UPLOADS)
    now += house.house.seconds
    assert not switches.is_on(Part.UPLOADS)


def test_a_moderator_switches_on_the_desk(client_of: ClientOf, moderator: User, settings: Any) -> None:
    settings.SECOND_FACTOR_WAIVED = True
    browser, page = client_of(moderator), reverse("moderation:switch", args=["mentoring"])
    assert browser.post(page, {"off": "1", "reason": ""}).status_code == 422
    browser.post(page, {"off": "1", "reason": "Insults in requests."})
    assert not switches.is_on(Part.MENTORING)
    assert "Insults in requests." in browser.get(page).content.decode()
    browser.post(page, {"on": "1", "reason": "Solved."})
    assert switches.is_on(Part.MENTORING)
