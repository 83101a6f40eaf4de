"""How much a report counts.

    weight = 1 + ½ for each report that was right − ½ for each that was not, never below 0 or above 3

A visitor has no history: 1 with a proven mailbox, ½ without. `Report.weight` keeps what it was at that moment.

trusted   at least 3 reports that were right, and a weight of at least 2: one report takes a thing out of sight
barred    weight 0, and at least 4 reports of the last 90 days that were not right: reports nothing for now
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from accounts import throttle
from hospitals.models import Seat
from moderation.models import Report

if TYPE_CHECKING:
    from accounts.models import User
    from moderation.models import Case

HALF, LEAST, MOST = Decimal("0.5"), Decimal(0), Decimal(3)
PROVEN, UNPROVEN = Decimal(1), HALF
TRUSTED_AFTER, TRUSTED_FROM = 3, Decimal(2)
BARRED_AFTER, BARRED_WITHIN = 4, timedelta(days=90)
INDEPENDENT, TOGETHER = 3, Decimal(2)  # that many, weighing that much together, take a thing out of sight


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody's reports were worth so far."""

    upheld: int
    unfounded: int
    lately: int = 0

    @property
    def weight(self) -> Decimal:
        return max(LEAST, min(MOST, 1 + HALF * self.upheld - HALF * self.unfounded))

    @property
    def is_trusted(self) -> bool:
        return self.upheld >= TRUSTED_AFTER and self.weight >= TRUSTED_FROM

    @property
    def is_barred(self) -> bool:
        return self.weight == LEAST and self.lately >= BARRED_AFTER


def standings(people: set[int], at: datetime | None = None) -> dict[int, Standing]:
    """One query for all of them."""
    since = (at or timezone.now()) - BARRED_WITHIN
    wrong = Q(worth=Report.Worth.UNFOUNDED)
    rows = Report.objects.filter(by__in=people).order_by().values("by")
    counted = rows.annotate(
        upheld=Count("pk", filter=Q(worth=Report.Worth.UPHELD)),
        unfounded=Count("pk", filter=wrong),
        lately=Count("pk", filter=wrong & Q(at__gte=since)),
    )
    found = {row["by"]: Standing(row["upheld"], row["unfounded"], row["lately"]) for row in counted}
    return {person: found.get(person, Standing(0, 0)) for person in people}


def standing(person: "User", at: datetime | None = None) -> Standing:
    return standings({person.pk}, at)[person.pk]


def asks_for_hold(case: "Case") -> bool:
    """Whether its reports together take the thing out of sight: one trusted reporter, or three independent ones."""
    reports = list(case.reports.all())
    known = standings({report.by_id for report in reports if report.by_id})
    if any(known[report.by_id].is_trusted for report in reports if report.by_id):
        return True
    groups = [group for group in independent(reports) if group > 0]
    return len(groups) >= INDEPENDENT and sum(groups) >= TOGETHER


def independent(reports: list[Report]) -> list[Decimal]:
    """One weight (the highest) for each group of reports that may be one voice: the same person, the same network, or
    seats at the same hospital."""
    seats: dict[int, set[int]] = {}
    people = [report.by_id for report in reports if report.by_id]
    for user, hospital in Seat.objects.held().filter(user__in=people).values_list("user", "hospital"):
        seats.setdefault(user, set()).add(hospital)
    groups: list[tuple[set[str], Decimal]] = []
    for report in reports:
        keys = {f"seat {one}" for one in seats.get(report.by_id or 0, ())}
        keys |= {f"person {report.by_id}"} if report.by_id else set()
        keys |= {f"network {report.network}"} if report.network else set()
        keys |= {f"mailbox {throttle.account_key(report.email)}"} if report.email else set()
        weight, apart = report.weight, []
        for others, heaviest in groups:
            if others & keys:
                keys, weight = keys | others, max(weight, heaviest)
            else:
                apart.append((others, heaviest))
        groups = [*apart, (keys, weight)]
    return [weight for _keys, weight in groups]
