"""Proof by mailbox: a six-digit code to an address on the hospital's own web domain.

The directory says (where it knows) which domain is a hospital's own. A code from there verifies at once. From any
other domain it proves only that somebody owns that domain, as every fraudster does: a moderator then decides, with
the proven mailbox before them.
"""

import secrets
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from core import audit
from core.workflow import NotAllowed, WrongState
from hospitals import mails, verification
from hospitals.access import has_right
from hospitals.banning import is_banned
from hospitals.domains import domain_of, is_under, mailbox_belongs, proves_nothing
from hospitals.models import Hospital, MailboxCode
from hospitals.roles import Right

if TYPE_CHECKING:
    from accounts.models import User

LIFETIME = timedelta(minutes=30)
MAX_TRIES = 5
MAX_A_DAY = 5


class NotThisMailbox(Exception):
    """The address does not stand on the hospital's own domain."""


class TooManyCodes(Exception):
    """MAX_A_DAY codes left for this hospital in the last 24 hours."""


class Answer(Enum):
    """What a typed code led to."""

    VERIFIED = auto()
    ASKED = auto()  # proven, and a moderator decides
    WRONG = auto()
    EXPIRED = auto()
    TOO_MANY_TRIES = auto()


def known_domain(hospital: Hospital) -> bool:
    """Whether the official directory names this web domain as the hospital's own. A banned one proves nothing."""
    hint = domain_of(hospital.entry.website) if hospital.entry else ""
    own = is_under(hospital.web_domain, hint) and not proves_nothing(hint)
    return own and not is_banned(hospital.web_domain)


def send_code(hospital: Hospital, *, email: str, by: "User", at: datetime | None = None) -> MailboxCode:
    """Mail a new code; an older one stops working. Raises NotThisMailbox, TooManyCodes, WrongState, NotAllowed."""
    at, digits = at or timezone.now(), f"{secrets.randbelow(10**6):06d}"
    email = email.strip().lower()
    with transaction.atomic():
        row = _locked(hospital, by)
        if proves_nothing(row.web_domain) or not mailbox_belongs(email, row.web_domain):
            raise NotThisMailbox
        if row.codes.filter(created_at__gt=at - timedelta(days=1)).count() >= MAX_A_DAY:
            raise TooManyCodes
        row.codes.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
        code = MailboxCode.objects.create(
            hospital=row, user=by, email=email, code_hash=_hash(row, email, digits), expires_at=at + LIFETIME
        )
        audit.record(row, "send_code", by=by, at=at)
        mails.code(code, digits)
    return code


def waiting_code(hospital: Hospital, *, user: "User", at: datetime | None = None) -> MailboxCode | None:
    """The code that this person can type now."""
    rows = MailboxCode.objects.filter(
        hospital=hospital, user=user, used_at=None, expires_at__gt=at or timezone.now()
    )
    return rows.order_by("-id").first()


def try_code(hospital: Hospital, digits: str, *, by: "User", at: datetime | None = None) -> Answer:
    """Compare what was typed. A wrong try is counted and kept, whatever follows."""
    at = at or timezone.now()
    with transaction.atomic():
        row = _locked(hospital, by)
        code = waiting_code(row, user=by, at=at)
        if code is None or not mailbox_belongs(code.email, row.web_domain):
            return Answer.EXPIRED
        if code.tries >= MAX_TRIES:
            return Answer.TOO_MANY_TRIES
        code.tries += 1
        if not constant_time_compare(code.code_hash, _hash(row, code.email, digits)):
            code.save(update_fields=["tries"])
            return Answer.TOO_MANY_TRIES if code.tries >= MAX_TRIES else Answer.WRONG
        code.used_at = at
        code.save(update_fields=["tries", "used_at"])
        return _proven(row, code, by, at)


def _proven(row: Hospital, code: MailboxCode, by: "User", at: datetime) -> Answer:
    if known_domain(row):
        verification.confirm(row, by=by, domain=code.email.rpartition("@")[2], at=at)
        return Answer.VERIFIED
    audit.record(row, "prove_mailbox", by=by, at=at, data={"mailbox_domain": code.email.rpartition("@")[2]})
    if row.status != Hospital.Status.PENDING:
        verification.ask(row, by=by, words=row.claim_note, at=at)
    return Answer.ASKED


def _locked(hospital: Hospital, by: "User") -> Hospital:
    """The hospital, locked so that tries and codes are counted one after the other."""
    row = Hospital.objects.select_for_update(of=("self",)).select_related("entry").get(pk=hospital.pk)
    if not has_right(by, row.pk, Right.VERIFY_HOSPITAL):
        raise NotAllowed("code")
    if row.is_verified:
        raise WrongState(row, "code", row.status)
    return row


def _hash(hospital: Hospital, email: str, digits: str) -> str:
    """Keyed by the board's secret: a million codes are tried in a second by anyone who holds only the table."""
    return salted_hmac("hospitals.mailbox", f"{hospital.pk}:{email}:{digits}", algorithm="sha256").hexdigest()
