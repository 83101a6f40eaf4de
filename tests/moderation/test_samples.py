"""Reported work samples and people of mentoring at the desk: decided in their case, and each decision is one letter."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import samples
from accounts.models import SampleReport, User, WorkSample
from core.models import Event, OutgoingMail
from core.vocabulary import vocabulary
from mentoring import safety
from mentoring.models import Report as PersonReport
from moderation import cases, waiting
from moderation.models import Case
from tests.conftest import make_sample

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
REMOVED = {"what": "decide", "decision": "removed", "reasons": ["patient_data"], "words": "Blur the door."}


@pytest.fixture
def reported(candidate: User, recruiter: User) -> WorkSample:
    sample = make_sample(candidate)
    samples.report(sample, by=recruiter, reason="patient", words="A name on the door.")
    return sample


def page_of(sample: WorkSample) -> str:
    return reverse("moderation:case", args=[Case.objects.filter(subject_id=sample.pk).latest("pk").pk])


def letters(user: User) -> list[str]:
    return list(OutgoingMail.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_a_report_waits_in_the_queue_and_is_read_with_its_words(
    reported: WorkSample, moderator: User, recruiter: User, client_of: ClientOf
) -> None:
    (one,) = waiting.read(list(waiting.keys()))
    assert (one.kind, one.title, one.where) == (
        "case",
        "A day on the ward",
        "It names or shows a patient",
    )
    assert sum(n for n, _oldest in waiting.counts().values()) == 1
    desk = client_of(moderator)
    assert one.url in desk.get(reverse("moderation:queue")).content.decode()
    page = desk.get(one.url).content.decode()
    assert "A name on the door." in page and recruiter.name in page and "Script, filming" in page
    assert f"{one.url}pictures/1/" in page
    assert desk.get(f"{one.url}pictures/1/")["Content-Type"] == "image/webp"


def test_nobody_else_opens_it_and_no_picture_of_another_sample_is_at_the_desk(
    reported: WorkSample, candidate: User, owner: User, admin_user: User, moderator: User, client_of: ClientOf
) -> None:
    for who in (candidate, owner, admin_user):
        assert client_of(who).get(page_of(reported)).status_code == 404
        assert client_of(who).get(f"{page_of(reported)}pictures/1/").status_code == 404
    now = timezone.now()
    other = Case.objects.create(kind="opening", subject_id=reported.pk, title="t", opened_at=now, since=now)
    url = reverse("moderation:case_picture", args=[other.pk, 1])
    assert client_of(moderator).get(url).status_code == 404


def test_a_moderator_lets_it_back_and_may_report_it_again_for_a_colleague(
    reported: WorkSample, candidate: User, moderator: User, client_of: ClientOf
) -> None:
    desk, page = client_of(moderator), page_of(reported)
    back = {"what": "decide", "decision": "dismiss", "words": ""}
    assert desk.post(page, back)["Location"] == reverse("moderation:queue") + "#messages"
    reported.refresh_from_db()
    assert (reported.status, list(waiting.keys())) == ("shown", [])
    assert letters(candidate) == ["case_held", "case_dismissed"]
    assert desk.post(page, back).status_code == 409
    assert desk.post(page, {"what": "report", "words": ""}).status_code == 422
    desk.post(page, {"what": "report", "reason": "not_theirs", "words": ""})
    reported.refresh_from_db()
    assert reported.status == "quarantined"
    verbs = Event.objects.about(reported).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["quarantine", "release", "quarantine"]
    shown = desk.get(page_of(reported)).content.decode()
    assert "A colleague decides." in shown and 'value="decide"' not in shown
    assert desk.post(page_of(reported), back).status_code == 403


def test_a_removal_is_one_letter_with_the_reason_and_the_moderators_words(
    reported: WorkSample, candidate: User, moderator: User, client_of: ClientOf
) -> None:
    candidate.language = "nl"
    candidate.save()
    desk = client_of(moderator)
    unsaid = desk.post(page_of(reported), {"what": "decide", "decision": "removed"})
    text = unsaid.content.decode()
    assert (unsaid.status_code, "Tell its owner what is wrong." in text) == (422, True)
    assert desk.post(page_of(reported), REMOVED | {"decision": "mended"}).status_code == 422
    desk.post(page_of(reported), REMOVED)
    reported.refresh_from_db()
    assert (reported.status, reported.pictures.count()) == ("removed", 0)
    assert letters(candidate) == ["case_held", "case_decided"]
    mail = OutgoingMail.objects.get(kind="case_decided")
    assert "Blur the door." in mail.text and (mail.to, mail.language) == (candidate.email, "nl")
    why = vocabulary().reasons_named(["patient_data"])[0]
    assert why.name_nl in mail.text
    assert "Blur the door." not in str(Event.objects.values_list("words", "data"))


def test_who_is_barred_reads_why_in_one_letter_and_may_appeal(
    candidate: User, candidate2: User, moderator: User, client_of: ClientOf
) -> None:
    safety.report(candidate2, by=candidate, reason="money", words="Sells a course.")
    safety.report(candidate2, by=moderator, reason="other", words="Me too.")
    page = reverse("moderation:case", args=[Case.objects.get().pk])
    assert 'value="decide"' not in client_of(moderator).get(page).content.decode()  # they reported it
    Case.objects.get().reports.filter(by=moderator).delete()
    PersonReport.objects.filter(by=moderator).delete()
    client_of(moderator).post(page, REMOVED | {"reasons": ["asks_money"], "words": "No courses."})
    assert set(candidate2.mentoring_reports.values_list("status", flat=True)) == {"barred"}
    assert letters(candidate2) == ["case_decided"]
    mail = OutgoingMail.objects.get(user=candidate2)
    assert "No courses." in mail.text and "14" in mail.text
    cases.appeal(Case.objects.get(), by=candidate2, words="It was a gift.")


def test_nobody_judges_their_own_sample(moderator: User, recruiter: User, client_of: ClientOf) -> None:
    own = make_sample(moderator)
    samples.report(own, by=recruiter, reason="other")
    desk = client_of(moderator)
    assert "A colleague decides." in desk.get(page_of(own)).content.decode()
    for what in ({"what": "decide", "decision": "dismiss"}, {"what": "report", "reason": "other"}):
        assert desk.post(page_of(own), what).status_code == 403
    own.refresh_from_db()
    assert own.status == "quarantined"


def test_what_was_reported_before_there_were_cases_can_be_decided(
    candidate: User, candidate2: User, recruiter: User, moderator: User
) -> None:
    """As the migration finds them: a sample and a person that wait without a case."""
    from importlib import import_module

    now = timezone.now()
    sample = make_sample(candidate, status="quarantined", quarantined_at=now)
    unreported = make_sample(candidate, status="quarantined", quarantined_at=now)
    SampleReport.objects.create(sample=sample, reason="not_theirs", by=recruiter, words="Mine.", at=now)
    for by in (candidate, recruiter):
        PersonReport.objects.create(about=candidate2, by=by, reason="money", at=now)
    open_cases = import_module("moderation.migrations.0007_whatever_was_reported_has_a_case").open_cases
    open_cases(apps, None)
    open_cases(apps, None)
    found = {(one.kind, one.subject_id): one.reports.count() for one in Case.objects.undecided()}
    assert found == {("sample", sample.pk): 1, ("sample", unreported.pk): 0, ("mentor", candidate2.pk): 2}
    for case in Case.objects.all():
        cases.dismiss(case, by=moderator)
    assert not WorkSample.objects.quarantined().exists()
    assert not PersonReport.objects.filter(status="open").exists()


def test_the_queue_asks_the_same_for_one_and_for_many(
    candidate: User, recruiter: User, moderator: User, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    for n in range(20):
        samples.report(make_sample(candidate, title=f"{n}", pictures=0), by=recruiter, reason="other")
    keys = list(waiting.keys())
    vocabulary()  # read once in a while, whatever the page
    with django_assert_num_queries(1):  # one for the page, whatever the kinds
        assert len([one.where for one in waiting.read(keys)]) == 20
