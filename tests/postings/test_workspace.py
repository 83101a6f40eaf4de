"""A hospital's openings: who may come in, what they write, and that nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import Event, OutgoingMail
from hospitals.models import Hospital
from postings import tasks, writing
from postings.models import Posting

Make = Callable[..., Posting]
ClientOf = Callable[[User | None], Client]


def to(page: str, *args: Any) -> str:
    return reverse(f"postings:workspace_{page}", args=["northlake", *args])


@pytest.fixture
def draft(make_posting: Make) -> Posting:
    return make_posting(status="draft", submitted_at=None, published_at=None, publish_at=None)


@pytest.fixture
def desk(recruiter: User, client_of: ClientOf) -> Client:
    return client_of(recruiter)


def test_a_recruiter_writes_checks_and_sends_an_opening(
    desk: Client, answers: dict[str, Any], moderator: User
) -> None:
    made = desk.post(to("new"), answers | {"then": "check"})
    posting = Posting.objects.get()
    assert (made.status_code, made["Location"]) == (302, to("detail", posting.pk))
    page = desk.get(to("detail", posting.pk)).content.decode()
    assert "Nothing is missing" in page
    assert "You film." in page
    desk.post(to("submission", posting.pk))
    posting.refresh_from_db()
    verbs = list(Event.objects.about(posting).order_by("id").values_list("verb", flat=True))
    assert (posting.status, verbs) == ("in_review", ["created", "submit"])
    assert list(OutgoingMail.objects.values_list("kind", "user")) == [("posting_submitted", moderator.pk)]
    assert posting.places.get().words == "tacoma wa washington 98405 98405"


@pytest.mark.parametrize("role", ["reviewer", "host", "owner2", "candidate", "moderator"])
def test_others_cannot_write(
    role: str, draft: Posting, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    """A colleague without the right gets 403, a stranger the same 404 as for what never existed."""
    client = client_of(request.getfixturevalue(role))
    refused = 403 if role in ("reviewer", "host") else 404
    pages = [client.get(to("new")), client.post(to("edit", draft.pk), {"title": "Mine"})]
    moves = ["submission", "withdrawal", "closure", "extension", "copy"]
    answers = [p.status_code for p in pages] + [client.post(to(move, draft.pk)).status_code for move in moves]
    draft.refresh_from_db()
    assert (answers, draft.title, draft.status) == ([refused] * 7, "Social media manager", "draft")
    reads = 200 if role == "reviewer" else refused
    assert [client.get(to("list")).status_code, client.get(to("detail", draft.pk)).status_code] == [
        reads,
        reads,
    ]


def test_an_opening_of_another_hospital_does_not_exist_here(
    desk: Client, hospital2: Hospital, make_posting: Make
) -> None:
    foreign = make_posting(hospital=hospital2, status="draft")
    pages = ["detail", "edit", "closure", "extension"]
    assert [desk.get(to(page, foreign.pk)).status_code for page in pages] == [404] * 4
    assert [desk.post(to(move, foreign.pk)).status_code for move in ("submission", "copy")] == [404] * 2


def test_a_wrong_answer_keeps_everything_typed(desk: Client, answers: dict[str, Any]) -> None:
    answer = desk.post(to("new"), answers | {"pay_min": "a lot", "title": "Keep <me>"})
    page = answer.content.decode()
    assert answer.status_code == 422
    stored = Posting.objects.get()
    assert (stored.title, stored.description, stored.pay_max) == ("Keep <me>", "You film.", None)
    for kept in ("a lot", "Keep &lt;me&gt;", "You film.", "Two days", 'value="40"', "Error:"):
        assert kept in page, kept


def test_two_editors_notice_each_other(
    desk: Client, draft: Posting, owner: User, answers: dict[str, Any]
) -> None:
    writing.save(draft, by=owner, expected_version=draft.version)
    answer = desk.post(to("edit", draft.pk), answers | {"version": "0", "description": "Mine alone"})
    page = answer.content.decode()
    draft.refresh_from_db()
    assert (answer.status_code, draft.description == "Mine alone", "Mine alone" in page) == (409, False, True)
    assert "You and a colleague changed the same" in page


def test_the_preview_is_safe_and_stores_nothing(desk: Client, answers: dict[str, Any]) -> None:
    text = "## Hello\n\n<script>alert(1)</script>"
    fragment = desk.post(to("preview"), {"description": text}).content.decode()
    page = desk.post(to("new"), answers | {"description": text, "then": "preview"}).content.decode()
    assert "<h3>Hello</h3>" in fragment
    assert "<h3>Hello</h3>" in page
    assert "<script>alert" not in fragment + page
    assert Posting.objects.count() == 0


def test_an_incomplete_draft_is_not_sent(desk: Client, make_posting: Make) -> None:
    draft = make_posting(status="draft", required_skills=[])
    page = desk.post(to("submission", draft.pk), follow=True).content.decode()
    draft.refresh_from_db()
    assert (draft.status, "Choose at least one skill" in page) == ("draft", True)


def test_an_opening_sent_back_shows_why(desk: Client, make_posting: Make) -> None:
    back = {"status": "returned", "returned_at": timezone.now(), "decision_reasons": ["pay_unclear"]}
    posting = make_posting(**back, decision_words="Per year or per month?")
    for page in ("detail", "edit"):
        text = desk.get(to(page, posting.pk)).content.decode()
        assert "The pay is unclear" in text
        assert "Per year or per month?" in text


def test_closing_asks_how_it_ended(desk: Client, posting: Posting) -> None:
    assert desk.get(to("closure", posting.pk)).status_code == 200
    assert desk.post(to("closure", posting.pk)).status_code == 422
    desk.post(to("closure", posting.pk), {"outcome": "not_filled"})
    posting.refresh_from_db()
    assert (posting.status, posting.outcome) == ("closed", "not_filled")
    assert desk.post(to("closure", posting.pk), {"outcome": "not_filled"}).status_code == 409


def test_a_later_closing_date_needs_a_reason_and_ninety_days_are_the_limit(
    desk: Client, posting: Posting
) -> None:
    day = timezone.localdate() + timedelta(days=40)
    address = to("extension", posting.pk)
    far = (timezone.localdate() + timedelta(days=120)).isoformat()
    wrong = [
        {"closes_on": day.isoformat()},
        {"closes_on": far, "reason": "x"},
        {"closes_on": "x", "reason": "x"},
    ]
    assert [desk.post(address, data).status_code for data in wrong] == [422] * 3
    assert desk.post(address, {"closes_on": day.isoformat(), "reason": "Holidays"}).status_code == 302
    posting.refresh_from_db()
    assert posting.closes_at and timezone.localdate(posting.closes_at, posting.hospital.zone) == day


def test_a_copy_takes_the_content_and_not_the_life(desk: Client, posting: Posting, recruiter: User) -> None:
    desk.post(to("copy", posting.pk))
    new = Posting.objects.latest("id")
    assert (new.title, new.required_skills, new.status, new.closes_at, new.published_at, new.created_by) == (
        posting.title, posting.required_skills, "draft", None, None, recruiter,
    )  # fmt: skip
    assert new.places.get().city == posting.places.get().city


def test_a_published_opening_cannot_be_edited(
    desk: Client, posting: Posting, answers: dict[str, Any]
) -> None:
    answer = desk.post(to("edit", posting.pk), answers)
    posting.refresh_from_db()
    assert (answer.status_code, posting.title) == (409, "Social media manager")


def test_the_list_asks_the_same_for_one_and_for_many(desk: Client, make_posting: Make) -> None:
    make_posting()
    desk.get(to("list"))
    with CaptureQueriesContext(connection) as one:
        desk.get(to("list"))
    for status in ("draft", "in_review", "published"):
        make_posting(status=status)
    with CaptureQueriesContext(connection) as many:
        page = desk.get(to("list")).content.decode()
    assert (len(one) == len(many), page.count("item-link")) == (True, 4)


@pytest.mark.parametrize("query", ["state=live", "state=nonsense", "page=x", "page=99999", "state=ended"])
def test_the_list_survives_nonsense(desk: Client, posting: Posting, query: str) -> None:
    assert desk.get(f"{to('list')}?{query}").status_code == 200


def test_the_team_is_reminded_once_and_asked_once(make_posting: Make, owner: User) -> None:
    now = timezone.now()
    make_posting(closes_at=now + timedelta(days=6))
    make_posting(closes_at=now + timedelta(days=12))
    long = now - timedelta(days=40)
    make_posting(closes_at=now - timedelta(days=15), publish_at=long, published_at=long, submitted_at=long)
    make_posting(closes_at=now - timedelta(days=13), publish_at=long, published_at=long, submitted_at=long)
    done = [tasks.remind_of_closing.func(), tasks.ask_for_outcomes.func()]
    again = [tasks.remind_of_closing.func(), tasks.ask_for_outcomes.func()]
    kinds = sorted(OutgoingMail.objects.values_list("kind", flat=True))
    assert (done, again, kinds) == ([1, 1], [0, 0], ["posting_closes_soon", "posting_expired"])
