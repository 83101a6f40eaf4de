"""A hospital's team: who comes in, what they may do, who leaves. A hospital is never without an owner.

Each verb locks the hospital's row first: two owners who leave at the same moment are taken one after the other.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from core import audit
from core.workflow import NotAllowed, WrongState
from hospitals import mails
from hospitals.access import has_right, seat_of
from hospitals.models import Hospital, Invitation, Seat
from hospitals.roles import Right, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

LIFETIME = timedelta(days=7)
MAX_A_DAY = 20
MAX_UNVERIFIED = 5  # in all, until the hospital is verified: nobody mails strangers in the name of a hospital
SHOWN = timedelta(days=30)  # how long the team sees an invitation that nobody took


class LastOwner(Exception):
    """Somebody has to own the hospital: hand it over first."""


class AlreadyHere(Exception):
    """The person holds a seat at this hospital."""


class TooManyInvitations(Exception):
    """MAX_A_DAY invitations left for this hospital in the last 24 hours."""


class NotVerifiedYet(Exception):
    """MAX_UNVERIFIED invitations left for a hospital that nobody has verified."""


class NotYours(Exception):
    """The invitation is for another mailbox than the verified one of this account."""


# What upper floors do when somebody leaves a team or gets another role: called inside the transaction.
when_changed: list[Callable[[Seat, datetime], None]] = []


def lock(hospital: Hospital) -> Hospital:
    """The hospital's row, held until the end of the transaction."""
    return Hospital.objects.select_for_update(of=("self",), no_key=True).get(pk=hospital.pk)


@contextmanager
def _managing(hospital: Hospital, by: "User", verb: str) -> Iterator[Hospital]:
    with transaction.atomic():
        row = lock(hospital)
        if not has_right(by, row.pk, Right.MANAGE_TEAM):
            raise NotAllowed(verb)
        yield row


def other_owners(seat: Seat) -> int:
    owners = Seat.objects.held().filter(hospital_id=seat.hospital_id, role=Role.OWNER, user__is_active=True)
    return owners.exclude(pk=seat.pk).count()


def _keep_an_owner(seat: Seat) -> None:
    if seat.role == Role.OWNER and other_owners(seat) == 0:
        raise LastOwner


def _held(seat: Seat) -> Seat:
    """The seat as it is now, under the hospital's lock. Raises Seat.DoesNotExist when it has ended."""
    return Seat.objects.held().select_related("hospital", "user").get(pk=seat.pk)


# ── Coming in ────────────────────────────────────────────────────────────────────────────────────────
def invite(
    hospital: Hospital, *, email: str, role: str, by: "User", at: datetime | None = None
) -> Invitation:
    """Open a door for one mailbox. An earlier open invitation for it is replaced.

    Raises AlreadyHere, TooManyInvitations, NotVerifiedYet.
    """
    at, token, email = at or timezone.now(), secrets.token_urlsafe(32), email.strip().lower()
    with _managing(hospital, by, "invite") as row:
        if Seat.objects.held().filter(hospital=row, user__email__iexact=email).exists():
            raise AlreadyHere
        if row.invitations.filter(created_at__gt=at - timedelta(days=1)).count() >= MAX_A_DAY:
            raise TooManyInvitations
        if not row.is_verified and row.invitations.count() >= MAX_UNVERIFIED:
            raise NotVerifiedYet
        _open_for(row).filter(email=email).update(withdrawn_at=at)
        invitation = Invitation.objects.create(
            hospital=row,
            email=email,
            role=Role(role),
            token_hash=_hash(token),
            invited_by=by,
            expires_at=at + LIFETIME,
        )
        audit.record(row, "invite", by=by, at=at, data={"role": str(role)})
        mails.invitation(invitation, token, by)
    return invitation


def invite_again(invitation: Invitation, *, by: "User", at: datetime | None = None) -> Invitation:
    """The same door anew: a new token for 7 days; the old one stops working. Raises as `invite`, and WrongState."""
    with transaction.atomic():
        row = lock(invitation.hospital)
        if not _open_for(row).filter(pk=invitation.pk).exists():
            raise WrongState(invitation, "invite_again", "over")
        return invite(row, email=invitation.email, role=invitation.role, by=by, at=at)


def open_invitations(hospital: Hospital, *, at: datetime | None = None) -> list[tuple[Invitation, bool]]:
    """(invitation, whether it is too old by now) for those that nobody took and nobody took back, newest first."""
    at = at or timezone.now()
    rows = _open_for(hospital).filter(expires_at__gt=at - SHOWN).select_related("invited_by")
    return [(row, row.expires_at <= at) for row in rows.order_by("-id")]


