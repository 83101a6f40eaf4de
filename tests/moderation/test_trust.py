"""Trust: how a hospital gains it, what it stands on, how it is lost; and spot checks of what is online at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from hospitals.models import Hospital, Seat
from moderation import sampling, trust
from postings import lifecycle
from postings import sampling as drawing
from postings.models import Posting, SpotCheck

Make = Callable[..., Posting]
ClientOf = Callable[[User | None], Client]
LONG_AGO = timezone.now() - timedelta(days=30)
OLD = {"publish_at": LONG_AGO, "published_at": LONG_AGO, "submitted_at": LONG_AGO}


@pytest.fixture
def desk(moderator: User, client_of: ClientOf) -> Client:
    return client_of(moderator)


@pytest.fixture
def trusted(hospital: Hospital) -> Hospital:
    Hospital.objects.filter(pk=hospital.pk).update(trusted=True, trusted_at=timezone.now())
    hospital.refresh_from_db()
    return hospital


def fresh(hospital: Hospital) -> Hospital:
    return Hospital.objects.get(pk=hospital.pk)


def verbs(row: Any) -> list[tuple[str, str, str]]:
    return list(Event.objects.about(row).order_by("id").values_list("verb", "before", "after"))


def letters(kind: str) -> list[str]:
    return sorted(OutgoingMail.objects.filter(kind=kind).values_list("user__email", flat=True))


# ── Gained ───────────────────────────────────────────────────────────────────────────────────────────
def test_the_board_trusts_after_three_clean_openings_and_the_owner_is_told(
    make_posting: Make, hospital: Hospital, owner: User
) -> None:
    for _n in range(2):
        make_posting(**OLD)
    assert (trust.earn_all(), fresh(hospital).trusted) == (0, False)
    make_posting(**OLD)
    assert (trust.earn_all(), trust.earn_all(), fresh(hospital).trusted) == (1, 0, True)
    assert verbs(hospital) == [("earn_trust", "new", "trusted")]
    assert Event.objects.about(hospital).get().data == {"clean": 3, "needed": 3}
    assert letters("trust_gained") == [owner.email]


def test_what_is_not_clean_does_not_count(make_posting: Make, hospital: Hospital, moderator: User) -> None:
    from core import audit

    make_posting(**OLD)
    young = make_posting()
    removed = make_posting(**OLD)
    lifecycle.remove(removed, by=moderator, reasons=["patient_data"])
    twice, once = make_posting(**OLD), make_posting(**OLD)
    for posting in (twice, twice, once):
        audit.record(posting, "return", by=moderator)
    frozen = make_posting(**OLD, frozen_at=timezone.now())
    assert young.pk and frozen.pk
    assert trust.standing(hospital) == trust.Standing(clean=2, needed=3, young=1, days=7)


@pytest.mark.parametrize("state", [{"frozen_at": LONG_AGO}, {"status": "pending", "asked_at": LONG_AGO}, {"doubted_at": LONG_AGO, "asked_at": LONG_AGO}])  # fmt: skip
def test_a_hospital_in_doubt_earns_nothing(
    make_posting: Make, hospital: Hospital, state: dict[str, Any]
) -> None:
    for _n in range(3):
        make_posting(**OLD)
    Hospital.objects.filter(pk=hospital.pk).update(**state)
    assert (trust.earn(fresh(hospital)), trust.earn_all(), fresh(hospital).trusted) == (False, 0, False)


def test_the_numbers_are_settings(make_posting: Make, hospital: Hospital, settings: Any) -> None:
    settings.TRUST_AFTER, settings.TRUST_DAYS = 1, 0
    make_posting()
    assert trust.earn_all() == 1


def test_by_hand_with_a_reason_and_not_where_one_holds_a_seat(
    hospital: Hospital, moderator: User, owner: User, candidate: User
) -> None:
    with pytest.raises(NotAllowed):
        trust.give(hospital, by=candidate, words="w")
    trust.give(hospital, by=moderator, words="A university hospital we know.")
    with pytest.raises(WrongState):
        trust.give(hospital, by=moderator, words="again")
    trust.take(hospital, by=moderator, words="Three texts without pay.")
    assert verbs(hospital) == [("give_trust", "new", "trusted"), ("take_trust", "trusted", "new")]
    assert (letters("trust_gained"), letters("trust_ended")) == ([owner.email], [owner.email])
    assert "Three texts without pay." in OutgoingMail.objects.get(kind="trust_ended").text
    Seat.objects.create(hospital=hospital, user=moderator, role="reviewer")
    with pytest.raises(NotAllowed):
        trust.give(hospital, by=User.objects.get(pk=moderator.pk), words="w")


def test_an_unverified_hospital_cannot_be_trusted(hospital: Hospital, moderator: User) -> None:
    Hospital.objects.filter(pk=hospital.pk).update(status="refused", refused_at=LONG_AGO)
    with pytest.raises(WrongState):
        trust.give(hospital, by=moderator, words="w")


# ── Lost ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_report_that_was_right_takes_trust_and_the_count_begins_anew(
    make_posting: Make, trusted: Hospital, owner: User, moderator: User
) -> None:
    for _n in range(3):
        make_posting(**OLD)
    assert trust.lost(trusted, by=moderator, why="report") is True
    assert (fresh(trusted).trusted, trust.standing(fresh(trusted)).clean, trust.earn_all()) == (False, 0, 0)
    assert trust.lost(fresh(trusted), by=moderator, why="report") is False
    assert verbs(trusted) == [("lose_trust", "trusted", "new"), ("count_anew", "new", "new")]
    assert letters("trust_ended") == []  # the letter about the case says it: test_cases.py


def test_what_waits_in_a_form_does_not_slip_online_after_trust_was_taken(
    make_posting: Make, trusted: Hospital, recruiter: User, moderator: User
) -> None:
    draft = make_posting(status="draft", publish_at=None, published_at=None)
    assert draft.hospital.trusted
    trust.take(fresh(trusted), by=moderator, words="w")
    lifecycle.submit(draft, by=recruiter)
    assert draft.status == "in_review"


# ── Drawn ────────────────────────────────────────────────────────────────────────────────────────────
def publish(make_posting: Make, by: User, **fields: Any) -> Posting:
    posting = make_posting(status="draft", publish_at=None, published_at=None, **fields)
    lifecycle.submit(posting, by=by)
    return posting


def test_the_first_is_always_drawn_and_then_a_share(
    make_posting: Make, trusted: Hospital, recruiter: User, settings: Any
) -> None:
    settings.SAMPLE_SHARE = 0
    first, second = publish(make_posting, recruiter), publish(make_posting, recruiter)
    settings.SAMPLE_SHARE = 1
    third = publish(make_posting, recruiter)
    assert [p.is_live for p in (first, second, third)] == [True, True, True]
    assert list(SpotCheck.objects.order_by("id").values_list("posting", "why")) == [
        (first.pk, "first"), (third.pk, "share"),
    ]  # fmt: skip
    said = [Event.objects.about(p).get(verb="publish").data["sampled"] for p in (first, second, third)]
    assert said == ["first", "", "share"]


def test_after_trust_came_back_the_first_is_drawn_again(
    make_posting: Make, trusted: Hospital, recruiter: User, moderator: User, settings: Any
) -> None:
    settings.SAMPLE_SHARE = 0
    publish(make_posting, recruiter)
    trust.take(trusted, by=moderator, words="w")
    trust.give(trusted, by=moderator, words="w")
    again = publish(make_posting, recruiter)
    assert SpotCheck.objects.filter(posting=again, why="first").exists()


def test_the_lot_is_the_same_here_and_unknown_elsewhere(settings: Any) -> None:
    names = [f"opening:{n}:1" for n in range(2000)]
    drawn = [drawing.lot(name) < 0.1 for name in names]
    assert drawn == [drawing.lot(name) < 0.1 for name in names]
    assert 140 < sum(drawn) < 260
    settings.SECRET_KEY = "another secret of another board, forty characters long"
    assert drawn != [drawing.lot(name) < 0.1 for name in names]


# ── Looked at ────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def check(make_posting: Make, trusted: Hospital, recruiter: User) -> SpotCheck:
    publish(make_posting, recruiter)
    return SpotCheck.objects.get()


def test_it_waits_in_the_queue_and_is_found_in_order(
    desk: Client, check: SpotCheck, moderator: User, trusted: Hospital
) -> None:
    address = reverse("moderation:sampled", args=[check.pk])
    assert address in desk.get(reverse("moderation:queue")).content.decode()
    page = desk.get(address).content.decode()
    assert "The first since the hospital is trusted" in page or "the first since" in page
    assert desk.post(address, {"decision": "pass"}).status_code == 302
    check.refresh_from_db()
    assert (check.status, check.decided_by, check.posting.status) == ("fine", moderator, "published")
    assert fresh(trusted).trusted
    assert verbs(check) == [("pass", "waiting", "fine")]
    assert address not in desk.get(reverse("moderation:queue")).content.decode()


def test_it_is_taken_offline_with_reasons_and_trust_is_gone(
    desk: Client, check: SpotCheck, trusted: Hospital, owner: User, client_of: ClientOf, recruiter: User
) -> None:
    address = reverse("moderation:sampled", args=[check.pk])
    assert desk.post(address, {"decision": "recall"}).status_code == 422  # without a reason
    answer = desk.post(address, {"decision": "recall", "reasons": ["pay_unclear"], "words": "Say for how many hours."})  # fmt: skip
    assert answer.status_code == 302
    check.refresh_from_db()
    posting = check.posting
    assert (check.status, posting.status, posting.decision_reasons) == (
        "wanting",
        "returned",
        ["pay_unclear"],
    )
    assert client_of(None).get(posting.get_absolute_url()).status_code == 404
    assert not fresh(trusted).trusted
    assert [e for e in verbs(posting) if e[0] == "recall"] == [("recall", "published", "returned")]
    assert verbs(trusted) == [("lose_trust", "trusted", "new")]
    assert (verbs(check), owner.email in letters("posting_returned")) == (
        [("fail", "waiting", "wanting")],
        True,
    )
    posting = Posting.objects.get(pk=posting.pk)  # mended and sent again, it is read first
    lifecycle.submit(posting, by=recruiter)
    assert posting.status == "in_review"


@pytest.mark.parametrize(("verb", "letter"), [("recall", "posting_returned"), ("remove", "posting_removed")])
def test_the_team_reads_what_is_wanting_and_that_trust_is_gone_in_one_letter(
    verb: str, letter: str, desk: Client, check: SpotCheck, owner: User, recruiter: User
) -> None:
    OutgoingMail.objects.all().delete()
    said = {"decision": verb, "reasons": ["pay_unclear"], "words": "Say for how many hours."}
    desk.post(reverse("moderation:sampled", args=[check.pk]), said)
    told = OutgoingMail.objects.filter(user__in=[owner, recruiter])
    assert sorted(told.values_list("kind", "to")) == sorted(
        [(letter, owner.email), (letter, recruiter.email)]
    )
    assert all("So a moderator reads your openings" in mail.text for mail in told)


def test_an_opening_of_a_hospital_without_trust_is_sent_back_without_a_word_of_it(
    desk: Client, check: SpotCheck, trusted: Hospital
) -> None:
    Hospital.objects.filter(pk=trusted.pk).update(trusted=False, trusted_at=None)
    said = {"decision": "recall", "reasons": ["pay_unclear"], "words": "Say for how many hours."}
    desk.post(reverse("moderation:sampled", args=[check.pk]), said)
    told = OutgoingMail.objects.filter(kind="posting_returned")
    assert told and not any("So a moderator reads" in mail.text for mail in told)


def test_it_is_removed(desk: Client, check: SpotCheck, trusted: Hospital) -> None:
    desk.post(
        reverse("moderation:sampled", args=[check.pk]), {"decision": "remove", "reasons": ["asks_money"]}
    )
    check.refresh_from_db()
    assert (check.status, check.posting.status, fresh(trusted).trusted) == ("wanting", "removed", False)


def test_who_comes_second_is_told(desk: Client, check: SpotCheck, moderator: User) -> None:
    address = reverse("moderation:sampled", args=[check.pk])
    sampling.pass_(check, by=moderator)
    assert desk.post(address, {"decision": "remove", "reasons": ["asks_money"]}).status_code == 409
    check.posting.refresh_from_db()
    assert check.posting.status == "published"


def test_the_hospitals_page_shows_the_arithmetic_and_takes_trust(
    desk: Client, hospital: Hospital, make_posting: Make
) -> None:
    make_posting(**OLD)
    make_posting(**OLD)
    make_posting()
    page = desk.get(reverse("moderation:hospital", args=[hospital.pk])).content.decode()
    assert "2 of 3 clean openings" in page and "1 more is online for less than 7 days" in page
    address = reverse("moderation:hospital_trust", args=[hospital.pk])
    assert desk.post(address, {"trust": "1", "reason": ""}).status_code == 422
    assert desk.post(address, {"trust": "1", "reason": "Known well."}).status_code == 302
    assert fresh(hospital).trusted
    assert desk.post(address, {"trust": "1", "reason": "Again."}).status_code == 409
    assert desk.post(address, {"trust": "0", "reason": "Hm."}).status_code == 302
    assert not fresh(hospital).trusted


# ── At once ──────────────────────────────────────────────────────────────────────────────────────────
def together(*calls: Callable[[], Any]) -> list[Any]:
    """All at the same moment, each in a thread with a connection of its own."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            gate.wait(10)
            return call()
        except Exception as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_begin_trust_once(make_posting: Make, hospital: Hospital, owner: User) -> None:
    for _n in range(3):
        make_posting(**OLD)
    answers = together(*(lambda: trust.earn(fresh(hospital)) for _n in range(4)))
    assert sorted(answers) == [False, False, False, True]
    assert (verbs(hospital), len(letters("trust_gained"))) == ([("earn_trust", "new", "trusted")], 1)


