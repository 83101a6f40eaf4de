"""The channels of a hospital: named by handle, checked by looking at the profile, marked when they are gone.

A channel is verified when its profile links to the hospital's website, shows the code we gave, stands on the hospital's
own verified domain, or when a moderator looked. We look only at the channel's own site over https (hospitals/lookups.py:
no other host, no private address, no redirect elsewhere); many profiles show a robot nothing, so "not checked yet" is
an honest state and no blame. Not found twice, a day apart: the channel is shown nowhere until it is found again.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core import audit
from core.handles import Profile, rule_of
from core.models import Channel
from core.workflow import NotAllowed
from hospitals import lookups
from hospitals.access import has_right, seat_of
from hospitals.domains import is_under
from hospitals.models import Hospital, HospitalChannel
from hospitals.models.hospital import VerifiedHow
from hospitals.roles import Right

if TYPE_CHECKING:
    from accounts.models import User

MOST = 10
AGAIN, AFTER_A_MISS = timedelta(days=30), timedelta(hours=20)
GONE = 2  # times not found
PAGE_BYTES = 400_000
REDIRECTS = 2
A_RUN = 200
LOOKS = 3  # an hour, of one channel, by hand


class TooMany(Exception):
    """The hospital has MOST channels."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look found: `there` is None when nobody can tell (no network, a sign-in wall)."""

    there: bool | None
    page: str = ""


def add(
    hospital: Hospital, channel: Channel, profile: Profile, *, by: "User", at: datetime | None = None
) -> HospitalChannel:
    """Raises TooMany. The same address again is the one that is there."""
    _may(hospital, by)
    at = at or timezone.now()
    with transaction.atomic():
        row = Hospital.objects.select_for_update(of=("self",)).get(pk=hospital.pk)
        if row.channels.count() >= MOST:
            raise TooMany
        own = row.is_verified and is_under(urlsplit(profile.url).hostname or "", row.web_domain)
        facts = {
            "channel": channel,
            "handle": profile.handle,
            "code": f"corridor-{secrets.token_hex(4)}",
            "verified_at": at if own else None,
            "verified_how": VerifiedHow.OWN_SITE if own else "",
        }
        new, created = HospitalChannel.objects.get_or_create(hospital=row, url=profile.url, defaults=facts)
        if created:
            audit.record(row, "edit", by=by, at=at, data={"fields": ["channels"]})
            look_soon(new)
    return new


def remove(row: HospitalChannel, *, by: "User", at: datetime | None = None) -> None:
    _may(row.hospital, by)
    with transaction.atomic():
        audit.record(row.hospital, "edit", by=by, at=at or timezone.now(), data={"fields": ["channels"]})
        row.delete()


def vouch(row: HospitalChannel, *, by: "User", at: datetime | None = None) -> None:
    """A moderator looked at the profile with their own eyes; not one who holds a seat there."""
    if not by.is_moderator or seat_of(by, row.hospital) is not None:
        raise NotAllowed("vouch")
    at = at or timezone.now()
    with transaction.atomic():
        row.verified_at, row.verified_how = at, VerifiedHow.MODERATOR
        row.misses, row.dead_at = 0, None
        row.save()
        audit.record(row.hospital, "edit", by=by, at=at, data={"fields": ["channels"]})


def look_soon(row: HospitalChannel) -> None:
    """Have the worker look, once this transaction is through; at most LOOKS an hour, however often somebody presses."""
    from hospitals.tasks import look_at_channel  # that file reads this one

    since = timezone.now() - timedelta(hours=1)
    looks = DBTaskResult.objects.filter(
        task_path=look_at_channel.module_path, enqueued_at__gte=since, args_kwargs__args=[row.pk]
    )
    if can_look(row) and looks.count() < LOOKS:
        look_at_channel.enqueue(row.pk)


def can_look(row: HospitalChannel) -> bool:
    rule = rule_of(row.channel.slug)
    return rule is not None and urlsplit(row.url).hostname == rule.hosts[0]


def due(at: datetime) -> list[int]:
    """Those to look at now, in no order, so that one that never answers does not keep the others waiting."""
    missed = Q(misses=1, checked_at__lte=at - AFTER_A_MISS)
    rows = HospitalChannel.objects.filter(
        Q(checked_at=None) | Q(checked_at__lte=at - AGAIN) | missed, hospital__frozen_at=None
    )
    return list(rows.order_by("?").values_list("pk", flat=True)[:A_RUN])


def look(pk: int, *, at: datetime | None = None) -> None:
    """The worker's part: nothing is locked while it waits for an answer."""
    row = HospitalChannel.objects.select_related("channel", "hospital").filter(pk=pk).first()
    if row is None or not can_look(row):
        return
    seen = _fetch(row)
    if seen.there is None:
        return
    with transaction.atomic():
        stored = (
            HospitalChannel.objects.select_for_update(of=("self",))
            .select_related("hospital")
            .filter(pk=pk)
            .first()
        )
        if stored is not None:
            judge(stored, seen, at=at or timezone.now())
            stored.save()


def judge(row: HospitalChannel, seen: Seen, *, at: datetime) -> None:
    """Write down what a look found (not stored). What was verified stays so while the profile is there."""
    if not seen.there:
        soon_again = row.misses and row.checked_at and at < row.checked_at + AFTER_A_MISS
        if not soon_again:
            row.misses, row.checked_at = min(row.misses + 1, 100), at
        if row.misses >= GONE:
            row.dead_at = row.dead_at or at
        return
    row.checked_at, row.misses, row.dead_at = at, 0, None
    if row.verified_at is None and row.hospital.is_verified and links_to(seen.page, row.hospital.web_domain):
        row.verified_at, row.verified_how = at, VerifiedHow.LINK
    elif row.verified_at is None and row.code and row.code in seen.page:
        row.verified_at, row.verified_how = at, VerifiedHow.CODE


def links_to(page: str, domain: str) -> bool:
    """Whether a page names an address on that domain, plain, escaped or inside a redirecting link."""
    if not domain:
        return False
    slash = r"(?://|\\/\\/|%2F%2F|&#x2F;&#x2F;)"
    end = r"(?![\w-]|\.[a-z0-9])"
    return (
        re.search(rf"https?(?::|%3A|&#58;){slash}(?:[\w-]+\.)*{re.escape(domain)}{end}", page, re.IGNORECASE)
        is not None
    )


def _fetch(row: HospitalChannel) -> Seen:
    rule = rule_of(row.channel.slug)
    assert rule is not None  # asked by can_look
    url = row.url
    for _hop in range(REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname not in rule.hosts or parts.port is not None:
            return Seen(None)  # it wants to lead us elsewhere, mostly to a sign-in
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            answer = lookups.fetch(parts.hostname, path, most=PAGE_BYTES, accept="text/html")
        except lookups.Unreachable:
            return Seen(None)
        if answer.status in {404, 410}:
            return Seen(False)
        if answer.status == 200:
            return Seen(True, answer.body)
        if not (300 <= answer.status < 400 and answer.to):
            return Seen(None)
        url = urljoin(url, answer.to)
    return Seen(None)


def _may(hospital: Hospital, by: "User") -> None:
    if not has_right(by, hospital.pk, Right.EDIT_HOSPITAL):
        raise NotAllowed("edit")
