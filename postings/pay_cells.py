"""What this board's own openings pay, counted on fixed groups so that no hospital's pay can be read out of them.

An opening counts with the middle of its range as a year of full-time work, once, if it was online in the last 24 months,
is a job as an employee, names its pay, and its hospital is verified. Groups: occupation (pay/roles.py) and country; each
of these once more by region, by experience and by education. No other groups are ever counted, so there is nothing to ask for.

A group is shown when at least 5 hospitals stand behind it (a health system counts once: hospitals with one web domain) and
none has more than a quarter of its openings; quartiles when it has at least 10 openings. What is left when shown groups are
subtracted must be large enough too, or be none: of one division all that is not shown, and of two groups, one inside the
other, what only the larger one has. Until that is so, the smaller one is left out. The amounts are rounded to 500.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby, permutations
from statistics import median, quantiles

from django.db import transaction
from django.utils import timezone

from core.vocabulary import vocabulary
from hospitals.models import Hospital
from pay import known
from pay.models import BoardCell
from pay.roles import role_of
from postings.models import Posting
from postings.models.choices import Status

FEWEST_HOSPITALS, LARGEST_SHARE, FEWEST_FOR_QUARTILES = 5, 0.25, 10
MONTHS, ROUNDED_TO = 24, 500
DIVISIONS = (BoardCell.Split.REGION, BoardCell.Split.EXPERIENCE, BoardCell.Split.EDUCATION)
Group = tuple[str, str]  # a division and a value of it; "all" and ""


@dataclass(frozen=True, slots=True)
class Sample:
    """One opening, as it counts."""

    occupation: str
    country: str
    system: str
    currency: str
    amount: Decimal
    region: str
    experience: str
    education: str


def role_of_posting(posting: Posting) -> str:
    """The slug of the role (pay/roles.py) whose official figures an opening is compared with."""
    family = vocabulary().families.get(posting.family_id) if posting.family_id else None
    return role_of(leads=posting.leads_people, family=family.slug if family else "").slug


def count(*, at: datetime | None = None) -> int:
    """Count all groups anew. Returns how many may be shown."""
    at = at or timezone.now()
    cells = cells_of(samples(at), at)
    with transaction.atomic():
        BoardCell.objects.all().delete()
        BoardCell.objects.bulk_create(cells)
    known.forget()
    return len(cells)


def samples(at: datetime) -> list[Sample]:
    """Every opening that counts; one that was placed anew counts once, as it is now."""
    since = months_before(at)
    rows = Posting.objects.filter(
        status__in=[Status.PUBLISHED, Status.CLOSED],
        publish_at__gt=since,
        publish_at__lte=at,
        engagement_id="employee",
        annual_max__isnull=False,
        frozen_at=None,
        successors=None,
        hospital__status=Hospital.Status.VERIFIED,
        hospital__frozen_at=None,
    )
    names = "family_id leads_people annual_min annual_max pay_currency experience_id education_id hospital_id hospital__web_domain hospital__country hospital__region".split()
    found = []
    for row in rows.order_by().values_list(*names).iterator(5000):
        family_id, leads, low, high, currency, experience, education, hospital, domain, country, region = row
        family = vocabulary().families.get(family_id) if family_id else None
        role = role_of(leads=leads, family=family.slug if family else "")
        occupation = role.occupations(country)[0]
        amount = high if low is None else (low + high) / 2
        system = domain.lower() or f"hospital {hospital}"
        found.append(Sample(occupation, country, system, currency, amount, region, experience, education))
    return found


def cells_of(found: Iterable[Sample], at: datetime) -> list[BoardCell]:
    """The groups that may be shown."""
    cells: list[BoardCell] = []
    key = lambda one: (one.occupation, one.country, one.currency)  # noqa: E731
    for (occupation, country, currency), group in groupby(sorted(found, key=key), key=key):
        if currency != ("EUR" if country == "NL" else "USD"):
            continue  # pay in a foreign currency is compared with nothing
        some = list(group)
        whole = BoardCell(occupation=occupation, country=country, currency=currency)
        for (split, value), part in shown_groups(some).items():
            cells.append(_cell(whole, [some[n] for n in part], split, value, at))
    return cells


def may_be_shown(some: list[Sample]) -> bool:
    weight = Counter(one.system for one in some)
    return len(weight) >= FEWEST_HOSPITALS and max(weight.values()) <= LARGEST_SHARE * len(some)


def shown_groups(some: list[Sample]) -> dict[Group, set[int]]:
    """The whole and those of its parts that may stand beside it and each other, each as places in `some`."""
    groups: dict[Group, set[int]] = defaultdict(set)
    for n, one in enumerate(some):
        groups["all", ""].add(n)
        for division in DIVISIONS:
            if value := getattr(one, division):
                groups[division, value].add(n)
    shown = {key: group for key, group in sorted(groups.items()) if may_be_shown([some[n] for n in group])}
    if ("all", "") not in shown:
        return {}
    while (telling := _telling(some, shown)) is not None:
        del shown[telling]
    return shown


def _telling(some: list[Sample], shown: dict[Group, set[int]]) -> Group | None:
    """A group whose being shown lets a reader subtract it and learn of too few hospitals."""

    def too_few(rest: set[int]) -> bool:
        return bool(rest) and not may_be_shown([some[n] for n in rest])

    for division in DIVISIONS:
        parts = {key: group for key, group in shown.items() if key[0] == division}
        if parts and too_few(shown["all", ""].difference(*parts.values())):
            return min(parts, key=lambda key: (len(parts[key]), key))
    pairs = permutations(shown.items(), 2)
    return next(
        (key for (key, group), (_, larger) in pairs if group < larger and too_few(larger - group)), None
    )


def _cell(whole: BoardCell, some: list[Sample], split: str, value: str, at: datetime) -> BoardCell:
    amounts = sorted(one.amount for one in some)
    weight = Counter(one.system for one in some)
    low = high = None
    if len(amounts) >= FEWEST_FOR_QUARTILES:
        low, _middle, high = quantiles(amounts, n=4, method="inclusive")
    return BoardCell(
        occupation=whole.occupation, country=whole.country, currency=whole.currency, split=split, value=value,
        n=len(some), hospitals=len(weight), largest_share=max(weight.values()) / len(some),
        p25=_rounded(low), p50=_rounded(median(amounts)), p75=_rounded(high),
        since=months_before(at).date(), until=at.date(),
    )  # fmt: skip


def months_before(at: datetime) -> datetime:
    """MONTHS ago, on the first of that month: the same openings count all month long."""
    years, month = divmod(at.year * 12 + at.month - 1 - MONTHS, 12)
    return at.replace(year=years, month=month + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def _rounded(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else ROUNDED_TO * (amount / ROUNDED_TO).quantize(Decimal(1))
