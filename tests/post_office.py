"""A real SMTP server on this machine: what the board sends arrives here."""

import email
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from django.db.models import F

from core.mail.outbox import deliver_due
from core.models import OutgoingMail


class PostOffice:
    """Receives what the worker sends."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.port = 0

    @contextmanager
    def open(self) -> Iterator["PostOffice"]:
        """Listens on a free port of the loopback address while the block runs."""
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = int(door.getsockname()[1])
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 Message accepted for delivery"

    def collect(self) -> None:
        """Let the worker's half of the outbox send what is due."""
        deliver_due(limit=500)

    def later(self, by: timedelta) -> None:
        """That much time passes for every letter that waits for its moment."""
        OutgoingMail.objects.waiting().update(next_try_at=F("next_try_at") - by)

    def newest_to(self, address: str) -> EmailMessage:
        self.collect()
        return [letter for letter in self.letters if letter["To"] == address][-1]

    def subjects_to(self, address: str) -> list[str]:
        self.collect()
        return [str(letter["Subject"]) for letter in self.letters if letter["To"] == address]

    def code_to(self, address: str) -> str:
        """The code in the newest letter to that address: every letter with a code says it in its subject."""
        subject = str(self.newest_to(address)["Subject"])
        found = re.search(r"\b([A-Z0-9]{3,4}-[A-Z0-9]{3,4}|\d{6})\b", subject)
        assert found, subject
        return found.group(1)


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def button_of(letter: EmailMessage) -> str:
    """The first address in the letter."""
    found = re.search(r"https?://\S+", text_of(letter))
    assert found, text_of(letter)
    return found.group(0)
