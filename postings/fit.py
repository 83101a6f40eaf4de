"""How an opening fits its reader, in words: never a score, and only for the reader.

Nothing is hidden that does not fit: it is said. No query: the opening and its places are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from core import gazetteer
from core.models import Skill
from core.vocabulary import vocabulary
from core.work import Hours, Mode
from hospitals.models.kind import Country
from pay.writing import amount
from postings.models import Posting
from postings.reading import Reader

MOST_NAMED = 3  # of what is missing; of more it says how many
EARTH_KM = 6371.0


@dataclass(frozen=True)
class Ticked:
    """A skill that is asked for, and whether the reader has it."""

    skill: Skill
    has: bool


@dataclass(frozen=True)
class Wish:
    """One wish of the reader beside this opening. `short`: what a row says when it is not met."""

    met: bool
    text: str
    short: str = ""


@dataclass(frozen=True)
class Fit:
    """What a page says to this reader about this opening."""

    posting: Posting
    reader: Reader

    @cached_property
    def required(self) -> list[Ticked]:
        return ticked(self.posting.required_skills, self.reader)

    @property
    def have(self) -> int:
        return sum(one.has for one in self.required)

    @property
    def skills(self) -> str:
        """ "You have 4 of the 5 skills they need." "" for a reader without skills."""
        if not (self.reader.skills and self.required):
            return ""
        need = len(self.required)
        if self.have == need:
            told = ngettext("You have the skill they need.", "You have all %(need)s skills they need.", need)
        else:
            told = ngettext("You do not have the skill they need.", "You have %(have)s of the %(need)s skills they need.", need)  # fmt: skip
        return told % {"have": self.have, "need": need}

    @property
    def missing(self) -> str:
        """ "Missing: HIPAA and privacy, Video." """
        names = [one.skill.name for one in self.required if not one.has]
        if not (self.skills and names):
            return ""
        more = len(names) - MOST_NAMED
        if more > 0:
            names = [*names[:MOST_NAMED], gettext("%(n)s more") % {"n": more}]
        return gettext("Missing: %(skills)s.") % {"skills": ", ".join(names)}

    @cached_property
    def wishes(self) -> list[Wish]:
        return list(_wishes(self.posting, self.reader)) if self.reader.has_wishes else []

    @property
    def otherwise(self) -> str:
        """ "Otherwise than you wish: on site, 84 miles away." "" when every wish is met."""
        short = [wish.short for wish in self.wishes if not wish.met]
        return gettext("Otherwise than you wish: %(what)s.") % {"what": ", ".join(short)} if short else ""


def ticked(skills: list[int], reader: Reader) -> list[Ticked]:
    return [Ticked(skill, skill.pk in reader.skills) for skill in vocabulary().skills_named(skills)]


# ── Wishes ───────────────────────────────────────────────────────────────────────────────────────────
def _wishes(posting: Posting, reader: Reader) -> Iterator[Wish]:
    for wish in (_kind, _hours, _mode, _place, _pay):
        told = wish(posting, reader)
        if told is not None:
            yield told


def _among(name: str, wanted: list[str], met: bool) -> Wish:
    if met:
        return Wish(True, gettext("%(what)s: as you wish") % {"what": name})
    told = gettext("%(what)s. You look for: %(wish)s") % {"what": name, "wish": ", ".join(wanted)}
    return Wish(False, told, name.lower())


def _kind(posting: Posting, reader: Reader) -> Wish | None:
    if not reader.engagements:
        return None
    known = vocabulary().engagements
    names = [known[slug].name for slug in reader.engagements if slug in known]
    here = known.get(posting.engagement_id)
    return _among(here.name if here else "", names, posting.engagement_id in reader.engagements)


def _hours(posting: Posting, reader: Reader) -> Wish | None:
    if reader.hours in ("", Hours.EITHER):
        return None
    met = posting.hours in (reader.hours, Hours.EITHER)
    return _among(str(posting.get_hours_display()), [str(Hours(reader.hours).label)], met)


def _mode(posting: Posting, reader: Reader) -> Wish | None:
    if not reader.modes:
        return None
    names = [str(Mode(mode).label) for mode in reader.modes if mode in Mode.values]
    return _among(str(posting.get_mode_display()), names, posting.mode in reader.modes)


def _place(posting: Posting, reader: Reader) -> Wish | None:
    """Within the distance that was set; remote work where one may live."""
    if not reader.radius_km:
        return None
    if posting.mode == Mode.REMOTE and posting.remote_countries and reader.country:
        if reader.country in posting.remote_countries:
            return Wish(True, gettext("Remote: you may live where you live now"))
        land = str(Country(reader.country).label) if reader.country in Country.values else reader.country
        return Wish(
            False,
            gettext("Remote, but not from where you live (%(country)s)") % {"country": land},
            gettext("not from where you live"),
        )
    km = kilometres(posting, reader)
    if km is None or reader.home is None:
        return None
    words = {"far": _far(km, reader), "most": _far(reader.radius_km, reader), "place": reader.home.label}
    if km <= reader.radius_km:
        return Wish(True, gettext("%(far)s from %(place)s: within the %(most)s that you set") % words)
    told = gettext("%(far)s from %(place)s. You set: at most %(most)s") % words
    return Wish(False, told, gettext("%(far)s away") % words)


def _pay(posting: Posting, reader: Reader) -> Wish | None:
    """The top of the range beside the pay that this person set; amounts in another currency are never compared."""
    if reader.floor is None:
        return None
    least, currency = reader.floor
    top = Decimal(0) if posting.unpaid else posting.annual_max
    if top is None or not (posting.unpaid or posting.pay_currency == currency):
        return None
    told = {"least": amount(Decimal(least), currency, get_language() or "en")}
    if top >= least:
        return Wish(True, gettext("The pay reaches the %(least)s a year that you set") % told)
    below = gettext("The top of the pay is below the %(least)s a year that you set") % told
    return Wish(False, below, gettext("pay below what you set"))


# ── Distance ─────────────────────────────────────────────────────────────────────────────────────────
def kilometres(posting: Posting, reader: Reader) -> float | None:
    """From home to the nearest place of work, great circle; None when one of them is not known."""
    home = reader.home
    if home is None or not posting.pk:
        return None
    known = [(p.lat, p.lon) for p in posting.places.all() if p.lat is not None and p.lon is not None]
    return min((_between(home.lat, home.lon, lat, lon) for lat, lon in known), default=None)


def _between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    up, along = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    a = sin(up) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(along) ** 2
    return 2 * EARTH_KM * asin(sqrt(a))


def _far(km: float, reader: Reader) -> str:
    return gazetteer.distance_text(km, reader.country, get_language() or "en")


def away(posting: Posting, reader: Reader) -> str:
    """ "4 miles from you"; "" for a reader whose home is not known, and for remote work."""
    km = kilometres(posting, reader) if posting.mode != Mode.REMOTE else None
    return "" if km is None else gettext("%(far)s from you") % {"far": _far(km, reader)}


def of(posting: Posting, reader: Reader) -> dict[str, Any]:
    """For a row of a list: the sentences that apply to this reader."""
    fit = Fit(posting, reader)
    return {"fit": " ".join(filter(None, [fit.skills, fit.missing])), "otherwise": fit.otherwise}
