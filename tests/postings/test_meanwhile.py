"""An opening moves on while somebody has its form open: what they typed is shown again, and nothing wrong is stored."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from postings import lifecycle
from postings.forms import SECTIONS
from postings.models import Posting, Revision
from tests.postings.test_editor import Editor, to
from tests.postings.test_revision_pages import filled

Clients = Callable[[User], Client]


@pytest.fixture
def browser(owner: User, client_of: Clients) -> Client:
    return client_of(owner)


def test_the_form_of_a_draft_that_is_online_leads_to_the_form_of_a_change(
    browser: Client, posting: Posting, reviewer: User, client_of: Clients
) -> None:
    answer: Any = browser.get(to("edit", posting.pk))
    assert (answer.status_code, answer["Location"]) == (302, to("revision", posting.pk))
    assert client_of(reviewer).get(to("edit", posting.pk)).status_code == 403


def test_what_was_typed_into_a_draft_that_came_online_stands_in_the_form_of_a_change(
    browser: Client, posting: Posting, answers: dict[str, Any]
) -> None:
    answer = browser.post(to("edit", posting.pk), answers | {"description": "Typed for an hour"})
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in (
        "Typed for an hour",
        "came online while you wrote",
        f'action="{to("revision", posting.pk)}"',
    ):
        assert words in page, words
    assert Revision.objects.count() == 0
    browser.post(to("revision", posting.pk), filled(browser, posting, description="Typed for an hour"))
    assert Revision.objects.get().changes == {"description": "Typed for an hour"}


def test_a_field_that_was_left_alone_shows_what_a_colleague_made_of_it(
    owner: User, posting: Posting, client_of: Clients, answers: dict[str, Any]
) -> None:
    page = Editor(client_of(owner), posting)
    base = {"base-text": json.dumps({"description": page.bases["description"]})}
    typed = answers | base | {"description": posting.description, "title": "Another title"}
    Posting.objects.filter(pk=posting.pk).update(description="A colleague wrote this.")
    shown = client_of(owner).post(to("edit", posting.pk), typed).content.decode()
    assert ("A colleague wrote this." in shown, "Another title" in shown) == (True, True)


def test_what_was_typed_into_an_opening_that_a_colleague_sent_comes_back_with_the_draft(
    browser: Client,
    owner: User,
    recruiter: User,
    make_posting: Callable[..., Posting],
    answers: dict[str, Any],
) -> None:
    sent = make_posting(status="in_review", published_at=None, publish_at=None)
    answer = browser.post(to("edit", sent.pk), answers | {"description": "Typed for an hour"}, follow=True)
    assert "What you typed is kept for you" in answer.content.decode()
    sent.refresh_from_db()
    assert sent.description != "Typed for an hour"
    lifecycle.withdraw(sent, by=recruiter)
    page = browser.get(to("edit", sent.pk)).content.decode()
    assert ("Typed for an hour" in page, "when the opening could not be changed" in page) == (True, True)


def test_two_windows_of_one_person_lose_nothing_of_each_other(
    owner: User, make_posting: Callable[..., Posting], client_of: Clients, answers: dict[str, Any]
) -> None:
    sent = make_posting(status="in_review", published_at=None, publish_at=None)
    page, browser = Editor(client_of(owner), sent), client_of(owner)
    base = {f"base-{s.slug}": json.dumps({n: page.bases[n] for n in s.fields}) for s in SECTIONS}
    same = answers | base | {"title": sent.title, "description": sent.description}
    browser.post(to("edit", sent.pk), same | {"description": "In the first window"})
    browser.post(to("edit", sent.pk), same | {"title": "In the second window"})
    Posting.objects.filter(pk=sent.pk).update(status="draft", submitted_at=None)
    shown = browser.get(to("edit", sent.pk)).content.decode()
    assert ("In the first window" in shown, "In the second window" in shown) == (True, True)


def test_a_change_sent_after_the_sign_in_ended_comes_back_after_it(
    browser: Client, owner: User, posting: Posting
) -> None:
    typed, stranger = filled(browser, posting, description="Typed for an hour"), Client()
    assert stranger.post(to("revision", posting.pk), typed).status_code == 302
    stranger.force_login(owner, backend="accounts.backends.Backend")
    page = stranger.get(to("revision", posting.pk)).content.decode()
    assert ("Typed for an hour" in page, "Your sign-in had ended." in page) == (True, True)
    assert Revision.objects.count() == 0


def test_a_change_sent_after_the_opening_closed_gives_back_what_was_written(
    browser: Client, posting: Posting, owner: User
) -> None:
    typed = filled(browser, posting, description="Typed for an hour")
    lifecycle.close(posting, by=owner, outcome="cancelled")
    answer = browser.post(to("revision", posting.pk), typed)
    page = answer.content.decode()
    assert (answer.status_code, "Typed for an hour" in page, Revision.objects.count()) == (409, True, 0)
    assert "csrf" not in page


def test_a_question_for_an_opening_that_was_sent_meanwhile_gives_back_its_words(
    browser: Client, posting: Posting
) -> None:
    question = "How would you answer an angry comment?"
    answer = browser.post(
        f"/workspace/{posting.hospital.slug}/openings/{posting.pk}/questions/",
        {"kind": "long", "text": question, "options": "", "required": "on"},
    )
    assert (answer.status_code, question in answer.content.decode()) == (409, True)


def test_a_form_too_long_to_keep_through_signing_in_is_not_lost_silently(
    client: Client, posting: Posting
) -> None:
    answer: Any = client.post(to("revision", posting.pk), {"description": "x" * 200_001})
    page = client.get(answer["Location"]).content.decode()
    assert "too long to keep while you sign in" in page
