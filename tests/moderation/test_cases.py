"""Reports: from the first word to the appeal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts import samples, throttle
from applications.messages import send
from applications.models import Message
from core.models import Event, OutgoingMail
from core.vocabulary import vocabulary
from core.workflow import NotAllowed, WrongState
from hospitals.models import Hospital
from mentoring import safety
from moderation import cases, kinds, reporting, standing, subjects, waiting
from moderation.forms import reporting as forms
from moderation.models import Case, Report
from postings.models import Posting
from tests.conftest import make_sample, person, seat

pytestmark = pytest.mark.django_db
PATIENT = {"code": "patient_data", "words": "It shows a name."}


def tell(subject: Any, by: Any = None, network: str = "", **facts: Any) -> Report:
    return reporting.report(subject, by=by, network=network, **({"code": "fake"} | facts))


def subject_of(posting: Posting) -> Any:
    return subjects.of_opening(Posting.objects.select_related("hospital").get(pk=posting.pk))


def people(n: int) -> list[Any]:
    return [person(f"r{i}@people.example", f"Reader {i}") for i in range(n)]


def past(by: Any, upheld: int = 0, unfounded: int = 0) -> None:
    """Reports of before, on things that are gone."""
    now = timezone.now()
    for i in range(upheld + unfounded):
        case = Case.objects.create(
            kind="opening", subject_id=10_000 + by.pk * 100 + i, title="t", opened_at=now, since=now, status="closed",
            decided_at=now, closed_at=now, outcome="nothing",
        )  # fmt: skip
        Report.objects.create(
            case=case, by=by, code="fake", at=now, weight=1, worth="upheld" if i < upheld else "unfounded"
        )


@pytest.fixture
def old_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that was not sent within its first two seconds."""
    monkeypatch.setattr(forms, "TOO_FAST", timedelta(seconds=-1))


# ── Reporting ────────────────────────────────────────────────────────────────────────────────────────
def test_a_visitor_reports_an_opening_and_proves_the_mailbox(
    client: Any, make_posting: Any, old_enough: None
) -> None:
    posting = make_posting()
    page = client.get(posting.get_absolute_url()).content.decode()
    url = reverse("reports:new", args=["opening", posting.pk])
    assert url in page
    shown = client.get(url)
    assert 'content="noindex, nofollow"' in shown.content.decode()
    made = shown.context["form"].initial["made"]
    sent = client.post(url, PATIENT | {"email": "v@example.org", "made": made}, follow=True)
    assert "Thank you" in sent.content.decode()
    report = Report.objects.get()
    assert (report.by, report.weight, report.confirmed_at) == (None, standing.UNPROVEN, None)
    assert report.network and "127.0.0.1" not in report.network
    letter = OutgoingMail.objects.get(kind="report_confirm")
    token = letter.text.split("/reports/confirmation/")[1].split("/")[0]
    link = reverse("reports:confirm", args=[token])
    client.get(link)
    report.refresh_from_db()
    assert report.confirmed_at is None
    client.post(link)
    client.post(link)
    report.refresh_from_db()
    assert (report.confirmed_at is None, float(report.weight)) == (False, 1.0)


def test_machines_and_the_hasty_report_nothing(client: Any, make_posting: Any) -> None:
    url = reverse("reports:new", args=["opening", make_posting().pk])
    made = client.get(url).context["form"].initial["made"]
    assert client.post(url, PATIENT | {"made": made}).status_code == 422  # within two seconds
    again = client.post(url, PATIENT | {"made": "x"})
    assert again.status_code == 422 and "It shows a name." in again.content.decode()
    assert client.post(url, PATIENT | {"made": made, "website": "http://x"}).status_code == 302
    assert not Report.objects.exists()


def test_a_second_report_of_the_same_person_adds_to_nothing(candidate: Any, make_posting: Any) -> None:
    subject = subject_of(make_posting())
    assert tell(subject, candidate).pk == tell(subject, candidate, code="other", words="x").pk
    assert tell(subject, network="1.2.3.4").pk == tell(subject, network="1.2.3.4").pk
    assert Case.objects.count() == 1 and Report.objects.count() == 2


