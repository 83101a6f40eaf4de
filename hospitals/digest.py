"""One mail in the morning with what is new, each thing once.

A person's waiting notices are locked, put into one letter and marked in one transaction: of two workers one finds
them locked and goes on; a worker that dies leaves them waiting as they were.
"""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.mail import Letter, in_language_of, queue
from hospitals.models import Hospital, Notice, Seat

MAIL = "notices_morning"
SALT = "hospitals.notices.stop"
MAX_LINES = 50  # a longer mail is not read; the page has them all


def send_due(now: datetime) -> int:
    """Returns how many mails were written."""
    people = Notice.objects.due(now).order_by().values_list("user_id", flat=True).distinct()
    return sum(_send(pk, now) for pk in list(people))


def _send(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        waiting = Notice.objects.filter(user_id=pk).waiting_for_mail().select_for_update(skip_locked=True)
        rows = list(waiting.order_by("at", "id"))
        if not any(row.mail_at and row.mail_at <= now for row in rows):
            return False  # another worker has them
        user = User.objects.get(pk=pk)
        seats = Seat.objects.held().filter(user=user).select_related("hospital").order_by("hospital__name")
        mine = {seat.hospital_id: seat.hospital for seat in seats}
        news = [row for row in rows if row.read_at is None and row.hospital_id in mine]
        wanted = bool(news) and user.is_active
        if wanted:
            with in_language_of(user):
                queue(_letter(user, [h for h in mine.values() if _of(news, h)], news), kind=MAIL, to=user)
        Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)
    return wanted


def _letter(user: User, hospitals: list[Hospital], news: list[Notice]) -> Letter:
    """By hospital, then by opening, in the order in which things came."""
    where = hospitals[0].name if len(hospitals) == 1 else settings.SITE_NAME
    subject = ngettext("%(n)s new thing at %(where)s", "%(n)s new things at %(where)s", len(news))
    sections: dict[str, list[tuple[str, str]]] = {}
    for hospital in hospitals:
        for row in _of(news, hospital):
            heading = " · ".join(filter(None, [hospital.name if len(hospitals) > 1 else "", row.topic]))
            sections.setdefault(heading or hospital.name, []).append((row.said, row.url))
    return Letter(
        subject=subject % {"n": len(news), "where": where},
        paragraphs=[_("This came in since the last mail.")],
        sections=_cut(sections),
        button=(_("See all notices"), reverse("hospitals:notices", args=[hospitals[0].slug])),
        why=_("You get this because you are in the team. What we mail, and when, is your choice."),
        unsubscribe=reverse("hospitals:notices_stop", args=[stop_token(user, hospitals)]),
    )


def _of(news: list[Notice], hospital: Hospital) -> list[Notice]:
    return [row for row in news if row.hospital_id == hospital.pk]


def _cut(sections: dict[str, list[tuple[str, str]]]) -> list[tuple[str, list[tuple[str, str]]]]:
    left, found = MAX_LINES, []
    for heading, rows in sections.items():
        if left > 0:
            found.append((heading, rows[:left]))
        left -= len(rows)
    return found


# ── Ending it with one click ─────────────────────────────────────────────────────────────────────────
def stop_token(user: User, hospitals: list[Hospital]) -> str:
    """Names the person and the hospitals of the mail; only the board can make one. It may be used again."""
    return signing.dumps([user.pk, [hospital.pk for hospital in hospitals]], salt=SALT)


def read_stop_token(token: str) -> tuple[User, list[Hospital]] | None:
    try:
        person, hospitals = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=person).first()
    return (user, list(Hospital.objects.filter(pk__in=hospitals).order_by("name"))) if user else None
