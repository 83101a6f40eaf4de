"""What of applications stands still when somebody is suspended (accounts/suspending.py), said to the moderator before."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import suspending
from accounts.models import User
from applications.models import Application
from hospitals.models import Seat
from hospitals.roles import Right


def waiting_for_nobody(person: User) -> list[str]:
    """Hospitals where nobody else can decide about those who applied."""
    deciding = Seat.objects.with_right(Right.DECIDE_APPLICATIONS)
    theirs = deciding.filter(user=person).values("hospital")
    others = deciding.exclude(user=person).values("hospital")
    waiting = Application.objects.active().filter(posting__hospital__in=theirs)
    rows = waiting.exclude(posting__hospital__in=others).values("posting__hospital__name")
    return [
        ngettext(
            "%(n)s application to %(hospital)s runs, and nobody else there can decide about it.",
            "%(n)s applications to %(hospital)s run, and nobody else there can decide about them.",
            row["n"],
        )
        % {"n": row["n"], "hospital": row["posting__hospital__name"]}
        for row in rows.annotate(n=Count("pk")).order_by("posting__hospital__name")
    ]


def their_own(person: User) -> list[str]:
    n = Application.objects.active().by_candidate(person).count()
    return (
        [_("Applications of theirs that run: %(n)s. Hospitals go on deciding about them.") % {"n": n}]
        if n
        else []
    )


def register() -> None:
    suspending.consequences.extend((waiting_for_nobody, their_own))
