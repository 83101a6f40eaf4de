"""Somebody reports something: a report joins the running case of its subject, or opens one. Enough of them take it out
of sight at once (moderation/standing.py says how much is enough)."""

from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import throttle
from accounts.models import User
from core import audit
from moderation import mails_of_cases as mails
from moderation import standing, subjects
from moderation.models import Case, Report
from moderation.subjects import Subject

SALT, VALID = "moderation.report", timedelta(days=7)
A_DAY = {True: 20, False: 10}  # a member, a network
AT_ONCE = {True: 5, False: 3}  # within five minutes
MAILBOX = 3  # letters to one mailbox within five minutes, whoever types it


class TooMany(Exception):
    """This reporter reported a lot already."""


class Barred(Exception):
    """This reporter was wrong too often."""


def network_key(address: str) -> str:
    """Whether two reports came the same way can be compared; where from cannot be read. Whoever has one address of IPv6
    has the 64 bits behind it as well."""
    with suppress(ValueError):
        found = ip_address(address)
        if isinstance(found, IPv6Address):
            mapped = found.ipv4_mapped
            address = str(mapped or ip_network((found, 64), strict=False))
    return salted_hmac("moderation.report.network", address, algorithm="sha256").hexdigest()


def report(
    subject: Subject,
    *,
    by: User | None,
    code: str,
    words: str = "",
    email: str = "",
    network: str = "",
    language: str = "en",
    at: datetime | None = None,
) -> Report:
    """One open report of each reporter and subject: a second one adds to nothing and returns the first.

    `network` is an address; only its keyed hash is stored. Raises Barred or TooMany.
    """
    at, key = at or timezone.now(), network_key(network) if network else ""
    weight = _weight(by, at)
    _limit(by, key, at)
    with transaction.atomic():
        case = _running(subject, at)
        if there := _the_same(case, by, key):
            return there
        row = Report(
            case=case, by=by, email="" if by else email, language=language, network=key,
            code=code, words=words, at=at, weight=weight,
        )  # fmt: skip
        row.save(force_insert=True)
        audit.record(case, "report", by=None, at=at, after=case.status, reasons=[code])
        judge(case, at=at)
        if row.email and throttle.may("report mailbox", throttle.account_key(row.email), limit=MAILBOX):
            mails.confirm(row, token_of(row))
    return row


def _weight(by: User | None, at: datetime) -> Decimal:
    if by is None:
        return standing.UNPROVEN
    stands = standing.standing(by, at)
    if stands.is_barred:
        raise Barred
    return stands.weight


def _limit(by: User | None, key: str, at: datetime) -> None:
    member, who = by is not None, str(by.pk) if by else key
    today = Report.objects.filter(Q(by=by) if by else Q(by=None, network=key), at__gt=at - timedelta(days=1))
    if today.count() >= A_DAY[member] or not throttle.may("report", who, limit=AT_ONCE[member]):
        raise TooMany


def _running(subject: Subject, at: datetime) -> Case:
    """The running case of the subject, locked. Reports of one thing follow one another; one decided in this second runs
    no more, and the report opens another."""
    rows = Case.objects.undecided().select_for_update(of=("self",))
    rows = rows.filter(kind=subject.kind, subject_id=subject.pk)
    for _try in range(3):
        if case := rows.first():
            return case
        try:
            with transaction.atomic():
                return Case.objects.create(
                    kind=subject.kind, subject_id=subject.pk, hospital=subject.hospital, owner=subject.owner,
                    title=subject.title[:160], text=subject.text, opened_at=at, since=at,
                )  # fmt: skip
        except IntegrityError:  # somebody reports it in the same second
            continue
    raise RuntimeError("no running case to be had")


def _the_same(case: Case, by: User | None, key: str) -> Report | None:
    mine = Q(by=by) if by else Q(by=None, network=key) & ~Q(network="")
    return case.reports.filter(mine).first()


def judge(case: Case, *, at: datetime) -> None:
    """Out of sight when its reports ask for it: once a case, whatever comes after. The case is locked."""
    if case.held_at is not None or not standing.asks_for_hold(case):
        return
    subject = subjects.now(case)
    if subject is None or not subjects.hold(subject, by=None, at=at):
        return
    case.held_at = at
    case.save(update_fields=["held_at"])
    audit.record(case, "hold", by=None, at=at, before=case.status, after=case.status)
    mails.held(case)


# ── A visitor's mailbox ──────────────────────────────────────────────────────────────────────────────
def token_of(report: Report) -> str:
    return signing.dumps(report.pk, salt=SALT)


def of_token(token: str) -> Report | None:
    try:
        pk = signing.loads(token, salt=SALT, max_age=VALID)
    except (signing.BadSignature, ValueError):
        return None
    return Report.objects.filter(pk=pk).exclude(email="").select_related("case").first()


def confirm(report: Report, *, at: datetime | None = None) -> None:
    """The mailbox is theirs: the report counts in full, and they hear the outcome. A second click changes nothing."""
    at = at or timezone.now()
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=report.case_id)
        row = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if row.confirmed_at is not None:
            return
        row.confirmed_at, row.weight = at, standing.PROVEN
        row.save(update_fields=["confirmed_at", "weight"])
        if case.status in (Case.Status.OPEN, Case.Status.WAITING):
            judge(case, at=at)


# ── What is reported where it stands: work samples and mentors ───────────────────────────────────────
SAMPLE_CODES = {"patient": "patient_data", "not_theirs": "not_theirs", "other": "other"}
MENTOR_CODES = {"money": "asks_money", "patients": "patient_data"}


def sample_reported(told: Any) -> None:
    """accounts/samples.py took it out of sight; here its owner can answer and appeal."""
    case = _joined(subjects.of_sample(told.sample), told.by, SAMPLE_CODES[told.reason], told.words, told.at)
    if case.held_at is None:
        case.held_at = told.at
        case.save(update_fields=["held_at"])
        mails.held(case)


def mentor_reported(told: Any) -> None:
    code = MENTOR_CODES.get(told.reason, told.reason)
    _joined(subjects.of_person(told.about), told.by, code, told.words, told.at)


def _joined(subject: Subject, by: User, code: str, words: str, at: datetime) -> Case:
    case = _running(subject, at)
    if _the_same(case, by, "") is None:
        weight = standing.standing(by, at).weight
        Report.objects.create(
            case=case, by=by, code=code, words=words, at=at, weight=weight, language=by.language
        )
        audit.record(case, "report", by=None, at=at, after=case.status, reasons=[code])
    return case
