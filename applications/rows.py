"""One application as a line of the list and as a card of the board."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import matching
from applications.models import Application


@dataclass(frozen=True, slots=True)
class Row:
    """`met`: one entry a required skill, those that were sent first; `held` and `waits` in words. Words are made here:
    fifty includes cost half a page."""

    application: Application
    met: list[bool]
    held: str
    waits: str


def row_of(application: Application) -> Row:
    met = matching.required_met(application)
    held = _("%(held)s of %(total)s") % {"held": sum(met), "total": len(met)}
    days = application.days_waiting
    waits = ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else _("Today")
    return Row(application, met, held, waits)
