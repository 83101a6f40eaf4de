"""The log of a team: what it says, of whom it is silent, and who reads what."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from accounts.models import User
from applications import endings, pipeline
from core import audit
from core.models import Event
from hospitals import activity, staff, verification
from hospitals.models import Hospital, Seat
from postings import lifecycle
from postings.models import Revision

pytestmark = pytest.mark.django_db
PAGE = "/workspace/northlake/activity/"


def seat_of(user: User) -> Seat:
    return Seat.objects.select_related("hospital").get(user=user)


def lines(user: User) -> list[str]:
    seat = seat_of(user)
    return [strip_tags(line.sentence) for line in activity.read(seat.hospital, activity.events(seat))]


def test_the_team_reads_what_was_done_and_by_whom(
    hospital: Hospital, owner: User, recruiter: User, posting: Any, make_application: Any
) -> None:
    staff.change_role(seat_of(recruiter), "reviewer", by=owner)
    staff.change_role(seat_of(recruiter), "recruiter", by=owner)
    pipeline.read(make_application(), by=recruiter)
    lifecycle.close(posting, by=owner, outcome="not_filled")
    assert lines(owner) == [
        "Ines Calder closed the opening Social media manager",
        "Priya Nair began to read an application for Social media manager",
        "Ines Calder changed the role of Priya Nair to: Recruiter",
        "Ines Calder changed the role of Priya Nair to: Reviewer",
    ]


def test_it_reads_in_dutch_too(hospital: Hospital, owner: User, client_of: Callable[..., Client]) -> None:
    staff.invite(hospital, email="x@northlake.example", role="host", by=owner)
    assert client_of(owner).get("/nl" + PAGE).status_code == 200


def test_no_candidate_and_no_private_word_stands_in_it(
    hospital: Hospital, owner: User, candidate: User, make_application: Any, client_of: Callable[..., Client]
) -> None:
    application = make_application()
    pipeline.read(application, by=owner)
    endings.reject(application, by=owner, reason="other", message="Secret words")
    endings.withdraw(application, by=candidate, reason="private", message="My illness")
    page = client_of(owner).get(PAGE).content.decode()
    assert "A candidate withdrew the application" in strip_tags(page)
    for private in (candidate.name, candidate.email, "Secret words", "My illness", "private"):
        assert private not in page


def test_a_moderator_is_not_named(hospital: Hospital, owner: User, moderator: User) -> None:
    verification.freeze(hospital, by=moderator, words="For now.")
    assert lines(owner) == ["A moderator took the hospital off the board for now"]


@pytest.mark.parametrize(("role", "sees"), [("owner", 3), ("recruiter", 3), ("reviewer", 3), ("host", 1)])
def test_a_role_reads_of_what_it_may_see(
    role: str, sees: int, hospital: Hospital, posting: Any, make_application: Any, owner: User, request: Any
) -> None:
    person = request.getfixturevalue(role)
    staff.invite(hospital, email="x@northlake.example", role="host", by=owner)
    audit.record(posting, "edited", by=owner)
    pipeline.read(make_application(), by=owner)
    assert len(lines(person)) == sees


def test_what_happens_elsewhere_stays_there(
    hospital: Hospital, hospital2: Hospital, owner: User, owner2: User
) -> None:
    staff.invite(hospital2, email="x@waterlinie.example", role="host", by=owner2)
    assert lines(owner) == []
    assert len(lines(owner2)) == 1


def test_one_filters_by_person_and_by_sort(
    hospital: Hospital, owner: User, recruiter: User, posting: Any, client_of: Callable[..., Client]
) -> None:
    staff.invite(hospital, email="x@northlake.example", role="host", by=owner)
    audit.record(posting, "edited", by=recruiter)
    browser = client_of(owner)

    def found(query: str) -> list[str]:
        return [strip_tags(line.sentence) for line in browser.get(PAGE + query).context["lines"]]

    changed, invited = (
        "Priya Nair changed the opening Social media manager",
        "Ines Calder invited a colleague as: Host of talks",
    )
    assert found("") == [changed, invited]
    assert found(f"?person={recruiter.pk}") == [changed]
    assert found("?kind=hospitals.hospital") == [invited]
    assert found(f"?person={recruiter.pk}&kind=hospitals.hospital") == []
    assert found("?person=x&kind=accounts.user&page=zzz") == [changed, invited]


def test_names_are_words_and_never_markup(hospital: Hospital, owner: User, make_posting: Any) -> None:
    User.objects.filter(pk=owner.pk).update(name="<b onclick=x>{who}")
    audit.record(make_posting(title="<script>{0}"), "edited", by=owner)
    seat = seat_of(owner)
    sentence = activity.read(hospital, activity.events(seat))[0].sentence
    assert "<script>" not in sentence and "<b onclick" not in sentence and "&lt;script&gt;{0}" in sentence


def test_the_page_asks_the_same_for_one_and_for_two_hundred(
    hospital: Hospital, owner: User, posting: Any, make_application: Any, client_of: Callable[..., Client]
) -> None:
    browser, application = client_of(owner), make_application()
    for thing, verb in ((posting, "edited"), (application, "read"), (hospital, "edit")):
        audit.record(thing, verb, by=owner)
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        browser.get(PAGE)
    for _ in range(67):
        for thing, verb in ((posting, "edited"), (application, "read"), (hospital, "edit")):
            audit.record(thing, verb, by=owner)
    with CaptureQueriesContext(connection) as many:
        page = browser.get(PAGE)
    assert len(few) == len(many) <= 12
    assert len(page.context["lines"]) == 50


def test_every_verb_of_a_life_has_its_sentence(hospital: Hospital, owner: User) -> None:
    """A new arrow would be missing from the log without a word."""
    from postings.revising import LIFE as CHANGES

    sorts = activity.sorts_for(seat_of(owner))
    for name, life in {
        "hospitals.hospital": verification.LIFE,
        "postings.posting": lifecycle.LIFE,
        "applications.application": pipeline.LIFE,
        Revision._meta.label_lower: CHANGES,
    }.items():
        assert set(life.arrows) - set(sorts[name].sentences) == set()
        for sentence in sorts[name].sentences.values():
            assert "{who}" in str(sentence)
    assert not Event.objects.exists()