@pytest.mark.django_db(transaction=True)
def test_two_openings_at_once_draw_one_first(
    make_posting: Make, trusted: Hospital, recruiter: User, settings: Any
) -> None:
    settings.SAMPLE_SHARE = 0
    drafts = [make_posting(status="draft", publish_at=None, published_at=None) for _n in range(3)]
    together(*(lambda row=row: lifecycle.submit(row, by=recruiter) for row in drafts))
    assert [Posting.objects.get(pk=row.pk).status for row in drafts] == ["published"] * 3
    assert list(SpotCheck.objects.values_list("why", flat=True)) == ["first"]


@pytest.mark.django_db(transaction=True)
def test_trust_taken_while_an_opening_is_sent_ends_one_way(
    make_posting: Make, trusted: Hospital, recruiter: User, moderator: User
) -> None:
    draft = make_posting(status="draft", publish_at=None, published_at=None)
    together(
        lambda: trust.take(fresh(trusted), by=moderator, words="w"),
        lambda: lifecycle.submit(Posting.objects.get(pk=draft.pk), by=recruiter),
    )
    status, ended = (
        Posting.objects.get(pk=draft.pk).status,
        Event.objects.about(trusted).get(verb="take_trust"),
    )
    published = Event.objects.about(draft).filter(verb="publish").exists()
    assert (status, published) in [("published", True), ("in_review", False)]
    assert ended.before == "trusted" and not fresh(trusted).trusted
    assert SpotCheck.objects.filter(posting=draft).exists() is published


@pytest.mark.django_db(transaction=True)
def test_two_moderators_decide_on_one_spot_check_once(
    make_posting: Make, trusted: Hospital, recruiter: User, moderator: User
) -> None:
    publish(make_posting, recruiter)
    pk = SpotCheck.objects.get().pk

    def row() -> SpotCheck:
        return SpotCheck.objects.select_related("posting__hospital").get(pk=pk)

    answers = together(
        lambda: sampling.pass_(row(), by=moderator),
        lambda: sampling.fail(row(), by=moderator, remove=True, reasons=["asks_money"]),
    )
    check = row()
    assert sorted(map(str, answers)) == ["None", "WrongState"]
    assert (check.status, check.posting.status, fresh(trusted).trusted) in [
        ("fine", "published", True), ("wanting", "removed", False),
    ]  # fmt: skip
    assert len(verbs(check)) == 1
