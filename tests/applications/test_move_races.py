"""Two at once over a time or an offer, on real PostgreSQL. Controls show the race with the locks off."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from accounts.models import User
from applications import endings, exports, hiring, interview_ends, interviews, offers, pipeline
from applications.interviews import Proposal
from applications.models import Application, Export, Interview, Offer, Slot
from applications.refusals import Refused
from core.models import OutgoingMail
from core.workflow import WrongState
from postings import lifecycle, limits
from postings.models.querysets import PostingQuerySet
from tests.applications.test_offers import terms
from tests.applications.test_races import meet_before, together, without_locks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rivals(
    make_application: Any, candidate: User, candidate2: User, recruiter: User
) -> list[tuple[Interview, User]]:
    """Two candidates who were offered the same single time."""
    moment = timezone.now().replace(microsecond=0) + timedelta(days=5)
    proposal = Proposal(how="video", where="https://meet.example/1", minutes=30, moments=[moment])
    return [
        (pipeline.propose_interview(make_application(candidate=who), proposal, by=recruiter), who)
        for who in (candidate, candidate2)
    ]


def picks(rivals: list[tuple[Interview, User]]) -> list[Any]:
    slot = Slot.objects.get()
    return [
        lambda talk=talk, who=who: interviews.pick(Interview.objects.get(pk=talk.pk), slot.pk, by=who)
        for talk, who in rivals
    ]


def test_one_time_for_two_candidates_one_gets_it_the_other_is_told(
    monkeypatch: pytest.MonkeyPatch, rivals: list[tuple[Interview, User]]
) -> None:
    meet_before(monkeypatch, Slot, "save")
    results = together(*picks(rivals))
    assert sorted(type(r).__name__ for r in results) == ["NoneType", "Taken"], results
    assert sorted(Interview.objects.values_list("status", flat=True)) == ["agreed", "proposed"]
    assert OutgoingMail.objects.filter(kind="interview_agreed", to__endswith="people.example").count() == 1


def test_control_without_the_locks_both_believe_that_they_have_it(
    monkeypatch: pytest.MonkeyPatch, rivals: list[tuple[Interview, User]]
) -> None:
    meet_before(monkeypatch, Slot, "save")
    without_locks(monkeypatch)
    assert together(*picks(rivals)) == [None, None]
    assert list(Interview.objects.values_list("status", flat=True)) == ["agreed", "agreed"]


@pytest.fixture
def elsewhere(
    make_posting: Any, make_application: Any, candidate: User, candidate2: User, recruiter: User
) -> list[tuple[Interview, User]]:
    """Two openings offer times that overlap, and the same recruiter takes part in both."""
    moment = timezone.now().replace(microsecond=0) + timedelta(days=5)
    found = []
    for who, later in ((candidate, 0), (candidate2, 15)):
        times = [moment + timedelta(minutes=later)]
        proposal = Proposal(how="video", where="x", minutes=30, moments=times, people=[recruiter])
        application = make_application(posting=make_posting(), candidate=who)
        found.append((pipeline.propose_interview(application, proposal, by=recruiter), who))
    return found


def picks_own(talks: list[tuple[Interview, User]]) -> list[Any]:
    slots = [talk.offered.get().pk for talk, _who in talks]
    return [
        lambda talk=talk, who=who, pk=pk: interviews.pick(Interview.objects.get(pk=talk.pk), pk, by=who)
        for (talk, who), pk in zip(talks, slots, strict=True)
    ]


def test_one_recruiter_is_not_booked_twice_by_two_openings(
    monkeypatch: pytest.MonkeyPatch, elsewhere: list[tuple[Interview, User]]
) -> None:
    meet_before(monkeypatch, Slot, "save")
    results = together(*picks_own(elsewhere))
    assert sorted(type(r).__name__ for r in results) == ["NoneType", "Taken"], results
    assert sorted(Interview.objects.values_list("status", flat=True)) == ["agreed", "proposed"]
    proposed = Interview.objects.get(status="proposed")
    assert interviews.free_slots(proposed) == []


def test_control_without_the_locks_the_recruiter_sits_in_both(
    monkeypatch: pytest.MonkeyPatch, elsewhere: list[tuple[Interview, User]]
) -> None:
    meet_before(monkeypatch, Slot, "save")
    without_locks(monkeypatch)
    assert together(*picks_own(elsewhere)) == [None, None]


@pytest.fixture
def offered(make_application: Any, recruiter: User) -> Application:
    application: Application = make_application(status="interview")
    offers.make(application, terms(), by=recruiter)
    return application


def yes_and_back(application: Application, candidate: User, recruiter: User) -> list[Any]:
    return [
        lambda: offers.accept(Application.objects.get(pk=application.pk), by=candidate, version=1),
        lambda: offers.take_back(Application.objects.get(pk=application.pk), by=recruiter, words="x"),
    ]


def test_a_yes_and_a_taking_back_at_once_one_wins(
    monkeypatch: pytest.MonkeyPatch, offered: Application, candidate: User, recruiter: User
) -> None:
    meet_before(monkeypatch, Offer, "save")
    results = together(*yes_and_back(offered, candidate, recruiter))
    assert sum(r is None for r in results) == 1
    assert sum(isinstance(r, Refused | WrongState) for r in results) == 1, results
    offer = Offer.objects.get()
    offered.refresh_from_db()
    assert (offer.accepted_at is None) != (offer.ended_at is None)
    assert (offered.status == "offered") == (offer.accepted_at is not None)


def test_control_without_the_locks_it_is_accepted_and_taken_back(
    monkeypatch: pytest.MonkeyPatch, offered: Application, candidate: User, recruiter: User
) -> None:
    meet_before(monkeypatch, Offer, "save")
    without_locks(monkeypatch)
    assert together(*yes_and_back(offered, candidate, recruiter)) == [None, None]
    offer = Offer.objects.get()
    assert offer.accepted_at is not None and offer.ended_at is not None


def test_two_workers_send_one_reminder(rivals: list[tuple[Interview, User]], candidate: User) -> None:
    talk, who = rivals[0]
    interviews.pick(talk, Slot.objects.get().pk, by=who)
    at = Slot.objects.get().starts_at - timedelta(hours=5)
    results = together(lambda: interview_ends.remind(at), lambda: interview_ends.remind(at))
    assert sum(results) == 1, results
    assert OutgoingMail.objects.filter(kind="interview_reminder", user=who).count() == 1


def test_a_zip_is_fetched_once_by_two_clicks(make_application: Any, recruiter: User) -> None:
    application = make_application()
    export = exports.ask(
        application.posting, hospital=application.posting.hospital, by=recruiter, language="en"
    )
    exports.build(export.pk)

    def fetch() -> Any:
        return exports.fetch(Export.objects.get(pk=export.pk), by=recruiter)

    assert sorted(r is not None for r in together(fetch, fetch)) == [False, True]


def test_two_workers_make_one_file(make_application: Any, recruiter: User) -> None:
    application = make_application()
    export = exports.ask(
        application.posting, hospital=application.posting.hospital, by=recruiter, language="en"
    )
    together(lambda: exports.build(export.pk), lambda: exports.build(export.pk))
    export.refresh_from_db()
    assert export.status == "ready"
    store = export.file.storage
    folders = store.listdir("exports")[0]
    assert sum(len(store.listdir(f"exports/{folder}")[1]) for folder in folders) == 1


def proposed_twice(application: Application, recruiter: User, owner: User) -> list[Any]:
    moment = timezone.now().replace(microsecond=0) + timedelta(days=5)
    proposal = Proposal(how="video", where="https://meet.example/1", minutes=30, moments=[moment])
    return [
        lambda by=by: pipeline.propose_interview(Application.objects.get(pk=application.pk), proposal, by=by)
        for by in (recruiter, owner)
    ]


def test_two_recruiters_propose_times_at_once_one_is_told(
    monkeypatch: pytest.MonkeyPatch, make_application: Any, recruiter: User, owner: User
) -> None:
    application = make_application(status="interview")
    meet_before(monkeypatch, Interview, "save")
    results = together(*proposed_twice(application, recruiter, owner))
    assert sorted(type(r).__name__ for r in results) == ["Interview", "Refused"], results
    assert Interview.objects.count() == 1


def test_no_talk_begins_with_somebody_who_withdrew_meanwhile(
    make_application: Any, recruiter: User, candidate: User
) -> None:
    application = make_application(status="interview")
    seen = Application.objects.get(pk=application.pk)
    endings.withdraw(application, by=candidate, reason="other")
    moment = timezone.now() + timedelta(days=5)
    with pytest.raises(WrongState):
        pipeline.propose_interview(
            seen, Proposal(how="phone", where="1", minutes=30, moments=[moment]), by=recruiter
        )
    assert not Interview.objects.exists()


def test_two_are_hired_at_once_and_one_click_closes_the_opening(
    monkeypatch: pytest.MonkeyPatch, rivals: list[tuple[Interview, User]], recruiter: User, owner: User
) -> None:
    """Closing calls off every talk of the opening, the other's too."""
    one, other = [talk.application for talk, _who in rivals]
    real, counted = limits.fill_position, threading.Event()
    gate = threading.Barrier(2)

    def fill(posting: Any, *, at: Any) -> None:
        """Both have called off their talk; then who closes comes first. Alone (the other waits for a lock) it goes on."""
        closes = threading.current_thread().name == "closes"
        try:
            gate.wait(2)
        except threading.BrokenBarrierError:
            counted.set()
        if not closes:
            counted.wait(2)
        real(posting, at=at)
        counted.set()

    def close() -> None:
        threading.current_thread().name = "closes"
        hiring.hire(one, hiring.Decision(close=True), by=recruiter)

    monkeypatch.setattr(limits, "fill_position", fill)
    for application in (one, other):
        pipeline.offer(application, by=recruiter)
    results = together(
        close,
        lambda: hiring.hire(other, hiring.Decision(), by=owner),
    )
    assert results == [None, None]
    assert set(Application.objects.values_list("status", flat=True)) == {"hired"}
    assert set(Interview.objects.values_list("status", flat=True)) == {"cancelled"}


