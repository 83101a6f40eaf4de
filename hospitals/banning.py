"""Web domains that may not speak for a hospital: banned by moderators with a reason, with everything below them.

What is typed into a form of the board is refused with a kind message that gives no reason and names nobody. What stands
in an opening is a hint for the moderator (moderation/hints). Hospitals that have the domain already are shown to the
moderator who bans it; nothing happens to them by itself.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.workflow import NotAllowed, WrongState
from hospitals.domains import PUBLIC_SUFFIXES, domain_of
from hospitals.models import BannedDomain, Hospital, Seat

if TYPE_CHECKING:
    from accounts.models import User

KINDLY = _("We do not take addresses of this website. Is it your hospital’s own? Then write to us.")


class NotADomain(Exception):
    """No web domain, or one that half of the world stands under."""


def spelled(text: str) -> str:
    """The domain of a web address, a mailbox or a bare name as the network spells it: ziekenhüis.nl → xn--…; "" if none."""
    host = domain_of(text.strip().rpartition("@")[2] if "@" in text and "//" not in text else text)
    try:
        return host.encode("idna").decode("ascii")[:100] if host else ""
    except UnicodeError:
        return ""


def bans_of(texts: Iterable[str]) -> dict[str, BannedDomain]:
    """{text: its ban} for the addresses among these that are banned, in one query."""
    ends = {text: _ends(spelled(text)) for text in texts}
    asked = {end for found in ends.values() for end in found}
    bans = (
        {row.domain: row for row in BannedDomain.objects.standing().filter(domain__in=asked)} if asked else {}
    )
    return {text: bans[end] for text, found in ends.items() for end in found if end in bans}


def is_banned(text: str) -> bool:
    return bool(bans_of([text]))


def _ends(domain: str) -> list[str]:
    """The domain itself and everything above it but the last part."""
    parts = domain.split(".")
    return [".".join(parts[n:]) for n in range(len(parts) - 1)] if domain else []


def hospitals_at(domain: str) -> QuerySet[Hospital]:
    """Those whose web domain it is, or stands below it."""
    return Hospital.objects.filter(Q(web_domain=domain) | Q(web_domain__endswith=f".{domain}")).order_by(
        "name", "pk"
    )


def may_decide(user: "User", domain: str) -> bool:
    """A moderator, but not about a domain of a hospital at which they hold a seat."""
    own = Seat.objects.held().filter(user=user, hospital__in=hospitals_at(domain))
    return bool(user.is_moderator) and not (domain and own.exists())


def ban(text: str, *, reason: str, by: "User", at: datetime | None = None) -> BannedDomain:
    """Twice is once. Raises NotADomain, NotAllowed."""
    at, domain = at or timezone.now(), spelled(text)
    if not may_decide(by, domain):
        raise NotAllowed("ban")
    if "." not in domain or domain in PUBLIC_SUFFIXES:
        raise NotADomain(text)
    with transaction.atomic():
        row, new = BannedDomain.objects.get_or_create(
            domain=domain, lifted_at=None, defaults={"reason": reason, "by": by, "at": at}
        )
        if new:
            audit.record(row, "ban", by=by, at=at, words=reason, data={"domain": domain})
    return row


def lift(ban: BannedDomain, *, by: "User", at: datetime | None = None) -> None:
    """It may be used again. Raises WrongState when a colleague was first, NotAllowed."""
    at = at or timezone.now()
    if not may_decide(by, ban.domain):
        raise NotAllowed("lift_ban")
    with transaction.atomic():
        if not BannedDomain.objects.standing().filter(pk=ban.pk).update(lifted_at=at):
            raise WrongState(ban, "lift_ban", "lifted")
        audit.record(ban, "lift_ban", by=by, at=at, data={"domain": ban.domain})
