"""When an opening is online, how much it still takes and whom it wants, in words: by its hospital's clock, in the
reader's language, without a query (its hospital is read)."""

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from core import zones
from postings.models import Posting

SOON_DAYS = 7


def hour() -> int:
    """A number that is another one whenever "today" may have become another day by some hospital's clock."""
    return int(timezone.now().timestamp()) // 3600


def days_ago(posting: Posting) -> str:
    """ "Posted today", "Posted 3 days ago", by the hospital's calendar."""
    if posting.publish_at is None:
        return ""
    zone = posting.hospital.zone
    days = (timezone.localdate(timezone=zone) - timezone.localdate(posting.publish_at, zone)).days
    if days <= 0:
        return gettext("Posted today")
    return ngettext("Posted yesterday", "Posted %(days)d days ago", days) % {"days": days}


def days_left(posting: Posting) -> str:
    """ "3 days left", "Last day", by the hospital's calendar."""
    assert posting.closes_at is not None
    zone = posting.hospital.zone
    days = (timezone.localdate(posting.closes_at, zone) - timezone.localdate(timezone=zone)).days
    if days <= 0:
        return gettext("Last day")
    return ngettext("%d day left", "%d days left", days) % days


def closes_soon(posting: Posting) -> str:
    """ "Closes in 3 days", "Last day", within a week of it, by the hospital's calendar; else ""."""
    if posting.closes_at is None:
        return ""
    zone = posting.hospital.zone
    days = (timezone.localdate(posting.closes_at, zone) - timezone.localdate(timezone=zone)).days
    if not 0 <= days <= SOON_DAYS:
        return ""
    return ngettext("Closes in %d day", "Closes in %d days", days) % days if days else gettext("Last day")


def closing(posting: Posting) -> str:
    """ "Friday 11 December, 23:59 (Amsterdam time)"."""
    return zones.day_and_time(posting.closes_at, posting.hospital.zone) if posting.closes_at else ""


def start(posting: Posting) -> str:
    """When it is online from, in the same words."""
    return zones.day_and_time(posting.publish_at, posting.hospital.zone) if posting.publish_at else ""


def closing_day(posting: Posting) -> str:
    """ "11 December": the day on the hospital's calendar."""
    return zones.day(posting.closes_at, posting.hospital.zone, "j F") if posting.closes_at else ""


def ended_day(posting: Posting) -> str:
    """ "11 December": the day on which it took its last applications."""
    ends = [at for at in (posting.closed_at, posting.closes_at) if at]
    return zones.day(min(ends), posting.hospital.zone, "j F") if ends else ""


def most(posting: Posting) -> str:
    """ "Closes at 50 applications"; "" without a limit."""
    n = posting.applications_max
    return ngettext("Closes at %d application", "Closes at %d applications", n) % n if n else ""


def left(posting: Posting) -> str:
    """ "12 places left", "No places left"; "" without a limit, and once it takes none any more."""
    n = posting.places_left
    if n is None or posting.state in ("expired", Posting.Status.CLOSED):
        return ""
    return ngettext("%d place left", "%d places left", n) % n if n else gettext("No places left")


def limit(posting: Posting) -> str:
    """ "Closes at 50 applications, 12 places left"; "" without a limit."""
    return ", ".join(filter(None, [most(posting), left(posting)]))


def wanted(posting: Posting) -> str:
    """ "2 people wanted"; "" for one person."""
    n = posting.positions
    return ngettext("%d person wanted", "%d people wanted", n) % n if n > 1 else ""


def positions(posting: Posting) -> str:
    """ "2 people wanted, 1 found"; "" for one person."""
    found = min(posting.positions_filled, posting.positions)
    return (
        ", ".join(filter(None, [wanted(posting), gettext("%d found") % found if found else ""]))
        if posting.positions > 1
        else ""
    )
