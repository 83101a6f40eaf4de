"""Whether hospitals may find a candidate. What they see then, and from whom one hides: applications/discovery.py

           show (its owner)
private ──────────────────────▶ hospitals
   ▲                                │
   └─────────────── hide ───────────┘   its owner; the board, after IDLE without a visit and a warning WARNING before
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from accounts import mails_of_visibility as mails
from accounts.models import Profile, User
from accounts.models.profile import ProfileQuerySet, Visibility
from core.workflow import Arrow, Life, WrongState

IDLE = timedelta(days=180)
WARNING = timedelta(days=14)


def _owner(user: Any, profile: Profile) -> bool:
    return bool(user.pk == profile.user_id)


LIFE = Life(
    Profile,
    [
        Arrow("show", (Visibility.PRIVATE,), Visibility.HOSPITALS, _owner, stamp="visible_at"),
        Arrow("hide", (Visibility.HOSPITALS,), Visibility.PRIVATE, _owner, by_board=True),
    ],
    column="visibility",
)


def show(profile: Profile, *, by: User, at: datetime | None = None) -> None:
    """Let verified hospitals find this profile. Raises ValidationError while there is nothing in it to find."""
    if not profile.headline or not profile.skills.exists():
        raise ValidationError(
            _("Write what you do in one line and choose at least one skill first."), code="nothing_to_see"
        )
    with LIFE.move(profile, "show", by=by, at=at) as move:
        move.row.idle_warned_at = move.row.idle_hidden_at = None


def hide(profile: Profile, *, by: User, at: datetime | None = None) -> None:
    with LIFE.move(profile, "hide", by=by, at=at) as move:
        move.row.visible_at = move.row.idle_warned_at = move.row.idle_hidden_at = None


# ── Who stays away ───────────────────────────────────────────────────────────────────────────────────


def _idle(since: datetime) -> ProfileQuerySet:
    """Visible profiles whose owners were not here after that moment. To let oneself be found counts as being here."""
    last = Greatest("user__last_login", "user__active_at", "visible_at")  # PostgreSQL's leaves nulls out
    return Profile.objects.visible().annotate(last_here=last).filter(last_here__lte=since)


def warn_idle(now: datetime) -> int:
    """A mail WARNING before a profile is hidden. Returns how many were warned; a second run warns nobody again."""
    due = _idle(now - IDLE + WARNING).filter(Q(idle_warned_at=None) | Q(idle_warned_at__lt=F("last_here")))
    warned = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            row = due.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
            if row is None:  # another worker has it, or its owner came back
                continue
            Profile.objects.filter(pk=pk).update(idle_warned_at=now)
            mails.going_to_hide(row, on=now + WARNING)
            warned += 1
    return warned


def hide_idle(now: datetime) -> int:
    """Only after the warning has had its time: a board that was down must first warn, then wait. Returns how many."""
    due = _idle(now - IDLE).filter(idle_warned_at__gt=F("last_here"), idle_warned_at__lte=now - WARNING)
    hidden = 0
    for profile in due.iterator():
        try:
            with LIFE.move(profile, "hide", by=None, at=now) as move:
                if not due.filter(pk=profile.pk).exists():
                    raise WrongState(move.row, "hide", move.before)  # came back while we were looking
                move.row.visible_at = move.row.idle_warned_at = None
                move.row.idle_hidden_at = now
                mails.hidden(move.row)
        except WrongState:
            continue
        hidden += 1
    return hidden
