"""The worker's half of the outbox.

The row stays locked while its letter is handed over, under a Message-ID made when it was written. A worker that
dies lets go of the lock and the letter leaves again under the same Message-ID, which mail programs fold into one;
no other order loses nothing (see docs/decisions/0005-outbox.md).
"""

from datetime import timedelta
from email.utils import parseaddr

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from core.models import OutgoingMail

MAX_TRIES = 12  # the gaps double from 30 seconds: the last try is about 17 hours after the first
FIRST_GAP = timedelta(seconds=30)
log = structlog.get_logger("mail")


def deliver_due(limit: int = 50) -> int:
    """Send what is due, each letter in a transaction of its own. Returns how many were handed over."""
    sent = 0
    connection = get_connection()
    for _ in range(limit):
        outcome = _deliver_one(connection)
        if outcome is None:
            break
        sent += outcome
    connection.close()
    return sent


def _deliver_one(connection: BaseEmailBackend) -> bool | None:
    """True sent, False failed and put off, None nothing due."""
    with transaction.atomic():
        mail = OutgoingMail.objects.due().select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        mail.tries += 1
        try:
            connection.open()  # stays open for the next letter
            _message(mail, connection).send()
        except Exception as error:
            # the post is down, or this letter cannot be sent: the others must not wait for it
