"""Trust: whose openings go online at once. `Hospital.trusted` moves only here.

        earn · give
 new ────────────────▶ trusted
  ▲ ⟲ count_anew          │
  └───── take · lose ─────┘

verb         from      to        who
earn_trust   new       trusted   the board: enough clean openings (see `standing`)
give_trust   new       trusted   a moderator without a seat there, and says why
take_trust   trusted   new       a moderator without a seat there, and says why
lose_trust   trusted   new       a moderator without a seat there: a report was right, or a sample is not in order
count_anew   new       new       the same, of a hospital that has no trust yet

An opening is clean when moderators put it online, it has been online for settings.TRUST_DAYS without being removed or taken
offline, and it was not sent back twice. What was published before trust ended counts no more. Two at once: the row is
locked, one wins, and there is one event.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from core import audit
from core.models import Event
from core.workflow import NotAllowed, WrongState
from hospitals.models import Hospital
from hospitals.verification import may_decide
from moderation import mails_of_trust as mails
from postings.models import Posting
from postings.models.choices import Status

if TYPE_CHECKING:
    from accounts.models import User

NEW, TRUSTED = "new", "trusted"
MOST_RETURNS = 1


class Why(models.TextChoices):
    """Why trust is lost."""

    REPORT = "report"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Standing:
    """The arithmetic: `clean` of `needed` openings; `young` ones are in order and not online long enough yet."""

    clean: int
    needed: int
    young: int
    days: int

    @property
    def enough(self) -> bool:
        return self.clean >= self.needed


# ── Counting ─────────────────────────────────────────────────────────────────────────────────────────
def standing(hospital: Hospital, at: datetime | None = None) -> Standing:
    """How far a hospital is on the way to trust. Two queries."""
    long_ago = (at or timezone.now()) - timedelta(days=settings.TRUST_DAYS)
    found = _in_order(hospital).aggregate(
        clean=Count("pk", filter=Q(publish_at__lte=long_ago)),
        young=Count("pk", filter=Q(publish_at__gt=long_ago)),
    )
    return Standing(found["clean"], settings.TRUST_AFTER, found["young"], settings.TRUST_DAYS)


def _in_order(hospital: Hospital) -> models.QuerySet[Posting]:
    rows = Posting.objects.filter(
        hospital=hospital, status__in=[Status.PUBLISHED, Status.CLOSED], frozen_at=None
    )
    if hospital.trust_lost_at:
        rows = rows.filter(published_at__gt=hospital.trust_lost_at)
    back = Event.objects.filter(
        hospital_id=hospital.pk, subject_type="postings.posting", verb__in=["return", "recall"]
    )
    often = back.values("subject_id").annotate(
        times=Count("pk"), offline=Count("pk", filter=Q(verb="recall"))
    )
    wanting = often.filter(Q(times__gt=MOST_RETURNS) | Q(offline__gt=0)).values_list("subject_id", flat=True)
    return rows.exclude(pk__in=list(wanting))


# ── Moving ───────────────────────────────────────────────────────────────────────────────────────────
def earn(hospital: Hospital, *, at: datetime | None = None) -> bool:
    """Trust for who has enough clean openings; the board asks every hour. Returns whether it is trusted by this."""
    at = at or timezone.now()
    with transaction.atomic():
        row = _lock(hospital)
        stands = standing(row, at)
        if row.trusted or row.doubted_at or row.frozen_at or not row.is_verified or not stands.enough:
            return False
        _begin(row, "earn_trust", None, at, data={"clean": stands.clean, "needed": stands.needed})
    _refresh(hospital, row)
    return True


def give(hospital: Hospital, *, by: "User", words: str, at: datetime | None = None) -> None:
    """By hand, with the reason. Raises NotAllowed or WrongState (it is trusted, or not a verified hospital)."""
    with _by_moderator(hospital, "give_trust", by=by, trusted=False) as row:
        if not row.is_verified:
            raise WrongState(row, "give_trust", row.status)
        _begin(row, "give_trust", by, at or timezone.now(), words=words)


def take(hospital: Hospital, *, by: "User", words: str, at: datetime | None = None) -> None:
    """By hand, with the reason, which the hospital reads."""
    with _by_moderator(hospital, "take_trust", by=by, trusted=True) as row:
        _end(row, "take_trust", by, at or timezone.now(), words=words)
        mails.ended(row, words=words)


def lost(hospital: Hospital, *, by: "User", why: str, at: datetime | None = None) -> bool:
    """A report about it was right, or a sample is not in order (`why`: a Why). A hospital without trust counts anew. The
    letter about the case, or about the opening, says it.

    Returns whether it was trusted until now. Raises NotAllowed. Call it in the transaction of its cause, after the rows
    of openings are locked.
    """
    why, at = Why(why).value, at or timezone.now()
    with _by_moderator(hospital, "lose_trust", by=by, trusted=None) as row:
        trusted = row.trusted
        _end(row, "lose_trust" if trusted else "count_anew", by, at, data={"why": why})
    return trusted


def earn_all(at: datetime | None = None) -> int:
    """Look at every hospital that might have enough. Returns how many are trusted by this."""
    at = at or timezone.now()
    long_ago = at - timedelta(days=settings.TRUST_DAYS)
    might = Q(postings__status__in=[Status.PUBLISHED, Status.CLOSED], postings__publish_at__lte=long_ago)
    might &= Q(trust_lost_at=None) | Q(postings__published_at__gt=F("trust_lost_at"))
    rows = Hospital.objects.trustworthy().filter(trusted=False, doubted_at=None)
    enough = rows.annotate(old=Count("postings", filter=might)).filter(old__gte=max(1, settings.TRUST_AFTER))
    return sum(earn(hospital, at=at) for hospital in enough.order_by("pk"))


def _begin(
    row: Hospital, verb: str, by: "User | None", at: datetime, *, words: str = "", data: dict[str, int] | None = None
) -> None:  # fmt: skip
    row.trusted, row.trusted_at = True, at
    row.save(update_fields=["trusted", "trusted_at"])
    audit.record(row, verb, by=by, at=at, before=NEW, after=TRUSTED, words=words, data=dict(data or {}))
    mails.gained(row)


def _end(
    row: Hospital, verb: str, by: "User", at: datetime, *, words: str = "", data: dict[str, str] | None = None
) -> None:  # fmt: skip
    before = TRUSTED if row.trusted else NEW
    row.trusted, row.trusted_at, row.trust_lost_at = False, None, at
    row.save(update_fields=["trusted", "trusted_at", "trust_lost_at"])
    audit.record(row, verb, by=by, at=at, before=before, after=NEW, words=words, data=dict(data or {}))


@contextmanager
def _by_moderator(hospital: Hospital, verb: str, *, by: "User", trusted: bool | None) -> Iterator[Hospital]:
    with transaction.atomic():
        row = _lock(hospital)
        if not may_decide(by, row):
            raise NotAllowed(verb)
        if trusted is not None and row.trusted is not trusted:
            raise WrongState(row, verb, TRUSTED if row.trusted else NEW)
        yield row
    _refresh(hospital, row)


def _lock(hospital: Hospital) -> Hospital:
    return Hospital.objects.select_for_update(of=("self",), no_key=True).get(pk=hospital.pk)


def _refresh(hospital: Hospital, row: Hospital) -> None:
    for name in ("trusted", "trusted_at", "trust_lost_at"):
        setattr(hospital, name, getattr(row, name))
