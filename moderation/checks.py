"""What the board looks at before a moderator does. Hints for a person; none of them decides anything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pay.annual import annual
from postings.models import Posting

WIDE = Decimal("1.4")
FREE_MAIL = re.compile(
    r"[\w.+-]+@(gmail|hotmail|outlook|yahoo|icloud|proton|live|ziggo|kpnmail)\.[a-z.]+", re.IGNORECASE
)
MESSENGER = re.compile(r"\b(whats ?app|telegram|signal|wechat)\b", re.IGNORECASE)
SHUT_OUT = re.compile(
    r"\b(young|youthful|energetic|native speaker|digital native|salesman|chairman|jong(e)? team|jeugdige?|moedertaal)\b",
    re.IGNORECASE,
)
LINK = re.compile(r"https?://[^\s)>\]\"']+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Check:
    good: bool
    text: str


def checks(posting: Posting) -> list[Check]:
    """What was found, troubles first."""
    return sorted(_look(posting), key=lambda check: check.good)


def _look(posting: Posting) -> Iterator[Check]:
    text = f"{posting.title}\n{posting.description}\n{posting.pay_note}\n{posting.learning_goals}"
    yield from _pay(posting)
    if (n := len(posting.required_skills)) > 5:
        yield Check(False, _("%(n)s needed skills. Our advice is 4 or 5.") % {"n": n})
    if found := SHUT_OUT.search(text):
        yield Check(False, _("“%(word)s” can put people off.") % {"word": found.group(0)})
    if found := FREE_MAIL.search(text) or MESSENGER.search(text):
        yield Check(
            False, _("The text names a private mailbox or messenger: %(word)s") % {"word": found.group(0)}
        )
    else:
        yield Check(True, _("No private mailbox or messenger in the text"))
    yield _links(posting, text)


def _pay(posting: Posting) -> Iterator[Check]:
    if posting.unpaid:
        yield Check(False, _("This internship is unpaid."))
    elif posting.pay_min and posting.pay_max and posting.pay_max > posting.pay_min * WIDE:
        wide = round((posting.pay_max / posting.pay_min - 1) * 100)
        yield Check(False, _("The pay range is %(percent)s%% wide.") % {"percent": wide})
    elif posting.pay_max:
        yield Check(True, _("Pay is given, and the range is narrow"))


def _links(posting: Posting, text: str) -> Check:
    own = posting.hospital.web_domain
    for link in LINK.findall(text):
        try:
            host = urlsplit(link).hostname or ""
        except ValueError:
            host = link
        if not own or (host != own and not host.endswith(f".{own}")):
            return Check(
                False, _("A link leads away from the hospital’s own site: %(host)s") % {"host": host[:80]}
            )
    return Check(True, _("No links to other sites"))


def checks_of_change(old: Posting, new: Posting, applied: int) -> list[Check]:
    """The checks of the new text; before them what the change does to people who applied (`applied` of them)."""
    return [*_lower(old, new, applied), *checks(new)]


def _lower(old: Posting, new: Posting, applied: int) -> Iterator[Check]:
    if new.unpaid and not old.unpaid:
        yield Check(False, _("Work that was paid becomes unpaid."))
    elif _pays_less(old, new):
        yield Check(False, _("The pay goes down under an opening that is online."))
    else:
        return
    if applied:
        text = ngettext(
            "%(n)s person applied under the old pay.", "%(n)s people applied under the old pay.", applied
        )
        yield Check(False, text % {"n": applied})


def _pays_less(old: Posting, new: Posting) -> bool:
    """Either end of the range, as a year of full-time work in the same currency."""
    if old.pay_currency != new.pay_currency:
        return False
    ends = [(_a_year(old, name), _a_year(new, name)) for name in ("pay_min", "pay_max")]
    return any(before is not None and after is not None and after < before for before, after in ends)


def _a_year(posting: Posting, column: str) -> Decimal | None:
    amount, period = getattr(posting, column), posting.pay_period_id
    if amount is None or period is None:
        return None
    return annual(amount, period=period, currency=posting.pay_currency)
