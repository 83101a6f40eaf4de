"""The candidate's copy: word for word what the hospital has, by mail, in their language, and to fetch again later."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from accounts.models import User
from applications import consents, endings, erasing, sending
from applications.models import Application
from applications.printing import application_pdf
from applications.receipts import pdf
from core.models import OutgoingMail

pytestmark = pytest.mark.django_db
SENT = {
    "headline": "Video and plain words",
    "phone": "+1 253 555 0100",
    "about": "Seven years of channels.\n\nI explain hard things.",
    "place": {"city": "Tacoma", "region": "WA", "country": "US"},
    "links": [{"label": "Portfolio", "url": "https://amara.example/work"}],
    "skills": [{"slug": "hipaa", "level": "working"}, {"slug": "html", "level": "strong"}],
    "languages": [{"code": "nl", "level": "C1"}],
    "experience": [
        {"role": "Editor", "organisation": "Harbor", "began_on": "2020-03-01", "ended_on": None, "what": "Ran four channels"}
    ],
}  # fmt: skip
ANSWERS = [
    {"key": "a", "kind": "yes_no", "text": "Can you be on call?", "options": [], "several": False, "required": True, "answer": "yes"},
    {"key": "b", "kind": "choice", "text": "Which tools?", "options": ["Canva", "Figma"], "several": True, "required": False, "answer": ["Canva", "Figma"]},
    {"key": "c", "kind": "short", "text": "When can you start?", "options": [], "several": False, "required": False, "answer": ""},
]  # fmt: skip


@pytest.fixture
def sent(make_application: Any, candidate: User) -> Application:
    names = {"name": candidate.name, "email": candidate.email}
    application: Application = make_application(snapshot={**SENT, **names}, answers=ANSWERS)
    consents.give(application, ["processing", "keep"], at=application.submitted_at)  # type: ignore[arg-type]
    return application


def lines(content: bytes) -> list[str]:
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def bare(content: bytes) -> set[str]:
    """Without the signs that compare skills with the opening, and the number of a page."""
    return {re.sub(r"^[✓+–] ", "", line) for line in lines(content) if not line.isdecimal()}


def test_the_copy_holds_every_line_that_the_hospital_reads(sent: Application) -> None:
    missing = {line for line in lines(application_pdf(sent)) if line.startswith("– ")}  # asked for, not sent
    theirs = bare(application_pdf(sent)) - {line[2:] for line in missing} - {"Skills asked for", "–"}
    assert theirs <= bare(pdf(sent)), theirs - bare(pdf(sent))
    more = bare(pdf(sent)) - theirs
    assert {"CV", "What you allow", "Skills", "The promise"} <= more


def test_nothing_that_was_sent_is_left_out(sent: Application) -> None:
    text = " ".join(lines(pdf(sent)))
    for words in (
        "Amara Bekele", "amara@people.example", "+1 253 555 0100", "Tacoma, WA", "https://amara.example/work",
        "I have run Facebook and YouTube for three years.", "Can you be on call? Yes", "Which tools? Canva, Figma",
        "Seven years of channels.", "I explain hard things.", "HIPAA", "I can teach this", "Editor", "Ran four channels",
        "cv.pdf", "may keep this application for a year", "Video and plain words",
    ):  # fmt: skip
        assert words in text, words


def test_a_blind_opening_hides_names_from_the_hospital_and_not_from_oneself(
    sent: Application, posting: Any
) -> None:
    posting.blind = True
    posting.save()
    sent.refresh_from_db()
    assert "Amara" not in " ".join(lines(application_pdf(sent)))
    assert "Amara Bekele" in " ".join(lines(pdf(sent)))


def test_the_receipt_carries_the_copy_in_the_candidates_language_and_it_can_be_fetched_again(
    make_application: Any, candidate2: User, client_of: Any
) -> None:
    draft = make_application(candidate=candidate2, status="draft")
    sending.submit(draft, by=candidate2)
    mail = OutgoingMail.objects.get(kind="application_sent")
    file = mail.attachments.get()
    assert (mail.language, file.content_type, file.name.endswith(".pdf")) == ("nl", "application/pdf", True)
    later = client_of(candidate2).get(reverse("applications:copy", args=[draft.pk]))
    assert later["Content-Disposition"].startswith("attachment")
    assert lines(later.content) == lines(bytes(file.content))
    with override("nl"):
        assert lines(later.content) == lines(pdf(draft))


def test_later_changes_of_the_profile_do_not_change_the_copy(sent: Application, candidate: User) -> None:
    before = lines(pdf(sent))
    candidate.name = "Somebody Else"
    candidate.save()
    sent.refresh_from_db()
    assert lines(pdf(sent)) == before


def test_what_is_allowed_or_taken_back_later_does_not_change_the_copy(
    sent: Application, candidate: User
) -> None:
    before = lines(pdf(sent))
    consents.revoke(sent, "keep", by=candidate)
    consents.allow(sent, "channels", by=candidate)
    assert lines(pdf(sent)) == before


def test_an_erased_application_has_no_copy(sent: Application, candidate: User, client_of: Any) -> None:
    endings.withdraw(sent, by=candidate, reason="pay")
    assert erasing.erase(sent, why="wish", at=timezone.now())
    where = reverse("applications:copy", args=[sent.pk])
    assert client_of(candidate).get(where).status_code == 404
