"""A person's own pages: profile, skills, files, settings."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Document, Profile, User
from accounts.profiles import MAX_DOCUMENTS, add_document, save_profile, sweep_files
from applications.models import Application

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def upload(content: bytes, name: str = "My CV.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("page", ["", "profile/", "profile/skills/", "documents/", "settings/"])
@pytest.mark.parametrize("language", ["", "/nl"])
def test_own_pages_open_for_their_owner_and_send_a_visitor_to_sign_in(
    client_of: ClientOf, candidate: User, language: str, page: str
) -> None:
    assert client_of(candidate).get(f"{language}/me/{page}").status_code == 200
    visitor = client_of(None).get(f"{language}/me/{page}")
    assert visitor["Location"] == f"{language}/accounts/login/?next={language}/me/{page}"


def test_an_unknown_level_is_refused_and_nothing_changes(client_of: ClientOf, candidate: User) -> None:
    save_profile(candidate, skills={"html": "strong"})
    page = client_of(candidate).post("/me/profile/skills/", {"html": "godlike"})
    assert page.status_code == 200
    assert [s.level for s in Profile.objects.get(user=candidate).skills.all()] == ["strong"]


def test_all_skills_are_offered_in_their_groups(client_of: ClientOf, candidate: User) -> None:
    html = client_of(candidate).get("/me/profile/skills/").content.decode()
    assert (html.count("<select"), html.count('<details class="panel"')) == (66, 9)


def test_a_cv_is_kept_privately_and_leaves_as_a_download(
    client_of: ClientOf, candidate: User, pdf_file: bytes
) -> None:
    client = client_of(candidate)
    assert client.post("/me/documents/", {"cv": upload(pdf_file, "../Amara—CV.exe")}).status_code == 302
    document = Document.objects.get()
    assert (document.owner, document.kind, document.pages, document.name) == (
        candidate,
        "pdf",
        1,
        "Amara—CV.exe.pdf",
    )
    assert "Amara" not in str(document.file.name)
    response: Any = client.get(f"/me/documents/{document.pk}/")
    assert b"".join(response.streaming_content) == pdf_file
    headers = ("Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    assert [response[name] for name in headers] == [
        "attachment; filename*=utf-8''Amara%E2%80%94CV.exe.pdf",
        "nosniff",
        "sandbox; default-src 'none'",
        "private, no-store",
    ]


def test_nobody_else_opens_or_removes_it(
    client_of: ClientOf,
    candidate: User,
    candidate2: User,
    recruiter: User,
    moderator: User,
    admin_user: User,
    pdf_file: bytes,
) -> None:
    document = add_document(candidate, upload(pdf_file))
    for stranger in (candidate2, recruiter, moderator, admin_user):
        client = client_of(stranger)
        assert client.get(f"/me/documents/{document.pk}/").status_code == 404
        assert client.post(f"/me/documents/{document.pk}/removal/").status_code == 404
    assert Document.objects.kept().count() == 1


def test_a_file_that_is_no_cv_gets_one_sentence(client_of: ClientOf, candidate: User) -> None:
    page = client_of(candidate).post("/me/documents/", {"cv": upload(b"<html>", "cv.pdf")})
    assert page.status_code == 200
    assert "Save your CV as PDF, DOCX or ODT and choose it again." in page.content.decode()
    assert not Document.objects.exists()


def test_an_empty_file_and_no_file_get_their_own_sentences(client_of: ClientOf, candidate: User) -> None:
    client = client_of(candidate)
    assert "This file is empty" in client.post("/me/documents/", {"cv": upload(b"")}).content.decode()
    assert "Choose a file first" in client.post("/me/documents/", {}).content.decode()


def test_the_same_file_twice_is_one(candidate: User, pdf_file: bytes) -> None:
    assert add_document(candidate, upload(pdf_file)) == add_document(candidate, upload(pdf_file, "again.pdf"))


def test_the_eleventh_file_is_refused(
    client_of: ClientOf, candidate: User, make_document: Any, pdf_file: bytes
) -> None:
    for i in range(MAX_DOCUMENTS):
        make_document(candidate, f"{i}.pdf")
    page = client_of(candidate).post("/me/documents/", {"cv": upload(pdf_file)})
    assert "You keep 10 files already. Remove one first." in page.content.decode()


def test_a_removed_cv_is_gone_from_the_disk(
    client_of: ClientOf, candidate: User, pdf_file: bytes, django_capture_on_commit_callbacks: Any
) -> None:
    document = add_document(candidate, upload(pdf_file))
    with django_capture_on_commit_callbacks(execute=True):
        client_of(candidate).post(f"/me/documents/{document.pk}/removal/")
    assert not Document.objects.exists()
    assert not [p for p in Path(django_settings.MEDIA_ROOT).rglob("*") if p.is_file()]


def test_a_cv_that_a_hospital_has_stays_there_but_leaves_the_profile(
    client_of: ClientOf, candidate: User, make_application: Callable[..., Application]
) -> None:
    application = make_application()
    assert application.cv_id is not None
    client_of(candidate).post(f"/me/documents/{application.cv_id}/removal/")
    kept = Document.objects.get(pk=application.cv_id)
    assert kept.removed_at is not None
    assert kept.file.storage.exists(str(kept.file.name))
    assert client_of(candidate).get(f"/me/documents/{kept.pk}/").status_code == 404


def test_the_other_role_and_the_other_language_can_be_chosen_later(
    client_of: ClientOf, candidate: User
) -> None:
    facts = {"name": "Amara B", "language": "nl", "looks_for_work": "on", "hires": "on"}
    assert client_of(candidate).post("/me/settings/", facts)["Location"] == "/nl/me/settings/"
    candidate.refresh_from_db()
    assert (candidate.name, candidate.language, candidate.looks_for_work, candidate.hires) == (
        "Amara B",
        "nl",
        True,
        True,
    )


def test_settings_cannot_make_anybody_staff(client_of: ClientOf, candidate: User) -> None:
    facts = {"name": "A", "language": "en", "is_staff": "on", "is_superuser": "on", "email": "x@evil.example"}
    client_of(candidate).post("/me/settings/", facts)
    candidate.refresh_from_db()
    assert (candidate.is_staff, candidate.is_superuser, candidate.email) == (
        False,
        False,
        "amara@people.example",
    )


def test_an_empty_name_is_asked_for_again(client_of: ClientOf, candidate: User) -> None:
    page = client_of(candidate).post("/me/settings/", {"name": " ", "language": "en"})
    assert page.status_code == 200
    assert "Type your name" in page.content.decode()


def test_a_file_without_a_row_is_erased_after_a_day(candidate: User, pdf_file: bytes) -> None:
    kept = add_document(candidate, upload(pdf_file))
    lost = add_document(candidate, upload(pdf_file + b"\n"))
    fresh = add_document(candidate, upload(pdf_file + b"\n\n"))
    for document in (kept, lost):
        os.utime(document.file.path, (0, 0))
    Document.objects.exclude(pk=kept.pk).delete()
    assert sweep_files() == 1
    exists = [document.file.storage.exists(str(document.file.name)) for document in (kept, lost, fresh)]
    assert exists == [True, False, True]
