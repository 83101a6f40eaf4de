"""Applying on one page: nothing lost, nothing asked twice, nothing sent before the end."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Document, Language, Profile, ProfileSkill, User
from applications.models import Application, Consent
from core.models import OutgoingMail
from postings.models import Posting
from tests.conftest import small_pdf

Clients = Callable[..., Client]
YES = {"processing": "on"}


@pytest.fixture
def base(posting: Posting) -> str:
    return f"/openings/{posting.pk}/{posting.slug}/application/"


def cv(content: bytes = b"", name: str = "My CV.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or small_pdf(), content_type="application/pdf")


def form(**more: Any) -> dict[str, Any]:
    """A filled page, on its way to the check page."""
    return {
        "cv": "new",
        "name": "Amara B.",
        "phone": "555 0100",
        "letter": "I like it here.",
        "then": "check",
        **more,
    }


def test_a_candidate_applies_from_nothing_to_sent(base: str, candidate: User, client_of: Clients) -> None:
    client = client_of(candidate)
    assert client.get(base).status_code == 200
    assert Application.objects.count() == 0
    assert client.post(base, form(file=cv()))["Location"] == base + "check/"
    page = client.get(base + "check/").content.decode()
    assert "Nothing is sent yet" in page
    assert "I like it here." in page
    answer = client.post(base + "submission/", {**YES, "keep": "on"})
    application = Application.objects.get()
    assert answer["Location"] == f"/me/applications/{application.pk}/sent/"
    assert client.get(answer["Location"]).status_code == 200
    assert (application.status, application.letter, application.typed) == ("submitted", "I like it here.", {})
    assert (application.snapshot["name"], application.snapshot["phone"]) == ("Amara B.", "555 0100")
    assert Document.objects.get().name == "My CV.pdf"
    assert set(Consent.objects.values_list("kind", flat=True)) == {"processing", "keep"}


def test_nothing_goes_to_the_profile_without_a_tick(base: str, candidate: User, client_of: Clients) -> None:
    place = {"city": "Tacoma", "region": "WA", "country": "US"}
    client_of(candidate).post(base, form(file=cv(), **place, **{"s-hipaa": "", "l-en": ""}))
    profile = Profile.objects.get(user=candidate)
    assert (profile.phone, profile.city, profile.skills.count(), profile.languages.count()) == ("", "", 0, 0)
    client_of(candidate).post(base + "submission/", YES)
    sent = Application.objects.get().snapshot
    assert (sent["phone"], sent["place"]["city"]) == ("555 0100", "Tacoma")


def test_what_is_ticked_is_in_the_profile_and_not_asked_again(
    base: str, candidate: User, client_of: Clients
) -> None:
    client = client_of(candidate)
    ticks = {"keep_phone": "on", "keep_place": "on", "city": "Tacoma", "country": "US", "region": "WA"}
    client.post(base, form(file=cv(), **ticks, **{"s-hipaa": "strong", "l-en": "C1"}))
    profile = Profile.objects.get(user=candidate)
    assert (profile.phone, profile.city, profile.region) == ("555 0100", "Tacoma", "WA")
    assert [(s.skill.slug, s.level) for s in ProfileSkill.objects.all()] == [("hipaa", "strong")]
    assert list(Language.objects.values_list("code", "level")) == [("en", "C1")]
    page = client.get(base).content.decode()
    assert 'name="s-hipaa"' not in page
    assert 'name="s-staff-training"' in page
    assert 'name="l-en"' not in page
    assert "HIPAA" in client.get(base + "check/").content.decode()


def test_a_second_click_gets_the_same_answer(
    base: str, make_application: Any, candidate: User, client_of: Clients
) -> None:
    make_application(status="draft")
    client = client_of(candidate)
    first, second = client.post(base + "submission/", YES), client.post(base + "submission/", YES)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Application.objects.get().status == "submitted"
    assert OutgoingMail.objects.filter(user=candidate, kind="application_sent").count() == 1


def test_sending_waits_for_the_yes_that_it_needs(
    base: str, make_application: Any, candidate: User, client_of: Clients
) -> None:
    make_application(status="draft")
    page = client_of(candidate).post(base + "submission/", {"channels": "on"}).content.decode()
    assert "Allow the hospital to read your application, or it cannot be sent" in page
    assert 'name="channels" id="id_channels" checked' in page
    assert Application.objects.get().status == "draft"


def test_bad_input_keeps_what_was_typed_and_says_what_to_do(
    base: str, candidate: User, client_of: Clients
) -> None:
    client = client_of(candidate)
    page = client.post(base, form(file=cv(b"MZ not a cv", "cv.pdf"), name="")).content.decode()
    assert "Save your CV as PDF, DOCX or ODT" in page
    assert "Write your name" in page
    assert "555 0100" in page
    assert "I like it here." in page
    assert "Choose your CV" in client.post(base, form()).content.decode()
    assert Application.objects.get().status == "draft"  # kept, and not a step nearer to being sent
    assert client.get(base + "check/")["Location"] == f"{base}?open"
    assert "Choose your CV" in client.get(f"{base}?open").content.decode()


def test_a_good_cv_is_not_lost_when_another_field_needs_mending(
    base: str, candidate: User, client_of: Clients
) -> None:
    page = client_of(candidate).post(base, form(file=cv(), name="")).content.decode()
    assert "Write your name" in page
    assert "Choose your CV" not in page
    assert "My CV.pdf" in page
    answer = client_of(candidate).post(base, form(cv=str(Document.objects.get().pk)))
    assert answer["Location"] == base + "check/"


def test_the_cv_of_somebody_else_cannot_be_chosen(
    base: str, candidate: User, candidate2: User, make_document: Any, client_of: Clients
) -> None:
    other = make_document(candidate2)
    page = client_of(candidate).post(base, form(cv=str(other.pk))).content.decode()
    assert "Choose your CV" in page
    assert Application.objects.get().cv is None


def test_a_letter_that_is_too_long_comes_back_whole_and_cannot_be_sent(
    base: str, make_application: Any, candidate: User, client_of: Clients
) -> None:
    draft = make_application(status="draft")
    page = client_of(candidate).post(base, form(cv=str(draft.cv_id), letter="x" * 6001)).content.decode()
    assert "x" * 6001 in page
    assert "Your letter has 6001 characters" in page
    assert client_of(candidate).post(base + "submission/", YES)["Location"] == f"{base}?open"
    assert Application.objects.get().status == "draft"


def test_a_draft_is_saved_for_later_unfinished(base: str, candidate: User, client_of: Clients) -> None:
    client = client_of(candidate)
    answer = client.post(base, {"letter": "Half a", "then": "later", "name": "", "cv": "new"})
    assert answer["Location"] == "/me/applications/"
    assert "Half a" in client_of(candidate).get(base).content.decode()  # another device


def test_an_opening_that_closed_keeps_the_draft_and_gives_the_text_to_copy(
    base: str, posting: Posting, make_application: Any, candidate: User, client_of: Clients
) -> None:
    make_application(status="draft", letter="The one that I saved.")
    Posting.objects.update(status="closed", outcome="not_filled", closed_at=posting.publish_at)
    client = client_of(candidate)
    for page in (base, base + "check/"):
        shown = client.get(page).content.decode()
        assert "takes no more applications" in shown
        assert "The one that I saved." in shown
    typed = client.post(base, form(letter="The one that I typed last.")).content.decode()
    assert "The one that I typed last." in typed
    assert "90 days" in typed
    client.post(base + "submission/", YES)
    kept = Application.objects.get()
    assert (kept.status, kept.letter) == ("draft", "The one that I typed last.")


def test_who_applied_already_is_brought_to_the_application(
    base: str, make_application: Any, candidate: User, client_of: Clients
) -> None:
    application = make_application()
    assert client_of(candidate).get(base)["Location"] == application.get_absolute_url()
    assert client_of(candidate).post(base, form())["Location"] == application.get_absolute_url()


def test_a_colleague_is_told_why_they_cannot_apply(base: str, host: User, client_of: Clients) -> None:
    client = client_of(host)
    assert "You are in the team of Northlake General Hospital" in client.get(base).content.decode()
    client.post(base, form())
    assert Application.objects.count() == 0


def test_an_opening_that_never_was_online_is_not_found(
    make_posting: Any, candidate: User, client_of: Clients
) -> None:
    hidden = make_posting(status="draft")
    for who in (candidate, None):
        there = f"/openings/{hidden.pk}/{hidden.slug}/application/"
        assert client_of(who).get(there).status_code == 404
        assert client_of(who).post(there, form()).status_code == 404


@pytest.mark.parametrize(
    "odd", ["\x00", "x" * 30_000, "[" * 5_000, "{}", "²", "9" * 30, "mine:", "<script>alert"]
)
def test_odd_answers_never_break_the_page(base: str, candidate: User, client_of: Clients, odd: str) -> None:
    names = [
        "name",
        "phone",
        "city",
        "country",
        "letter",
        "s-hipaa",
        "l-en",
        "base-letter",
        "key",
        "keep-letter",
        "cv",
    ]
    for client in (client_of(candidate), client_of(None)):
        for name in [*names, "keep_phone", "who", "email", "then"]:
            answer = client.post(base, form(**{"email": "a@b.example", name: odd}))
            assert answer.status_code in {200, 302, 400}
            assert b"<script>alert" not in answer.content
