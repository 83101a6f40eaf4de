"""A hospital invites a candidate who lets themselves be found to apply for one of its live openings.

         accept (the application is sent; also after a no or a silence)
 sent ────────────────────────────────────▶ accepted
  ├── decline (candidate, without reasons) ─▶ declined ──accept──▶ accepted
  ├── expire (the board, after 14 days) ────▶ expired ───accept──▶ accepted
  └── withdraw (the board, when the opening takes no more applications) ──▶ withdrawn

The hospital learns who it is from the application, never from the invitation. Limits: PER_OPENING invitations wait at
once, PER_WEEK leave a hospital in seven days, one per person and opening ever, none within REST after a no.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Profile, User
from applications import hiding
from applications.discovery import found_by
from applications.mails import invitation as mails
from applications.models import Application, Invited, InvitedStatus
from applications.refusals import Refused
from applications.rights import nobody
from core import audit
from core.workflow import Arrow, Life, WrongState
from hospitals.access import has_right
from hospitals.models import Hospital
from hospitals.roles import Right
from postings.models import Posting

PER_OPENING, PER_WEEK = 10, 30
PATIENCE, REST = timedelta(days=14), timedelta(days=90)
KEPT = timedelta(days=365)
SENT, ACCEPTED, DECLINED = InvitedStatus.SENT, InvitedStatus.ACCEPTED, InvitedStatus.DECLINED
EXPIRED, WITHDRAWN = InvitedStatus.EXPIRED, InvitedStatus.WITHDRAWN


def _invited(user: Any, invited: Invited) -> bool:
    return bool(user.pk == invited.candidate_id)


LIFE = Life(
    Invited,
    [
        Arrow("accept", (SENT, DECLINED, EXPIRED), ACCEPTED, _invited, stamp="ended_at"),
        Arrow("decline", (SENT,), DECLINED, _invited, stamp="ended_at"),
        Arrow("expire", (SENT,), EXPIRED, nobody, stamp="ended_at", by_board=True),
        Arrow("withdraw", (SENT,), WITHDRAWN, nobody, stamp="ended_at", by_board=True),
    ],
)


# ── The hospital ─────────────────────────────────────────────────────────────────────────────────────


def invite(
    profile: Profile, posting: Posting, *, by: User, words: str = "", at: datetime | None = None
) -> Invited:
    """Exact for two colleagues at once: they wait for each other at the hospital's row. Raises Refused with words."""
    at = at or timezone.now()
    with transaction.atomic():
        Posting.objects.hold(posting.pk)
        hospital = Hospital.objects.select_for_update(no_key=True).get(pk=posting.hospital_id)
        # May be hidden in this very second, from everybody (the profile) or from this hospital (hiding.hide_from).
        Profile.objects.select_related("user").select_for_update(of=("self", "user"), no_key=True).get(
            pk=profile.pk
        )
        if not has_right(by, hospital.pk, Right.SEE_CANDIDATES):
            raise Refused(_("This is not yours to decide."))
        _check(profile, posting, hospital, at)
        invited = Invited.objects.create(
            posting=posting,
            candidate_id=profile.user_id,
            by=by,
            words=words,
            sent_at=at,
            expires_at=at + PATIENCE,
        )
        audit.record(invited, "invite_to_apply", by=by, at=at)
        mails.invited_to_apply(invited)
    return invited


def _check(profile: Profile, posting: Posting, hospital: Hospital, at: datetime) -> None:
    """Everything that stands against an invitation, the first in words. A hospital must not learn from a no who has
    applied: people who did are refused in the same words as those who were invited before."""
    if not found_by(hospital).filter(pk=profile.pk).exists():
        raise Refused(_("This person cannot be found any more."))
    if not Posting.objects.live().filter(pk=posting.pk).exists():
        raise Refused(_("This opening takes no applications now. Choose another one."))
    mine = Invited.objects.of(hospital)
    theirs = mine.filter(candidate=profile.user_id)
    applied = Application.objects.sent().filter(posting=posting, candidate=profile.user_id)
    if theirs.filter(posting=posting).exists() or applied.exists():
        raise Refused(_("This person knows this opening already. Choose another one."))
    if theirs.filter(status=DECLINED, ended_at__gt=at - REST).exists():
        raise Refused(
            _("This person declined an invitation of yours. You can invite them again after 90 days.")
        )
    if mine.filter(posting=posting).open(at).count() >= PER_OPENING:
        raise Refused(
            _("Ten invitations for this opening wait for an answer. Wait for one before you send another.")
        )
    if mine.filter(sent_at__gt=at - timedelta(days=7)).count() >= PER_WEEK:
        raise Refused(_("You sent 30 invitations in seven days. That is the most. Go on later this week."))


def openings_for(hospital: Hospital) -> list[Posting]:
    """The live openings of a hospital, for choosing one."""
    return list(
        Posting.objects.live().filter(hospital=hospital).order_by("title", "pk").only("title", "language")
    )


# ── The candidate ────────────────────────────────────────────────────────────────────────────────────


def of_candidate(user: User, posting: Posting) -> Invited | None:
    return Invited.objects.filter(candidate=user, posting=posting).first()


def accept_with(application: Application, *, by: User, at: datetime) -> None:
    """An application is sent: the invitation to it has its answer. Runs inside its transaction (applications/pipeline.py)."""
    invited = of_candidate(by, application.posting)
    if invited is not None and invited.status in LIFE.arrows["accept"].sources:
        with LIFE.move(invited, "accept", by=by, at=at):
            pass


def decline(invited: Invited, *, by: User, hide: bool = False, at: datetime | None = None) -> None:
    """No, without reasons; with `hide` the hospital does not find this person again either."""
    with LIFE.move(invited, "decline", by=by, at=at):
        if hide:
            hiding.hide_from(by, f"hospital:{invited.posting.hospital_id}")


# ── The board ────────────────────────────────────────────────────────────────────────────────────────


def end_with_posting(posting: Posting, at: datetime, by: Any) -> None:
    """The opening closed or was removed: nobody is kept waiting for it."""
    for invited in Invited.objects.filter(posting=posting, status=SENT).order_by("pk"):
        try:
            with LIFE.move(invited, "withdraw", by=None, at=at):
                pass
        except WrongState:  # answered in this very second
            continue


def end_those_that_ran_out(now: datetime) -> int:
    """Invitations without an answer, and those for openings whose last day has passed. Returns how many ended."""
    over = Q(expires_at__lte=now) | Q(posting__closes_at__lte=now)
    ended = 0
    for invited in Invited.objects.filter(over, status=SENT).select_related("posting").iterator():
        try:
            with LIFE.move(invited, "expire" if invited.expires_at <= now else "withdraw", by=None, at=now):
                ended += 1
        except WrongState:  # answered while we were looking
            continue
    return ended


def forget_old(now: datetime) -> int:
    """A year after its end nobody needs it: the opening is gone long since."""
    return Invited.objects.filter(ended_at__lt=now - KEPT).delete()[0]