def test_who_reports_a_lot_is_asked_to_wait_and_keeps_the_words(
    client_of: Any, candidate: Any, make_posting: Any
) -> None:
    client = client_of(candidate)
    answers = [
        client.post(reverse("reports:new", args=["opening", make_posting().pk]), PATIENT) for _ in range(6)
    ]
    assert [a.status_code for a in answers] == [302] * 5 + [422]
    assert "It shows a name." in answers[-1].content.decode()
    assert Report.objects.count() == 5


def test_ten_a_day_from_one_network(make_posting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "may", lambda *_a, **_k: True)
    for _ in range(10):
        tell(subject_of(make_posting()), network="1.2.3.4")
    with pytest.raises(reporting.TooMany):
        tell(subject_of(make_posting()), network="1.2.3.4")
    tell(subject_of(make_posting()), network="1.2.3.5")


def test_nobody_reports_their_own_hospital(client_of: Any, owner: Any, make_posting: Any) -> None:
    url = reverse("reports:new", args=["opening", make_posting().pk])
    assert "This is yours" in client_of(owner).get(url).content.decode()
    client_of(owner).post(url, PATIENT)
    assert not Report.objects.exists()


def test_what_somebody_cannot_see_cannot_be_reported(
    client_of: Any, client: Any, candidate: Any, candidate2: Any, owner: Any, owner2: Any, make_application: Any,
    make_posting: Any,
) -> None:  # fmt: skip
    draft, application = make_posting(status="draft"), make_application()
    theirs = send(application, by=owner, words="Send me your bank card.")
    mine = send(application, by=candidate, words="No.")
    message, opening = "message", "opening"
    assert client.get(reverse("reports:new", args=[opening, draft.pk])).status_code == 404
    assert client.get(reverse("reports:new", args=["nothing", draft.pk])).status_code == 404
    for who, row, status in [
        (candidate, theirs, 200), (candidate, mine, 404), (candidate2, theirs, 404), (owner, mine, 200),
        (owner, theirs, 404), (owner2, mine, 404),
    ]:  # fmt: skip
        assert client_of(who).get(reverse("reports:new", args=[message, row.pk])).status_code == status
    assert client.get(reverse("reports:new", args=[message, theirs.pk])).status_code == 404


# ── How much a report counts ─────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("upheld", "unfounded", "weight", "trusted"),
    [(0, 0, 1, False), (3, 0, 2.5, True), (3, 2, 1.5, False), (9, 0, 3, True), (0, 9, 0, False)],
)
def test_right_reports_weigh_more_and_wrong_ones_less(
    upheld: int, unfounded: int, weight: float, trusted: bool
) -> None:
    stands = standing.Standing(upheld, unfounded)
    assert (float(stands.weight), stands.is_trusted) == (weight, trusted)


def test_three_independent_people_take_an_opening_out_of_sight(
    client: Any, recruiter: Any, make_posting: Any
) -> None:
    posting = make_posting()
    first, second, third = people(3)
    tell(subject_of(posting), first)
    tell(subject_of(posting), second)
    assert Posting.objects.live().filter(pk=posting.pk).exists()
    tell(subject_of(posting), third)
    assert not Posting.objects.live().filter(pk=posting.pk).exists()
    assert client.get(posting.get_absolute_url()).status_code == 404
    case = Case.objects.get()
    assert case.held_at is not None
    letter = OutgoingMail.objects.filter(kind="case_held").first()
    assert letter is not None and f"/cases/{case.pk}/" in letter.text
    for one in (first, second, third):
        assert one.name not in letter.text and one.email not in letter.text


def test_three_seats_of_one_rival_are_one_voice(make_posting: Any, hospital2: Hospital) -> None:
    posting = make_posting()
    for i in range(3):
        one = seat(f"s{i}@rival.example", f"Seat {i}", hospital2, "reviewer")
        tell(subject_of(posting), one)
    assert not Case.objects.get().held_at


def test_three_people_behind_one_network_are_one_voice(make_posting: Any) -> None:
    posting = make_posting()
    for one in people(3):
        tell(subject_of(posting), one, network="10.0.0.1")
    assert not Case.objects.get().held_at


def test_visitors_without_a_mailbox_need_to_be_more(make_posting: Any) -> None:
    posting = make_posting()
    for i in range(3):
        tell(subject_of(posting), network=f"10.0.0.{i}")
    assert not Case.objects.get().held_at
    tell(subject_of(posting), network="10.0.0.9")
    assert Case.objects.get().held_at


