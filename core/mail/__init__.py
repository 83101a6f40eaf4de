"""Letters: written in the transaction of their cause, sent by the worker.

    letter = Letter(subject=_("…"), paragraphs=[…], button=(_("See it"), path), why=_("…"))
    queue(letter, kind="posting_published", to=user)

Write the letter inside `in_language_of(user)`, so that every word is in the reader's language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.safestring import SafeString

from core.models import MailAttachment, OutgoingMail


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes along. A calendar is sent as a part of the message too, so that mail programs offer its buttons."""

    name: str
    content_type: str
    content: bytes


@dataclass(slots=True)
class Letter:
    """The content of one mail; the templates mail/letter.* give it its form. Plain text everywhere, never HTML."""

    subject: str
    paragraphs: list[str]
    greeting: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    quote: str = ""
    code: str = ""  # to be typed somewhere: stands large and alone
    # A list of links under headings: (heading, [(words, path)]).
    sections: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    button: tuple[str, str] | None = None  # label, path or URL
    after: list[str] = field(default_factory=list)
    why: str = ""
    files: list[Attached] = field(default_factory=list)
    # A path that ends such mails with one POST (RFC 8058); a link in the mail leads there too.
    unsubscribe: str = ""


@contextmanager
def in_language_of(reader: Any) -> Iterator[str]:
    """Activates the reader's language (a user, or a language code) and yields it."""
    language = reader if isinstance(reader, str) else reader.language
    with translation.override(language):
        yield language


def queue(
    letter: Letter,
    *,
    kind: str,
    to: Any,
    address: str = "",
    about: str = "",
    not_before: datetime | None = None,
) -> OutgoingMail:
    """Put a letter in the outbox. `to` is a user, or None with `address` for someone without an account.

    Call it inside the transaction of its cause. `about` names what it speaks of ("applications.application:7"),
    so that `cancel` can find it while it waits.
    """
    mail = written(letter, kind=kind, to=to, address=address, about=about, not_before=not_before)
    mail.save()
    MailAttachment.objects.bulk_create(
        MailAttachment(mail=mail, name=file.name, content_type=file.content_type, content=file.content)
        for file in letter.files
    )
    return mail


def written(
    letter: Letter,
    *,
    kind: str,
    to: Any,
    address: str = "",
    about: str = "",
    not_before: datetime | None = None,
) -> OutgoingMail:
    """The same, not stored yet and without its files: for whoever stores many letters with one statement."""
    if letter.button:
        letter.button = (letter.button[0], _whole(letter.button[1]))
    letter.unsubscribe = _whole(letter.unsubscribe)
    language = translation.get_language() or settings.LANGUAGE_CODE
    context = {
        "letter": letter,
        "sections": [(head, *_rows(rows)) for head, rows in letter.sections],
        "SITE_NAME": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "language": language,
    }
    return OutgoingMail(
        kind=kind,
        user=to,
        to=address or to.email,
        language=language,
        subject=" ".join(str(letter.subject).split())[:250],
        text=render_to_string("mail/letter.txt", context),
        html=render_to_string("mail/letter.html", context),
        unsubscribe=letter.unsubscribe,
        about=about,
        next_try_at=not_before or timezone.now(),
        cancelled_at=timezone.now() if _hears_nothing(to, kind) else None,
    )


def _hears_nothing(to: Any, kind: str) -> bool:
    """A closed or erased account gets letters about the account itself, and no others."""
    return getattr(to, "standing", "open") != "open" and not kind.startswith("account_")


def _rows(rows: list[tuple[str, str]]) -> tuple[str, SafeString]:
    """A list of links as text and as HTML. A run of alerts writes the same lines into thousands of letters."""
    lines = [_line(words, _whole(path)) for words, path in rows]
    return "".join(text for text, _ in lines), SafeString("".join(html for _, html in lines))


@lru_cache(maxsize=4000)
def _line(words: str, url: str) -> tuple[str, str]:
    html = _frame().format(url=escape(url), words=escape(words))
    return f"- {words}\n  {url}\n", html


@lru_cache(maxsize=1)
def _frame() -> str:
    return render_to_string("mail/_line.html", {"url": "{url}", "words": "{words}"})


def _whole(address: str) -> str:
    """A path of the board as the whole address that a mail needs."""
    return settings.SITE_URL + address if address.startswith("/") else address


def cancel(about: str, *, kind: str) -> int:
    """Stop a waiting letter. Returns how many were stopped: 0 means it has left already."""
    return OutgoingMail.objects.waiting().filter(about=about, kind=kind).update(cancelled_at=timezone.now())
