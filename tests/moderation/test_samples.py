"""Reported work samples at the desk: only those are seen there, and each decision reaches their owner."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts import samples
from accounts.models import User, WorkSample
from core.models import Event, OutgoingMail
from core.vocabulary import vocabulary
from moderation import waiting
from moderation.models import Case
from tests.conftest import make_sample

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def reported(candidate: User, recruiter: User) -> WorkSample:
    sample = make_sample(candidate)
    samples.report(sample, by=recruiter, reason="patient", words="A name on the door.")
    return sample


def page_of(sample: WorkSample) -> str:
    return reverse("moderation:sample", args=[sample.pk])


def test_a_report_waits_in_the_queue_and_is_read_with_its_words(
    reported: WorkSample, moderator: User, recruiter: User, client_of: ClientOf
) -> None:
    (one,) = waiting.read(list(waiting.keys()))
    case = Case.objects.get()
    assert (one.kind, one.title, one.where, one.key) == (
        "case",
        "A day on the ward",
        "It names or shows a patient",
        case.pk,
    )
    desk = client_of(moderator)
    queue = desk.get(reverse("moderation:queue")).content.decode()
    assert one.url in queue
    assert page_of(reported) in desk.get(one.url).content.decode()
    page = desk.get(page_of(reported)).content.decode()
    assert "A name on the door." in page and recruiter.name in page
    assert desk.get(f"{page_of(reported)}pictures/1/")["Content-Type"] == "image/webp"


def test_nobody_else_opens_it_and_a_sample_that_nobody_reported_is_not_at_the_desk(
    reported: WorkSample, candidate: User, owner: User, admin_user: User, moderator: User, client_of: ClientOf
) -> None:
    for who in (candidate, owner, admin_user):
        assert client_of(who).get(page_of(reported)).status_code == 404
        assert client_of(who).get(f"{page_of(reported)}pictures/1/").status_code == 404
    unreported = make_sample(candidate)
    assert client_of(moderator).get(page_of(unreported)).status_code == 404
    assert client_of(moderator).get(f"{page_of(unreported)}pictures/1/").status_code == 404


def test_a_moderator_lets_it_back_and_may_take_it_out_of_sight_again(
    reported: WorkSample, moderator: User, client_of: ClientOf
) -> None:
    desk = client_of(moderator)
    assert (
        desk.post(page_of(reported), {"decision": "release"})["Location"]
        == reverse("moderation:queue") + "#messages"
    )
    reported.refresh_from_db()
    assert (reported.status, list(waiting.keys())) == ("shown", [])
    late = desk.post(page_of(reported), {"decision": "release"})
    assert late.status_code == 409
    desk.post(page_of(reported), {"reason": "not_theirs", "words": ""})
    reported.refresh_from_db()
    assert reported.status == "quarantined"
    verbs = Event.objects.about(reported).order_by("id").values_list("verb", "actor_id")
    assert [verb for verb, _who in verbs] == ["quarantine", "release", "quarantine"]
    assert list(verbs)[1][1] == moderator.pk


def test_a_removal_says_why_in_the_moderators_words(
    reported: WorkSample, moderator: User, client_of: ClientOf
) -> None:
    desk = client_of(moderator)
    unsaid = desk.post(page_of(reported), {"decision": "remove"})
    text = unsaid.content.decode()
    assert (unsaid.status_code, "Choose at least one reason." in text) == (422, True)
    assert "Tell its owner what is wrong." in text
    desk.post(page_of(reported), {"decision": "remove", "reason": "patient", "words": "Blur the door."})
    reported.refresh_from_db()
    assert (reported.status, reported.pictures.count()) == ("removed", 0)
    assert "Blur the door." in OutgoingMail.objects.get(kind="sample_removed").text
    assert "Blur the door." not in str(Event.objects.about(reported).values_list("words", "data"))


def test_nobody_judges_their_own_sample(moderator: User, recruiter: User, client_of: ClientOf) -> None:
    own = make_sample(moderator)
    samples.report(own, by=recruiter, reason="other")
    desk = client_of(moderator)
    assert "A colleague decides." in desk.get(page_of(own)).content.decode()
    assert desk.post(page_of(own), {"decision": "release"}).status_code == 403
    own.refresh_from_db()
    assert own.status == "quarantined"


def test_the_queue_asks_the_same_for_one_and_for_many(
    candidate: User, recruiter: User, moderator: User, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    for n in range(20):
        samples.report(make_sample(candidate, title=f"{n}", pictures=0), by=recruiter, reason="other")
    keys = list(waiting.keys())
    vocabulary()  # read once in a while, whatever the page
    with django_assert_num_queries(1):  # one for the page, whatever the kinds
        assert len([one.where for one in waiting.read(keys)]) == 20
