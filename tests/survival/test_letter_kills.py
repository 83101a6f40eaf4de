"""kill -9 of the worker at every step of its work while it writes to many: everybody hears of it exactly once.

The ledger is the outbox, compared with who waits for an answer and who saved the opening that closed.
"""

import signal
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from alerts.models import Bookmark
from applications.models import Application
from core import rounds
from core.models import OutgoingMail, Round
from postings import lifecycle
from postings.models import Posting
from tests.survival import dying

KINDS = ("application_posting_closed", "saved_ended")
PEOPLE = 60
STEPS = range(1, 61)  # more than four letters and their commit take


def worker(point: int) -> int:
    return dying.run(lambda _: rounds.go_on_with_all.call(), point).signal


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_again_and_again_tells_everybody_once(
    make_posting: Callable[..., Posting],
    make_application: Any,
    owner: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rounds, "AT_ONCE", 3)
    monkeypatch.setattr(rounds, "AT_A_TIME", 4)
    posting = make_posting()
    users = User.objects.bulk_create(
        User(email=f"reader{n}@people.example", name="R") for n in range(2 * PEOPLE)
    )
    for user in users[:PEOPLE]:
        make_application(posting=posting, candidate=user)
    Bookmark.objects.bulk_create(Bookmark(user=user, posting=posting) for user in users[PEOPLE:])
    OutgoingMail.objects.all().delete()
    lifecycle.close(posting, by=owner, outcome="cancelled")
    assert Round.objects.count() == 2

    died = [worker(point) for point in STEPS]
    assert died == [signal.SIGKILL] * len(STEPS)
    assert Round.objects.exists()  # some is left to do
    assert worker(0) == 0

    told = Counter(OutgoingMail.objects.filter(kind__in=KINDS).values_list("kind", "user_id"))
    waiting = Application.objects.values_list("candidate_id", flat=True)
    saved = Bookmark.objects.values_list("user_id", flat=True)
    assert told == Counter(
        [("application_posting_closed", pk) for pk in waiting] + [("saved_ended", pk) for pk in saved]
    )
    assert not Round.objects.exists()
    rounds.go_on_with_all.call()
    assert OutgoingMail.objects.filter(kind__in=KINDS).count() == 2 * PEOPLE