def test_one_trusted_reporter_is_enough_and_one_without_weight_counts_nothing(make_posting: Any) -> None:
    trusted, wrong, *others = people(4)
    past(trusted, upheld=3)
    past(wrong, unfounded=3)
    posting, other = make_posting(), make_posting()
    tell(subject_of(posting), trusted)
    assert Case.objects.get(subject_id=posting.pk).held_at
    for one in (wrong, *others):
        tell(subject_of(other), one)
    assert not Case.objects.get(subject_id=other.pk).held_at


def test_who_was_wrong_too_often_reads_kindly_that_it_waits(client_of: Any, make_posting: Any) -> None:
    wrong = people(1)[0]
    past(wrong, unfounded=4)
    url = reverse("reports:new", args=["opening", make_posting().pk])
    assert "You cannot report at this moment" in client_of(wrong).get(url).content.decode()
    client_of(wrong).post(url, PATIENT)
    assert not Report.objects.filter(worth="").exists()
    with pytest.raises(reporting.Barred):
        tell(subject_of(make_posting()), wrong)


# ── The life of a case ───────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def frozen(make_posting: Any) -> tuple[Posting, Case]:
    posting = make_posting()
    for one in people(3):
        tell(subject_of(posting), one)
    posting.refresh_from_db()
    return posting, Case.objects.get()


def test_a_frozen_opening_comes_back_after_its_owner_answered(
    client_of: Any, recruiter: Any, moderator: Any, frozen: tuple[Posting, Case]
) -> None:
    posting, case = frozen
    theirs = client_of(recruiter)
    page = reverse("reports:of_hospital", args=[posting.hospital.slug, case.pk])
    shown = theirs.get(page).content.decode()
    assert "The hospital or the work does not exist" in shown and "Reader" not in shown
    assert theirs.post(page, {"words": "We exist.", "what": "answer"}).status_code == 302
    desk, url = client_of(moderator), reverse("moderation:case", args=[case.pk])
    read = desk.get(url).content.decode()
    assert "We exist." in read and "Reader 0" in read
    assert desk.post(url, {"what": "decide", "decision": "dismiss", "words": ""}).status_code == 302
    assert Posting.objects.live().filter(pk=posting.pk).exists()
    case.refresh_from_db()
    assert (case.status, case.outcome) == ("closed", "nothing")
    assert set(case.reports.values_list("worth", flat=True)) == {"unfounded"}
    assert OutgoingMail.objects.filter(kind="report_outcome").count() == 3
    assert OutgoingMail.objects.filter(kind="case_dismissed").exists()


def test_removed_then_appealed_then_decided_by_another(
    client_of: Any, owner: Any, moderator: Any, candidate: Any, make_posting: Any
) -> None:
    posting = make_posting()
    Hospital.objects.filter(pk=posting.hospital_id).update(trusted=True, trusted_at=timezone.now())
    tell(subject_of(posting), candidate, words="Pay first, they say.")
    case, colleague = Case.objects.get(), person("second@corridor.example", "Second Moderator")
    colleague.groups.add(moderator.groups.get())
    url = reverse("moderation:case", args=[case.pk])
    why = {"what": "decide", "decision": "removed", "reasons": ["asks_money"], "words": "No fee, ever."}
    assert client_of(moderator).post(url, why | {"words": ""}).status_code == 422
    assert client_of(moderator).post(url, why).status_code == 302
    posting.refresh_from_db()
    assert posting.status == "removed" and not Hospital.objects.get(pk=posting.hospital_id).trusted
    page = reverse("reports:of_hospital", args=[posting.hospital.slug, case.pk])
    theirs = client_of(owner)
    shown = theirs.get(page).content.decode()
    assert "No fee, ever." in shown and "Pay first" not in shown
    theirs.post(page, {"words": "That was a joke.", "what": "appeal"})
    assert theirs.post(page, {"words": "Again.", "what": "appeal"}).status_code == 422
    case.refresh_from_db()
    assert (case.status, case.appeal) == ("appealed", "That was a joke.")
    verdict = {"what": "settle", "decision": "keep", "words": "Not a joke to people without money."}
    assert not cases.LIFE.can(case, "settle", by=moderator)
    assert "You decided the first time" in client_of(moderator).get(url).content.decode()
    with pytest.raises(NotAllowed):
        cases.settle(case, by=moderator, granted=False, words="x")
    appeal = reverse("moderation:appeal", args=[case.pk])
    assert client_of(colleague).post(appeal, verdict).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.granted) == ("closed", False)
    assert "Not a joke" in theirs.get(page).content.decode()
    letters = OutgoingMail.objects.filter(user=owner)
    assert not any(
        text in mail.text for mail in letters for text in (candidate.name, candidate.email, "Pay first")
    )


