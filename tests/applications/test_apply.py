"""Applying on the pages: three steps, nothing lost, nothing asked twice."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Document, Profile, User
from applications.models import Application
from core.models import OutgoingMail
from postings.models import Posting


@pytest.fixture
def base(posting: Posting) -> str:
    return f"/openings/{posting.pk}/{posting.slug}/application/"


def cv(content: bytes, name: str = "My CV.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_a_visitor_signs_in_and_comes_back_to_the_step(base: str, client_of: Any) -> None:
    answer = client_of(None).get(base)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={base}")


def test_a_candidate_applies_from_nothing_to_sent(
    base: str, candidate: User, pdf_file: bytes, client_of: Any
) -> None:
    client = client_of(candidate)
    assert client.get(base).status_code == 200
    assert Application.objects.count() == 0
    answer = client.post(base, {"cv": "new", "file": cv(pdf_file), "name": "Amara B.", "phone": "555 0100"})
    assert answer["Location"] == base + "letter/"
    answer = client.post(base + "letter/", {"letter": "I like it here."})
    assert answer["Location"] == base + "check/"
    page = client.get(base + "check/").content.decode()
    assert "Nothing is sent yet" in page
    assert "I like it here." in page
    answer = client.post(base + "submission/")
    application = Application.objects.get()
    assert answer["Location"] == f"/me/applications/{application.pk}/sent/"
    assert client.get(answer["Location"]).status_code == 200
    assert (application.status, application.letter, application.snapshot["name"]) == (
        "submitted",
        "I like it here.",
        "Amara B.",
    )
    assert (Document.objects.get().name, Profile.objects.get(user=candidate).phone) == (
        "My CV.pdf",
        "555 0100",
    )


def test_a_second_click_gets_the_same_answer(
    base: str, make_application: Any, candidate: User, client_of: Any
) -> None:
    make_application(status="draft")
    client = client_of(candidate)
    first, second = client.post(base + "submission/"), client.post(base + "submission/")
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert OutgoingMail.objects.filter(user=candidate).count() == 1


def test_bad_input_keeps_what_was_typed_and_says_what_to_do(
    base: str, candidate: User, client_of: Any
) -> None:
    client = client_of(candidate)
    answer = client.post(
        base, {"cv": "new", "file": cv(b"MZ not a cv", "cv.pdf"), "name": "", "phone": "555 0100"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Save your CV as PDF, DOCX or ODT" in page
    assert "Write your name" in page
    assert "555 0100" in page
    assert Application.objects.count() == 0
    assert "Choose your CV" in client.post(base, {"name": "Amara"}).content.decode()


def test_the_cv_of_somebody_else_cannot_be_chosen(
    base: str, candidate: User, candidate2: User, make_document: Any, client_of: Any
) -> None:
    other = make_document(candidate2)
    answer = client_of(candidate).post(base, {"cv": str(other.pk), "name": "Amara"})
    assert answer.status_code == 200
    assert Application.objects.count() == 0


def test_a_letter_that_is_too_long_comes_back_whole(
    base: str, make_application: Any, candidate: User, client_of: Any
) -> None:
    make_application(status="draft")
    answer = client_of(candidate).post(base + "letter/", {"letter": "x" * 6001})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "x" * 6001 in page
    assert "Your letter has 6001 characters" in page


def test_an_opening_that_closed_keeps_the_draft_and_says_so(
    base: str, posting: Posting, make_application: Any, candidate: User, client_of: Any
) -> None:
    make_application(status="draft")
    Posting.objects.update(status="closed", outcome="not_filled", closed_at=posting.publish_at)
    for page in (base, base + "letter/", base + "check/"):
        answer = client_of(candidate).get(page)
        assert answer.status_code == 200
        assert "takes no more applications" in answer.content.decode()
    client_of(candidate).post(base + "submission/")
    assert Application.objects.get().status == "draft"


def test_who_applied_already_is_brought_to_the_application(
    base: str, make_application: Any, candidate: User, client_of: Any
) -> None:
    application = make_application()
    assert client_of(candidate).get(base)["Location"] == application.get_absolute_url()


def test_a_colleague_is_told_why_they_cannot_apply(base: str, host: User, client_of: Any) -> None:
    client = client_of(host)
    assert "You are in the team of Northlake General Hospital" in client.get(base).content.decode()
    client.post(base, {"cv": "new", "name": "Hana"})
    assert Application.objects.count() == 0


def test_an_opening_that_never_was_online_is_not_found(
    make_posting: Any, candidate: User, client_of: Any
) -> None:
    hidden = make_posting(status="draft")
    assert client_of(candidate).get(f"/openings/{hidden.pk}/{hidden.slug}/application/").status_code == 404


def test_a_good_cv_is_not_lost_when_another_field_needs_mending(
    base: str, candidate: User, pdf_file: bytes, client_of: Any
) -> None:
    answer = client_of(candidate).post(base, {"cv": "new", "file": cv(pdf_file), "name": ""})
    page = answer.content.decode()
    assert "Write your name" in page
    assert "Choose your CV" not in page
    assert "My CV.pdf" in page
