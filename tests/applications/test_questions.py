"""Candidates answer the hospital's questions; what was asked and answered stays as it was sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications import answers, sending
from applications.models import Application, Stage
from applications.refusals import Refused
from postings.models import Posting

Clients = Callable[[Any], Client]
CALL = {
    "key": "call0001",
    "kind": "yes_no",
    "text": "Can you be on call?",
    "options": [],
    "several": False,
    "required": True,
}
TOOLS = {
    "key": "tool0001",
    "kind": "choice",
    "text": "Which do you use?",
    "options": ["Canva", "Figma"],
    "several": True,
    "required": False,
}
WHY = {
    "key": "why00001",
    "kind": "long",
    "text": "Why us?",
    "options": [],
    "several": False,
    "required": True,
}
SHORT = {
    "key": "shrt0001",
    "kind": "short",
    "text": "Your strongest channel?",
    "options": [],
    "several": False,
    "required": False,
}


@pytest.fixture
def posting(make_posting: Callable[..., Posting]) -> Posting:
    return make_posting(questions=[CALL, TOOLS, WHY, SHORT])


@pytest.fixture
def draft(make_application: Callable[..., Application]) -> Application:
    return make_application(status=Stage.DRAFT, snapshot={})


def step(posting: Posting, name: str) -> str:
    return reverse(f"applications:{name}", args=[posting.pk, posting.slug])


def answered(application: Application) -> dict[str, Any]:
    application.refresh_from_db()
    return {row["key"]: row["answer"] for row in application.answers}


YES = {"processing": "on"}


def page_of(draft: Application, **answers: Any) -> dict[str, Any]:
    """The filled page with these answers."""
    return {"name": "Amara", "cv": str(draft.cv_id), "letter": "Hello", "then": "check", **answers}


GOOD = {
    "q-call0001": "yes",
    "q-tool0001": ["Canva", "Figma"],
    "q-why00001": "Because of your videos.",
    "q-shrt0001": "",
}


@pytest.mark.django_db
def test_what_was_answered_is_checked_sent_and_read_by_the_team(
    posting: Posting, draft: Application, candidate: Any, owner: Any, client_of: Clients
) -> None:
    client = client_of(candidate)
    assert client.post(step(posting, "apply"), page_of(draft, **GOOD))["Location"] == step(
        posting, "apply_check"
    )
    assert "Because of your videos." in client.get(step(posting, "apply_check")).content.decode()
    client.post(step(posting, "apply_submission"), YES)
    assert answered(draft) == {
        "call0001": "yes",
        "tool0001": ["Canva", "Figma"],
        "why00001": GOOD["q-why00001"],
        "shrt0001": "",
    }
    Posting.objects.filter(pk=posting.pk).update(questions=[{**WHY, "text": "Why them?"}])
    for person, url in (
        (candidate, reverse("applications:detail", args=[draft.pk])),
        (owner, reverse("applications:workspace_detail", args=[posting.hospital.slug, draft.pk])),
    ):
        html = client_of(person).get(url).content.decode()
        assert "Why us?" in html
        assert "Why them?" not in html
        assert "Canva, Figma" in html
        assert "Left open" in html


@pytest.mark.django_db
def test_an_open_question_stops_the_sending_and_is_named(
    posting: Posting, draft: Application, candidate: Any, client_of: Clients
) -> None:
    client = client_of(candidate)
    client.post(step(posting, "apply"), page_of(draft, **{"q-why00001": "I know your city."}))
    assert answered(draft)["why00001"] == "I know your city."  # kept although the other is open
    page = client.post(step(posting, "apply_submission"), YES, follow=True).content.decode()
    assert "Choose yes or no" in page
    assert "I know your city." in page
    draft.refresh_from_db()
    assert draft.status == Stage.DRAFT
    with pytest.raises(Refused):
        sending.submit(draft, by=candidate)


@pytest.mark.django_db
def test_a_too_long_answer_comes_back_whole(
    posting: Posting, draft: Application, candidate: Any, client_of: Clients
) -> None:
    client = client_of(candidate)
    page = client.post(
        step(posting, "apply"), page_of(draft, **{**GOOD, "q-why00001": "x" * 2_001})
    ).content.decode()
    assert "Your answer has 2001 characters" in page
    assert "x" * 2_001 in page
    assert client.post(step(posting, "apply_submission"), YES)["Location"].endswith("?open")


@pytest.mark.django_db
def test_answers_that_were_not_offered_are_nothing(
    posting: Posting, draft: Application, candidate: Any, client_of: Clients
) -> None:
    odd = {"q-call0001": "perhaps", "q-tool0001": ["<b>Word</b>"], "q-nope": "x"}
    client_of(candidate).post(step(posting, "apply"), page_of(draft, **odd))
    assert answered(draft) == {"call0001": "", "tool0001": [], "why00001": "", "shrt0001": ""}


@pytest.mark.django_db
def test_without_questions_nothing_is_asked(
    make_posting: Callable[..., Posting], candidate: Any, client_of: Clients
) -> None:
    page = client_of(candidate).get(step(make_posting(), "apply")).content.decode()
    assert "Questions of the hospital" not in page


@pytest.mark.django_db
def test_the_team_can_find_who_answered_what(posting: Posting, draft: Application, candidate: Any) -> None:
    Application.objects.filter(pk=draft.pk).update(
        answers=[{**CALL, "answer": "yes"}, {**TOOLS, "answer": ["Figma"]}]
    )
    found = Application.objects.filter(answers__contains=[{"key": "call0001", "answer": "yes"}])
    assert list(found) == [draft]
    assert (
        list(Application.objects.filter(answers__contains=[{"key": "tool0001", "answer": ["Canva"]}])) == []
    )
    draft.refresh_from_db()
    assert answers.mend(posting, draft) == ["why00001"]
