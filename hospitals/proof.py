"""Proof by web domain: a code that the hospital puts in its DNS or in a file on its website, and the board looks for.

      ask (a person presses "Check now")        the board itself, every 30 days while verified by it
              └──────────────┬───────────────────────────────┘
                             ▼
                           look ── found ──▶ verified at once where the directory knows the domain; else a moderator
                             │               decides, with the proven domain before them (as with hospitals/mailbox.py)
                             └─ not found ─▶ the page says what was found; of a verified hospital: looked for again
                                             after 7 days, and after 3 misses in 14 days it is doubted

Looking happens in the worker, outside any transaction; its result is written under the hospital's lock.
A hospital that was verified by a mailbox or a moderator is not looked at again: neither is a thing that can vanish.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core import audit
from core.models import Event
from core.workflow import NotAllowed, WrongState
from hospitals import lookups, verification
from hospitals.access import has_right
from hospitals.banning import is_banned
from hospitals.domains import proves_nothing
from hospitals.mailbox import known_domain
from hospitals.models import DomainProof, Hospital
from hospitals.roles import Right

if TYPE_CHECKING:
    from accounts.models import User

NAME = "corridor-verification"
SUBDOMAIN = "_corridor"
PATH = f"/.well-known/{NAME}.txt"
MAX_AN_HOUR = 6
PATIENCE = timedelta(minutes=5)  # so long a look may take before one may ask again
EVERY, AGAIN = timedelta(days=30), timedelta(days=7)
MISSES, MISSING_FOR = 3, timedelta(days=14)
BY_DOMAIN = {"dns", "file"}
Result = DomainProof.Result


class NoDomain(Exception):
    """The hospital has no web domain of its own."""


class Banned(Exception):
    """Moderators have banned the web domain: it proves nothing."""


class TooManyLooks(Exception):
    """MAX_AN_HOUR looks for this hospital in the last hour, or one is under way."""


def code_of(hospital: Hospital) -> str:
    """What must stand there. The first one is made of the hospital's number; it is kept once somebody asks for a look."""
    row = DomainProof.objects.filter(hospital=hospital).first()
    return f"{NAME}={row.token if row else _first_token(hospital)}"


def _first_token(hospital: Hospital) -> str:
    return salted_hmac("hospitals.proof", str(hospital.pk), algorithm="sha256").hexdigest()[:32]


def is_looking(row: DomainProof | None, *, at: datetime | None = None) -> bool:
    return bool(row and row.asked_at and row.asked_at > (at or timezone.now()) - PATIENCE)


def may_ask(hospital: Hospital) -> bool:
    """Whether a look can change anything: not verified yet, or verified by what it looks for."""
    return not hospital.is_verified or hospital.verified_how in BY_DOMAIN


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────
def ask(hospital: Hospital, *, by: "User", at: datetime | None = None) -> None:
    """Let the worker look. Raises NoDomain, Banned, TooManyLooks, NotAllowed, WrongState (verified otherwise)."""
    from hospitals.tasks import look_for_proof

    at = at or timezone.now()
    with transaction.atomic():
        hospital = Hospital.objects.select_for_update(of=("self",)).get(pk=hospital.pk)
        if not has_right(by, hospital.pk, Right.VERIFY_HOSPITAL):
            raise NotAllowed("ask_proof")
        if not may_ask(hospital):
            raise WrongState(hospital, "ask_proof", hospital.status)
        if proves_nothing(hospital.web_domain):
            raise NoDomain
        if is_banned(hospital.web_domain):
            raise Banned
        row, _ = DomainProof.objects.get_or_create(
            hospital=hospital, defaults={"token": _first_token(hospital)}
        )
        lately = Event.objects.about(hospital).filter(verb="ask_proof", at__gt=at - timedelta(hours=1))
        if is_looking(row, at=at) or lately.count() >= MAX_AN_HOUR:
            raise TooManyLooks
        row.asked_at, row.asked_by = at, by
        row.save(update_fields=["asked_at", "asked_by"])
        audit.record(hospital, "ask_proof", by=by, at=at)
        look_for_proof.enqueue(row.pk)


