"""Every arrow × every status × every role, generated from the table; and what each verb leaves behind."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from accounts.models import User
from core.models import Event, OutgoingMail
from core.workflow import Life, NotAllowed, WrongState
from hospitals.models import Hospital, Seat
from postings import lifecycle, limits, verified
from postings.completeness import NotComplete
from postings.models import Posting
from postings.models.choices import Status

NOW = timezone.now()
# What a row of each status needs for the database to take it.
NEEDS: dict[str, dict[str, Any]] = {
    "draft": {},
    "in_review": {},
    "returned": {"returned_at": NOW, "decision_reasons": ["other"]},
    "rejected": {"rejected_at": NOW, "decision_reasons": ["other"]},
    "published": {},
    "closed": {"closed_at": NOW, "outcome": "not_filled"},
    "removed": {"removed_at": NOW, "decision_reasons": ["other"]},
}
VERBS: dict[str, Callable[[Posting, Any], None]] = {
    "submit": lambda p, by: lifecycle.submit(p, by=by),
    "withdraw": lambda p, by: lifecycle.withdraw(p, by=by),
    "publish": lambda p, by: lifecycle.publish(p, by=by),
    "return": lambda p, by: lifecycle.return_(p, by=by, reasons=["pay_unclear"]),
    "reject": lambda p, by: lifecycle.reject(p, by=by, reasons=["asks_money"]),
    "close": lambda p, by: lifecycle.close(p, by=by, outcome="hired_here"),
    "take_back": lambda p, by: lifecycle.take_back(p, by=by),
    "recall": lambda p, by: lifecycle.recall(p, by=by, reasons=["pay_unclear"]),
    "remove": lambda p, by: lifecycle.remove(p, by=by, reasons=["patient_data"]),
}
ROLES = ["owner", "recruiter", "reviewer", "host", "owner2", "candidate", "moderator", "admin_user"]
TEAM, DESK = {"owner", "recruiter"}, {"moderator"}
MAY = {
    "submit": TEAM,
    "withdraw": TEAM,
    "take_back": TEAM,
    "close": TEAM,
    "publish": DESK,
    "return": DESK,
    "reject": DESK,
    "recall": DESK,
    "remove": DESK,
}


def test_every_arrow_of_the_table_is_tried() -> None:
    taken_back = {
        verb for verb in lifecycle.LIFE.arrows if verb.startswith("undo_to_")
    }  # tests/moderation/test_undo.py
    assert set(VERBS) == set(MAY) == set(lifecycle.LIFE.arrows) - taken_back
    assert set(NEEDS) == set(Status.values)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_draws_only_its_arrows(
    verb: str, role: str, make_posting: Callable[..., Posting], request: pytest.FixtureRequest
) -> None:
    """For all statuses: moved and recorded once, or refused in the right way and nothing changed."""
    user, arrow = request.getfixturevalue(role), lifecycle.LIFE.arrows[verb]
    answers: dict[str, Any] = {}
    expected: dict[str, Any] = {}
    later = {"publish_at": timezone.now() + timedelta(days=1)} if verb == "take_back" else {}
    for status in Status.values:
        posting = make_posting(status=status, **NEEDS[status] | later)
        try:
            VERBS[verb](posting, user)
            answer = "moved"
        except NotAllowed:
            answer = "not allowed"
        except WrongState:
            answer = "wrong state"
        posting.refresh_from_db()
        events = list(Event.objects.about(posting).values_list("verb", "before", "after", "actor_id"))
        answers[status] = (answer, posting.status, events)
        if role not in MAY[verb]:
            expected[status] = ("not allowed", status, [])
        elif status in arrow.sources:
            expected[status] = ("moved", arrow.target, [(verb, status, arrow.target, user.pk)])
        else:
            expected[status] = ("wrong state", status, [])
    assert answers == expected


def test_a_moderator_with_a_seat_there_does_not_decide(
    make_posting: Callable[..., Posting], moderator: User, hospital: Hospital
) -> None:
    Seat.objects.create(hospital=hospital, user=moderator, role="reviewer")
    posting = make_posting(status="in_review")
    for verb in ("publish", "return", "reject", "recall", "remove"):
        with pytest.raises(NotAllowed):
            VERBS[verb](posting, moderator)


def test_a_trusted_hospital_is_online_at_once_and_the_board_did_it(
    make_posting: Callable[..., Posting], recruiter: User, hospital: Hospital
) -> None:
    Hospital.objects.filter(pk=hospital.pk).update(trusted=True)
    posting = make_posting(status="draft", hospital=Hospital.objects.get(pk=hospital.pk), publish_at=None)
    lifecycle.submit(posting, by=recruiter)
    posting.refresh_from_db()
    events = list(Event.objects.about(posting).order_by("id").values_list("verb", "actor_id"))
    assert (posting.is_live, events) == (True, [("submit", recruiter.pk), ("publish", None)])


def test_an_unverified_hospital_may_send_but_waits_out_of_the_queue(
    make_posting: Callable[..., Posting], recruiter: User, hospital: Hospital, moderator: User
) -> None:
    Hospital.objects.filter(pk=hospital.pk).update(status="unverified")
    posting = make_posting(status="draft")
    lifecycle.submit(posting, by=recruiter)
    assert (posting.status, list(Posting.objects.waiting_for_review()), OutgoingMail.objects.count()) == (
        "in_review", [], 0,
    )  # fmt: skip
    with pytest.raises(NotComplete):
        lifecycle.publish(posting, by=moderator)
    Hospital.objects.filter(pk=hospital.pk).update(status="verified")
    verified.tell(hospital, timezone.now())
    assert list(OutgoingMail.objects.values_list("kind", "user")) == [("posting_submitted", moderator.pk)]


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"required_skills": []}, ["skills"]),
        ({"pay_min": None, "pay_max": None}, ["pay_min"]),
        ({"closes_at": None}, ["closes_on"]),
        ({"closes_at": NOW - timedelta(hours=1)}, ["closes_on"]),
        ({"closes_at": NOW + timedelta(days=92)}, ["closes_on"]),
        ({"description": " "}, ["description"]),
        ({"engagement_id": "contract"}, ["contract_months"]),
        ({"engagement_id": "internship", "hours_max": None, "hours_min": None},
         ["internship_weeks", "hours_max", "learning_goals", "supervisor"]),
        ({"engagement_id": "internship", "pay_min": None, "pay_max": None, "unpaid": True, "internship_weeks": 12,
          "learning_goals": "To write", "supervisor": "Ines"}, []),
    ],
)  # fmt: skip
def test_the_owner_hears_what_is_missing_and_nothing_is_sent(
    fields: dict[str, Any], missing: list[str], make_posting: Callable[..., Posting], owner: User
) -> None:
    posting = make_posting(status="draft", publish_at=None, published_at=None, submitted_at=None, **fields)
    try:
        lifecycle.submit(posting, by=owner)
        found = []
    except NotComplete as gaps:
        found = [gap.field for gap in gaps.missing]
    posting.refresh_from_db()
    assert (found, posting.status) == (missing, "draft" if missing else "in_review")


def test_an_opening_whose_date_passed_in_the_queue_is_not_put_online(
    make_posting: Callable[..., Posting], moderator: User
) -> None:
    posting = make_posting(status="in_review", publish_at=None, closes_at=NOW - timedelta(days=1))
    with pytest.raises(NotComplete):
        lifecycle.publish(posting, by=moderator)
    posting.refresh_from_db()
    assert (posting.status, posting.published_at is not None) == ("in_review", True)


def test_the_team_reads_the_reasons_in_its_own_language(
    make_posting: Callable[..., Posting], hospital2: Hospital, owner2: User, moderator: User
) -> None:
    posting = make_posting(hospital=hospital2, status="in_review")
    lifecycle.return_(posting, by=moderator, reasons=["pay_missing"], words="Graag een bedrag.")
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.user, mail.language) == ("posting_returned", owner2, "nl")
    assert "Graag een bedrag." in mail.text


def test_closing_tells_those_above_inside_the_transaction(
    posting: Posting, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[Any, ...]] = []

    def tell(row: Posting, at: Any, by: Any) -> None:
        told.append((row.pk, row.status, by, connection.in_atomic_block))

    monkeypatch.setattr(lifecycle, "when_closed", [tell])
    lifecycle.close(posting, by=owner, outcome="hired_elsewhere")
    assert (told, posting.outcome) == ([(posting.pk, "closed", owner, True)], "hired_elsewhere")


def test_a_removed_opening_forgets_its_outcome_and_the_trail_keeps_it(
    make_posting: Callable[..., Posting], moderator: User
) -> None:
    posting = make_posting(status="closed", **NEEDS["closed"])
    lifecycle.remove(posting, by=moderator, reasons=["asks_money"], words="Fraud")
    event = Event.objects.about(posting).get()
    assert (posting.outcome, posting.closed_at, event.data["outcome"], event.reasons, event.words) == (
        "", None, "not_filled", ["asks_money"], "Fraud",
    )  # fmt: skip


def test_an_extension_moves_the_closing_date_only(posting: Posting, owner: User, reviewer: User) -> None:
    before, until = posting.publish_at, timezone.now() + timedelta(days=60)
    with pytest.raises(NotAllowed):
        limits.extend(posting, by=reviewer, until=until, reason="x")
    assert posting.closes_at is not None
    for wrong in (posting.closes_at - timedelta(days=1), timezone.now() + timedelta(days=92)):
        with pytest.raises(NotComplete):
            limits.extend(posting, by=owner, until=wrong, reason="x")
    limits.extend(posting, by=owner, until=until, reason="Holidays")
    posting.refresh_from_db()
    events = list(Event.objects.about(posting).values_list("verb", "words"))
    assert (posting.closes_at, posting.publish_at, events) == (until, before, [("extend", "Holidays")])


def test_an_expired_opening_cannot_be_extended(make_posting: Callable[..., Posting], owner: User) -> None:
    posting = make_posting(closes_at=NOW - timedelta(minutes=1))
    with pytest.raises(WrongState):
        limits.extend(posting, by=owner, until=NOW + timedelta(days=5), reason="x")


def decide_at_once(posting: Posting, moderators: list[User]) -> list[str]:
    """Two moderators press at the same moment, one to publish and one to refuse. What each heard, in order."""
    answers: list[str] = []
    start = threading.Barrier(2)

    def press(user: User, verb: str) -> None:
        mine = Posting.objects.get(pk=posting.pk)
        start.wait(5)
        try:
            VERBS[verb](mine, user)
            answers.append("won")
        except WrongState:
            answers.append("too late")
        finally:
            connections.close_all()

    pressing = [
        threading.Thread(target=press, args=pair)
        for pair in zip(moderators, ("publish", "reject"), strict=True)
    ]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join(10)
    return sorted(answers)


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_one_wins(
    make_posting: Callable[..., Posting], moderator: User, make_person: Any
) -> None:
    second = make_person("second@board.example", "Second")
    second.groups.set(moderator.groups.all())
    posting = make_posting(status="in_review")
    assert decide_at_once(posting, [moderator, second]) == ["too late", "won"]
    assert Event.objects.about(posting).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_race_is_seen(
    make_posting: Callable[..., Posting], moderator: User, make_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the lock switched off and both readers held until both have read, both win."""
    second = make_person("second@board.example", "Second")
    second.groups.set(moderator.groups.all())
    posting = make_posting(status="in_review")
    both_read = threading.Barrier(2)
    plain_may = Life._may

    def slow_may(arrow: Any, row: Any, by: Any) -> bool:
        both_read.wait(5)
        return plain_may(arrow, row, by)

    monkeypatch.setattr(Life, "_may", staticmethod(slow_may))
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, **_: self._chain())
    assert decide_at_once(posting, [moderator, second]) == ["won", "won"]
