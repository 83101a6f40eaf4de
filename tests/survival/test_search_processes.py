"""Several web processes: what one of them changes, the next answer of another one shows. No waiting at all."""

import os
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from hospitals import verification
from hospitals.models import Hospital
from postings import freezing, lifecycle
from postings.models import Posting
from postings.search import index
from tests.postings.generated import draw


class Another:
    """Another web process: answers for addresses, with an index and caches of its own."""

    def __enter__(self) -> "Another":
        asked, self._asks = os.pipe()
        self._answers, answers = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            try:
                self._serve(asked, answers)
            finally:
                os._exit(os.EX_OK)
        os.close(asked)
        os.close(answers)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._asks)
        os.waitpid(self._child, 0)
        os.close(self._answers)

    def _serve(self, asked: int, answers: int) -> None:
        os.close(self._asks)
        connection.connection = None
        index.forget()
        client = Client()
        while line := os.read(asked, 10_000).decode():
            page = client.get(line).content.decode()
            os.write(answers, ("yes" if "Zebrafish" in page else "no").encode())

    def shows(self, address: str) -> bool:
        """Whether that page names the opening."""
        os.write(self._asks, address.encode())
        said = os.read(self._answers, 10).decode()
        assert said in ("yes", "no"), address
        return said == "yes"


@pytest.mark.django_db(transaction=True)
def test_what_one_web_process_changes_the_next_answer_of_another_one_shows(
    make_posting: Callable[..., Posting], hospital: Hospital, owner: User, moderator: User
) -> None:
    draw(20261123, 30)
    posting = make_posting(title="Zebrafish communicator", status="in_review", published_at=None)
    pages = [
        "/openings/", "/openings/?q=zebrafish", "/openings/feed.atom", "/openings/feed.json?q=zebrafish", "/hospitals/northlake/",
        "/openings/skills/hipaa/", "/",
    ]  # fmt: skip

    def shown() -> list[bool]:
        return [other.shows(page) for page in pages]

    everywhere, nowhere = [True] * len(pages), [False] * len(pages)
    with Another() as other:
        assert (shown(), shown()) == (nowhere, nowhere)  # its caches are warm
        lifecycle.publish(posting, by=moderator)
        assert shown() == everywhere
        freezing.freeze(posting, by=moderator)
        assert shown() == nowhere
        freezing.unfreeze(posting, by=moderator)
        assert shown() == everywhere
        verification.freeze(hospital, by=moderator, words="Looking into it.")
        assert shown() == nowhere
        verification.unfreeze(hospital, by=moderator, words="All is well.")
        assert shown() == everywhere
        Posting.objects.filter(pk=posting.pk).update(title="Another title", changed_at=timezone.now())
        assert shown()[0] is False
        Posting.objects.filter(pk=posting.pk).update(
            title="Zebrafish communicator", changed_at=timezone.now()
        )
        posting.refresh_from_db()
        lifecycle.close(posting, by=owner, outcome="not_filled")
        assert shown() == nowhere