def withdraw(invitation: Invitation, *, by: "User", at: datetime | None = None) -> None:
    at = at or timezone.now()
    with _managing(invitation.hospital, by, "withdraw_invitation") as row:
        if _open_for(row).filter(pk=invitation.pk).update(withdrawn_at=at):
            audit.record(row, "withdraw_invitation", by=by, at=at, data={"role": invitation.role})


def find_invitation(token: str, *, at: datetime | None = None) -> Invitation | None:
    """The invitation behind a token while it is open: not used, not withdrawn, not too old."""
    rows = Invitation.objects.select_related("hospital", "invited_by").filter(
        token_hash=_hash(token), accepted_at=None, withdrawn_at=None, expires_at__gt=at or timezone.now()
    )
    return rows.first()


def is_for(invitation: Invitation, user: "User") -> bool:
    """Whether this person has shown that the invited mailbox is theirs."""
    return EmailAddress.objects.filter(user=user, verified=True, email__iexact=invitation.email).exists()


def accept(invitation: Invitation, *, by: "User", at: datetime | None = None) -> Seat:
    """Take the seat. Raises NotYours, AlreadyHere, Invitation.DoesNotExist (used, withdrawn or too old by now)."""
    at = at or timezone.now()
    with transaction.atomic():
        row = lock(invitation.hospital)
        now = _open_for(row).select_related("hospital").get(pk=invitation.pk, expires_at__gt=at)
        if not is_for(now, by):
            raise NotYours
        if seat_of(by, row) is not None:
            raise AlreadyHere
        now.accepted_at = at
        now.save(update_fields=["accepted_at"])
        seat = Seat.objects.create(hospital=row, user=by, role=now.role)
        audit.record(row, "join", by=by, at=at, data={"role": now.role})
        mails.joined(seat)
    return seat


# ── Changing and leaving ─────────────────────────────────────────────────────────────────────────────
def change_role(seat: Seat, role: str, *, by: "User", at: datetime | None = None) -> None:
    """Raises LastOwner, Seat.DoesNotExist."""
    with _managing(seat.hospital, by, "change_role") as row:
        now = _held(seat)
        if now.role == role:
            return
        _keep_an_owner(now)
        before, now.role = now.role, Role(role)
        now.save(update_fields=["role"])
        for tell in when_changed:
            tell(now, at or timezone.now())
        audit.record(
            row, "change_role", by=by, at=at, data={"user": now.user_id, "before": before, "after": now.role}
        )
        if now.user_id != by.pk:
            mails.seat_changed(now, by)


def remove(seat: Seat, *, by: "User", at: datetime | None = None) -> None:
    """End a colleague's seat. Their sessions lose the workspace at the next request. Raises LastOwner."""
    with _managing(seat.hospital, by, "remove") as row:
        now = _held(seat)
        _end(now, row, "remove", by, at or timezone.now())
        if now.user_id != by.pk:
            mails.seat_ended(now, by)


def leave(seat: Seat, *, by: "User", at: datetime | None = None) -> None:
    """End one's own seat. Raises LastOwner."""
    with transaction.atomic():
        row = lock(seat.hospital)
        now = _held(seat)
        if now.user_id != by.pk:
            raise NotAllowed("leave")
        _end(now, row, "leave", by, at or timezone.now())


def hand_over(seat: Seat, *, to: Seat, by: "User", at: datetime | None = None) -> None:
    """An owner makes a colleague owner and becomes recruiter, in one step."""
    with _managing(seat.hospital, by, "hand_over") as row:
        mine, theirs = _held(seat), _held(to)
        if (
            mine.user_id != by.pk
            or mine.role != Role.OWNER
            or theirs.hospital_id != row.pk
            or mine.pk == theirs.pk
        ):
            raise NotAllowed("hand_over")
        theirs.role, mine.role = Role.OWNER, Role.RECRUITER
        theirs.save(update_fields=["role"])
        mine.save(update_fields=["role"])
        audit.record(row, "hand_over", by=by, at=at, data={"user": theirs.user_id})
        mails.seat_changed(theirs, by)


def _end(seat: Seat, hospital: Hospital, verb: str, by: "User", at: datetime) -> None:
    _keep_an_owner(seat)
    seat.left_at = at
    seat.save(update_fields=["left_at"])
    for tell in when_changed:
        tell(seat, at)
    audit.record(hospital, verb, by=by, at=at, data={"user": seat.user_id, "role": seat.role})


def _open_for(hospital: Hospital) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(hospital=hospital, accepted_at=None, withdrawn_at=None)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
