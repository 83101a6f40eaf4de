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
            _put_off(mail, error)
            connection.close()
        else:
            mail.sent_at, mail.last_error = timezone.now(), ""
        mail.save(update_fields=["tries", "sent_at", "next_try_at", "given_up_at", "last_error"])
        return mail.sent_at is not None


def _put_off(mail: OutgoingMail, error: Exception) -> None:
    mail.last_error = type(error).__name__
    mail.next_try_at = timezone.now() + FIRST_GAP * 2 ** (mail.tries - 1)
    if mail.tries >= MAX_TRIES:
        mail.given_up_at = timezone.now()
    log.warning(
        "mail not sent",
        mail=mail.pk,
        tries=mail.tries,
        error=mail.last_error,
        given_up=bool(mail.given_up_at),
    )


def _message(mail: OutgoingMail, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        connection=connection,
        headers=_unsubscribing(mail)
        | {
            "Message-ID": f"<{mail.uid}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
    )
    message.attach_alternative(mail.html, "text/html")
    for file in mail.attachments.order_by("id"):
        content = bytes(file.content)
        if file.content_type.startswith("text/calendar"):
            message.attach_alternative(content.decode(), file.content_type)
            message.attach(file.name, content, "application/ics")
        else:
            message.attach(file.name, content, file.content_type)
    return message


def _unsubscribing(mail: OutgoingMail) -> dict[str, str]:
    """What lets a mail program offer "unsubscribe" beside the sender's name (RFC 8058)."""
    if not mail.unsubscribe:
        return {}
    return {
        "List-Unsubscribe": f"<{mail.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
