"""Where one life of the desk meets another: what was decided elsewhere stays, and nobody reads or decides what is not theirs."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone, translation

from accounts import samples, throttle
from accounts.erasing import erase as erase_person
from applications import erasing
from applications.messages import send
from core.models import OutgoingMail, Skill
from core.workflow import NotAllowed
from hospitals import banning, verification
from hospitals.models import Hospital, Seat
from mentoring import safety
from moderation import cases, merging, numbers, reporting, subjects, waiting, words
from moderation.models import Case, Report
from postings import lifecycle
from postings.models import Posting
from tests.conftest import make_sample, person
from tests.mentoring.conftest import make_mentor, running

pytestmark = pytest.mark.django_db


def tell(subject: Any, by: Any = None, network: str = "", **facts: Any) -> Report:
    return reporting.report(subject, by=by, network=network, **({"code": "fake"} | facts))


def about(posting: Posting) -> Any:
    return subjects.of_opening(Posting.objects.select_related("hospital").get(pk=posting.pk))


def people(n: int) -> list[Any]:
    return [person(f"r{i}@people.example", f"Reader {i}") for i in range(n)]


def test_a_moderator_of_the_reported_hospital_does_not_read_who_reported_it(
    client_of: Any, moderator: Any, candidate: Any, make_posting: Any
) -> None:
    posting = make_posting()
    tell(about(posting), candidate, words="They asked me for money.")
    page = reverse("moderation:case", args=[Case.objects.get().pk])
    assert candidate.name in client_of(moderator).get(page).content.decode()
    Seat.objects.create(user=moderator, hospital=posting.hospital, role="reviewer")
    shown = client_of(moderator).get(page).content.decode()
    assert "A colleague decides" in shown
    assert candidate.name not in shown and candidate.email not in shown and "asked me for money" not in shown


def test_nothing_wrong_with_a_report_does_not_open_a_hospital_that_a_moderator_stopped(
    moderator: Any, candidate: Any, hospital: Hospital
) -> None:
    tell(subjects.of_hospital(hospital), candidate)
    verification.freeze(hospital, by=moderator, words="Fake papers.")
    cases.dismiss(Case.objects.get(), by=moderator)
    assert Hospital.objects.get(pk=hospital.pk).frozen_at is not None


def test_an_appeal_that_is_right_opens_the_hospital_that_the_case_stopped(
    moderator: Any, owner: Any, candidate: Any, hospital: Hospital
) -> None:
    tell(subjects.of_hospital(hospital), candidate)
    case = Case.objects.get()
    cases.decide(case, by=moderator, outcome="removed", reasons=["fake"], words="w")
    assert Hospital.objects.get(pk=hospital.pk).frozen_at is not None
    cases.appeal(case, by=owner, words="We exist.")
    cases.settle(Case.objects.get(pk=case.pk), by=moderator, granted=True, words="You do.")
    assert Hospital.objects.get(pk=hospital.pk).frozen_at is None


def test_an_appeal_that_is_right_brings_nothing_back_that_was_reported_anew(
    moderator: Any, recruiter: Any, candidate: Any
) -> None:
    sample = make_sample(candidate)
    samples.report(sample, by=recruiter, reason="other")
    first = Case.objects.get()
    cases.decide(first, by=moderator, outcome="mended", reasons=["patient_data"], words="Blurred.")
    cases.appeal(first, by=candidate, words="It never showed anybody.")
    sample.refresh_from_db()
    assert sample.status == "shown"
    samples.report(sample, by=recruiter, reason="patient", words="A second door.")
    cases.settle(first, by=moderator, granted=True, words="You are right.")
    sample.refresh_from_db()
    assert sample.status == "quarantined"
    cases.dismiss(Case.objects.undecided().get(), by=moderator)
    sample.refresh_from_db()
    assert sample.status == "shown"


def test_an_appeal_of_a_mentor_that_is_right_leaves_what_was_reported_anew(
    moderator: Any, recruiter: Any, owner: Any, candidate: Any
) -> None:
    safety.report(candidate, by=recruiter, reason="other")
    first = Case.objects.get()
    cases.decide(first, by=moderator, outcome="removed", reasons=["other"], words="w")
    cases.appeal(first, by=candidate, words="No.")
    again = safety.report(candidate, by=owner, reason="money")
    cases.settle(first, by=moderator, granted=True, words="Yes.")
    again.refresh_from_db()
    assert again.status == "open"
    cases.decide(
        Case.objects.undecided().get(), by=moderator, outcome="removed", reasons=["other"], words="w"
    )
    again.refresh_from_db()
    assert again.status == "barred"


def test_a_moderator_who_is_reported_as_a_mentor_does_not_read_whose_request_it_was(
    client_of: Any, moderator: Any, candidate: Any
) -> None:
    row = running(make_mentor(moderator), candidate)
    safety.report(moderator, by=candidate, reason="other", mentorship=row)
    page = reverse("moderation:case", args=[Case.objects.get().pk])
    assert candidate.name not in client_of(moderator).get(page).content.decode()


def test_a_case_about_what_a_colleague_removed_can_still_be_decided(
    client_of: Any, moderator: Any, candidate: Any, make_posting: Any
) -> None:
    posting = make_posting()
    tell(about(posting), candidate)
    lifecycle.remove(posting, by=moderator, reasons=["other"], words="No job.")
    page = reverse("moderation:case", args=[Case.objects.get().pk])
    data = {"what": "decide", "decision": "removed", "reasons": ["asks_money"], "words": "No fee."}
    assert client_of(moderator).post(page, data).status_code == 302
    assert Case.objects.get().outcome == "removed"
    assert OutgoingMail.objects.filter(kind="report_outcome", user=candidate).count() == 1


def test_a_hospital_that_reports_stopped_gets_one_letter_and_no_words_of_the_reporters_language(
    owner: Any, hospital: Hospital
) -> None:
    with translation.override("nl"):
        for one in people(3):
            tell(subjects.of_hospital(hospital), one)
    assert Hospital.objects.get(pk=hospital.pk).frozen_at is not None
    mine = OutgoingMail.objects.filter(user=owner)
    assert list(mine.values_list("kind", flat=True)) == ["case_held"]
    assert "A moderator took" not in mine.get().text


def test_no_moderator_decides_about_a_message_that_their_own_hospital_reported(
    moderator: Any, owner: Any, candidate: Any, make_application: Any
) -> None:
    application = make_application()
    message = send(application, by=candidate, words="You are all fools.")
    found = subjects.find("message", message.pk, by=owner)
    assert found is not None
    tell(found, owner, code="pressure")
    case = Case.objects.get()
    assert case.owner == candidate and cases.is_impartial(moderator, case)
    Seat.objects.create(user=moderator, hospital=application.posting.hospital, role="reviewer")
    with pytest.raises(NotAllowed):
        cases.decide(case, by=moderator, outcome="removed", reasons=["pressure"], words="w")


def test_an_earlier_bar_stays_when_a_later_report_is_wrong(
    candidate: Any, candidate2: Any, moderator: Any
) -> None:
    first = safety.report(candidate2, by=candidate, reason="money")
    cases.decide(Case.objects.get(), by=moderator, outcome="removed", reasons=["asks_money"], words="w")
    second = safety.report(candidate2, by=people(1)[0], reason="other", words="x")
    cases.dismiss(Case.objects.undecided().get(), by=moderator)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("barred", "dismissed")


@pytest.mark.parametrize("whole_account", [True, False])
def test_what_a_hospital_wrote_to_somebody_leaves_the_case_with_them(
    owner: Any, candidate: Any, make_application: Any, whole_account: bool
) -> None:
    application = make_application()
    message = send(application, by=owner, words="Amara Bekele, send me your card.")
    found = subjects.find("message", message.pk, by=candidate)
    assert found is not None
    tell(found, candidate, words="He wrote to Amara Bekele.")
    if whole_account:
        erase_person(candidate, at=timezone.now())
    else:
        erasing.erase(application, why="period", at=timezone.now())
    case = Case.objects.get()
    assert "Amara" not in f"{case.title}{case.text}{case.reports.get().words}"


def test_one_mailbox_is_not_flooded_by_reports_of_others(
    make_posting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i in range(5):
        tell(about(make_posting()), network=f"10.0.{i}.1", email=f"Victim+{i}@example.org")
    assert Report.objects.count() == 5
    assert OutgoingMail.objects.filter(kind="report_confirm").count() == reporting.MAILBOX


def test_one_subnet_of_ipv6_is_one_network(make_posting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "may", lambda *_a, **_k: True)
    posting = make_posting()
    for i in range(6):
        tell(about(posting), network=f"2001:db8:1:2::{i}")
    assert Report.objects.count() == 1 and Case.objects.get().held_at is None
    tell(about(posting), network="2001:db8:1:3::1")
    assert Report.objects.count() == 2
    assert reporting.network_key("::ffff:10.0.0.1") == reporting.network_key("10.0.0.1")


def test_a_removal_after_reports_is_one_letter_to_the_team(
    owner: Any, moderator: Any, candidate: Any, make_posting: Any
) -> None:
    tell(about(make_posting()), candidate)
    cases.decide(Case.objects.get(), by=moderator, outcome="removed", reasons=["asks_money"], words="No fee.")
    letters = OutgoingMail.objects.filter(user=owner, cancelled_at=None)
    assert list(letters.values_list("kind", flat=True)) == ["case_decided"]
    assert owner.notices.count() == 1


def test_a_word_that_was_merged_while_somebody_edited_it_stays_merged(moderator: Any) -> None:
    gone, kept = Skill.objects.filter(merged_into=None, retired_at=None)[:2]
    read_before = Skill.objects.get(pk=gone.pk)
    merging.merge("skill", gone, kept, by=moderator)
    read_before.name_en = "Another name"
    words.save(read_before, by=moderator, verb="edited")
    now = Skill.objects.get(pk=gone.pk)
    assert (now.merged_into_id, now.name_en) == (kept.pk, "Another name")
    assert now.retired_at is not None


def test_no_moderator_bans_or_lifts_the_domain_of_their_own_hospital(
    moderator: Any, hospital: Hospital
) -> None:
    row = banning.ban("northlake.example", reason="Taken over.", by=moderator)
    Seat.objects.create(user=moderator, hospital=hospital, role="reviewer")
    with pytest.raises(NotAllowed):
        banning.lift(row, by=moderator)
    with pytest.raises(NotAllowed):
        banning.ban("https://www.northlake.example/", reason="r", by=moderator)
    assert banning.is_banned("northlake.example")


def test_a_moderator_does_not_read_who_reported_themselves(
    client_of: Any, moderator: Any, recruiter: Any, candidate: Any
) -> None:
    samples.report(make_sample(moderator), by=recruiter, reason="other", words="secret words")
    safety.report(moderator, by=candidate, reason="money", words="secret words")
    for case in Case.objects.all():
        shown = client_of(moderator).get(reverse("moderation:case", args=[case.pk])).content.decode()
        assert not [said for said in (recruiter.name, candidate.name, "secret words") if said in shown]


def test_what_a_person_reported_and_what_others_said_of_them_is_erased_with_them(
    candidate: Any, candidate2: Any, make_posting: Any
) -> None:
    EmailAddress.objects.create(user=candidate, email="second@people.example", verified=True)
    posting = make_posting()
    mine = tell(about(posting), candidate, words="I was asked for money.", network="10.0.0.1")
    others = tell(about(posting), candidate2, words="Amara Bekele told me of it.")
    visit = tell(about(posting), network="10.0.0.9", email="second@people.example", words="Me again.")
    erase_person(candidate, at=timezone.now())
    for row in (mine, others, visit):
        row.refresh_from_db()
    assert (mine.by, mine.words, mine.network) == (None, "", "")
    assert (visit.email, visit.words) == ("", "")
    assert "Amara" not in others.words and others.by == candidate2


def test_what_is_decided_about_a_sample_is_one_decision_that_waited_since_the_first_report(
    moderator: Any, candidate: Any, owner: Any, candidate2: Any
) -> None:
    now = timezone.now()
    sample = make_sample(candidate)
    samples.report(sample, by=owner, reason="patient", at=now - timedelta(hours=50))
    tell(subjects.of_sample(sample), candidate2, code="patient_data", at=now - timedelta(hours=2))
    cases.decide(
        Case.objects.get(), by=moderator, outcome="removed", reasons=["patient_data"], words="A name can be read.",
        at=now - timedelta(hours=1),
    )  # fmt: skip
    found = numbers.count(numbers.span_of("28", now))
    assert [(one["kind"], one["n"], one["median"]) for one in found["waits"]] == [("case", 1, 49 * 3600)]
    assert found["reports"] == {"decided": 1, "upheld": 1}


def test_the_next_one_is_found_behind_many_that_one_may_not_decide(
    moderator: Any, candidate: Any, make_posting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most in (reporting.AT_ONCE, reporting.A_DAY):
        monkeypatch.setitem(most, True, 100)
    for _n in range(25):
        tell(about(make_posting()), moderator)
    last = tell(about(make_posting()), candidate)
    found = waiting.next_for(moderator)
    assert found is not None
    assert found[:2] == ("case", last.case_id)


@pytest.mark.parametrize(("decision", "letter"), [("removed", "case_decided"), ("dismiss", "case_dismissed")])
def test_one_decision_about_a_hospital_is_one_letter_to_its_owner(
    decision: str, letter: str, owner: Any, moderator: Any, hospital: Hospital
) -> None:
    Hospital.objects.filter(pk=hospital.pk).update(trusted=True, trusted_at=timezone.now())
    for one in people(3):
        tell(subjects.of_hospital(hospital), one)
    if decision == "removed":
        cases.decide(
            Case.objects.get(), by=moderator, outcome="removed", reasons=["fake"], words="No such place."
        )
        assert "What is online stays online." in OutgoingMail.objects.get(kind="case_decided").text
    else:
        cases.dismiss(Case.objects.get(), by=moderator)
    assert (Hospital.objects.get(pk=hospital.pk).frozen_at is None) is (decision == "dismiss")
    mine = OutgoingMail.objects.filter(user=owner, cancelled_at=None).order_by("pk")
    assert list(mine.values_list("kind", flat=True)) == ["case_held", letter]
