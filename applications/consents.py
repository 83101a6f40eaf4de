"""What a candidate allows a hospital to do with one application, in which words, and how long it is kept for that.

    processing   without it nothing is sent; while the application runs it is taken back by withdrawing
    keep         the hospital may keep it for a year after the end, also where the rule is shorter
    channels     the hospital may look at the candidate's public channels

Each yes is a row that names the version of the words it was given to; taking it back ends the row. Keeping in touch
(applications/pool.py) is a question of its own: its yes keeps the application as long as it stands.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications import mails
from applications.models import Application, Consent, ConsentKind, PoolConsent, Stage
from applications.refusals import Refused
from core import audit

# kind → (version, words). The version goes up with every change of the words: an old yes was given to the old ones.
TEXTS: dict[str, tuple[int, str | Promise]] = {
    ConsentKind.PROCESSING: (
        1,
        _("%(hospital)s may read this application and keep it to decide about this opening."),
    ),
    ConsentKind.KEEP: (
        1,
        _("%(hospital)s may keep this application for a year after it has decided."),
    ),
    ConsentKind.CHANNELS: (
        1,
        _("%(hospital)s may look at my public channels on the web."),
    ),
}
YEAR = timedelta(days=365)
DRAFT = timedelta(days=90)  # without a change
AFTER_THE_END = {"NL": timedelta(days=28)}  # by the hospital's country; elsewhere a year


@dataclass(frozen=True, slots=True)
class Shown:
    """One consent as its candidate sees it."""

    kind: str
    words: str
    standing: Consent | None
    revoked: Consent | None  # the last one, when none stands

    @property
    def is_old(self) -> bool:
        """Given to words that have changed since."""
        return self.standing is not None and self.standing.text_version != TEXTS[self.kind][0]


def words(kind: str, hospital: str) -> str:
    return str(TEXTS[kind][1]) % {"hospital": hospital}


def of(application: Application) -> list[Shown]:
    """All three, in their order, with what was said last. One query."""
    rows = list(Consent.objects.filter(application=application).order_by("given_at", "pk"))
    last = {row.kind: row for row in rows}
    standing = {row.kind: row for row in rows if row.revoked_at is None}
    hospital = application.posting.hospital.name
    return [
        Shown(kind, words(kind, hospital), standing.get(kind), None if kind in standing else last.get(kind))
        for kind in TEXTS
    ]


def allows(application: Application, kind: str) -> bool:
    return Consent.objects.filter(application=application, kind=kind, revoked_at=None).exists()


def give(application: Application, kinds: Collection[str], *, at: datetime) -> None:
    """Write a yes to each of `kinds`. Runs in the transaction that sends the application."""
    Consent.objects.bulk_create(
        [
            Consent(application=application, kind=kind, text_version=TEXTS[kind][0], given_at=at)
            for kind in TEXTS
            if kind in kinds
        ],
        ignore_conflicts=True,  # one that stands stays as it was given
    )


def allow(application: Application, kind: str, *, by: User, at: datetime | None = None) -> None:
    """Say yes after sending. A yes to old words makes way for one to those of today."""
    at = at or timezone.now()
    with transaction.atomic():
        _locked(application, by)
        old = Consent.objects.filter(application=application, kind=kind, revoked_at=None)
        old.exclude(text_version=TEXTS[kind][0]).update(revoked_at=at)
        if not old.exists():
            give(application, [kind], at=at)
            audit.record(application, "consent_given", by=by, at=at, data=_fact(kind))


def revoke(application: Application, kind: str, *, by: User, at: datetime | None = None) -> None:
    """Take a yes back; the hospital is told. Raises Refused for what a running application cannot go without."""
    at = at or timezone.now()
    with transaction.atomic():
        row = _locked(application, by)
        if kind == ConsentKind.PROCESSING and row.is_running:
            raise Refused(_("The hospital cannot decide without this. Withdraw your application instead."))
        if Consent.objects.filter(application=row, kind=kind, revoked_at=None).update(revoked_at=at):
            audit.record(row, "consent_revoked", by=by, at=at, data=_fact(kind))
            mails.consent_revoked(row, kind)


def kept_until(application: Application) -> datetime | None:
    """When it is to be erased; None while it runs, as far as its candidate knows."""
    return kept_until_of([application])[application.pk]


def kept_until_of(applications: Iterable[Application]) -> dict[int, datetime | None]:
    """The same for many (with `posting__hospital` selected), in two queries."""
    rows = list(applications)
    said: dict[tuple[int, str], Consent] = {
        (one.application_id, one.kind): one
        for one in Consent.objects.filter(application__in=rows).order_by("given_at", "pk")
    }
    kept = PoolConsent.objects.filter(application__in=rows, given_at__isnull=False, ended_at=None)
    pool = dict(kept.values_list("application_id", "expires_at"))
    return {row.pk: _until(row, said, pool.get(row.pk)) for row in rows}


def _until(row: Application, said: dict[tuple[int, str], Consent], pool: datetime | None) -> datetime | None:
    if row.status == Stage.DRAFT:
        return row.changed_at + DRAFT
    ended = row.told_at
    if ended is None or row.is_untold:
        return None
    processing, keep = said.get((row.pk, ConsentKind.PROCESSING)), said.get((row.pk, ConsentKind.KEEP))
    if processing is not None and processing.revoked_at is not None:
        return max(processing.revoked_at, ended)
    kept = keep is not None and keep.revoked_at is None
    until = ended + (YEAR if kept else AFTER_THE_END.get(row.posting.hospital.country, YEAR))
    return max(until, pool) if pool else until


def _locked(application: Application, by: User) -> Application:
    """Sent, and of this person: else there is nothing to allow."""
    row = (
        Application.objects.select_for_update(of=("self",))
        .select_related("posting__hospital", "candidate")
        .get(pk=application.pk)
    )
    if by.pk != row.candidate_id or row.status == Stage.DRAFT:
        raise Refused(_("This is not yours to decide."))
    return row


def _fact(kind: str) -> dict[str, object]:
    return {"kind": kind, "version": TEXTS[kind][0]}
