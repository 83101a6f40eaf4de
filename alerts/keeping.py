"""The life of an alert.

                confirm              pause
   asked ──────────────▶ active ◀──────────▶ paused
     │                     │       resume      │
     └────────────────── stop ─────────────────┘──▶ ended

verb      from                     to       who draws it
confirm   asked                    active   whoever has the letter's link, or the person signed in
pause     active                   paused   the same
resume    paused                   active   the same
stop      asked, active, paused    ended    the same; the board, when nobody said "keep it" after a year

Who has no account confirms by a letter (double opt-in); a signed-in person's address is confirmed already, so their
alert is active at once. What was asked for and not confirmed is deleted after CONFIRM_DAYS.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import User
from alerts import mails
from alerts.hours import next_due
from alerts.links import CONFIRM_DAYS
from alerts.models import Alert
from core.workflow import Arrow, Life

KEEP = timedelta(days=365)  # then its owner is asked whether to keep it
KEEP_PATIENCE = timedelta(days=30)  # unanswered so long, it ends
MOST_PER_READER = 20
MOST_LETTERS = 3  # in a day, to an address that somebody without an account types


class TooMany(Exception):
    """This reader has as many alerts as we keep for one person."""


def _owner(user: Any, alert: Alert) -> bool:
    """Signed in as its owner. Whoever comes by the letter's link acts as the board: the link is the proof."""
    return alert.user_id is not None and user.pk == alert.user_id


_KEPT = (Alert.Status.ASKED, Alert.Status.ACTIVE, Alert.Status.PAUSED)
LIFE = Life(
    Alert,
    [
        Arrow("confirm", (Alert.Status.ASKED,), Alert.Status.ACTIVE, _owner, "active_at", by_board=True),
        Arrow("pause", (Alert.Status.ACTIVE,), Alert.Status.PAUSED, _owner, "paused_at", by_board=True),
        Arrow("resume", (Alert.Status.PAUSED,), Alert.Status.ACTIVE, _owner, by_board=True),
        Arrow("stop", _KEPT, Alert.Status.ENDED, _owner, "ended_at", by_board=True),
    ],
)


def ask(alert: Alert, *, by: User | None, at: datetime | None = None) -> Alert:
    """Keep a search. For a visitor a letter asks to confirm it; the answer never tells whether an address is known.

    The same search again changes the one that is there. Raises TooMany (for signed-in people only).
    """
    at = at or timezone.now()
    if by is not None:
        alert.user, alert.email = by, ""
        return _ask_for(alert, by, at)
    with transaction.atomic():
        mine = Alert.objects.kept().filter(email__iexact=alert.email)
        same = mine.filter(query=alert.query).first()
        full = same is None and mine.count() >= MOST_PER_READER
        if full or mails.asked_lately(alert.email, at) >= MOST_LETTERS:
            return alert  # told nothing: a flood stops here, and nobody learns who reads
        same = same or _stored(alert)
        if same.status == Alert.Status.ASKED:
            mails.confirm(same)
        else:
            mails.known(same)
    return same


def _ask_for(alert: Alert, by: User, at: datetime) -> Alert:
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two clicks make one
        mine = Alert.objects.kept().filter(user=by)
        same = mine.filter(query=alert.query).first()
        if same is not None:
            change(
                same,
                rhythm=alert.rhythm,
                weekday=alert.weekday,
                hour=alert.hour,
                time_zone=alert.time_zone,
                at=at,
            )
            if same.status == Alert.Status.PAUSED:
                resume(same, by=by, at=at)
            return same
        if mine.count() >= MOST_PER_READER:
            raise TooMany
        alert.save()
        confirm(alert, by=by, at=at)
    return alert


def _stored(alert: Alert) -> Alert:
    """Saved, or the one that another request saved meanwhile."""
    try:
        with transaction.atomic():
            alert.save()
    except IntegrityError:
        return Alert.objects.kept().get(email__iexact=alert.email, query=alert.query)
    return alert