def other_times_while_it_closes(
    monkeypatch: pytest.MonkeyPatch, talk: Interview, recruiter: User, owner: User
) -> list[Any]:
    """Each holds its first row, then both want the other's: the interview, and the opening that new times point at."""
    gate = threading.Barrier(2)

    def meeting(real: Any) -> Any:
        def met(*args: Any, **kwargs: Any) -> Any:
            try:
                gate.wait(2)
            except threading.BrokenBarrierError:  # the other waits for a lock
                pass
            return real(*args, **kwargs)

        return met

    monkeypatch.setattr(interviews, "_offer", meeting(interviews._offer))
    monkeypatch.setattr(lifecycle, "_tell_those_above", meeting(lifecycle._tell_those_above))
    later = Proposal(
        how="phone",
        where="1",
        minutes=30,
        moments=[timezone.now().replace(microsecond=0) + timedelta(days=6)],
    )
    return together(
        lambda: interviews.propose_again(Interview.objects.get(pk=talk.pk), later, by=recruiter),
        lambda: lifecycle.close(talk.application.posting, by=owner, outcome="not_filled"),
    )


def test_other_times_while_the_opening_closes_both_go_through_in_turn(
    monkeypatch: pytest.MonkeyPatch, rivals: list[tuple[Interview, User]], recruiter: User, owner: User
) -> None:
    talk = rivals[0][0]
    results = other_times_while_it_closes(monkeypatch, talk, recruiter, owner)
    assert results[1] is None and (results[0] is None or isinstance(results[0], WrongState)), results
    assert set(Interview.objects.values_list("status", flat=True)) == {"cancelled"}


def test_control_without_the_opening_held_first_they_wait_for_each_other(
    monkeypatch: pytest.MonkeyPatch, rivals: list[tuple[Interview, User]], recruiter: User, owner: User
) -> None:
    monkeypatch.setattr(PostingQuerySet, "hold", lambda self, pk: None)
    results = other_times_while_it_closes(monkeypatch, rivals[0][0], recruiter, owner)
    assert any(isinstance(result, OperationalError) for result in results), results