# ── Looking ──────────────────────────────────────────────────────────────────────────────────────────
def look(pk: int, *, at: datetime | None = None) -> None:
    """Look in the DNS and for the file, write what was found, and draw the conclusion. Safe to run twice."""
    seen = DomainProof.objects.select_related("hospital").filter(pk=pk).first()
    if seen is None or proves_nothing(seen.hospital.web_domain):
        return
    domain, wanted = seen.hospital.web_domain, f"{NAME}={seen.token}"
    dns, file = in_dns(domain, wanted), in_file(domain, wanted)
    at = at or timezone.now()
    with transaction.atomic():
        hospital = (
            Hospital.objects.select_for_update(of=("self",)).select_related("entry").get(pk=seen.hospital_id)
        )
        row = DomainProof.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=pk)
        by, due = row.asked_by if row.asked_at else None, bool(row.next_look_at and row.next_look_at <= at)
        if hospital.web_domain != domain or not (by or due):
            return  # the domain changed meanwhile, or another worker has looked
        row.dns, row.file, row.domain, row.checked_at = dns, file, domain, at
        row.asked_at = None
        if hospital.verified_how in BY_DOMAIN and hospital.is_verified:
            _looked_again(hospital, row, due, at)
        elif row.proven and by is not None and not hospital.is_verified:
            _proven(hospital, row, by, at)
        row.save()


def in_dns(domain: str, wanted: str) -> str:
    """A TXT record at the domain or at its subdomain `_corridor`."""
    return _anywhere(lookups.txt_records, (domain, f"{SUBDOMAIN}.{domain}"), wanted)


def in_file(domain: str, wanted: str) -> str:
    """The well-known file at the domain or at its www."""
    return _anywhere(_lines_of_file, (domain, f"www.{domain}"), wanted)


def _lines_of_file(host: str) -> list[str]:
    return (lookups.small_file(host, PATH) or "").splitlines()


def _anywhere(read: Callable[[str], list[str]], names: tuple[str, ...], wanted: str) -> str:
    """The best of what the names say: one that is wrong or cannot be reached hides no other."""
    found = set()
    for name in names:
        try:
            found.add(_compare(read(name), wanted))
        except lookups.Unreachable:
            found.add(Result.FAILED)
        if Result.FOUND in found:
            break
    return next(r for r in (Result.FOUND, Result.WRONG, Result.FAILED, Result.MISSING) if r in found)


def _compare(lines: list[str], wanted: str) -> str:
    said = {line.strip().strip('"') for line in lines}
    if wanted in said:
        return Result.FOUND
    return Result.WRONG if any(line.startswith(f"{NAME}=") for line in said) else Result.MISSING


# ── Concluding ───────────────────────────────────────────────────────────────────────────────────────
def _proven(hospital: Hospital, row: DomainProof, by: "User", at: datetime) -> None:
    """A domain that the directory knows verifies at once; any other proves only who owns it, as every fraudster does."""
    how = "dns" if row.dns == Result.FOUND else "file"
    try:
        with transaction.atomic():
            if known_domain(hospital):
                verification.confirm(hospital, by=by, domain=row.domain, how=how, at=at)
                row.failures, row.failing_since, row.next_look_at = 0, None, at + EVERY
                return
            audit.record(hospital, "prove_domain", by=by, at=at, data={"how": how, "domain": row.domain})
            if hospital.status != Hospital.Status.PENDING:
                verification.ask(hospital, by=by, words=hospital.claim_note, at=at)
    except (verification.AlreadyVerified, NotAllowed):
        pass  # the page says that it was found and what stands in the way


def _looked_again(hospital: Hospital, row: DomainProof, due: bool, at: datetime) -> None:
    """Of a verified hospital. Only the board's own looks count as misses; a find ends them whoever asked."""
    if row.proven:
        row.failures, row.failing_since, row.next_look_at = 0, None, at + EVERY
        if hospital.doubted_at:
            verification.trust(hospital, at=at)
    elif due:
        row.failures, row.failing_since = row.failures + 1, row.failing_since or at
        row.next_look_at = at + AGAIN
        if not hospital.doubted_at and row.failures >= MISSES and at - row.failing_since >= MISSING_FOR:
            verification.doubt(hospital, at=at)


def look_again(now: datetime) -> int:
    """Ask the worker for every look that is due. Returns how many."""
    from hospitals.tasks import look_for_proof

    due = DomainProof.objects.filter(
        next_look_at__lte=now, hospital__status=Hospital.Status.VERIFIED, hospital__verified_how__in=BY_DOMAIN
    )
    numbers = list(due.order_by("next_look_at").values_list("pk", flat=True)[:200])
    for pk in numbers:
        look_for_proof.enqueue(pk)
    return len(numbers)
