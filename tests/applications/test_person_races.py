"""Two at once on one application's page, on real PostgreSQL; with the lock off the race is seen."""

from typing import Any

import pytest

from accounts.models import User
from applications import messages, notes, sending
from applications.models import Application, Message, Rating
from applications.refusals import Refused
from core.vocabulary import vocabulary
from tests.applications.test_races import meet_before, together, without_locks

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_reader_who_rates_in_two_windows_has_one_rating(make_application: Any, reviewer: User) -> None:
    application = make_application()
    skills = [s.pk for s in vocabulary().skills_named(application.posting.required_skills)]
    results = together(
        lambda: notes.rate(application, dict.fromkeys(skills, 1), by=reviewer),
        lambda: notes.rate(application, dict.fromkeys(reversed(skills), 4), by=reviewer),
    )
    assert results == [None, None]
    assert Rating.objects.count() == len(skills)
    assert len(set(Rating.objects.values_list("score", flat=True))) == 1


@pytest.mark.parametrize("locked", [True, False])
def test_two_messages_at_once_do_not_pass_the_limit_together(
    monkeypatch: pytest.MonkeyPatch, make_application: Any, recruiter: User, locked: bool
) -> None:
    application = make_application()
    monkeypatch.setattr(messages, "PER_DAY", {True: 1, False: 1})
    if not locked:
        without_locks(monkeypatch)
    meet_before(monkeypatch, messages.letters, "to_the_candidate")
    results = together(*(lambda w=w: messages.send(application, by=recruiter, words=w) for w in "ab"))
    assert sum(isinstance(r, Refused) for r in results) == (1 if locked else 0)
    assert Message.objects.count() == (1 if locked else 2)


def test_two_who_apply_at_once_have_numbers_of_their_own(
    make_application: Any, candidate: User, candidate2: User
) -> None:
    one, two = make_application(status="draft"), make_application(status="draft", candidate=candidate2)
    together(lambda: sending.submit(one, by=candidate), lambda: sending.submit(two, by=candidate2))
    assert set(Application.objects.values_list("number", flat=True)) == {1, 2}
