"""Hints from an opening's facts: pay, links, hours, skills; and what speaks for it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.hints.catalogue import SAYS, WEIGHTS
from moderation.hints.hint import Ad, Hint, Words, words
from pay.annual import annual
from postings import pay_words
from postings.models import Posting
from postings.models.choices import Hours

WIDE = Decimal("1.4")  # highest ÷ lowest
FAR_BELOW, FAR_ABOVE = Decimal("0.6"), Decimal("1.5")  # of the outermost published points
FAR_FROM_MIDDLE = Decimal(2)  # where only a middle is published
FULL_WEEK = 32  # hours
MOST_SKILLS = 5
LINK = re.compile(r"(?:https?://|www\.)[^\s)>\]\"'<]+", re.IGNORECASE)
_SWAPS = str.maketrans("013457", "oleast")  # digits that stand for letters


def facts(posting: Posting, ad: Ad) -> Iterator[Hint]:
    yield from _pay(posting)
    yield from _links(posting, ad)
    if (n := len(posting.required_skills)) > MOST_SKILLS:
        yield Hint("many_skills", _("%(n)s needed skills. Our advice is 4 or 5.") % {"n": n})


def _pay(posting: Posting) -> Iterator[Hint]:
    if posting.unpaid:
        hours = posting.hours_max or posting.hours_min or 0
        full = posting.hours == Hours.FULL_TIME or hours >= FULL_WEEK
        code = "unpaid_full_time" if full else "unpaid"
        yield Hint(code, SAYS[code] if full else _("This internship is unpaid."), WEIGHTS[code])
        return
    far = _far(posting)
    if far:
        yield Hint("pay_far", far, WEIGHTS["pay_far"])
    if posting.pay_min and posting.pay_max and posting.pay_max > posting.pay_min * WIDE:
        wide = round((posting.pay_max / posting.pay_min - 1) * 100)
        yield Hint("pay_wide", _("The pay range is %(percent)s%% wide.") % {"percent": wide})
    elif posting.pay_max and not far:
        yield Hint("pay_narrow", _("Pay is given, and the range is narrow"), good=True)


def _far(posting: Posting) -> str:
    """In words, when the whole range lies far outside of what such work pays there."""
    year = pay_words.a_year_of(posting)
    found = pay_words.lines_of(posting) if year and posting.engagement_id == "employee" else None
    if year is None or found is None or not found[0].points:
        return ""
    line, points = found[0], sorted(found[0].points.values())
    low, high = points[0] * FAR_BELOW, points[-1] * FAR_ABOVE
    if len(points) == 1:
        low, high = points[0] / FAR_FROM_MIDDLE, points[0] * FAR_FROM_MIDDLE
    names = {"occupation": line.occupation_name[:1].lower() + line.occupation_name[1:], "place": line.place}
    if year[1] < low:
        return _("The pay lies far below what %(occupation)s in %(place)s earn.") % names
    if year[0] > high:
        return _("The pay lies far above what %(occupation)s in %(place)s earn.") % names
    return ""


def _links(posting: Posting, ad: Ad) -> Iterator[Hint]:
    own = posting.hospital.web_domain.lower()
    away: list[Words] = []
    alike: list[Words] = []
    for name, text in ad.texts.items():
        for match in LINK.finditer(text):
            host = _host(match.group())
            if own and (host == own or host.endswith(f".{own}")):
                continue
            (alike if own and looks_like(host, own) else away).append(words(name, text, *match.span()))
    if alike:
        yield _of_links("lookalike", alike)
    if away:
        yield _of_links("away_link", away)
    if not alike and not away:
        yield Hint("own_links", _("No links to other sites"), good=True)


def _of_links(code: str, found: list[Words]) -> Hint:
    return Hint(code, SAYS[code], WEIGHTS[code], tuple(found[:4]))


def _host(link: str) -> str:
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname or ""
    except ValueError:
        return link
    return host.lower().rstrip(".").removeprefix("www.")


def looks_like(host: str, own: str) -> bool:
    """Whether an address can be taken for the hospital's: northlake-health.example.com, n0rthlake.example, northlake.work."""
    mine, other = _core(own), _core(host)
    if len(mine) < 5:
        return False
    if mine in _bare(host) or mine == other:
        return True
    return SequenceMatcher(None, mine, other, autojunk=False).ratio() >= 0.85


def _core(host: str) -> str:
    """The name in an address, without its ending."""
    parts = host.split(".")
    two = len(parts) > 2 and parts[-2] in {"co", "com", "org", "ac"}
    return _bare(parts[-3] if two else parts[-2] if len(parts) > 1 else host)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.translate(_SWAPS).replace("rn", "m").replace("vv", "w"))


# ── A change of an opening that is online ────────────────────────────────────────────────────────────
def lower_pay(old: Posting, new: Posting, applied: int) -> Iterator[Hint]:
    """What a change does to the pay, and to the `applied` people who read the old one."""
    if new.unpaid and not old.unpaid:
        yield Hint("pay_lower", _("Work that was paid becomes unpaid."))
    elif _pays_less(old, new):
        yield Hint("pay_lower", _("The pay goes down under an opening that is online."))
    else:
        return
    if applied:
        text = ngettext(
            "%(n)s person applied under the old pay.", "%(n)s people applied under the old pay.", applied
        )
        yield Hint("applied_before", text % {"n": applied})


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
