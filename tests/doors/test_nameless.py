"""A blind application, walked: every page, fragment, file, mail and notice that its hospital can get tells nobody's name."""

import zipfile
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from applications import endings, exports, messages, pipeline, wording
from applications.models import Application, Export
from core.models import OutgoingMail
from hospitals.models import Notice
from mentoring.models import Talk
from tests.applications.test_blind import application, secrets_in, someone  # noqa: F401  (fixtures)
from tests.doors.table import TABLE
from tests.doors.test_matrix import address, world  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
READERS = ("owner", "recruiter", "reviewer")


@pytest.fixture
def candidate(someone: User) -> User:  # noqa: F811
    return someone


@pytest.fixture
def make_application(application: Application) -> Any:  # noqa: F811
    """The world's one application is the blind one."""
    return lambda **_fields: application


def words_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(f"{key}: {value}" for key, value in response.items())
    return f"{headers}\n{text_of(content)}"


def text_of(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        reader = PdfReader(BytesIO(content))
        return "\n".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    return content.decode("utf-8", "replace")


def test_no_address_of_the_workspace_tells_a_name(world: SimpleNamespace, client_of: Any) -> None:  # noqa: F811
    messages.send(world.application, by=world.candidate, words="Amara here, call 206 555 0143.")
    wording.read_cv(world.application.pk)
    # Who asks for a talk says who they are, and nothing ties the talk to an application without a name.
    Talk.objects.filter(application=None).update(candidate=world.candidate2)
    told, opened = [], 0
    for name, (door, arguments) in TABLE.items():
        if door.kind != "team":
            continue
        for person in READERS:
            if person not in door.inside:
                continue
            browser: Client = client_of(getattr(world, person))
            for headers in ({}, {"HX-Request": "true"}):
                response = browser.get(address(world, name, arguments), headers=headers)
                opened += response.status_code == 200
                if found := secrets_in(words_of(response)):
                    told.append(f"{name} as {person} {headers}: {found}")
    assert not told, "\n".join(told)
    assert opened > 60


def test_a_search_for_the_name_finds_nobody(world: SimpleNamespace, client_of: Any) -> None:  # noqa: F811
    wording.index(world.application)
    wording.read_cv(world.application.pk)
    browser = client_of(world.recruiter)
    for asked, found in (("Bekele", False), ("amara", False), ("channels", True)):
        page = browser.get(f"/workspace/northlake/applications/?q={asked}").content.decode()
        assert (f"/applications/{world.application.pk}/" in page) == found, asked


def test_no_mail_and_no_notice_to_the_hospital_tells_a_name(world: SimpleNamespace) -> None:  # noqa: F811
    row = world.application
    messages.send(row, by=world.candidate, words="Amara Bekele here: amara.bekele@people.example")
    Application.objects.filter(pk=row.pk).update(respond_by=timezone.now() - timedelta(days=1))
    from applications import promises

    row.refresh_from_db()
    promises.nudge(row)
    endings.withdraw(row, by=world.candidate, reason="pay", message="Regards, Amara")
    letters = OutgoingMail.objects.filter(user__in=[world.owner, world.recruiter, world.reviewer])
    assert letters.count() >= 2
    for letter in letters:
        assert secrets_in(f"{letter.subject} {letter.text} {letter.html}") == [], letter.kind
    for notice in Notice.objects.all():
        assert secrets_in(f"{notice.words} {notice.topic} {notice.url}") == [], notice.kind


def test_a_bundle_of_all_applications_holds_no_name(world: SimpleNamespace) -> None:  # noqa: F811
    exports.build(world.export.pk)
    made = Export.objects.get(pk=world.export.pk)
    with made.file.open("rb") as file, zipfile.ZipFile(file) as bundle:
        for name in bundle.namelist():
            assert secrets_in(name) == [], name
            assert secrets_in(text_of(bundle.read(name))) == [], name


def test_the_same_walk_tells_the_name_once_it_is_known(world: SimpleNamespace, client_of: Any) -> None:  # noqa: F811
    """The control: the walk would see a name if there was one."""
    pipeline.shortlist(world.application, by=world.recruiter)
    page = client_of(world.recruiter).get(f"/workspace/northlake/applications/{world.application.pk}/")
    assert "bekele" in secrets_in(words_of(page))