def test_nobody_appeals_after_fourteen_days_and_the_case_rests(
    moderator: Any, owner: Any, candidate: Any, make_posting: Any
) -> None:
    tell(subject_of(make_posting()), candidate)
    case, long_ago = Case.objects.get(), timezone.now() - timedelta(days=15)
    cases.decide(case, by=moderator, outcome="mended", reasons=["not_true"], words="w", at=long_ago)
    with pytest.raises(WrongState):
        cases.appeal(case, by=owner, words="late")
    assert cases.rest() == 1 and cases.rest() == 0
    case.refresh_from_db()
    assert case.status == "closed"


def test_an_owner_does_not_see_a_report_nobody_asked_about(
    client_of: Any, owner: Any, candidate: Any, moderator: Any, make_posting: Any
) -> None:
    tell(subject_of(make_posting()), candidate)
    case = Case.objects.select_related("hospital").get()
    page = reverse("reports:of_hospital", args=[case.hospital.slug, case.pk])  # type: ignore[union-attr]
    assert client_of(owner).get(page).status_code == 404
    with pytest.raises(NotAllowed):
        cases.answer(case, by=owner, words="I know.")
    cases.ask(case, by=moderator, words="Is it true?")
    assert "Is it true?" in client_of(owner).get(page).content.decode()


def test_nobody_else_reads_a_case(
    client_of: Any, owner2: Any, hospital2: Hospital, reviewer: Any, candidate: Any, candidate2: Any, recruiter: Any,
    frozen: tuple[Posting, Case],
) -> None:  # fmt: skip
    posting, case = frozen
    sample = make_sample(candidate)
    samples.report(sample, by=recruiter, reason="patient")
    theirs, page = Case.objects.get(kind="sample"), "reports:of_hospital"
    assert client_of(owner2).get(reverse(page, args=[posting.hospital.slug, case.pk])).status_code == 404
    assert client_of(owner2).get(reverse(page, args=[hospital2.slug, case.pk])).status_code == 404
    assert client_of(reviewer).get(reverse(page, args=[posting.hospital.slug, case.pk])).status_code == 403
    for who, status in [(candidate, 200), (candidate2, 404), (recruiter, 404)]:
        assert client_of(who).get(reverse("reports:mine", args=[theirs.pk])).status_code == status
    assert client_of(candidate).get(reverse("reports:mine", args=[case.pk])).status_code == 404
    assert client_of(recruiter).get(reverse("moderation:case", args=[case.pk])).status_code == 404


def test_a_moderator_does_not_judge_what_they_reported(
    client_of: Any, moderator: Any, make_posting: Any
) -> None:
    tell(subject_of(make_posting()), moderator)
    url = reverse("moderation:case", args=[Case.objects.get().pk])
    assert "A colleague decides" in client_of(moderator).get(url).content.decode()
    sent = client_of(moderator).post(url, {"what": "decide", "decision": "dismiss", "words": ""})
    assert sent.status_code == 403


def test_a_message_is_hidden_and_comes_back(
    client_of: Any, candidate: Any, owner: Any, moderator: Any, make_application: Any
) -> None:
    application = make_application()
    message = send(application, by=owner, words="Send me your bank card.")
    past(candidate, upheld=3)
    url = reverse("reports:new", args=["message", message.pk])
    reader = client_of(candidate)
    thread = reverse("applications:my_messages", args=[application.pk])
    assert url in reader.get(thread).content.decode()
    reader.post(url, {"code": "asks_money", "words": ""})
    shown = reader.get(thread).content.decode()
    assert "bank card" not in shown and "This message was reported" in shown
    cases.dismiss(Case.objects.get(kind="message"), by=moderator)
    assert "bank card" in reader.get(thread).content.decode()
    assert Message.objects.get().hidden_at is None


