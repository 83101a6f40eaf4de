"""How many applications one person may have open, and send on one day: what keeps floods away from hospitals.

Counted under a lock on the candidate, so that two at once do not pass together; a draft can always be written.
"""

from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.clock import zone_of
from accounts.models import User
from applications.models import Application, still_runs


@dataclass(frozen=True, slots=True)
class Sent:
    open: int
    today: int

    @property
    def most_open(self) -> int:
        return int(settings.MAX_OPEN_APPLICATIONS)

    @property
    def most_today(self) -> int:
        return int(settings.MAX_APPLICATIONS_PER_DAY)

    @property
    def why_not(self) -> str | Promise:
        """Why nothing can be sent now, and what to do; "" when it can."""
        if self.open >= self.most_open:
            return _(
                "%(n)s of your applications are running, and that is the most at once, so that hospitals can answer"
                " everyone. Withdraw one that you no longer want, or wait for an answer. Your draft is kept."
            ) % {"n": self.open}
        if self.today >= self.most_today:
            return _(
                "You sent %(n)s applications today, and that is the most for one day, so that hospitals can read each"
                " one with care. Your draft is kept: send it tomorrow."
            ) % {"n": self.today}
        return ""


def count(user: User, *, at: datetime | None = None) -> Sent:
    """As the candidate sees it, in one query: who does not know of a rejection yet is still running."""
    at = at or timezone.now()
    found = Application.objects.by_candidate(user).aggregate(
        open=Count("pk", filter=still_runs(at)),
        today=Count("pk", filter=Q(submitted_at__gte=_midnight(user, at))),
    )
    return Sent(found["open"], found["today"])


def _midnight(user: User, at: datetime) -> datetime:
    """When the day that it is for the candidate began."""
    zone = zone_of(user)
    return datetime.combine(at.astimezone(zone).date(), time(), tzinfo=zone)


def lock(user: User) -> None:
    """Whoever sends waits here for what the same person sends elsewhere."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
