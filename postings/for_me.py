"""Openings for one person: a search made of what their profile says, so that they can read it, change it and keep it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.vocabulary import vocabulary
from core.work import Hours
from postings import cards
from postings.reading import Reader
from postings.search import Search
from postings.search.facets import figure
from postings.search.page import address

SHOWN = 4
ENOUGH = 3  # fewer, and the search asks for less
Pair = tuple[str, str]


@dataclass(frozen=True)
class ForMe:
    """A search and, in words, why these openings."""

    search: Search
    why: str

    def cards(self, reader: Reader) -> list[SafeString]:
        return cards.of(self.search.views, self.search.newest(SHOWN), reader, level=3)

    @property
    def total(self) -> int:
        return self.search.found().total

    @property
    def n(self) -> str:
        return figure(self.total)

    @property
    def url(self) -> str:
        return address(self.search)

    @property
    def query(self) -> str:
        return self.search.canonical


def wishes(reader: Reader) -> list[Pair]:
    """As filters. The pay that was set stays in the profile: `floor=mine` names no figure."""
    pairs = [("engagement", one) for one in reader.engagements] + [("mode", one) for one in reader.modes]
    if reader.hours not in ("", Hours.EITHER):
        pairs.append(("hours", reader.hours))
    if reader.radius_km and reader.home:
        pairs += [("near", reader.home.label), ("km", str(reader.radius_km))]
    if reader.floor:
        pairs.append(("floor", "mine"))
    return pairs


def for_me(reader: Reader) -> ForMe | None:
    """What asks most of what they have and wish, and still finds some; None for somebody who has said nothing."""
    if not (reader.skills or reader.has_wishes):
        return None
    tries = [ForMe(_search(reader, pairs), why) for pairs, why in _ladder(reader)]
    enough = next((one for one in tries if one.total >= ENOUGH), None)
    return enough or next((one for one in reversed(tries) if one.total), tries[-1])


def _search(reader: Reader, pairs: list[Pair]) -> Search:
    return Search(urlencode(pairs), mine=reader.skills, floor=reader.floor)


def _ladder(reader: Reader) -> list[tuple[list[Pair], str]]:
    """From the narrowest on: (filters, why)."""
    wished, steps = wishes(reader), []
    if reader.skills:
        mine = [("skill", skill.slug) for skill in vocabulary().skills_named(sorted(reader.skills))]
        all_of, one_of = (
            gettext("You have every skill they need."),
            gettext("They ask for a skill that you have."),
        )
        steps = [([*wished, ("fit", "mine")], all_of), ([*wished, *mine], one_of)]
    if not wished:
        return steps
    fits = gettext("They fit your wishes.")
    return [*((pairs, f"{why} {fits}") for pairs, why in steps), (wished, fits)]
