"""One mail in the morning with what a candidate was told since the last one.

The waiting lines of a person are locked, put into one letter and marked in one transaction: of two workers one finds
them locked and goes on; a worker that dies leaves them waiting as they were.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import inbox
from accounts.models import InboxItem, News, User
from core.mail import Letter, in_language_of, queue

MAIL = "inbox_morning"
MAX_LINES = 50  # a longer mail is not read; the page has them all


def send_due(now: datetime) -> int:
    """Returns how many mails were written."""
    people = InboxItem.objects.due(now).order_by().values_list("user_id", flat=True).distinct()
    return sum(_send(pk, now) for pk in list(people))


def _send(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        waiting = InboxItem.objects.filter(user_id=pk).waiting_for_mail()
        rows = list(waiting.select_for_update(skip_locked=True).order_by("at", "id"))
        if not any(row.mail_at and row.mail_at <= now for row in rows):
            return False  # another worker has them
        user = User.objects.get(pk=pk)
        news = [row for row in rows if row.read_at is None]
        wanted = bool(news) and user.is_active
        if wanted:
            with in_language_of(user):
                queue(_letter(user, news), kind=MAIL, to=user)
        InboxItem.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)
    return wanted


def _letter(user: User, news: list[InboxItem]) -> Letter:
    """By opening, in the order in which things came."""
    subject = ngettext("%(n)s new thing at %(where)s", "%(n)s new things at %(where)s", len(news))
    sections: dict[str, list[tuple[str, str]]] = {}
    for row in news[:MAX_LINES]:
        sections.setdefault(row.topic or _("Your applications"), []).append((row.said, row.url))
    kinds = [News(kind) for kind in dict.fromkeys(row.kind for row in news)]
    return Letter(
        subject=subject % {"n": len(news), "where": settings.SITE_NAME},
        paragraphs=[_("This came in since the last mail.")],
        sections=list(sections.items()),
        button=(_("See your inbox"), reverse("accounts:inbox")),
        why=_(
            "You get this because you asked for one mail each morning. What we mail, and when, is your choice."
        ),
        unsubscribe=reverse("accounts:inbox_stop", args=[inbox.stop_token(user, kinds)]),
    )
