"""A draft begins with its first word, so it can also be thrown away; nothing else can."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.models import Event
from postings.models import Posting, Unsaved
from tests.postings.test_editor import PAY, Editor, to

Clients = Callable[[User], Client]


@pytest.fixture
def draft(make_posting: Callable[..., Posting]) -> Posting:
    return make_posting(status="draft", submitted_at=None, published_at=None, publish_at=None, closes_at=None)


def test_a_recruiter_deletes_a_draft_and_the_log_still_opens(
    draft: Posting,
    owner: User,
    recruiter: User,
    client_of: Clients,
) -> None:
    Editor(client_of(owner), draft).sends("pay", **PAY | {"pay_min": "a lot"})
    client = client_of(recruiter)
    assert to("removal", draft.pk) in client.get(to("detail", draft.pk)).content.decode()
    answer: Any = client.post(to("removal", draft.pk), follow=True)
    assert "The draft is deleted." in answer.content.decode()
    assert (Posting.objects.count(), Unsaved.objects.count()) == (0, 0)
    log = client.get(reverse("hospitals:activity", args=["northlake"])).content.decode()
    assert "deleted the draft" in log
    assert client.post(to("removal", draft.pk)).status_code == 404


@pytest.mark.parametrize("status", ["published", "in_review"])
def test_what_was_sent_is_not_deleted(
    make_posting: Callable[..., Posting], owner: User, client_of: Clients, status: str
) -> None:
    facts = {} if status == "published" else {"status": status, "published_at": None, "publish_at": None}
    sent, client = make_posting(**facts), client_of(owner)
    assert client.post(to("removal", sent.pk)).status_code == 409
    assert "Delete this draft" not in client.get(to("detail", sent.pk)).content.decode()
    assert (Posting.objects.count(), Event.objects.filter(verb="discard").count()) == (1, 0)


def test_readers_and_other_hospitals_delete_nothing(
    draft: Posting,
    reviewer: User,
    owner2: User,
    client_of: Clients,
) -> None:
    answers = [client_of(user).post(to("removal", draft.pk)).status_code for user in (reviewer, owner2)]
    crossed = reverse("postings:workspace_removal", args=["de-waterlinie", draft.pk])
    answers.append(client_of(owner2).post(crossed).status_code)
    assert (answers, Posting.objects.count()) == ([403, 404, 404], 1)


def test_a_question_added_twice_from_the_library_is_asked_once(
    draft: Posting,
    owner: User,
    client_of: Clients,
) -> None:
    client, ask = client_of(owner), reverse("postings:questions", args=["northlake", draft.pk])
    client.post(ask, {"text": "Do you edit video?", "kind": "yes_no", "required": "on", "keep": "on"})
    saved = draft.hospital.saved_questions.get()
    for _press in range(2):
        client.post(reverse("postings:question_pick", args=["northlake", draft.pk, saved.pk]))
    draft.refresh_from_db()
    assert [q["text"] for q in draft.questions] == ["Do you edit video?"]