def confirm(alert: Alert, *, by: User | None, at: datetime | None = None) -> None:
    """From now on its new openings are mailed. Raises WrongState, NotAllowed."""
    at = at or timezone.now()
    with LIFE.move(alert, "confirm", by=by, at=at) as move:
        move.row.kept_at, move.row.due_at = at, next_due(move.row, after=at)


def pause(alert: Alert, *, by: User | None, at: datetime | None = None) -> None:
    with LIFE.move(alert, "pause", by=by, at=at) as move:
        move.row.due_at = None


def resume(alert: Alert, *, by: User | None, at: datetime | None = None) -> None:
    """On again. What came online meanwhile is not mailed: only what is new from now on."""
    at = at or timezone.now()
    with LIFE.move(alert, "resume", by=by, at=at) as move:
        row = move.row
        row.active_at, row.paused_at, row.due_at = at, None, next_due(row, after=at)


def stop(alert: Alert, *, by: User | None, at: datetime | None = None) -> None:
    with LIFE.move(alert, "stop", by=by, at=at) as move:
        move.row.due_at = None


def change(
    alert: Alert, *, rhythm: str, weekday: int, hour: int, time_zone: str, at: datetime | None = None
) -> None:
    """Another hour or rhythm, from the next time on."""
    at = at or timezone.now()
    with transaction.atomic():
        row = Alert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
        row.rhythm, row.weekday, row.hour, row.time_zone = rhythm, weekday, hour, time_zone
        if row.status == Alert.Status.ACTIVE:
            row.due_at = next_due(row, after=at)
        row.save(update_fields=["rhythm", "weekday", "hour", "time_zone", "due_at"])


def keep(alert: Alert, *, at: datetime | None = None) -> None:
    """Its owner wants it for another year."""
    Alert.objects.filter(pk=alert.pk).update(kept_at=at or timezone.now(), keep_asked_at=None)


def move_in(user: User) -> int:
    """Who signs in finds the alerts that their confirmed address kept without an account. Returns how many moved in.

    Of two with the same search the account's own stays. What nobody confirmed waits for its letter still.
    """
    left = Alert.objects.filter(status__in=[Alert.Status.ACTIVE, Alert.Status.PAUSED]).exclude(email="")
    left = left.alias(mailbox=Lower("email")).filter(mailbox=user.email.lower())
    confirmed = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True)
    if not (left.exists() and confirmed.exists()):
        return 0
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # they may keep the same search in another window
        own = set(Alert.objects.kept().filter(user=user).values_list("query", flat=True))
        rows = list(left.select_for_update(of=("self",)))
        for alert in rows:
            if alert.query in own:
                stop(alert, by=None)
        new = [alert.pk for alert in rows if alert.query not in own]
        return Alert.objects.filter(pk__in=new).update(user=user, email="")


# ── What the board does every day ────────────────────────────────────────────────────────────────────
def ask_to_keep(at: datetime) -> int:
    """Returns how many owners were asked whether to go on. A second run asks nobody again."""
    asked = 0
    old = Alert.objects.filter(status=Alert.Status.ACTIVE, kept_at__lte=at - KEEP, keep_asked_at=None)
    for pk in old.values_list("pk", flat=True):
        with transaction.atomic():
            alert = (
                Alert.objects.select_for_update(of=("self",), skip_locked=True)
                .filter(pk=pk, keep_asked_at=None)
                .first()
            )
            if alert is not None:
                alert.keep_asked_at = at
                alert.save(update_fields=["keep_asked_at"])
                mails.keep(alert, until=at + KEEP_PATIENCE)
                asked += 1
    return asked


def end_unanswered(at: datetime) -> int:
    """Returns how many ended because nobody said "keep it"."""
    ended = Alert.objects.kept().filter(keep_asked_at__lte=at - KEEP_PATIENCE)
    for alert in (rows := list(ended)):
        stop(alert, by=None, at=at)
    return len(rows)


def forget_unconfirmed(at: datetime) -> int:
    """Addresses that never answered are not kept."""
    old = Alert.objects.filter(status=Alert.Status.ASKED, asked_at__lte=at - timedelta(days=CONFIRM_DAYS))
    return old.delete()[0]
