"""How long an application is kept after its end: which day, by which rule, the warning before, and the erasure.

The rule itself stands in consents.py (28 days for Dutch hospitals, else a year; longer where the candidate agreed). Days
go by the hospital's clock: kept until 12 December means that it is erased on the first run on the 13th there. Nothing is
erased that was not warned of for WARNING, unless the candidate took back the consent it was kept by.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from accounts.privacy import Period
from applications import consents, erasing
from applications.mails import erasing as letters
from applications.models import Application, Consent, ConsentKind, PoolConsent, Stage, still_runs
from applications.models.choices import ErasedWhy
from core.jobs import every

WARNING = timedelta(days=7)
SHORTEST = min(consents.AFTER_THE_END.values())
DAY = timedelta(days=1)


def last_day(application: Application, until: datetime) -> date:
    """The last day on which it is kept, where the hospital is."""
    return until.astimezone(application.posting.hospital.zone).date()


# ── What the candidate reads ─────────────────────────────────────────────────────────────────────────
def periods(user: User, start: int, stop: int) -> tuple[int, list[Period]]:
    """How many there are, and some of them: those that run first, then by their end. At most five queries."""
    mine = Application.objects.by_candidate(user).filter(erased_at=None).for_rows()
    ended = Case(When(still_runs(timezone.now()), then=None), default=F("decided_at"))
    rows = list(mine.order_by(ended.desc(nulls_first=True), "-changed_at", "-pk")[start:stop])
    until, agreed, pooled = consents.kept_until_of(rows), _agreed(rows), _pooled(rows)
    found = [
        Period(
            what=row.posting.title,
            whose=row.posting.hospital.name,
            url=row.get_absolute_url(),
            until=last_day(row, end) if (end := until[row.pk]) else None,
            rule=_rule(row, agreed.get(row.pk, set()), pooled),
        )
        for row in rows
    ]
    return mine.count(), found


def _rule(row: Application, agreed: set[str], pooled: set[int]) -> str:
    if row.status == Stage.DRAFT:
        return _("90 days after your last change of this draft")
    if row.told_at is None or row.is_untold:
        return _("It runs: the time begins when it has ended")
    if "revoked" in agreed:
        return _("You took back your consent")
    if row.pk in pooled:
        return _("You agreed that the hospital keeps in touch")
    if ConsentKind.KEEP.value in agreed:
        return _("A year after the end: you agreed to it")
    if row.posting.hospital.country in consents.AFTER_THE_END:
        return _("28 days after the end: the rule for Dutch hospitals")
    return _("A year after the end")


def _agreed(rows: list[Application]) -> dict[int, set[str]]:
    """What stands for each, and "revoked" for one whose processing was taken back."""
    found: dict[int, set[str]] = {}
    said = Consent.objects.filter(application__in=rows).order_by("given_at", "pk")
    for pk, kind, revoked in said.values_list("application", "kind", "revoked_at"):
        kinds = found.setdefault(pk, set())
        word = "revoked" if kind == ConsentKind.PROCESSING else kind
        stands = revoked is not None if kind == ConsentKind.PROCESSING else revoked is None
        (kinds.add if stands else kinds.discard)(word)
    return found


def _pooled(rows: list[Application]) -> set[int]:
    stands = PoolConsent.objects.valid().filter(application__in=rows)
    return set(stands.values_list("application", flat=True))


# ── What the board does every day ────────────────────────────────────────────────────────────────────
def _ended(before: datetime) -> QuerySet[Application]:
    """What may be due: ended long enough ago by the shortest rule of its country. The exact day is asked of each."""
    revoked = Consent.objects.filter(
        application=OuterRef("pk"), kind=ConsentKind.PROCESSING, revoked_at__isnull=False
    )
    short = Q(posting__hospital__country__in=consents.AFTER_THE_END, decided_at__lte=before - SHORTEST)
    old = short | Q(decided_at__lte=before - consents.YEAR) | Q(Exists(revoked), decided_at__isnull=False)
    found = Application.objects.sent().filter(old, erased_at=None)
    return found.select_related("posting__hospital", "candidate").order_by("pk")


def _with_end(found: QuerySet[Application]) -> Iterable[tuple[Application, datetime]]:
    """Each with the moment until which it is kept, in parts, so that memory does not grow with the table."""
    last = 0
    while rows := list(found.filter(pk__gt=last)[:500]):
        last = rows[-1].pk
        until = consents.kept_until_of(rows)
        for row in rows:
            if (end := until[row.pk]) is not None:
                yield row, end


def warn(at: datetime) -> int:
    """Tell candidates that an application is erased soon. Returns how many; a second run tells nobody again."""
    told = 0
    for row, end in _with_end(_ended(at + WARNING + DAY)):
        today = at.astimezone(row.posting.hospital.zone).date()
        if _is_warned(row, end) or last_day(row, end) - today > WARNING:
            continue
        if row.candidate.standing != User.Standing.OPEN or _took_back(row):
            continue
        told += _warn(row, at=at, on=max(last_day(row, end), today + WARNING))
    return told


def _is_warned(row: Application, end: datetime) -> bool:
    """Of this end: who was warned and agreed to a longer time after that is warned anew."""
    warned = row.erasure_warned_at
    return warned is not None and warned > end - WARNING - 2 * DAY


def _warn(row: Application, *, at: datetime, on: date) -> bool:
    with transaction.atomic():
        new = Application.objects.filter(pk=row.pk, erased_at=None, erasure_warned_at=row.erasure_warned_at)
        if not new.update(erasure_warned_at=at):  # another worker was first
            return False
        letters.erasure_near(row, on=on)
    return True


def erase_due(at: datetime) -> int:
    """Erase what has had its time and its warning. Returns how many; a second run finds none of them again."""
    erased = 0
    for row, end in _with_end(_ended(at)):
        here = row.posting.hospital.zone
        today, warned = at.astimezone(here).date(), row.erasure_warned_at
        if last_day(row, end) >= today:
            continue
        waited = warned is not None and warned.astimezone(here).date() + WARNING < today
        if (
            not (waited and _is_warned(row, end))
            and row.candidate.standing == User.Standing.OPEN
            and not _took_back(row)
        ):
            continue
        erased += erasing.erase(row, why=ErasedWhy.PERIOD, at=at)
    return erased


def _took_back(row: Application) -> bool:
    return "revoked" in _agreed([row]).get(row.pk, set())


def forget_drafts(at: datetime) -> int:
    """Drafts that nobody has touched for 90 days. Returns how many."""
    old = Application.objects.filter(status=Stage.DRAFT, changed_at__lt=at - consents.DRAFT)
    return sum(_forget(old, pk) for pk in list(old.values_list("pk", flat=True)))


def _forget(old: QuerySet[Application], pk: int) -> bool:
    """False when its candidate has just gone on with it, or sent it."""
    with transaction.atomic():
        draft = old.select_for_update(of=("self",)).filter(pk=pk).first()
        return draft is not None and bool(draft.delete())


@task()
def keep_periods() -> None:
    now = timezone.now()
    warn(now)
    erase_due(now)
    forget_drafts(now)


every(timedelta(hours=3), keep_periods)
