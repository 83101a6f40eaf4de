"""The least that a candidate wants to earn is theirs alone: it is looked for in everything that anybody else can get."""

import json
import re
import zipfile
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pypdf.errors import PdfReadError

from accounts.models import Education, Experience, User
from accounts.profiles import profile_of, save_profile
from accounts.snapshots import snapshot
from applications import exports
from applications.models import Export
from tests.conftest import visible_profile
from tests.doors.table import TABLE
from tests.doors.test_matrix import address, world  # noqa: F401  (a fixture)
from tests.doors.test_nameless import text_of

pytestmark = pytest.mark.django_db
FLOOR = 61_237
WRITTEN = re.compile(r"61[.,\s\u00a0]?237|pay_floor")


@pytest.fixture
def candidate(candidate: User) -> User:
    """Somebody with all that goes along, and the one thing that does not."""
    wishes = {"pay_floor": FLOOR, "pay_currency": "USD", "modes": ["remote"], "hours": "part_time"}
    visible_profile(candidate)
    save_profile(candidate, facts={**wishes, "headline": "Community manager"})
    Experience.objects.create(profile=profile_of(candidate), role="Editor", organisation="Harbor Clinic", began_on=date(2020, 1, 1))  # fmt: skip
    Education.objects.create(profile=profile_of(candidate), title="Communication", school="Whitman")
    return candidate


@pytest.fixture
def make_application(make_application: Any, candidate: User) -> Any:
    """Sent with the snapshot that sending makes."""
    return lambda **fields: make_application(**{"snapshot": snapshot(candidate), **fields})


def test_a_snapshot_holds_no_pay_floor_and_no_wish(candidate: User) -> None:
    sent = snapshot(candidate)
    assert not WRITTEN.search(json.dumps(sent))
    assert not {"hours", "engagements", "radius_km", "pay_currency", "modes"} & set(sent)


def read(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    try:
        return text_of(content)
    except PdfReadError:  # the world's files are PDFs by their first line only
        return str(content)


def test_no_page_file_or_fragment_of_anybody_else_holds_it(world: SimpleNamespace, client_of: Any) -> None:  # noqa: F811
    told, opened = [], 0
    for name, (door, arguments) in TABLE.items():
        readers = {"team": ["owner"], "moderators": ["moderator"], "public": ["owner2"]}.get(door.kind, [])
        for person in (one for one in readers if not door.inside or one in door.inside):
            browser: Client = client_of(getattr(world, person))
            response = browser.get(address(world, name, arguments))
            opened += response.status_code == 200
            if WRITTEN.search(read(response)):
                told.append(f"{name} as {person}")
    assert not told, "\n".join(told)
    assert opened > 60


def test_the_page_and_the_paper_of_an_application_show_the_rest(
    world: SimpleNamespace,  # noqa: F811
    client_of: Any,
) -> None:
    """The control: what goes along is there, in the same answers."""
    base = f"/workspace/northlake/applications/{world.application.pk}/"
    for path in (base, f"{base}application.pdf"):
        words = read(client_of(world.owner).get(path))
        assert all(part in words for part in ("Harbor Clinic", "Whitman", "Community manager")), path


def test_no_bundle_and_no_table_of_the_database_but_one_holds_it(world: SimpleNamespace) -> None:  # noqa: F811
    exports.build(world.export.pk)
    made = Export.objects.get(pk=world.export.pk)
    with made.file.open("rb") as file, zipfile.ZipFile(file) as bundle:
        assert bundle.namelist()
        assert not any(WRITTEN.search(text_of(bundle.read(name))) for name in bundle.namelist())
    assert tables_with(str(FLOOR)) == ["accounts_profile"]


def tables_with(word: str) -> list[str]:
    """The tables of which a row, written as text, holds the word: events, mails, jobs and sessions among them."""
    found = []
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names()) - {"core_knownplace"}:  # postcodes
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_an_administrator_does_not_read_it(candidate: User, admin_user: User, client_of: Any) -> None:
    page = client_of(admin_user).get(
        f"/admin/accounts/profile/{profile_of(candidate).pk}/change/", follow=True
    )
    assert not WRITTEN.search(page.content.decode())


def test_its_owner_reads_it_and_is_told_who_else_does(candidate: User, client_of: Any) -> None:
    browser = client_of(candidate)
    assert "At least $61,237 a year" in browser.get("/me/profile/").content.decode()
    assert "Nobody but you sees this" in browser.get("/me/profile/wishes/").content.decode()
