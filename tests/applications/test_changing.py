"""What was sent may be changed until somebody of the hospital has opened it: exact, and nothing typed is lost."""

from threading import Event as Signal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Document, User
from applications import exports, mending, pipeline, seeing
from applications.models import Application, SearchText
from applications.refusals import Unanswered
from core.models import Event, OutgoingMail
from tests.applications.test_races import together

pytestmark = pytest.mark.django_db
ASKED = {
    "key": "k1",
    "kind": "short",
    "text": "When can you start?",
    "options": [],
    "several": False,
    "required": True,
}
HOME = "/workspace/northlake/applications/"


def typed(application: Application, **more: Any) -> dict[str, Any]:
    return {
        "cv": str(application.cv_id),
        "name": "Amara Bekele",
        "phone": "",
        "letter": "A better letter.",
        **more,
    }


def url(application: Application) -> str:
    return reverse("applications:change", args=[application.pk])


@pytest.fixture
def sent(make_application: Any) -> Application:
    return make_application(answers=[{**ASKED, "answer": "In May"}])


def test_letter_answers_name_and_cv_are_replaced_and_a_new_receipt_goes_out(
    sent: Any, candidate: User, client_of: Any, pdf_file: bytes
) -> None:
    before, one = (sent.submitted_at, sent.respond_by), client_of(candidate)
    page = one.get(url(sent)).content.decode()
    assert ("I have run Facebook" in page, "In May" in page) == (True, True)
    new = SimpleUploadedFile("newer.pdf", pdf_file, "application/pdf")
    data = typed(sent, name="Amara B. Bekele", phone="+1 253 555", file=new, **{"q-k1": "In June"})
    assert one.post(url(sent), data).status_code == 302
    sent.refresh_from_db()
    assert (sent.letter, sent.answers[0]["answer"], sent.cv.name) == (
        "A better letter.",
        "In June",
        "newer.pdf",
    )
    assert (sent.snapshot["name"], sent.snapshot["phone"]) == ("Amara B. Bekele", "+1 253 555")
    assert (sent.submitted_at, sent.respond_by) == before
    assert list(Event.objects.about(sent).values_list("verb", "actor_id")) == [("change", candidate.pk)]
    mail = OutgoingMail.objects.get(kind="application_changed")
    assert (mail.to, mail.attachments.get().content_type) == (candidate.email, "application/pdf")
    assert "better" in str(SearchText.objects.filter(pk=sent.pk).values_list("words", flat=True).get())


def test_an_answer_that_is_missing_is_said_beside_its_field_and_the_rest_is_kept(
    sent: Application, candidate: User, client_of: Any
) -> None:
    answer = client_of(candidate).post(url(sent), typed(sent, **{"q-k1": ""}))
    page = answer.content.decode()
    assert (answer.status_code, "Write an answer" in page, "A better letter." in page) == (200, True, True)
    facts = {"name": "A", "phone": "", "letter": "x"}
    with pytest.raises(Unanswered):
        mending.change(sent, by=candidate, cv=sent.cv, answers=[{**ASKED, "answer": ""}], **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("way", ["", "cv/", "application.pdf", "messages/", "notes/"])
def test_whoever_opens_any_part_of_it_ends_the_changes(
    way: str, sent: Application, candidate: User, owner: User, client_of: Any
) -> None:
    assert client_of(owner).get(f"{HOME}{sent.pk}/{way}").status_code == 200
    sent.refresh_from_db()
    assert (sent.seen_at is not None, mending.may_change(sent)) == (True, False)


def test_the_list_is_no_look_but_taking_it_along_is_one(
    sent: Application, owner: User, hospital: Any, client_of: Any
) -> None:
    one = client_of(owner)
    one.get(HOME)
    sent.refresh_from_db()
    assert mending.may_change(sent)
    export = exports.ask(sent.posting, hospital=hospital, by=owner, language="en")
    exports.build(export.pk)
    sent.refresh_from_db()
    assert sent.seen_at is not None
    Application.objects.update(seen_at=None)
    one.get(reverse("applications:csv", args=["northlake"]))
    sent.refresh_from_db()
    assert sent.seen_at is not None


def test_who_is_late_is_told_and_finds_everything_they_typed(
    sent: Application, candidate: User, reviewer: User, client_of: Any, pdf_file: bytes
) -> None:
    one = client_of(candidate)
    one.get(url(sent))
    client_of(reviewer).get(f"{HOME}{sent.pk}/")
    new = SimpleUploadedFile("newer.pdf", pdf_file, "application/pdf")
    answer = one.post(url(sent), typed(sent, file=new, **{"q-k1": "In June"}))
    page = answer.content.decode()
    assert (answer.status_code, "The hospital was first" in page) == (409, True)
    assert all(
        words in page for words in ("A better letter.", "In June", "The new CV is kept in your profile.")
    )
    sent.refresh_from_db()
    assert (sent.letter[:10], sent.answers[0]["answer"]) == ("I have run", "In May")
    assert Document.objects.filter(owner=candidate, name="newer.pdf").exists()
    assert not OutgoingMail.objects.filter(kind="application_changed").exists()
    assert one.get(url(sent)).status_code == 302


def test_who_decided_from_the_list_without_opening_it_was_first_too(
    sent: Application, candidate: User, recruiter: User
) -> None:
    pipeline.read(sent, by=recruiter)
    facts = {"name": "A", "phone": "", "letter": "x"}
    with pytest.raises(mending.Seen):
        mending.change(sent, by=candidate, cv=sent.cv, answers=sent.answers, **facts)  # type: ignore[arg-type]


def test_somebody_else_finds_neither_the_form_nor_the_copy(
    sent: Application, candidate2: User, recruiter: User, client_of: Any
) -> None:
    for person in (candidate2, recruiter):
        for name in ("change", "copy"):
            where = reverse(f"applications:{name}", args=[sent.pk])
            assert client_of(person).get(where).status_code == 404
        assert client_of(person).post(url(sent), typed(sent)).status_code == 404


def test_a_cv_of_somebody_else_cannot_be_chosen(
    sent: Application, candidate: User, candidate2: User, client_of: Any, make_document: Any
) -> None:
    theirs = make_document(candidate2)
    answer = client_of(candidate).post(url(sent), typed(sent, cv=str(theirs.pk), **{"q-k1": "x"}))
    assert answer.status_code == 200
    sent.refresh_from_db()
    assert sent.cv_id != theirs.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("marked", [True, False])
def test_who_opens_while_a_change_is_saved_reads_the_change(
    marked: bool, monkeypatch: pytest.MonkeyPatch, make_application: Any, candidate: User
) -> None:
    """The hospital opens it in the middle of the change. Control: without the mark it reads what is replaced."""
    application = make_application()
    saving, opened, index = Signal(), Signal(), mending.wording.index

    def slow(row: Application) -> None:
        saving.set()
        opened.wait(2)
        index(row)

    def opens() -> str:
        saving.wait(10)
        if marked:
            seeing.see(Application.objects.get(pk=application.pk))
        letter = Application.objects.get(pk=application.pk).letter
        opened.set()
        return letter

    monkeypatch.setattr(mending.wording, "index", slow)
    _none, read = together(
        lambda: mending.change(
            application, by=candidate, cv=application.cv, name="A", phone="", letter="New.", answers=[]
        ),
        opens,
    )
    assert Application.objects.get(pk=application.pk).letter == "New."
    assert (read == "New.") is marked
