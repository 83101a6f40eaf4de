"""A hospital and a candidate write to each other; nobody else does, and nobody floods or runs anything."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from applications import endings, messages
from applications.models import Application, Attachment, Message
from applications.refusals import Refused
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed
from hospitals.models import Notice

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>\n& more"


@pytest.fixture
def application(make_application: Any, owner: User) -> Application:
    return make_application()


def theirs(application: Application) -> str:
    return f"/workspace/northlake/applications/{application.pk}/"


def test_a_recruiter_writes_and_the_candidate_hears_by_mail_in_their_language(
    make_application: Any, candidate2: User, recruiter: User, client_of: Any
) -> None:
    application = make_application(candidate=candidate2)
    answer = client_of(recruiter).post(theirs(application) + "messages/", {"words": SCRIPT})
    assert answer["Location"].endswith(f"/applications/{application.pk}/#messages")
    message = Message.objects.get()
    assert (message.by_hospital, message.author, message.words) == (True, recruiter, SCRIPT)
    mail = OutgoingMail.objects.get(kind="application_message")
    assert (mail.to, mail.language) == (candidate2.email, "nl")
    assert "alert(1)" in mail.text
    assert "<script" not in mail.html
    page = client_of(candidate2).get(application.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "Priya Nair" in page


def test_a_candidate_answers_and_the_deciders_hear_but_not_the_reviewer(
    application: Application, candidate: User, recruiter: User, reviewer: User, client_of: Any
) -> None:
    client_of(candidate).post(f"/me/applications/{application.pk}/messages/", {"words": "In May."})
    assert not Message.objects.get().by_hospital
    told = Notice.objects.filter(kind="message")
    assert {n.user.name for n in told} == {"Ines Calder", "Priya Nair"}
    assert "#messages" in told[0].url
    assert "In May." in OutgoingMail.objects.filter(kind="application_message_in").first().text  # type: ignore[union-attr]
    assert "In May." in client_of(reviewer).get(theirs(application)).content.decode()


def test_a_reviewer_reads_along_and_cannot_write(
    application: Application, reviewer: User, client_of: Any
) -> None:
    assert client_of(reviewer).post(theirs(application) + "messages/", {"words": "Hi"}).status_code == 403
    with pytest.raises(NotAllowed):
        messages.send(application, by=reviewer, words="Hi")
    assert not Message.objects.exists()


def test_looking_marks_nothing_as_read_and_a_button_does(
    application: Application, candidate: User, recruiter: User, client_of: Any
) -> None:
    message = messages.send(application, by=candidate, words="In May.")
    browser = client_of(recruiter)
    assert "1 new message" in browser.get(theirs(application)).content.decode()
    message.refresh_from_db()
    assert message.read_at is None
    browser.post(theirs(application) + "messages/reading/")
    assert "1 new message" not in browser.get(theirs(application)).content.decode()


def test_who_answers_has_read_and_who_writes_to_many_has_not(
    application: Application, candidate: User, recruiter: User, client_of: Any
) -> None:
    messages.send(application, by=recruiter, words="When?")
    client_of(candidate).post(f"/me/applications/{application.pk}/messages/", {"words": "In May."})
    messages.send(application, by=recruiter, words="To all of you: we need a week more.")
    assert messages.unread([application], by_hospital=True) == {application.pk}
    messages.read(application, by_hospital=False)
    assert messages.unread([application], by_hospital=False) == set()
    assert messages.unread([application], by_hospital=True) == {application.pk}


def test_a_message_is_not_the_answer_that_was_promised(application: Application, recruiter: User) -> None:
    messages.send(application, by=recruiter, words="We got your letter.")
    application.refresh_from_db()
    assert application.first_answer_at is None
    assert Application.objects.unanswered().get() == application


def test_after_the_end_the_hospital_may_write_for_28_days_and_the_candidate_only_answers(
    application: Application, candidate: User, recruiter: User
) -> None:
    now = timezone.now()
    endings.withdraw(application, by=candidate, reason="pay", at=now - timedelta(days=5))
    application.refresh_from_db()
    with pytest.raises(Refused):
        messages.send(application, by=candidate, words="Wait!")
    messages.send(application, by=recruiter, words="A pity. All the best.")
    messages.send(application, by=candidate, words="Thank you.")
    late = now + timedelta(days=24)
    for person in (recruiter, candidate):
        with pytest.raises(Refused):
            messages.send(application, by=person, words="Still there?", at=late)


def test_an_untold_no_shows_in_no_word_to_the_candidate(
    application: Application, candidate: User, recruiter: User, client_of: Any
) -> None:
    endings.reject(application, by=recruiter, reason="skills", message="No.")
    application = Application.objects.get(pk=application.pk)
    page = client_of(candidate).get(application.get_absolute_url()).content.decode()
    assert "has ended" not in page
    messages.send(application, by=candidate, words="One more thing.")


def test_a_flood_stops_with_words_and_keeps_what_was_typed(
    application: Application, candidate: User, client_of: Any
) -> None:
    for n in range(messages.PER_DAY[False]):
        messages.send(application, by=candidate, words=f"Message {n}")
    answer = client_of(candidate).post(
        f"/me/applications/{application.pk}/messages/", {"words": "And another one"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Wait a while" in page
    assert "And another one" in page
    assert Message.objects.count() == messages.PER_DAY[False]


def upload(content: bytes, name: str = "portfolio.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def test_a_file_goes_along_checked_stored_apart_and_leaves_as_a_download(
    application: Application, candidate: User, recruiter: User, client_of: Any, pdf_file: bytes
) -> None:
    client_of(candidate).post(
        f"/me/applications/{application.pk}/messages/",
        {"words": "My work.", "files": [upload(pdf_file), upload(pdf_file, "../../b\u202egnp.pdf")]},
    )
    one, two = Attachment.objects.all()
    assert (one.name, two.name) == ("portfolio.pdf", "bgnp.pdf")
    assert str(one.file.name).startswith("attachments/")
    answer = client_of(recruiter).get(theirs(application) + f"files/{one.pk}/")
    assert b"".join(answer.streaming_content) == pdf_file
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert Event.objects.about(application).filter(verb="file_opened", actor_id=recruiter.pk).exists()


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", b"", b"MZ\x90\x00" * 100])
def test_a_file_that_is_no_document_is_refused_beside_the_field(
    application: Application, candidate: User, client_of: Any, content: bytes
) -> None:
    answer = client_of(candidate).post(
        f"/me/applications/{application.pk}/messages/", {"words": "My work.", "files": [upload(content)]}
    )
    page = answer.content.decode()
    assert "portfolio.pdf:" in page
    assert "CV" not in page.split("portfolio.pdf:")[1][:120]
    assert "My work." in page
    assert not Message.objects.exists()
    assert not OutgoingMail.objects.filter(kind="application_message_in").exists()


def test_files_of_another_application_are_not_found(
    application: Application, candidate2: User, recruiter: User, owner2: User, client_of: Any,
    make_application: Any, pdf_file: bytes, hospital2: Any,
) -> None:  # fmt: skip
    client_of(recruiter).post(
        theirs(application) + "messages/", {"words": "Read this.", "files": [upload(pdf_file)]}
    )
    file = Attachment.objects.get()
    other = make_application(candidate=candidate2)
    assert client_of(recruiter).get(theirs(other) + f"files/{file.pk}/").status_code == 404
    assert client_of(candidate2).get(f"/me/applications/{other.pk}/files/{file.pk}/").status_code == 404
    foreign = f"/workspace/de-waterlinie/applications/{application.pk}/"
    for path in ("", f"files/{file.pk}/", "messages/", "notes/", "ratings/", "cv/1/"):
        assert client_of(owner2).get(foreign + path).status_code == 404, path
