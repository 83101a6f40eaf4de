"""The month in numbers, to each moderator in their own language, once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import moderators
from core.mail import Letter, in_language_of, queue
from core.models import Event
from moderation import numbers
from moderation.models import Numbers
from moderation.number_tables import Table, tables

KIND = "numbers_of_month"
MOST_REASONS = 5


def send(at: datetime | None = None) -> int:
    """Mail the month that ended. Returns how many letters: 0 when they are out already, or the board is younger."""
    at = at or timezone.now()
    month = numbers.month_before(at.date())
    span = numbers.span_of(month, at)
    if Numbers.objects.filter(span=month, mailed_at__isnull=False).exists():
        return 0
    if not Event.objects.filter(at__lt=span.until).exists():
        return 0
    numbers.refresh(month, at=at)
    with transaction.atomic():
        row = Numbers.objects.select_for_update().get(span=month)
        if row.mailed_at is not None:  # another worker was faster
            return 0
        row.mailed_at = at
        row.save(update_fields=["mailed_at"])
        readers = list(moderators())
        for reader in readers:
            with in_language_of(reader):
                queue(
                    _letter(span.since.date(), row.data),
                    kind=KIND,
                    to=reader,
                    about=f"moderation.numbers:{row.pk}",
                )
    return len(readers)


def _letter(first: date, data: dict[str, Any]) -> Letter:
    month = date_format(first, "F Y")
    found = {table.slug: table for table in tables(data)}
    return Letter(
        subject=_("The board in %(month)s") % {"month": month},
        paragraphs=[
            _("This is what happened on the board in %(month)s.") % {"month": month},
            found["decisions"].note,
        ],
        facts=[*_waits(found["waiting"]), *_reasons(found["reasons"])]
        + [fact for slug in ("answers", "hospitals", "mail") for fact in _plain(found[slug])],
        button=(_("See all numbers"), reverse("moderation:numbers")),
        why=_("You get this once a month because you are a moderator."),
    )


def _waits(table: Table) -> list[tuple[str, str]]:
    words = _("%(n)s decided, half within %(half)s, nine in ten within %(most)s")
    return [(str(name), words % {"n": n, "half": half, "most": most}) for name, n, half, most in table.rows]


def _reasons(table: Table) -> list[tuple[str, str]]:
    rows = [f"{reason}: {n}" for reason, n in table.rows[:MOST_REASONS]]
    return [(_("Most often given reasons"), "; ".join(rows))] if rows else []


def _plain(table: Table) -> list[tuple[str, str]]:
    return [(f"{table.title}: {name}", str(number)) for name, number in table.rows]
