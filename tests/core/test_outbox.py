"""Letters leave once, wait when the post is down, and survive a worker that dies."""

from datetime import timedelta
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from accounts.models import User
from core.mail import Letter, cancel, in_language_of, outbox, queue
from core.models import OutgoingMail


def write(to: User, **fields: Any) -> OutgoingMail:
    with in_language_of(to):
        return queue(
            Letter(
                subject="You are in",
                paragraphs=["First <b>line</b>."],
                button=("See it", "/me/"),
                why="Because.",
            ),
            kind="test",
            to=to,
            **fields,
        )


def test_a_letter_leaves_in_text_and_html_under_its_own_message_id(candidate: User) -> None:
    letter = write(candidate)
    assert outbox.deliver_due() == 1
    sent = django_mail.outbox[0]
    assert (sent.to, sent.subject) == ([candidate.email], "You are in")
    assert str(letter.uid) in sent.extra_headers["Message-ID"]
    assert "First <b>line</b>." in sent.body
    assert "First &lt;b&gt;line&lt;/b&gt;." in sent.alternatives[0][0]  # type: ignore[attr-defined]
    assert "http://127.0.0.1:8000/me/" in sent.body
    letter.refresh_from_db()
    assert letter.sent_at is not None
    assert outbox.deliver_due() == 0


def test_a_subject_cannot_carry_a_second_header(candidate: User) -> None:
    letter = queue(Letter(subject="Hello\nBcc: all@x.example", paragraphs=["p"]), kind="test", to=candidate)
    assert letter.subject == "Hello Bcc: all@x.example"


def test_a_letter_waits_with_growing_gaps_when_the_post_is_down(
    candidate: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> int:
        raise ConnectionRefusedError

    letter = write(candidate)
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    gaps = []
    for _ in range(3):
        before = timezone.now()
        assert outbox.deliver_due() == 0
        letter.refresh_from_db()
        gaps.append(round((letter.next_try_at - before).total_seconds()))
        OutgoingMail.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    assert (gaps, letter.tries, letter.last_error, letter.sent_at) == (
        [30, 60, 120],
        3,
        "ConnectionRefusedError",
        None,
    )
    monkeypatch.undo()
    assert outbox.deliver_due() == 1


def test_after_the_last_try_a_letter_is_given_up_and_kept(
    candidate: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> int:
        raise ConnectionRefusedError

    write(candidate)
    OutgoingMail.objects.update(tries=outbox.MAX_TRIES - 1)
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    outbox.deliver_due()
    assert OutgoingMail.objects.get().given_up_at is not None
    assert OutgoingMail.objects.waiting().count() == 0


def test_a_letter_that_waits_can_be_cancelled_and_one_that_left_cannot(candidate: User) -> None:
    write(candidate, about="thing:1", not_before=timezone.now() + timedelta(hours=24))
    assert outbox.deliver_due() == 0
    assert cancel("thing:1", kind="test") == 1
    write(candidate, about="thing:2")
    outbox.deliver_due()
    assert cancel("thing:2", kind="test") == 0


def test_a_rolled_back_cause_leaves_no_letter(candidate: User) -> None:
    from django.db import transaction

    class Undone(Exception):
        pass

    def cause() -> None:
        with transaction.atomic():
            write(candidate)
            raise Undone

    with pytest.raises(Undone):
        cause()
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_letter(candidate: User, monkeypatch: pytest.MonkeyPatch) -> None:
    write(candidate)
    inside, go_on = Signal(), Signal()
    original = EmailBackend.send_messages

    def slow(self: EmailBackend, messages: Any) -> int:
        inside.set()
        assert go_on.wait(10)
        return original(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", slow)

    def first_worker() -> None:
        outbox.deliver_due()
        connection.close()

    thread = Thread(target=first_worker)
    thread.start()
    assert inside.wait(10)
    second = outbox.deliver_due()
    go_on.set()
    thread.join()
    assert (second, len(django_mail.outbox)) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_while_sending_leaves_the_letter_for_another(
    candidate: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: Any) -> int:
        raise Killed

    letter = write(candidate)
    monkeypatch.setattr(EmailBackend, "send_messages", die)
    with pytest.raises(Killed):
        outbox.deliver_due()
    monkeypatch.undo()
    assert outbox.deliver_due() == 1
    assert str(letter.uid) in django_mail.outbox[0].extra_headers["Message-ID"]


def test_a_letter_that_cannot_be_sent_holds_up_no_other(
    candidate: User, candidate2: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = EmailBackend.send_messages

    def choke(self: EmailBackend, messages: Any) -> int:
        if messages[0].to == [candidate.email]:
            raise UnicodeEncodeError("ascii", "é", 0, 1, "no such mailbox")
        return original(self, messages)

    poison, good = write(candidate), write(candidate2)
    monkeypatch.setattr(EmailBackend, "send_messages", choke)
    assert outbox.deliver_due() == 1
    poison.refresh_from_db()
    good.refresh_from_db()
    assert (poison.last_error, poison.sent_at, good.sent_at is not None) == ("UnicodeEncodeError", None, True)
