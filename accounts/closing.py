"""The life of an account.

                close                     erase
   open ──────────────────▶ closed ───────────────▶ erased
     ▲        reopen          │                        ▲
     └────────────────────────┘                        │
     └──────────────────── expire ─────────────────────┘

verb     from     to       who draws it
close    open     closed   the person, after a password or a mailed code
reopen   closed   open     the person, by signing in within COME_BACK
erase    closed   erased   the board, when COME_BACK is over
expire   open     erased   the board, after ERASE_IDLE without a visit and a warning

What an erasure does: accounts/erasing.py. What else has to be done at closing, upper floors add to accounts/privacy.py.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts import erasing, privacy, visibility
from accounts import mails_of_closing as mails
from accounts.models import Profile, User
from core.workflow import Arrow, Life, WrongState

log = structlog.get_logger("closing")
COME_BACK = timedelta(days=14)
WARN_CLOSED = timedelta(days=3)  # before
MONTH = timedelta(days=365.25 / 12)
WARN_IDLE, ERASE_IDLE = 18 * MONTH, 24 * MONTH
PATIENCE = ERASE_IDLE - WARN_IDLE  # between the warning and the erasure, also on a board that was down


class Hindered(Exception):
    """Something has to be put right first; `obstacles` says what."""

    def __init__(self, obstacles: list[privacy.Obstacle]) -> None:
        super().__init__("hindered")
        self.obstacles = obstacles


def _oneself(user: Any, row: User) -> bool:
    return bool(user.pk == row.pk)


LIFE = Life(
    User,
    [
        Arrow("close", (User.Standing.OPEN,), User.Standing.CLOSED, _oneself, stamp="closed_at"),
        Arrow("reopen", (User.Standing.CLOSED,), User.Standing.OPEN, _oneself),
        Arrow("erase", (User.Standing.CLOSED,), User.Standing.ERASED, _oneself, "erased_at", by_board=True),
        Arrow("expire", (User.Standing.OPEN,), User.Standing.ERASED, _oneself, "erased_at", by_board=True),
    ],
    column="standing",
)


def obstacles(user: User) -> list[privacy.Obstacle]:
    return [one for ask in privacy.obstacles for one in ask(user)]


def close(user: User, *, by: User, at: datetime | None = None) -> datetime:
    """Until when one may come back. Raises Hindered, WrongState."""
    at = at or timezone.now()
    with transaction.atomic():
        with LIFE.move(user, "close", by=by, at=at) as move:
            if found := obstacles(user):
                raise Hindered(found)
            move.row.erasure_warned_at = None
        for profile in Profile.objects.filter(user=user, visibility=Profile.Visibility.HOSPITALS):
            visibility.hide(profile, by=by, at=at)
        for follow in privacy.when_closed:
            follow(user, at)
        mails.closed(user, until=at + COME_BACK)
        end_sessions(user)
    return at + COME_BACK


def reopen(user: User, *, at: datetime | None = None) -> None:
    """They signed in again and said so. Alerts stay paused and the profile stays hidden until they say otherwise."""
    with LIFE.move(user, "reopen", by=user, at=at) as move:
        move.row.closed_at = move.row.erasure_warned_at = None


def end_sessions(user: User) -> None:
    """Everywhere, at the next request."""
    for session in UserSession.objects.filter(user=user):
        session.end()


# ── What the board does every day ────────────────────────────────────────────────────────────────────
def warn_closed(at: datetime) -> int:
    """Returns how many were told that they are erased in three days. A second run tells nobody again."""
    near = User.objects.filter(standing=User.Standing.CLOSED, erasure_warned_at=None)
    told = 0
    for user in near.filter(closed_at__lte=at - COME_BACK + WARN_CLOSED).iterator():
        with transaction.atomic():
            if _stamped(near.filter(pk=user.pk), at) and user.closed_at is not None:
                mails.erasure_near(user, until=max(user.closed_at + COME_BACK, at + WARN_CLOSED))
                told += 1
    return told


def erase_closed(at: datetime) -> int:
    """Those whose fourteen days are over and who were told three days ago. Returns how many."""
    over = User.objects.filter(standing=User.Standing.CLOSED, closed_at__lte=at - COME_BACK)
    return _erase_each(over.filter(erasure_warned_at__lte=at - WARN_CLOSED), "erase", at=at)


def idle_since(moment: datetime) -> QuerySet[User]:
    """Open accounts without a visit since then. Whoever watches over the board stays."""
    last = Greatest("date_joined", "last_login", "active_at")  # PostgreSQL's leaves nulls out
    found = User.objects.filter(standing=User.Standing.OPEN, is_staff=False, is_superuser=False)
    return found.annotate(last_here=last).filter(last_here__lte=moment)


def warn_idle(at: datetime) -> int:
    """Returns how many were told; who came back since the last time is told anew."""
    due = idle_since(at - WARN_IDLE).filter(
        Q(erasure_warned_at=None) | Q(erasure_warned_at__lt=F("last_here"))
    )
    told = 0
    for user in due.iterator():
        with transaction.atomic():
            if _stamped(User.objects.filter(pk=user.pk, standing=User.Standing.OPEN), at):
                mails.idle(user, until=at + PATIENCE)
                told += 1
    return told


def erase_idle(at: datetime) -> int:
    """Who was told and did not come. The only owner of a hospital stays: somebody has to answer for it."""
    due = idle_since(at - ERASE_IDLE).filter(
        erasure_warned_at__gt=F("last_here"), erasure_warned_at__lte=at - PATIENCE
    )
    return _erase_each(due, "expire", at=at)


def _stamped(rows: QuerySet[User], at: datetime) -> bool:
    """True for one of two workers."""
    locked = rows.select_for_update(skip_locked=True, no_key=True).first()
    return locked is not None and bool(User.objects.filter(pk=locked.pk).update(erasure_warned_at=at))


def _erase_each(due: QuerySet[User], verb: str, *, at: datetime) -> int:
    """One account that cannot be erased does not keep the board from the others: it is named in the log, each time."""
    erased = 0
    for user in list(due):
        try:
            erased += _erase(user, verb, due, at)
        except Exception as error:
            log.error("not_erased", user=user.pk, kind=type(error).__name__)
    return erased


def _erase(user: User, verb: str, due: QuerySet[User], at: datetime) -> bool:
    """False when they came back while we were at the others, or are the only owner of a hospital."""
    try:
        with transaction.atomic():
            now = due.select_for_update(of=("self",), no_key=True).filter(pk=user.pk).first()
            if now is None or obstacles(now):
                return False
            if verb == "expire":
                for follow in privacy.when_closed:
                    follow(user, at)
            mails.erased(user)
            end_sessions(user)
            erasing.erase(user, at=at)
            with LIFE.move(user, verb, by=None, at=at) as move:
                erasing.empty(move.row)
    except (WrongState, Hindered):
        return False
    return True