# ── What had its own reports ─────────────────────────────────────────────────────────────────────────
def test_a_reported_sample_is_one_case_that_its_owner_answers(
    client_of: Any, candidate: Any, recruiter: Any, moderator: Any
) -> None:
    sample = make_sample(candidate)
    samples.report(sample, by=recruiter, reason="patient", words="A name on the door.")
    case = Case.objects.get()
    assert (case.kind, case.owner, case.held_at is not None) == ("sample", candidate, True)
    assert [(one.kind, one.key) for one in waiting.read(list(waiting.keys()))] == [(kinds.CASE, case.pk)]
    page = reverse("reports:mine", args=[case.pk])
    client_of(candidate).post(page, {"words": "It is an actor.", "what": "answer"})
    case.refresh_from_db()
    cases.dismiss(case, by=moderator)
    sample.refresh_from_db()
    assert sample.status == "shown"


def test_a_barred_person_is_let_back_when_the_appeal_is_right(
    candidate: Any, candidate2: Any, moderator: Any
) -> None:
    safety.report(candidate2, by=candidate, reason="money")
    case = Case.objects.get()
    cases.decide(case, by=moderator, outcome="removed", reasons=["asks_money"], words="w")
    assert candidate2.mentoring_reports.get().status == "barred"
    cases.appeal(case, by=candidate2, words="A gift card is no money.")
    cases.settle(case, by=moderator, granted=True, words="You are right.")  # there is no other moderator
    assert candidate2.mentoring_reports.get().status == "dismissed"


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────
def test_the_list_costs_the_same_for_one_and_for_many(
    client_of: Any, moderator: Any, candidate: Any, make_posting: Any, django_assert_max_num_queries: Any
) -> None:
    client, url, now = client_of(moderator), reverse("moderation:cases"), timezone.now()
    counts = []
    client.get(url)
    vocabulary()  # read once in a while, whatever the page
    for n in (1, 30):
        rows = [
            Case(kind="opening", subject_id=n * 1000 + i, title="t", opened_at=now, since=now)
            for i in range(n)
        ]
        for case in Case.objects.bulk_create(rows):
            Report.objects.create(case=case, code="fake", at=now, weight=1)
        with django_assert_max_num_queries(20) as seen:
            assert client.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_trail_never_says_who_reported(candidate: Any, make_posting: Any) -> None:
    tell(subject_of(make_posting()), candidate, words="secret words")
    for event in Event.objects.filter(subject_type="moderation.case"):
        assert event.actor_id is None and "secret" not in f"{event.words}{event.data}"


# ── Races ────────────────────────────────────────────────────────────────────────────────────────────
def at_once(*acts: Any) -> list[Any]:
    gate = Barrier(len(acts))

    def run(act: Any) -> Any:
        try:
            gate.wait(10)
            return act()
        except Exception as error:  # what a loser gets is looked at below
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [found.result(20) for found in [pool.submit(run, act) for act in acts]]


@pytest.mark.django_db(transaction=True)
def test_three_reports_at_the_same_time_freeze_once(make_posting: Any) -> None:
    posting = make_posting()
    subject = subject_of(posting)
    got = at_once(*(lambda one=one: tell(subject, one) for one in people(3)))
    assert all(isinstance(one, Report) for one in got), got
    assert Case.objects.count() == 1 and Report.objects.count() == 3
    assert Event.objects.filter(verb="freeze", subject_id=posting.pk).count() == 1
    assert Event.objects.filter(verb="hold").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_moderators_decide_and_one_wins(moderator: Any, candidate: Any, make_posting: Any) -> None:
    tell(subject_of(make_posting()), candidate)
    case = Case.objects.get()
    got = at_once(
        lambda: cases.dismiss(Case.objects.get(pk=case.pk), by=moderator),
        lambda: cases.decide(
            Case.objects.get(pk=case.pk), by=moderator, outcome="mended", reasons=["not_true"], words="w"
        ),
    )
    assert sorted(type(one).__name__ for one in got) == ["NoneType", "WrongState"]
    assert Event.objects.filter(subject_type="moderation.case", verb__in=["dismiss", "decide"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_report_while_the_case_closes_is_not_lost(moderator: Any, make_posting: Any) -> None:
    first, second = people(2)
    subject = subject_of(make_posting())
    tell(subject, first)
    case = Case.objects.get()
    got = at_once(
        lambda: cases.dismiss(Case.objects.get(pk=case.pk), by=moderator), lambda: tell(subject, second)
    )
    assert not any(isinstance(one, Exception) for one in got), got
    told = Report.objects.select_related("case").get(by=second)
    assert (told.case.status == "open") is (told.worth == "")
