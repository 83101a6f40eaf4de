"""Every arrow × every status × every person, and what each move leaves behind."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from applications import pipeline, sending
from applications.models import ACTIVE, ENDED, Application, Stage
from applications.refusals import Refused
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from hospitals.models import Seat

TAKE_BACK = {"take_back_to_shortlisted", "take_back_to_interview"}
HOSPITAL = {"read", "shortlist", "invite", "offer", "change_offer", "hire", "reject", *TAKE_BACK}
HOSPITAL |= {f"undo_to_{s.value}" for s in ACTIVE}
CANDIDATE = {"submit", "change", "withdraw", "accept", "decline"}
PEOPLE = (
    "candidate",
    "candidate2",
    "owner",
    "recruiter",
    "reviewer",
    "host",
    "owner2",
    "moderator",
    "admin_user",
    "the board",
)

# The table once more, written by hand: a change of the life must be meant.
STARTS = {
    "submit": {"draft"},
    "change": {"submitted"},
    "read": {"submitted"},
    "shortlist": {"submitted", "in_review"},
    "invite": {"submitted", "in_review", "shortlisted"},
    "offer": {"shortlisted", "interview"},
    "change_offer": {"offered"},
    "accept": {"offered"},
    **{verb: {"offered"} for verb in TAKE_BACK},
    "hire": {"offered"},
    "reject": {"submitted", "in_review", "shortlisted", "interview", "offered"},
    "withdraw": {"submitted", "in_review", "shortlisted", "interview", "offered", "rejected"},
    "decline": {"offered", "rejected"},
    "no_answer": {"submitted", "in_review", "shortlisted", "interview", "offered"},
    **{f"undo_to_{s.value}": {"rejected"} for s in ACTIVE},
}


def put(application: Application, status: str) -> None:
    """Place it at a status, with what the database wants of that status."""
    now, ended = timezone.now(), status in {s.value for s in ENDED}
    Application.objects.filter(pk=application.pk).update(
        status=status,
        submitted_at=None if status == Stage.DRAFT else now,
        respond_by=None if status == Stage.DRAFT else now + timedelta(days=3),
        decided_at=now if ended else None,
        rejection_reason="skills" if status == Stage.REJECTED else "",
        withdrawal_reason="pay" if status == Stage.WITHDRAWN else "",
    )
    application.refresh_from_db()


def expected(verb: str, status: str, who: str) -> str:
    if who == "the board":
        allowed = verb in {"no_answer", *TAKE_BACK}
    else:
        allowed = (who in {"owner", "recruiter"} and verb in HOSPITAL) or (
            who == "candidate" and verb in CANDIDATE
        )
    if not allowed:
        return "not allowed"
    return "moved" if status in STARTS[verb] else "wrong state"


@pytest.mark.parametrize("verb", list(pipeline.LIFE.arrows))
def test_an_arrow_is_drawn_only_from_its_stages_and_by_its_people(
    verb: str, make_application: Any, request: pytest.FixtureRequest
) -> None:
    people = {name: None if name == "the board" else request.getfixturevalue(name) for name in PEOPLE}
    application = make_application()
    for status in Stage.values:
        for name, person in people.items():
            put(application, status)
            try:
                with pipeline.LIFE.move(application, verb, by=person) as move:
                    fill(move.row, move.row.status)
            except NotAllowed:
                answer = "not allowed"
            except WrongState:
                answer = "wrong state"
            else:
                answer = "moved"
            assert (verb, status, name, answer) == (verb, status, name, expected(verb, status, name))


def fill(row: Application, status: str) -> None:
    """What a bare arrow leaves to its verb."""
    row.respond_by = row.respond_by or timezone.now()
    row.rejection_reason = "skills" if status == Stage.REJECTED else ""
    row.withdrawal_reason = "pay" if status == Stage.WITHDRAWN else ""
    row.decided_at = timezone.now() if status in {s.value for s in ENDED} else None


def test_a_seat_holder_does_not_decide_about_their_own_application(
    make_application: Any, recruiter: User
) -> None:
    own = make_application(candidate=recruiter)
    with pytest.raises(NotAllowed):
        pipeline.invite(own, by=recruiter)


def test_who_left_the_team_decides_no_more(make_application: Any, recruiter: User) -> None:
    Seat.objects.filter(user=recruiter).update(left_at=timezone.now())
    with pytest.raises(NotAllowed):
        pipeline.read(make_application(), by=recruiter)


def test_a_team_member_cannot_apply_at_their_own_hospital(posting: Any, host: User) -> None:
    with pytest.raises(Refused):
        sending.start(posting, host)


def test_the_whole_way_to_hired_leaves_a_trail_and_a_mail_a_step(
    make_application: Any, candidate: User, recruiter: User
) -> None:
    application = make_application(status="draft")
    sending.submit(application, by=candidate)
    for verb in pipeline.FORWARD:
        pipeline.VERBS[verb](application, by=recruiter)
    assert application.status == Stage.HIRED
    trail = Event.objects.about(application).order_by("id").values_list("verb", "before", "after", "actor_id")
    assert list(trail) == [
        ("submit", "draft", "submitted", candidate.pk),
        ("read", "submitted", "in_review", recruiter.pk),
        ("shortlist", "in_review", "shortlisted", recruiter.pk),
        ("invite", "shortlisted", "interview", recruiter.pk),
        ("offer", "interview", "offered", recruiter.pk),
        ("hire", "offered", "hired", recruiter.pk),
    ]
    assert [m.kind for m in OutgoingMail.objects.filter(user=candidate).order_by("id")] == [
        "application_sent",
        "application_read",
        "application_shortlisted",
        "application_interview",
        "application_offered",
        "application_hired",
    ]


def test_reading_is_no_answer_but_an_invitation_is(make_application: Any, recruiter: User) -> None:
    application = make_application()
    pipeline.read(application, by=recruiter)
    assert application.first_answer_at is None
    pipeline.invite(application, by=recruiter)
    assert application.first_answer_at is not None


def test_the_promise_counts_from_the_day_of_sending(make_application: Any, candidate: User) -> None:
    application, at = make_application(status="draft"), timezone.now()
    sending.submit(application, by=candidate, at=at)
    assert (application.submitted_at, application.respond_by) == (at, at + timedelta(days=10))


@pytest.mark.parametrize(
    "change",
    [
        {"status": "closed", "outcome": "not_filled", "closed_at": timezone.now()},
        {"frozen_at": timezone.now()},
        {"closes_at": timezone.now() - timedelta(hours=1)},
    ],
)
def test_nothing_is_sent_to_an_opening_that_is_not_live(
    change: dict[str, Any], make_application: Any, candidate: User
) -> None:
    application = make_application(status="draft")
    type(application.posting).objects.filter(pk=application.posting_id).update(**change)
    with pytest.raises(Refused):
        sending.submit(application, by=candidate)
    application.refresh_from_db()
    assert (application.status, OutgoingMail.objects.count()) == ("draft", 0)


def test_nothing_is_sent_without_a_cv(make_application: Any, candidate: User) -> None:
    with pytest.raises(Refused):
        sending.submit(make_application(status="draft", cv=None), by=candidate)


def test_a_second_click_changes_nothing(make_application: Any, candidate: User) -> None:
    application = make_application(status="draft")
    first = sending.submit(application, by=candidate)
    again = sending.submit(Application.objects.get(pk=application.pk), by=candidate)
    assert (again.submitted_at, OutgoingMail.objects.count()) == (first.submitted_at, 1)


def test_what_was_sent_stays_what_was_sent(make_application: Any, candidate: User) -> None:
    application = make_application(status="draft")
    sending.submit(application, by=candidate)
    User.objects.filter(pk=candidate.pk).update(name="Somebody Else")
    application.refresh_from_db()
    assert application.snapshot["name"] == "Amara Bekele"
    with pytest.raises(WrongState):
        sending.keep_draft(application, by=candidate, letter="Better words")
    application.refresh_from_db()
    assert application.letter == "I have run Facebook and YouTube for three years."
